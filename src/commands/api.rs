//! `kcamp api`.

use std::io::Read as _;
use std::path::Path;
use std::rc::Rc;
use std::slice;

use anyhow::Context as _;
use serde_json::{Map, Value, json};

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::address::AddressError;
use crate::platform::failure::Body;
use crate::platform::mask;
use crate::platform::page_reading::READINGS_MAX;
use crate::platform::platform::Platform;
use crate::platform::raw::{RawAnswer, RawCall, RawReading, ReadRequest};
use crate::platform::request::{Effect, Method};
use crate::view::raw::RawView;

/// The deepest nesting of the fields of `-F`: recursive functions write, show and free a body.
const FIELD_DEPTH_MAX: usize = 64;
/// The most characters of a field in an error.
const FIELD_SHOWN_MAX: usize = 200;
/// The largest body that is read from a file or stdin, in bytes.
const BODY_MAX_BYTES: u64 = 8 * 1024 * 1024;

/// Send your own authenticated request, where kcamp has no command for it
///
/// The answer is printed as it is. GET is a read, unless its query starts a campaign, and so is a POST that the
/// platform documents as a read, such as getAllCampaignDetails. Any other POST, PUT and DELETE is treated as a write,
/// because kcamp does not know what it does: it asks before it sends it; --yes answers, and is needed without a
/// terminal. --read says that a POST only reads; it is refused for one that the platform documents as a write.
/// {streamId} and {accountId} in PATH are replaced by the profile's ids. Fields become the query of a GET, or the JSON
/// body of any other request.
#[derive(Debug, clap::Args)]
pub struct ApiArgs {
    /// GET, POST, PUT or DELETE
    method: String,
    /// The path with its query, such as "/campaign/api/v2/public/{streamId}/…?accountId={accountId}"
    path: String,
    /// A field, such as -F limit=5: true, false, null and whole numbers keep their type, @FILE is the text of a file,
    /// everything else is text; a[b]=c nests, a[]=b makes a list
    #[arg(short = 'F', long = "field", value_name = "KEY=VALUE")]
    field: Vec<String>,
    /// The JSON body from a file, or - for stdin
    #[arg(long, value_name = "FILE", conflicts_with = "field")]
    input: Option<String>,
    /// Read all pages and print one list of all rows, each once; a list that is cut or changes meanwhile is read again
    #[arg(long)]
    paginate: bool,
    /// Treat this POST as a read: it needs no --yes, and is repeated if it fails
    #[arg(long)]
    read: bool,
}

/// Sends the request, page by page if asked for, and prints the answer.
///
/// # Errors
///
/// The method, the path or a field cannot be used, a write is not confirmed, the request fails, or `--paginate` is
/// given and the answer has no pages.
pub async fn run(args: ApiArgs, context: &mut Context) -> Result<Exit, Error> {
    if args.input.as_deref() == Some("-") || args.field.iter().any(|field| field.ends_with("=@-")) {
        context.stdin().input()?;
    }
    let ApiRequest { call, effect } = ApiRequest::new(&args)?;
    let platform = context.platform()?;
    let request = read_request(&call, &*platform)?;
    let effect = if platform.only_reads(&request) { Effect::Read } else { effect };
    if args.paginate && effect == Effect::Write {
        let message = "--paginate repeats the request, and this one is a write";
        return Err(Error::usage("api/pages-of-a-write", message).hint("add --read where it only reads"));
    }
    let begins_calls = effect == Effect::Read && platform.begins_calls(&request);
    if begins_calls && (args.read || args.paginate) {
        let flag = if args.read { "--read" } else { "--paginate" };
        let message =
            format!("{flag} is for what only reads, and this request makes the platform call people");
        return Err(Error::usage("api/no-read", message).hint(format!("leave {flag} out")));
    }
    if effect == Effect::Read && platform.is_known_write(&request) {
        let message = format!(
            "--read is for what only reads, and {} documents this request as a write",
            context.settings()?.platform.value.title()
        );
        return Err(Error::usage("api/no-read", message).hint("leave --read out"));
    }
    let (answered, result) = match if begins_calls { Effect::Write } else { effect } {
        Effect::Write => write(&call, context).await?,
        Effect::Read => {
            if context.rehearse(slice::from_ref(&request))? {
                return Ok(Exit::Success);
            }
            let platform = context.connect().await?;
            if args.paginate {
                let rows = every_row(&call, &*platform).await?;
                context.ui.show(&RawView(Value::Array(rows)))?;
                return Ok(Exit::Success);
            }
            let RawAnswer { body, result } = platform.send_read(&request).await;
            (body, result.map(drop).map_err(Error::from))
        }
    };
    match answered {
        Some(Body::Json(value)) => context.ui.show(&RawView(value))?,
        Some(Body::Text(text)) => context.ui.show(&RawView(Value::String(text)))?,
        Some(Body::Empty) | None => {}
    }
    result.map(|()| Exit::Success)
}

