//! `multipart/form-data` (RFC 7578), as far as an import needs it.

use percent_encoding::percent_decode_str;

/// One part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part<'a> {
    /// The field's name.
    pub(super) name: String,
    /// The file's name, if the field is a file.
    pub(super) file_name: Option<String>,
    pub(super) content: &'a [u8],
}

/// The parts of a body in order; `None` if the content type or the body is not a form.
pub(super) fn parts<'a>(content_type: &str, body: &'a [u8]) -> Option<Vec<Part<'a>>> {
    let (media_type, parameters) = content_type.split_once(';')?;
    if !media_type.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let delimiter = format!("--{}", parameter(parameters, "boundary").filter(|text| !text.is_empty())?);
    let mut rest = body.get(find(body, delimiter.as_bytes())? + delimiter.len()..)?;
    let next = format!("\r\n{delimiter}");
    let mut found = Vec::new();
    while !rest.starts_with(b"--") {
        let part = rest.strip_prefix(b"\r\n")?;
        let end = find(part, next.as_bytes())?;
        found.push(read(&part[..end])?);
        rest = &part[end + next.len()..];
    }
    Some(found)
}

fn read(part: &[u8]) -> Option<Part<'_>> {
    let blank = b"\r\n\r\n";
    let split = find(part, blank)?;
    let head = std::str::from_utf8(&part[..split]).ok()?;
    let (_, disposition) = head
        .split("\r\n")
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-disposition"))?;
    let (_, parameters) = disposition.split_once(';')?;
    let encoded = parameter(parameters, "filename*");
    let decoded = encoded
        .as_deref()
        .and_then(|text| text.splitn(3, '\'').nth(2))
        .map(|text| percent_decode_str(text).decode_utf8_lossy().into_owned());
    Some(Part {
        name: parameter(parameters, "name")?,
        file_name: decoded.or_else(|| parameter(parameters, "filename")),
        content: &part[split + blank.len()..],
    })
}

/// A parameter of a header: `name="value"` or `name=value`. The values that clients send contain no `;`.
fn parameter(parameters: &str, wanted: &str) -> Option<String> {
    parameters.split(';').filter_map(|pair| pair.split_once('=')).find_map(|(name, value)| {
        let value = value.trim();
        let bare = value.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(value);
        name.trim().eq_ignore_ascii_case(wanted).then(|| bare.to_owned())
    })
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_files_are_told_apart() {
        let body = concat!(
            "--b\r\nContent-Disposition: form-data; name=\"column_mappings\"\r\n\r\n{}\r\n",
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a b.csv\"\r\n",
            "Content-Type: text/csv\r\n\r\nphone\r\n1\r\n\r\n--b--\r\n",
        );
        let parts = parts("multipart/form-data; boundary=b", body.as_bytes()).unwrap_or_default();
        let told: Vec<(&str, Option<&str>, &[u8])> =
            parts.iter().map(|part| (part.name.as_str(), part.file_name.as_deref(), part.content)).collect();
        let file: &[u8] = b"phone\r\n1\r\n";
        assert_eq!(told, [("column_mappings", None, b"{}".as_slice()), ("file", Some("a b.csv"), file)]);
    }

    #[test]
    fn an_encoded_file_name_is_decoded() {
        let body = "--b\r\ncontent-disposition: form-data; name=file; filename*=utf-8''f%C3%A9v.csv\r\n\r\n\r\n--b--";
        let parts = parts("Multipart/Form-Data; boundary=\"b\"", body.as_bytes()).unwrap_or_default();
        assert_eq!(parts.first().and_then(|part| part.file_name.as_deref()), Some("fév.csv"));
    }

    #[test]
    fn what_is_no_form_is_none() {
        let part = "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx";
        for (content_type, body) in [
            ("application/json", format!("{part}\r\n--b--")),
            ("multipart/form-data", format!("{part}\r\n--b--")),
            ("multipart/form-data; boundary=", format!("{part}\r\n--b--")),
            ("multipart/form-data; boundary=c", format!("{part}\r\n--b--")),
            ("multipart/form-data; boundary=b", part.to_owned()),
            ("multipart/form-data; boundary=b", "--b\r\nname\r\n--b--".to_owned()),
        ] {
            assert_eq!(parts(content_type, body.as_bytes()), None, "{content_type} {body:?}");
        }
    }
}
