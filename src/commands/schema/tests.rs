//! Makes the schema of all outputs from the types that are printed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::OUTPUT_SCHEMA;
use crate::platform::preview::RequestPreview;
use crate::ui::{ErrorDocument, FindingRecord};
use crate::view::about::{HelpView, VersionView};
use crate::view::apply::ApplyView;
use crate::view::burki_contacts::{
    CampaignContactsView, ExecutionsView, ReExecutionView, TemplatePreviewView,
};
use crate::view::campaign::{CampaignView, CampaignsView};
use crate::view::contact_list::{ContactListView, ContactListsView, ContactsView, ListChangeView};
use crate::view::creation::CreationView;
use crate::view::doctor::ChecksView;
use crate::view::done::DoneView;
use crate::view::exit_code::ExitCodesView;
use crate::view::explanation::{ExplanationView, ExplanationsView};
use crate::view::export::{ExportView, ExportsView};
use crate::view::halt::{HaltView, LiftView, ResumeView};
use crate::view::import::{CampaignImportView, ImportView};
use crate::view::init::InitView;
use crate::view::journal::JournalView;
use crate::view::kore_contacts::{CallBackView, KoreContactsView};
use crate::view::licenses::LicensesView;
use crate::view::lifecycle::{LifecycleView, StatusView, StatusesView};
use crate::view::live_schedule::LiveScheduleView;
use crate::view::plan::PlanView;
use crate::view::preview::PreviewedRunView;
use crate::view::profile::{ProfilesView, SettingsView};
use crate::view::sandbox;
use crate::view::schedule_change::ScheduleChangeView;
use crate::view::token::{InspectedView, MintedView};
use crate::view::update::UpdateView;
use crate::view::watch::WatchView;

/// One object, or an array of them.
#[derive(JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
#[expect(dead_code, reason = "only its schema is used")]
enum OneOrMany<One, Many> {
    One(One),
    Many(Many),
}

/// The result of a write: with where it went.
#[derive(JsonSchema)]
#[schemars(rename = "Written{Result}")]
#[expect(dead_code, reason = "only its schema is used")]
struct Written<Result> {
    #[serde(flatten)]
    result: Result,
    /// `the sandbox`, or the profile with its account, in words.
    #[serde(rename = "where")]
    whereabouts: String,
}

/// The results of the same action for several campaigns.
type WrittenEach<Result> = Vec<Written<Result>>;

/// The schemas of the outputs, by command.
struct Outputs {
    generator: SchemaGenerator,
    by_command: Map<String, Value>,
}

impl Outputs {
    fn prints<T: JsonSchema>(&mut self, commands: &[&str]) {
        let schema: Schema = self.generator.subschema_for::<T>();
        for command in commands {
            self.by_command.insert((*command).to_owned(), schema.clone().into());
        }
    }
}