/// Sends a request as a write, and returns its answer beside its outcome.
async fn write(call: &RawCall, context: &mut Context) -> Result<(Option<Body>, Result<(), Error>), Error> {
    let answered = Rc::default();
    let write =
        context.platform()?.raw_write(call, Rc::clone(&answered)).map_err(|error| unreadable_path(&error))?;
    let sent = context.carry_out(write).await;
    if let Ok(Some(())) = sent {
        // The result is the platform's own answer, so the account is printed before it.
        let whereabouts = context.whereabouts()?;
        context.ui.talk(&format!("sent to {whereabouts}"));
    }
    Ok((answered.take(), sent.map(drop)))
}

fn read_request(call: &RawCall, platform: &dyn Platform) -> Result<ReadRequest, Error> {
    platform.raw_read(call).map_err(|error| unreadable_path(&error))
}

fn unreadable_path(error: &AddressError) -> Error {
    Error::usage("api/path-unreadable", error.to_string())
        .hint("write it as /campaign/api/v2/public/{streamId}/…, and percent-encode what is not plain")
}

/// A request as the user gave it, and whether it is sent as a write.
struct ApiRequest {
    call: RawCall,
    effect: Effect,
}

impl ApiRequest {
    fn new(args: &ApiArgs) -> Result<Self, Error> {
        let method = match args.method.to_ascii_uppercase().as_str() {
            "GET" => Method::Get,
            "POST" => Method::Post,
            "PUT" => Method::Put,
            "DELETE" => Method::Delete,
            _ => {
                let message = format!("{:?} is not a method of the platform", args.method);
                return Err(Error::usage("api/unknown-method", message).hint("use GET, POST, PUT or DELETE"));
            }
        };
        let effect = match method {
            Method::Get => Effect::Read,
            Method::Post if args.read => Effect::Read,
            _ if args.read => {
                return Err(Error::usage(
                    "api/no-read",
                    format!("--read is for POST, and {method} is not a read"),
                ));
            }
            _ => Effect::Write,
        };
        let mut fields = Map::new();
        for field in &args.field {
            set_field(&mut fields, field)?;
        }
        let fields = (!fields.is_empty()).then_some(fields);
        let mut call = RawCall { method, path: args.path.clone(), query: Vec::new(), body: None };
        match (method, fields, &args.input) {
            (Method::Get, fields, None) => call.query = query_pairs(fields.unwrap_or_default())?,
            (Method::Get, _, Some(_)) => {
                return Err(Error::usage("api/get-with-body", "a GET has no body: leave --input out"));
            }
            (_, _, Some(input)) => call.body = Some(read_body(input)?),
            (_, fields, None) => call.body = fields.map(Value::Object),
        }
        Ok(Self { call, effect })
    }
}

