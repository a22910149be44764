//! Reads a campaign from a document for Burki. Burki contract §4.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::node::{Node, Value};
use super::reader::{Reader, at_or_meant, empty_value, wrong_type};
use super::schema::instance;
use crate::domain::burki_campaign::{AssistantId, BurkiCampaign, Templates, VARIABLES_MAX};
use crate::domain::finding::{Origin, Problem, Severity};
use crate::domain::rules::templates::Texts;
use crate::domain::rules::words;

/// The key of a campaign's type.
const TYPE: &str = "campaign_type";

impl<'run> Reader<'run> {
    pub(super) fn burki_campaign(&mut self) -> Option<BurkiCampaign> {
        let name = self.name_at(&["name"]);
        let medium = at_or_meant(self.document, self.table, TYPE)
            .and_then(|node| self.parse(node, self.label(&[TYPE])));
        let assistant_id = self.number_at::<AssistantId>(&["assistant_id"]);
        let description = self.text_at("description");
        self.check_words("description");
        let templates = Templates {
            welcome_message: self.text_at("welcome_message_template"),
            agenda: self.text_at("agenda_template"),
            end_call_message: self.text_at("end_call_message_template"),
            sms_message: self.text_at("sms_message_template"),
        };
        let max_attempts = self.whole(&["max_attempts"]);
        let retry_delay_minutes = self.whole(&["retry_delay_minutes"]);
        let errors_before = self.findings.count(Severity::Error);
        // An empty value says that nothing replaces the variable.
        let fallback_values = self.texts_by_name("fallback_values", |reader, node, name| {
            let what = format!("fallback value of {name}");
            let text = reader.words(node, &what)?;
            words::check(&what, text, &node.origin, &mut reader.findings);
            Some(text)
        });
        let variable_mappings = self.texts_by_name("variable_mappings", |reader, node, name| {
            reader.filled(node, &format!("column of {name}"))
        });
        let available_variables = self.variables();
        let are_sources_read = self.findings.count(Severity::Error) == errors_before;
        let named = [&fallback_values, &variable_mappings].into_iter().flatten().flat_map(BTreeMap::keys);
        let sources = named.chain(available_variables.iter().flatten()).cloned().collect();
        let sources = are_sources_read.then_some(sources);
        self.parts.templates = Some(Texts { medium, templates: templates.clone(), sources });
        let pending_import = self.pending_import();
        Some(BurkiCampaign {
            name: name?,
            medium: medium?,
            assistant_id: assistant_id?,
            description,
            templates,
            max_attempts: max_attempts.and_then(|number| u8::try_from(number).ok()),
            retry_delay_minutes: retry_delay_minutes.and_then(|number| u16::try_from(number).ok()),
            fallback_values,
            variable_mappings,
            available_variables,
            pending_import,
        })
    }

    fn text_at(&mut self, key: &str) -> Option<String> {
        let node = self.at(&[key])?;
        self.filled_words(node, key).map(str::to_owned)
    }

    /// Reads a mapping of texts by variable name.
    fn texts_by_name(
        &mut self,
        key: &str,
        read: impl Fn(&mut Self, &'run Node, &str) -> Option<&'run str>,
    ) -> Option<BTreeMap<String, String>> {
        let entries = self.mapping(key)?.entries();
        let entries = self.bounded(key, entries, |entry| &entry.key.origin);
        let mut texts = BTreeMap::new();
        for entry in entries {
            let name = &entry.key.value;
            if let Some(text) = read(self, &entry.value, name) {
                texts.insert(name.to_string(), text.to_owned());
            }
        }
        Some(texts)
    }

    fn variables(&mut self) -> Option<Vec<String>> {
        let node = self.at(&["available_variables"])?;
        let items = self.list(
            node,
            "value of available_variables",
            "write a list of names, such as [name, product]",
        )?;
        if items.is_empty() {
            self.report(empty_value("value of available_variables", node), &node.origin);
        }
        let items = self.bounded("available_variables", items, |item| &item.origin);
        let names = items.iter().filter_map(|item| self.filled(item, "variable's name").map(str::to_owned));
        Some(names.collect())
    }

    fn pending_import(&mut self) -> Option<Map<String, Json>> {
        let import = self.mapping("pending_import")?;
        for entry in import.entries().iter().filter(|entry| is_blank(&entry.value.value)) {
            let problem = empty_value(&format!("value of pending_import.{}", entry.key.value), &entry.value);
            self.report(problem, &entry.value.origin);
        }
        if values_below(import) > VARIABLES_MAX {
            self.too_many("pending_import", &import.origin);
            return None;
        }
        match instance(import) {
            Json::Object(import) => Some(import),
            _ => None,
        }
    }

    /// The entries below a key, up to [`VARIABLES_MAX`]; more give a finding.
    fn bounded<T>(&mut self, key: &str, entries: &'run [T], place: impl Fn(&T) -> &Origin) -> &'run [T] {
        let Some((taken, [first, ..])) = entries.split_at_checked(VARIABLES_MAX) else { return entries };
        self.too_many(key, place(first));
        taken
    }

    fn too_many(&mut self, key: &str, place: &Origin) {
        let problem = Problem::error(
            "campaign/too-many-variables",
            format!("{key} has more than {VARIABLES_MAX} entries, which is more than kcamp accepts"),
        );
        self.report(problem.help("keep those that the templates show"), place);
    }

    /// The mapping at a key, which must not be empty; any other value gives a finding.
    fn mapping(&mut self, key: &str) -> Option<&'run Node> {
        let node = self.at(&[key])?;
        if let Value::Mapping(entries) = &node.value {
            if entries.is_empty() {
                self.report(empty_value(&format!("value of {key}"), node), &node.origin);
            }
            return Some(node);
        }
        let problem = wrong_type(&format!("value of {key}"), "a mapping", &node.value)
            .help(format!("write names and values below {key}:"));
        self.report(problem, &node.origin);
        None
    }
}

/// Whether a value is empty.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::Sequence(items) => items.is_empty(),
        Value::Mapping(entries) => entries.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The number of values in a mapping or a list, at any depth.
fn values_below(node: &Node) -> usize {
    match &node.value {
        Value::Mapping(entries) => entries.iter().map(|entry| 1 + values_below(&entry.value)).sum(),
        Value::Sequence(items) => items.iter().map(|item| 1 + values_below(item)).sum(),
        _ => 0,
    }
}
