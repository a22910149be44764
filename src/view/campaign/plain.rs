//! The fields of a campaign on which no rule depends, as they are shown: each by its own row.

use std::marker::PhantomData;

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::domain::field::{Field, Table};
use crate::domain::plain::{PlainValue, PlainValues};
use crate::domain::platform_kind::PlatformKind;

/// The plain fields of one platform: each under its key; `null` where an answer does not hold it.
#[derive(Debug, Clone)]
pub(super) struct PlainView<Of> {
    fields: Vec<(&'static Field, Option<PlainValue>)>,
    of: PhantomData<Of>,
}

/// The platform whose plain fields they are.
pub(super) trait OfPlatform {
    /// The platform.
    const PLATFORM: PlatformKind;
}

/// The plain fields of Kore.ai.
#[derive(Debug, Clone)]
pub(super) struct KorePlain;

/// The plain fields of Burki.
#[derive(Debug, Clone)]
pub(super) struct BurkiPlain;

impl OfPlatform for KorePlain {
    const PLATFORM: PlatformKind = PlatformKind::Kore;
}

impl OfPlatform for BurkiPlain {
    const PLATFORM: PlatformKind = PlatformKind::Burki;
}

impl<Of: OfPlatform> PlainView<Of> {
    pub(super) fn new(values: &PlainValues) -> Self {
        let fields = Table::of(Of::PLATFORM).plain_fields();
        let fields = fields.map(|(field, _)| (field, values.get(&field.dotted()).cloned())).collect();
        Self { fields, of: PhantomData }
    }

    /// The fields that tables have, each with its label; `None` for a field without a value.
    pub(super) fn labelled(&self) -> impl Iterator<Item = (&'static str, Option<String>)> {
        self.fields.iter().filter_map(|(field, value)| {
            let text = value.as_ref().map(PlainValue::text).filter(|text| !text.is_empty());
            Some((field.plain?.in_tables?, text))
        })
    }
}

impl<Of> Serialize for PlainView<Of> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.fields.len()))?;
        for (field, value) in &self.fields {
            map.serialize_entry(&field.output_key(), value)?;
        }
        map.end()
    }
}

#[cfg(test)]
impl<Of: OfPlatform> schemars::JsonSchema for PlainView<Of> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PlainView".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        use serde_json::{Map, Value, json};

        use crate::domain::plain::{PlainField, PlainForm};

        let property = |(field, plain): (&'static Field, &'static PlainField)| {
            let schema = match plain.form {
                PlainForm::Text => json!({ "type": ["string", "null"] }),
                PlainForm::Number => json!({ "type": ["integer", "null"], "format": "uint64", "minimum": 0 }),
                PlainForm::Words => json!({ "type": ["array", "null"], "items": { "type": "string" } }),
                PlainForm::Pairs => {
                    json!({ "type": ["object", "null"], "additionalProperties": { "type": "string" } })
                }
            };
            let mut schema = schema;
            schema["description"] = json!(plain.about);
            (field.output_key(), schema)
        };
        let properties: Map<String, Value> = Table::of(Of::PLATFORM).plain_fields().map(property).collect();
        let required: Vec<String> = properties.keys().cloned().collect();
        schemars::json_schema!({ "type": "object", "properties": properties, "required": required })
    }
}