/// Sets the parameter that selects the page.
fn turn(call: &mut RawCall, key: &str, number: u64) -> Result<(), Error> {
    if call.path.contains(&format!("?{key}=")) || call.path.contains(&format!("&{key}=")) {
        let message = format!("--paginate sets {key} itself, and the path has it too");
        return Err(Error::usage("api/page-twice", message).hint("leave it out of PATH"));
    }
    if call.method == Method::Get {
        call.query.retain(|(known, _)| known != key);
        call.query.push((key.to_owned(), number.to_string()));
        return Ok(());
    }
    match call.body.get_or_insert_with(|| json!({})) {
        Value::Object(fields) => {
            fields.insert(key.to_owned(), json!(number));
            Ok(())
        }
        _ => Err(Error::usage(
            "api/body-without-pages",
            "--paginate needs a body that is an object, to say which page",
        )),
    }
}

/// The rows of every page, each once. A list that changes while it is read, or ends before its total, is read again.
async fn every_row(call: &RawCall, platform: &dyn Platform) -> Result<Vec<Value>, Error> {
    let purpose = read_request(call, platform)?.purpose.clone();
    let mut readings_left = READINGS_MAX;
    loop {
        readings_left -= 1;
        let mut read = RawReading::of(call);
        match pages(call.clone(), &mut read, platform).await {
            Err(error) if readings_left == 0 || !read.is_cut() => return Err(error),
            Ok(()) if readings_left == 0 || !read.has_moved() => return Ok(read.rows(&purpose)?),
            Ok(()) | Err(_) => {}
        }
    }
}

/// Reads every page once.
async fn pages(mut call: RawCall, read: &mut RawReading, platform: &dyn Platform) -> Result<(), Error> {
    for number in 1.. {
        let request = read_request(&call, platform)?;
        let answer = platform.send_read(&request).await.result?;
        let Some(page) = platform.raw_page(&answer, number) else {
            let message = "the answer has no rows, so there are no pages";
            return Err(
                Error::new("api/no-pages", message, Exit::Usage).hint("leave --paginate out to see it")
            );
        };
        match read.take_in(&request.purpose, &page, number)? {
            None => break,
            Some((key, value)) => turn(&mut call, key, value)?,
        }
    }
    Ok(())
}

/// A field or its key for an error: long ones are cut, and phone numbers are masked.
fn shown(field: &str) -> String {
    let shown: String = field.chars().take(FIELD_SHOWN_MAX).collect();
    let cut = if shown.len() < field.len() { "…" } else { "" };
    format!("{:?}{cut}", mask::phone_numbers(&shown))
}

/// Sets a field from `a=1`, `a[b]=1` or `a[]=1`.
fn set_field(fields: &mut Map<String, Value>, field: &str) -> Result<(), Error> {
    let unreadable = |why: &str| {
        Error::usage("api/field-unreadable", format!("-F {}: {why}", shown(field)))
            .hint("write it as key=value, as in -F limit=5 or -F filters[status][]=Ready")
    };
    let (key, text) = field.split_once('=').ok_or_else(|| unreadable("there is no = in it"))?;
    let (first, rest) = key.split_once('[').map_or((key, None), |(first, rest)| (first, Some(rest)));
    if first.is_empty() {
        return Err(unreadable("the key is empty"));
    }
    let parts = rest.into_iter().flat_map(|rest| rest.split('['));
    if parts.clone().nth(FIELD_DEPTH_MAX).is_some() {
        return Err(unreadable(&format!("it nests deeper than {FIELD_DEPTH_MAX}")));
    }
    let mut place = fields.entry(first).or_insert(Value::Null);
    for part in parts {
        let name = part.strip_suffix(']').ok_or_else(|| unreadable("a [ has no ]"))?;
        if name.is_empty() {
            if place.is_null() {
                *place = json!([]);
            }
            let list = place.as_array_mut().ok_or_else(|| unreadable("it is a list and something else"))?;
            let index = list.len();
            list.push(Value::Null);
            place = &mut list[index];
        } else {
            if place.is_null() {
                *place = json!({});
            }
            let map = place.as_object_mut().ok_or_else(|| unreadable("it has keys and is something else"))?;
            place = map.entry(name).or_insert(Value::Null);
        }
    }
    if !place.is_null() {
        return Err(unreadable("it is given twice"));
    }
    *place = typed(text)?;
    Ok(())
}

