//! Checks the keys of a document: unknown ones, those not for its kind, and those whose values a comment cuts.

use super::{Reader, empty_value, is_commented_out, wrong_type};
use crate::domain::choice::{begun, folded, nearest, only_near};
use crate::domain::field::kind::KindSet;
use crate::domain::field::place::FieldPlace;
use crate::domain::field::{Repeat, Shape, Table, Words};
use crate::domain::finding::{Origin, Problem, Severity};
use crate::domain::kore_campaign::DNC_LISTS;
use crate::domain::platform_kind::PlatformKind;
use crate::manifest::cut_by_comment::cut;
use crate::manifest::do_not_contact;
use crate::manifest::node::{Node, NodeEntry, Value};

/// If more keys than this are beside a key, it is not held against the others.
const BESIDE_MAX: usize = 64;

/// Other words for the type of a campaign.
const OF_TYPE: [&str; 3] = ["type", "kind", "channel"];

impl<'run> Reader<'run> {
    /// Reports unknown keys, and fields that are not for campaigns of these kinds.
    pub(in crate::manifest) fn check_keys(&mut self, kinds: KindSet) {
        self.check_keys_at(self.document, &[], kinds);
    }

    /// Reports wrong keys below a part of a file; `path` is its place in a whole file.
    pub(in crate::manifest) fn check_keys_as(&mut self, node: &'run Node, path: &[&'static str]) {
        self.check_keys_at(node, path, KindSet::ALL);
    }

    fn check_keys_at(&mut self, node: &Node, path: &[&'static str], kinds: KindSet) {
        if let Some(place) = self.table.tree().at(path) {
            self.walk(node, &mut path.to_vec(), place, kinds);
        }
    }

    fn walk(
        &mut self,
        node: &Node,
        path: &mut Vec<&'static str>,
        place: &'static FieldPlace,
        kinds: KindSet,
    ) {
        match &node.value {
            // The rule of a field with one value reads it.
            _ if place.is_leaf() => {}
            Value::Mapping(entries) => {
                for entry in entries {
                    self.walk_entry(entry, entries, path, place, kinds);
                }
            }
            Value::Sequence(items) if place.is_list() => {
                for item in items.iter().filter(|item| matches!(item.value, Value::Mapping(_))) {
                    self.walk(item, path, place, kinds);
                }
            }
            // The values of these fields need not be mappings; their own rules check them.
            _ if place.field.is_some() => {}
            Value::Null => {}
            other => {
                let problem = wrong_type(&format!("value of {}", path.join(".")), "a mapping", other)
                    .help(format!("write its keys below it: {}", place.keys().join(", ")));
                self.report(problem, &node.origin);
            }
        }
    }

    fn walk_entry(
        &mut self,
        entry: &NodeEntry,
        beside: &[NodeEntry],
        path: &mut Vec<&'static str>,
        place: &'static FieldPlace,
        kinds: KindSet,
    ) {
        let Some((key, below)) = place.key(&entry.key.value) else {
            if path.is_empty() && self.base.is_empty() && is_the_authors(&entry.key.value) {
                return;
            }
            // The suggestion is only computed if it is shown.
            if self.findings.count_further("file/unknown-key", Severity::Error, &entry.key.origin) {
                return;
            }
            let (problem, meant) = self.put_at_the_top(entry, path).unwrap_or_else(|| {
                let (mut problem, meant) = self.unknown_key(entry, beside, path, &place.keys());
                let is_allowed = path.first() != Some(&DNC_LISTS);
                problem.meant = problem
                    .meant
                    .filter(|key| is_allowed && may_be_renamed(entry, key, beside, place, kinds));
                (problem, meant.into_iter().collect())
            });
            self.report(problem, &entry.key.origin);
            self.meant.extend(meant);
            return;
        };
        path.push(key);
        match not_allowed(path, below.allowed, kinds) {
            Some(problem) => self.report(problem, &entry.key.origin),
            None if entry.is_empty() && !below.field.is_some_and(|field| field.may_be_empty) => {
                let mut problem = empty_value(&format!("value of {}", path.join(".")), &entry.value);
                if path.first() == Some(&DNC_LISTS) && !is_commented_out(&entry.value) {
                    problem = problem.help(do_not_contact::EMPTY);
                }
                self.report(problem, &entry.value.origin);
            }
            None => {
                let has_keys = !below.is_leaf() && matches!(entry.value.value, Value::Mapping(_));
                if let Some(words) = below.words().filter(|_| !has_keys) {
                    self.check_cuts(words, &entry.value, &entry.key.origin);
                }
                self.walk(&entry.value, path, below, kinds);
            }
        }
        path.pop();
    }

    /// Reports texts that a comment cuts: a value, each in a list, or each in a mapping whose keys the author chooses.
    fn check_cuts(&mut self, words: Words, node: &Node, key: &Origin) {
        match &node.value {
            Value::Sequence(items) => {
                for item in items {
                    self.check_cuts(words, item, &item.origin);
                }
            }
            Value::Mapping(entries) => {
                for entry in entries {
                    self.check_cuts(words, &entry.value, &entry.key.origin);
                }
            }
            _ => {
                if let Some((problem, place)) = cut(words, node, key) {
                    self.report(problem, place);
                }
            }
        }
    }

    /// The finding about a key with dots, or one around the keys of a campaign, as the tables of the platform's
    /// documentation have `data.dncLists`; and the fields for which it was meant.
    fn put_at_the_top(&self, entry: &NodeEntry, path: &[&str]) -> Option<(Problem, Vec<String>)> {
        let written = entry.key.value.as_str();
        let problem =
            || Problem::error("file/unknown-key", format!("a campaign file has no key {written:?}"));
        if !path.is_empty() {
            return None;
        }
        if written == "data" && !entry.value.entries().is_empty() {
            let keys: Vec<&str> =
                entry.value.entries().iter().map(|entry| entry.key.value.as_str()).collect();
            let help = format!("write {} at the top", keys.join(", "));
            return Some((problem().help(help), keys.into_iter().map(str::to_owned).collect()));
        }
        let dotted = written.strip_prefix("data.").unwrap_or(written);
        let parts: Vec<&str> = dotted.split('.').collect();
        if dotted == written && parts.len() == 1 || self.table.tree().at(&parts).is_none() {
            return None;
        }
        let help = match parts.split_first()? {
            (top, []) => format!("write {top} at the top"),
            (top, below) => format!("write {top} at the top, with {} below it", below.join(": ")),
        };
        Some((problem().help(help), vec![dotted.to_owned()]))
    }

    /// The finding about an unknown key, and the field for which it was probably meant: the same word in another
    /// spelling, the same word in another place, a key of another platform, or a similar word.
    fn unknown_key(
        &self,
        entry: &NodeEntry,
        beside: &[NodeEntry],
        path: &[&str],
        known: &[&'static str],
    ) -> (Problem, Option<String>) {
        let key = entry.key.value.as_str();
        let place = if path.is_empty() { "a campaign file".to_owned() } else { path.join(".") };
        let problem = Problem::error("file/unknown-key", format!("{place} has no key {key:?}"));
        let here = |meant: &str| path.iter().copied().chain([meant]).collect::<Vec<_>>().join(".");
        // Computed once, since a key may be as long as the file.
        let word = folded(key);
        let same_word = |part: &&&str| folded(part) == word;
        // A table in the platform's documentation uses this word; its samples do not.
        if let Some(meant) =
            self.table.also_called(path, key).or_else(|| known.iter().find(same_word).copied())
        {
            return (problem.help(format!("did you mean {meant}?")).meant(meant), Some(here(meant)));
        }
        let elsewhere = self.table.fields.iter().find_map(|field| {
            let depth = field.path.iter().position(|part| folded(part) == word)?;
            Some(field.path[..=depth].join("."))
        });
        if let Some(dotted) = elsewhere {
            return (problem.help(format!("it belongs at {dotted}")), Some(dotted));
        }
        let near = near_key(self.table, key, beside, path, known);
        let other = self.table.others().find(|table| table.has_key(path, key));
        let is_for_another = other.is_some() && self.document.at(&["platform"]).is_none();
        if !is_for_another
            && path != [DNC_LISTS]
            && near != Some(DNC_LISTS)
            && let Some(meant) = do_not_contact::meant_in(entry)
        {
            let platform = self.table.platform;
            let help = do_not_contact::help(platform, meant, (meant != key).then_some(key));
            let field = (platform == PlatformKind::Kore).then(|| DNC_LISTS.to_owned());
            return (problem.help(help), field);
        }
        if let Some(other) = other {
            let (its, ours) = (other.platform, self.table.platform);
            let help = if self.document.at(&["platform"]).is_some() {
                format!("{} has this key, but this file is for {}: remove it", its.title(), ours.title())
            } else {
                format!(
                    "{} has such a key, but kcamp is set to {}: write platform: {its} if the file is for that",
                    its.title(),
                    ours.title()
                )
            };
            return (problem.help(help), None);
        }
        match near {
            Some(meant) => {
                let problem = problem.help(format!("did you mean {meant}?"));
                let only = only_near(key, known.iter().copied());
                (if only == Some(meant) { problem.meant(meant) } else { problem }, Some(here(meant)))
            }
            None if path == [DNC_LISTS] => (problem.help(do_not_contact::NAME), Some(here("name"))),
            None => (problem.help(format!("remove it; the keys here are {}", known.join(", "))), None),
        }
    }
}

/// The value of a key at the top of a document; if the key is missing, that of the one unknown key that was meant for
/// it.
pub(in crate::manifest) fn at_or_meant<'doc>(
    document: &'doc Node,
    table: &Table,
    key: &str,
) -> Option<&'doc Node> {
    let beside = document.entries();
    if document.entry(key).is_some() || beside.len() > BESIDE_MAX {
        return document.at(&[key]);
    }
    let known = table.keys_below(&[]);
    let is_meant = |entry: &&NodeEntry| {
        let written = entry.key.value.as_str();
        let is_it =
            || folded(written) == folded(key) || near_key(table, written, beside, &[], &known) == Some(key);
        !known.contains(&written) && is_it()
    };
    let mut meant = beside.iter().filter(is_meant);
    meant.next().filter(|_| meant.next().is_none()).map(|entry| &entry.value)
}

