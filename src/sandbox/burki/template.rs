//! The preview of a template (Burki contract §6). Only `{{ name | filter }}` of Jinja2 is supported.

use serde_json::{Map, Value, json};

use super::{
    Burki,
    fields::{self, ANY_TEXT, Field, FieldType, Need},
    refusal::Refusal,
};
use crate::sandbox::{choices::Strictness, exchange::Received};

/// The default values of variables that the request does not set.
const ALWAYS: [(&str, &str); 3] =
    [("assistant_name", "your assistant"), ("company", "our company"), ("name", "there")];

/// A template with its variables filled in.
///
/// # Errors
///
/// The body is refused, or the template cannot be filled in.
pub(super) fn preview(burki: &Burki, received: &Received) -> Result<Value, Refusal> {
    let body = fields::object(received)?;
    // In the page the variables are optional, in the description of the API they are required.
    let variables = match burki.strictness {
        Strictness::Strict => Need::Required,
        Strictness::Lenient => Need::Optional,
    };
    let model = [
        Field { key: "template", need: Need::Required, kind: ANY_TEXT },
        Field { key: "variables", need: variables, kind: FieldType::Object },
    ];
    fields::check(&body, &model, burki.strictness)?;
    let template = body.get("template").and_then(Value::as_str).unwrap_or_default();
    let none = Map::new();
    let variables = body.get("variables").and_then(Value::as_object).unwrap_or(&none);
    Ok(match render(template, variables) {
        Ok(text) => json!({ "success": true, "rendered_template": text }),
        Err(text) => json!({ "success": false, "rendered_template": text }),
    })
}

/// Fills in the variables of a template.
///
/// # Errors
///
/// The template is wrong. The text has the error in front of the template, as the platform shows it.
pub(super) fn render(template: &str, variables: &Map<String, Value>) -> Result<String, String> {
    rendered(template, variables).map_err(|reason| format!("[Template Error: {reason}] {template}"))
}

fn rendered(template: &str, variables: &Map<String, Value>) -> Result<String, String> {
    let mut rendered = String::new();
    let mut rest = template;
    while let Some(start) = rest.find("{{") {
        let inside = &rest[start + 2..];
        let end = inside.find("}}").ok_or("unexpected end of template, expected '}}'")?;
        rendered.push_str(plain(&rest[..start])?);
        rendered.push_str(&expression(&inside[..end], variables)?);
        rest = &inside[end + 2..];
    }
    rendered.push_str(plain(rest)?);
    Ok(rendered)
}

fn plain(text: &str) -> Result<&str, String> {
    if text.contains("{%") { Err("the sandbox renders no statements".to_owned()) } else { Ok(text) }
}

/// The value of a name with its filters. A name without a value is empty.
fn expression(text: &str, variables: &Map<String, Value>) -> Result<String, String> {
    let mut parts = text.split('|').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let is_name = name.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
        && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    if !is_name {
        return Err(format!("expected a name, got '{name}'"));
    }
    let always = || ALWAYS.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned());
    let mut value = match variables.get(name) {
        None => always(),
        Some(Value::Null) => Some("None".to_owned()),
        Some(Value::String(text)) => Some(text.clone()),
        Some(other) => Some(other.to_string()),
    };
    for filter in parts {
        value = Some(filtered(filter, value)?);
    }
    Ok(value.unwrap_or_default())
}

fn filtered(filter: &str, value: Option<String>) -> Result<String, String> {
    if let Some(argument) = filter.strip_prefix("default") {
        let argument = argument.trim().strip_prefix('(').and_then(|text| text.strip_suffix(')'));
        let text = argument.map(str::trim).and_then(quoted);
        let text = text.ok_or("default needs a text in quotes")?;
        return Ok(value.unwrap_or_else(|| text.to_owned()));
    }
    let value = value.unwrap_or_default();
    match filter {
        "upper" => Ok(value.to_uppercase()),
        "lower" => Ok(value.to_lowercase()),
        "title_case" => Ok(title_case(&value)),
        "phone_format" => Ok(phone_format(&value)),
        _ => Err(format!("No filter named '{filter}'.")),
    }
}

fn quoted(text: &str) -> Option<&str> {
    ['\'', '"'].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
}

/// Changes the first letter of each word to upper case and the others to lower case.
fn title_case(text: &str) -> String {
    let mut is_inside = false;
    let mut cased = String::new();
    for letter in text.chars() {
        let part = letter.to_string();
        cased.push_str(&if is_inside { part.to_lowercase() } else { part.to_uppercase() });
        is_inside = letter.is_alphabetic();
    }
    cased
}

/// `(202) 555-0100` for a number of the United States; any other number as it is. The platform's own form is not
/// documented.
fn phone_format(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let national = if digits.len() == 11 { digits.strip_prefix('1') } else { Some(digits.as_str()) };
    match national {
        Some(number) if number.len() == 10 => {
            format!("({}) {}-{}", &number[..3], &number[3..6], &number[6..])
        }
        _ => text.to_owned(),
    }
}
