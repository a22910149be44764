//! The fields of a campaign on which no rule depends, in the bodies of a platform: they are where campaign files have
//! them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::domain::field::{Field, Table};
use crate::domain::plain::{PlainForm, PlainValue, PlainValues};
use crate::domain::platform_kind::PlatformKind;

/// The plain fields that the object of a campaign has in a form that is read.
pub(super) fn values(campaign: &Value, platform: PlatformKind) -> PlainValues {
    let found = Table::of(platform).plain_fields().filter_map(|(field, plain)| {
        let at = field.path.iter().try_fold(campaign, |held, key| held.get(key))?;
        Some((field.dotted(), read(plain.form, at)?))
    });
    found.collect()
}

/// The value of a plain field; `None` where it is missing, or in another form.
pub(super) fn read(form: PlainForm, value: &Value) -> Option<PlainValue> {
    match form {
        PlainForm::Text => {
            value.as_str().filter(|text| !text.is_empty()).map(|text| PlainValue::Text(text.to_owned()))
        }
        PlainForm::Number => value.as_u64().map(PlainValue::Number),
        PlainForm::Words => {
            value.as_array()?.iter().map(word).collect::<Option<Vec<_>>>().map(PlainValue::Words)
        }
        PlainForm::Pairs => {
            let pairs = value.as_object()?.iter().map(|(key, value)| Some((key.clone(), word(value)?)));
            pairs.collect::<Option<BTreeMap<_, _>>>().map(PlainValue::Pairs)
        }
    }
}

/// A value for which a text can stand. The text of `null`, a list or an object would be one that nobody wrote.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Adds plain fields to a body, each at its place.
pub(super) fn insert(
    body: &mut Map<String, Value>,
    fields: impl Iterator<Item = (&'static Field, PlainValue)>,
) {
    for (field, value) in fields {
        let Some((key, above)) = field.path.split_last() else { continue };
        let mut map = &mut *body;
        for key in above {
            let below = map.entry(*key).or_insert_with(|| Value::Object(Map::new()));
            let Value::Object(below) = below else { return };
            map = below;
        }
        map.insert((*key).to_owned(), json!(value));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::{insert, values};
    use crate::domain::field::Table;
    use crate::domain::plain::{PlainForm, PlainValue};
    use crate::domain::platform_kind::PlatformKind;
    use crate::platform::{burki, kore};

    fn sample(form: PlainForm) -> PlainValue {
        match form {
            PlainForm::Text => PlainValue::Text("FIFO".to_owned()),
            PlainForm::Number => PlainValue::Number(7),
            PlainForm::Words => PlainValue::Words(vec!["b".to_owned(), "a".to_owned()]),
            PlainForm::Pairs => PlainValue::Pairs([("name".to_owned(), "you".to_owned())].into()),
        }
    }

    #[test]
    fn each_plain_field_is_read_where_a_body_has_it_and_is_unread_in_another_form() {
        for platform in PlatformKind::ALL {
            let live = |body: &Value| match platform {
                PlatformKind::Kore => kore::answer::campaign(body, None),
                PlatformKind::Burki => burki::answer::campaign(body),
            };
            for (field, plain) in Table::of(platform).plain_fields() {
                let mut body =
                    Map::from_iter([("id".to_owned(), json!("1")), ("name".to_owned(), json!("A"))]);
                insert(&mut body, [(field, sample(plain.form))].into_iter());
                let body = Value::Object(body);
                let read = live(&body).map(|live| (live.plain, live.unread.len()));
                let expected = [(field.dotted(), sample(plain.form))].into();
                assert_eq!(read, Some((expected, 0)), "{field:?}");

                let mut other = body;
                other[field.path[0]] = match field.path {
                    [_] => json!(true),
                    [_, below, ..] => json!({ *below: true }),
                    [] => Value::Null,
                };
                let unread = live(&other).map(|live| live.unread.into_iter().collect::<Vec<_>>());
                assert_eq!(unread, Some(vec![field.dotted()]), "{field:?}");
                assert_eq!(values(&other, platform), [].into());
            }
        }
    }
}