/// The missing key here to which an unknown one is similar: for another word for the type of a campaign the type's, a
/// key with or without `campaign` in front of it, or a similar word.
fn near_key(
    table: &Table,
    key: &str,
    beside: &[NodeEntry],
    path: &[&str],
    known: &[&'static str],
) -> Option<&'static str> {
    let word = folded(key);
    // A key that is there cannot have been meant by another one.
    let is_there =
        |known: &str| beside.len() <= BESIDE_MAX && beside.iter().any(|it| it.key.value.as_str() == known);
    let absent = || known.iter().copied().filter(|known| !is_there(known));
    let is_of_type = |known: &&str| OF_TYPE.contains(&word.as_str()) && table.type_key() == Some(known);
    let of_campaign = || absent().find(|known| is_of_campaign(&folded(known), &word));
    let at_the_top = || absent().find(is_of_type).or_else(of_campaign).filter(|_| path.is_empty());
    at_the_top().or_else(|| nearest(key, absent())).or_else(|| begun(key, absent()))
}

/// Whether two words are the same, but for `campaign` in front of one of them.
pub(in crate::manifest) fn is_of_campaign(known: &str, word: &str) -> bool {
    let bare = |word: &'_ str| word.strip_prefix("campaign").unwrap_or(word).to_owned();
    bare(known) == bare(word)
}