/// The schema of each command's JSON output. A command that is not listed here prints no JSON.
#[expect(clippy::too_many_lines, reason = "one line a command")]
fn output_schema() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut outputs = Outputs { generator, by_command: Map::new() };
    // The platform's own answer may have any form.
    outputs.prints::<Value>(&["api"]);
    outputs.prints::<WrittenEach<CallBackView>>(&["campaign callback"]);
    outputs.prints::<OneOrMany<KoreContactsView, CampaignContactsView>>(&["campaign contacts"]);
    outputs.prints::<OneOrMany<Written<CreationView>, WrittenEach<CreationView>>>(&["campaign create"]);
    outputs.prints::<Written<LifecycleView>>(&["campaign pause"]);
    outputs.prints::<OneOrMany<Written<LifecycleView>, WrittenEach<LifecycleView>>>(&[
        "campaign delete",
        "campaign start",
        "campaign stop",
    ]);
    outputs.prints::<ExecutionsView>(&["campaign executions"]);
    outputs.prints::<OneOrMany<ExportView, ExportsView>>(&["campaign export"]);
    outputs.prints::<CampaignView>(&["campaign get"]);
    outputs.prints::<Written<CampaignImportView>>(&["campaign import"]);
    outputs.prints::<CampaignsView>(&["campaign list"]);
    outputs.prints::<OneOrMany<Written<HaltView>, Written<LiftView>>>(&["halt"]);
    outputs.prints::<Written<ResumeView>>(&["resume"]);
    outputs.prints::<Written<ReExecutionView>>(&["campaign re-execute"]);
    outputs.prints::<InitView>(&["init"]);
    outputs.prints::<PlanView>(&["plan"]);
    outputs.prints::<Written<ApplyView>>(&["apply"]);
    outputs.prints::<OneOrMany<StatusView, StatusesView>>(&["campaign status"]);
    outputs.prints::<TemplatePreviewView>(&["campaign template-preview"]);
    outputs.prints::<Written<UpdateView>>(&["campaign update"]);
    outputs.prints::<WatchView>(&["campaign watch"]);
    outputs.prints::<Written<ListChangeView>>(&[
        "contact-list create",
        "contact-list delete",
        "contact-list rename",
    ]);
    outputs.prints::<ContactListView>(&["contact-list get"]);
    outputs.prints::<Written<ImportView>>(&["contact-list import"]);
    outputs.prints::<ContactListsView>(&["contact-list list"]);
    outputs.prints::<ContactsView>(&["contact-list contacts"]);
    outputs.prints::<ChecksView>(&["doctor"]);
    outputs.prints::<ExitCodesView>(&["exit-codes"]);
    outputs.prints::<OneOrMany<ExplanationView, ExplanationsView>>(&["explain"]);
    outputs.prints::<JournalView>(&["journal", "journal settle"]);
    outputs.prints::<LicensesView>(&["licenses"]);
    outputs.prints::<InspectedView>(&["jwt inspect"]);
    outputs.prints::<MintedView>(&["jwt mint"]);
    outputs.prints::<ProfilesView>(&["profile list"]);
    outputs.prints::<SettingsView>(&["profile show"]);
    outputs.prints::<sandbox::ServedView>(&["sandbox serve"]);
    outputs.prints::<sandbox::StatusView>(&["sandbox status"]);
    outputs.prints::<DoneView>(&["man", "profile remove", "profile use", "sandbox reset", "setup"]);
    outputs.prints::<OneOrMany<Written<ScheduleChangeView>, WrittenEach<ScheduleChangeView>>>(&[
        "schedule disable",
    ]);
    outputs.prints::<Written<ScheduleChangeView>>(&["schedule enable"]);
    outputs.prints::<LiveScheduleView>(&["schedule show"]);
    outputs.prints::<Vec<PreviewedRunView>>(&["schedule preview"]);
    outputs.prints::<Map<String, Value>>(&["schema"]);
    outputs.prints::<Vec<FindingRecord>>(&["validate"]);
    outputs.prints::<Vec<RequestPreview>>(&["dry-run"]);
    outputs.prints::<ErrorDocument>(&["error"]);
    outputs.prints::<HelpView>(&["help"]);
    outputs.prints::<VersionView>(&["version"]);
    outputs.by_command.sort_keys();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What kcamp prints with -o json",
        "description": "A property for each command, with the schema of what it prints on stdout; dry-run is what \
                        every command prints with --dry-run, error the last line on stderr of a command that \
                        fails, help a help page and version the answer to --version. Keys are added, and none is removed or given another meaning.",
        "type": "object",
        "properties": outputs.by_command,
        "$defs": outputs.generator.take_definitions(true),
    })
}

#[test]
fn the_output_schema_is_current() {
    let made = format!("{:#}\n", output_schema());
    if std::env::var_os("UPDATE").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/commands/schema/output.schema.json");
        std::fs::write(path, &made).unwrap();
        return;
    }
    assert!(
        made == OUTPUT_SCHEMA.replace("\r\n", "\n"),
        "src/commands/schema/output.schema.json is not current; write it anew: UPDATE=1 cargo test --lib output_schema"
    );
}

#[test]
fn every_key_of_the_output_is_described() {
    let schema = output_schema();
    let objects = schema["$defs"].as_object().unwrap();
    let keys = objects.iter().flat_map(|(object, shape)| {
        let keys = shape["properties"].as_object().into_iter().flatten();
        keys.map(move |(key, value)| (format!("{object}.{key}"), value))
    });
    let bare: Vec<String> =
        keys.filter(|(_, value)| value["description"].is_null()).map(|(key, _)| key).collect();
    assert!(bare.is_empty(), "doc comments are missing in the views: {bare:?}");
}