fn typed(text: &str) -> Result<Value, Error> {
    Ok(match text {
        "true" => json!(true),
        "false" => json!(false),
        "null" => Value::Null,
        _ => match (text.strip_prefix('@'), text.parse::<i64>()) {
            (Some(path), _) => json!(read_text(path)?),
            // A number that would be written differently, such as 007 or +1, stays text: it may be an id.
            (None, Ok(number)) if number.to_string() == text => json!(number),
            _ => json!(text),
        },
    })
}

fn query_pairs(fields: Map<String, Value>) -> Result<Vec<(String, String)>, Error> {
    fields
        .into_iter()
        .map(|(key, value)| match value {
            Value::Array(_) | Value::Object(_) => Err(Error::usage(
                "api/nested-query",
                format!("-F {}: a GET's fields are plain, and this one nests", shown(&key)),
            )),
            Value::String(text) => Ok((key, text)),
            plain => Ok((key, plain.to_string())),
        })
        .collect()
}

fn read_text(path: &str) -> Result<String, Error> {
    let mut text = String::new();
    let read = if path == "-" {
        std::io::stdin().take(BODY_MAX_BYTES + 1).read_to_string(&mut text)
    } else {
        std::fs::File::open(Path::new(path))
            .and_then(|file| file.take(BODY_MAX_BYTES + 1).read_to_string(&mut text))
    };
    let bytes = read.with_context(|| format!("cannot read {path}"))?;
    if u64::try_from(bytes).unwrap_or(u64::MAX) > BODY_MAX_BYTES {
        let message = format!("{path} is larger than {} MiB", BODY_MAX_BYTES >> 20);
        return Err(
            Error::usage("api/body-too-large", message).hint("the platform takes no body of that size")
        );
    }
    Ok(text)
}

fn read_body(path: &str) -> Result<Value, Error> {
    serde_json::from_str(&read_text(path)?).map_err(|error| {
        Error::usage("api/body-not-json", format!("--input {path} is not JSON: {error}"))
            .hint("the platform takes JSON bodies only")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::{FIELD_DEPTH_MAX, set_field};

    fn body(fields: &[&str]) -> Option<Value> {
        let mut map = Map::new();
        fields.iter().try_for_each(|field| set_field(&mut map, field)).ok()?;
        Some(Value::Object(map))
    }

    #[test]
    fn fields_have_their_types_and_places() {
        let fields =
            ["limit=5", "id=007", "big=99999999999999999999", "on=true", "none=null", "name=a=b", "empty="];
        assert_eq!(
            body(&fields),
            Some(
                json!({"limit": 5, "id": "007", "big": "99999999999999999999", "on": true, "none": null, "name": "a=b", "empty": ""})
            )
        );
        assert_eq!(
            body(&[
                "sortBy[name]=asc",
                "filters[status][]=Ready",
                "filters[status][]=Active",
                "filters[priority][]=1"
            ]),
            Some(
                json!({"sortBy": {"name": "asc"}, "filters": {"status": ["Ready", "Active"], "priority": [1]}})
            )
        );
        let nested = |depth: usize| format!("a{}=1", "[b]".repeat(depth));
        assert!(body(&[&nested(FIELD_DEPTH_MAX)]).is_some());
        assert!(body(&[&format!("a{}=1", "[]".repeat(FIELD_DEPTH_MAX))]).is_some());
        for depth in [FIELD_DEPTH_MAX + 1, 30_000, 1_000_000] {
            assert_eq!(body(&[&nested(depth)]), None, "{depth}");
            assert_eq!(body(&[&nested(depth).replace('b', "")]), None, "{depth}");
        }
        for wrong in
            [&["a"][..], &["=1"], &["a[b=1"], &["a=1", "a=2"], &["a=1", "a[b]=2"], &["a[]=1", "a[b]=2"]]
        {
            assert_eq!(body(wrong), None, "{wrong:?}");
        }
    }
}