/// Whether a key at the top of a file is only for its author and editor: anchors of repeated values, and the schema.
fn is_the_authors(key: &str) -> bool {
    key == "$schema" || key.starts_with("x-")
}

/// The error for a field that campaigns of these kinds do not have.
fn not_allowed(path: &[&str], allowed: KindSet, kinds: KindSet) -> Option<Problem> {
    if kinds.is_empty() || !allowed.and(kinds).is_empty() {
        return None;
    }
    let problem = Problem::error(
        "campaign/field-not-allowed",
        format!("{} does not belong to {}", path.join("."), kinds.title()),
    );
    Some(problem.help(format!("remove it; it is for {}", allowed.title())))
}

/// Whether only one known key can have been meant, which is missing: no other key may be meant for it, the value has
/// its form, and campaigns of these kinds have it.
fn may_be_renamed(
    entry: &NodeEntry,
    known: &str,
    beside: &[NodeEntry],
    place: &FieldPlace,
    kinds: KindSet,
) -> bool {
    let Some((_, below)) = place.key(known) else { return false };
    let is_for_it = |other: &&NodeEntry| {
        let key = other.key.value.as_str();
        key == known || place.key(key).is_none() && nearest(key, [known]).is_some()
    };
    known != DNC_LISTS
        && beside.len() <= BESIDE_MAX
        && beside.iter().filter(is_for_it).count() == 1
        && has_form_of(&entry.value.value, below)
        && (kinds.is_empty() || !below.allowed.and(kinds).is_empty())
}

/// Whether a value has the form of a place: one value, a list or keys.
fn has_form_of(value: &Value, place: &FieldPlace) -> bool {
    match (value, place.field) {
        (Value::Null, _) => false,
        (Value::Mapping(_), _) => !place.is_leaf() && !place.is_list(),
        (Value::Sequence(_), field) => field.is_some_and(|field| !matches!(field.shape, Shape::Whole(_))),
        (Value::Bool(_) | Value::Number(_) | Value::Text(_), field) => {
            field.is_some_and(|field| !place.is_list() && field.repeat == Repeat::Last)
        }
    }
}
