//! The comparison of a field: one row reads the sent and the live value.

use super::LiveValue;
use super::{FieldDifference, FieldValue, Live, OldValue};
use crate::domain::live::LiveCampaign;
use crate::domain::plain::{PlainField, PlainValue};

/// A field of a campaign of type `C`.
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
pub(super) struct Row<C> {
    /// Its keys in a campaign file.
    pub(super) path: &'static [&'static str],
    /// Its name in differences: its last key, or the one above it.
    pub(super) field: &'static str,
    /// Where its values are.
    values: Values<C>,
    /// Whether the live value can be compared with the sent one.
    pub(super) is_comparable: fn(&LiveCampaign, &C) -> bool,
    /// The platform's default after a create without the field.
    pub(super) default: Option<&'static str>,
    /// Whether the field is fixed once the campaign exists; an update does not set it.
    pub(super) is_fixed: bool,
    /// Whether it says whom a campaign reaches, or with what words.
    pub(super) decides_who_hears_what: bool,
    /// Whether lists of campaigns have its value, and the read of one campaign has not.
    pub(super) is_in_lists_alone: bool,
    /// Whether its values are texts for people or numbers of theirs: only its name is told.
    pub(super) is_private: bool,
}

/// Where the values of a field are.
enum Values<C> {
    /// In places of their own.
    Own {
        /// The sent value.
        sent: fn(&C) -> Sent,
        /// The live value.
        live: fn(&LiveCampaign) -> Live,
    },
    /// Among the plain fields.
    Plain {
        field: PlainField,
        /// The sent value.
        sent: fn(&C) -> Option<PlainValue>,
        /// What it means that nothing is sent.
        without: Without,
    },
}

/// What it means that a plain field is not sent.
#[derive(Clone, Copy)]
pub(super) enum Without {
    /// An update leaves the field as it is, and a create gets the platform's default, if there is one.
    LeftOut(Option<&'static str>),
    /// Campaigns of this kind do not have the field.
    NotOfItsKind,
}

/// The sent value of a field.
pub(super) enum Sent {
    /// Its value; `None` where the campaign is to have none.
    Value(Option<String>),
    /// Nothing: an update leaves the field as it is, and a create gets the platform's default.
    LeftOut,
    /// Nothing: campaigns of this kind do not have the field.
    NotOfItsKind,
}

impl Sent {
    #[expect(clippy::needless_pass_by_value, reason = "numbers and texts are given alike")]
    pub(super) fn some(value: impl ToString) -> Self {
        Self::Value(Some(value.to_string()))
    }

    pub(super) fn if_given(value: Option<impl ToString>) -> Self {
        value.map_or(Self::LeftOut, Self::some)
    }

    pub(super) fn if_of_its_kind(value: Option<impl ToString>) -> Self {
        value.map_or(Self::NotOfItsKind, Self::some)
    }
}

impl<C> Row<C> {
    pub(super) const fn new(
        path: &'static [&'static str],
        sent: fn(&C) -> Sent,
        live: fn(&LiveCampaign) -> Live,
    ) -> Self {
        Self::of(path, Values::Own { sent, live })
    }

    /// The row of a field by which nothing is decided.
    pub(super) const fn plain(
        field: PlainField,
        sent: fn(&C) -> Option<PlainValue>,
        without: Without,
    ) -> Self {
        let row = Self::of(field.path, Values::Plain { field, sent, without });
        match without {
            Without::LeftOut(default) => Self { default, ..row },
            Without::NotOfItsKind => row,
        }
    }

    const fn of(path: &'static [&'static str], values: Values<C>) -> Self {
        Self {
            path,
            field: path[path.len() - 1],
            values,
            is_comparable: |_, _| true,
            default: None,
            is_fixed: false,
            is_in_lists_alone: false,
            decides_who_hears_what: false,
            is_private: false,
        }
    }

    /// Returns the row, named by another of its keys.
    pub(super) const fn called(self, field: &'static str) -> Self {
        Self { field, ..self }
    }

    /// Returns the row of a field whose live value can be compared in some cases alone.
    pub(super) const fn comparable_if(self, is_comparable: fn(&LiveCampaign, &C) -> bool) -> Self {
        Self { is_comparable, ..self }
    }

    /// Returns the row of a field that the read of one campaign does not return.
    pub(super) const fn in_lists_alone(self) -> Self {
        Self { is_in_lists_alone: true, ..self }
    }

    pub(super) const fn private(self) -> Self {
        Self { is_private: true, ..self }
    }

    pub(super) const fn fixed(self) -> Self {
        Self { is_fixed: true, ..self }
    }

    /// Returns the row of a field that says whom a campaign reaches, or with what words.
    pub(super) const fn whom_or_what(self) -> Self {
        Self { decides_who_hears_what: true, ..self }
    }

    /// The live value, which is not read where the platform returned it in another form.
    pub(super) fn read(&self, live: &LiveCampaign) -> Live {
        if live.is_unread(self.path) {
            return Live::Unread(live.several_names(self.path));
        }
        match &self.values {
            Values::Own { live: read, .. } => read(live),
            Values::Plain { field, .. } => {
                Live::Read(live.plain.get(&field.dotted()).cloned().map(LiveValue::Plain))
            }
        }
    }

    /// The sent value.
    fn sent(&self, campaign: &C) -> Sent {
        match &self.values {
            Values::Own { sent, .. } => sent(campaign),
            Values::Plain { sent, without, .. } => match (sent(campaign), without) {
                (Some(value), _) => Sent::some(value.text()),
                (None, Without::LeftOut(_)) => Sent::LeftOut,
                (None, Without::NotOfItsKind) => Sent::NotOfItsKind,
            },
        }
    }

    /// The plain field that it is of.
    pub(super) const fn plain_field(&self) -> Option<&PlainField> {
        match &self.values {
            Values::Plain { field, .. } => Some(field),
            Values::Own { .. } => None,
        }
    }

    /// The plain field that it is of, and the value that a campaign sends.
    pub(super) fn plain_value(&self, campaign: &C) -> Option<(&PlainField, PlainValue)> {
        match &self.values {
            Values::Plain { field, sent, .. } => Some((field, sent(campaign)?)),
            Values::Own { .. } => None,
        }
    }

    fn held_against(&self, live: &LiveCampaign, campaign: &C) -> OldValue {
        if (self.is_comparable)(live, campaign) { self.read(live).into() } else { OldValue::NotReadable }
    }

    fn change(&self, old: OldValue, new: Option<String>) -> Option<FieldDifference> {
        let is_same = matches!(&old, OldValue::Read(old) if *old == new);
        (!is_same).then_some(FieldDifference { field: self.field, old, new })
    }
}

/// Every field that an update changes, and every sent field that cannot be read.
pub(super) fn changes<C>(rows: &[Row<C>], live: &LiveCampaign, campaign: &C) -> Vec<FieldDifference> {
    let changeable = rows.iter().filter(|row| !row.is_fixed);
    let changed = changeable.filter_map(|row| match row.sent(campaign) {
        Sent::Value(new) => row.change(row.held_against(live, campaign), new),
        Sent::LeftOut | Sent::NotOfItsKind => None,
    });
    changed.collect()
}

/// Whether the field of this name says whom a campaign reaches, or with what words.
pub(super) fn decides_who_hears_what<C>(rows: &[Row<C>], field: &str) -> bool {
    rows.iter().any(|row| row.field == field && row.decides_who_hears_what)
}

/// The number of fields that an update changes and that the read of one campaign returns.
pub(super) fn readable_changes<C>(rows: &[Row<C>], live: &LiveCampaign, campaign: &C) -> usize {
    let in_lists = |field| rows.iter().any(|row| row.field == field && row.is_in_lists_alone);
    let changed = changes(rows, live, campaign);
    changed.iter().filter(|change| change.old != OldValue::NotReadable && !in_lists(change.field)).count()
}

/// The fields that an update to a campaign would remove, although they are there: the campaign has no value for them, and
/// the live one was not read.
pub(super) fn unread_and_not_sent<C>(
    rows: &[Row<C>],
    live: &LiveCampaign,
    campaign: &C,
) -> Vec<&'static str> {
    let is_removed = |row: &&Row<C>| {
        live.is_unread(row.path) && matches!(row.sent(campaign), Sent::Value(None) | Sent::LeftOut)
    };
    rows.iter().filter(is_removed).map(|row| row.field).collect()
}

/// The fields that the platform returned in a form that is not read.
pub(super) fn unread_fields<C>(rows: &[Row<C>], live: &LiveCampaign) -> Vec<&'static str> {
    rows.iter().filter(|row| live.is_unread(row.path)).map(|row| row.field).collect()
}

/// Whether the platform returned the field of this name in a form that is not read.
pub(super) fn is_unread<C>(rows: &[Row<C>], live: &LiveCampaign, field: &str) -> bool {
    rows.iter().any(|row| row.field == field && live.is_unread(row.path))
}

/// Every field that no update sets, that was read, and that is otherwise.
pub(super) fn fixed_changes<C>(rows: &[Row<C>], live: &LiveCampaign, campaign: &C) -> Vec<FieldDifference> {
    let fixed = rows.iter().filter(|row| row.is_fixed);
    let different = fixed.filter_map(|row| match (row.held_against(live, campaign), row.sent(campaign)) {
        (old @ OldValue::Read(Some(_)), Sent::Value(new)) => row.change(old, new),
        _ => None,
    });
    different.collect()
}

/// Every readable field that differs from the campaign to create.
pub(super) fn readable<C>(rows: &[Row<C>], live: &LiveCampaign, campaign: &C) -> Vec<FieldDifference> {
    let different = rows.iter().filter_map(|row| {
        let OldValue::Read(old) = row.held_against(live, campaign) else { return None };
        let (old, new) = (filled(old), created(row, campaign)?);
        // The answer may also leave out a value that was not sent.
        let is_left_out = old.is_none() && matches!(row.sent(campaign), Sent::LeftOut);
        if is_left_out { None } else { row.change(OldValue::Read(old), new) }
    });
    different.collect()
}

/// Every returned field that the create sent and that differs. A field that is not returned contradicts nothing, and
/// neither does one that was left to the platform.
pub(super) fn contradictions<C>(rows: &[Row<C>], live: &LiveCampaign, campaign: &C) -> Vec<FieldDifference> {
    let contradicting = rows.iter().filter_map(|row| {
        let (OldValue::Read(old), Sent::Value(new)) = (row.held_against(live, campaign), row.sent(campaign))
        else {
            return None;
        };
        let (old, new) = (Some(filled(old)?), Some(filled(new)?));
        row.change(OldValue::Read(old), new)
    });
    contradicting.collect()
}

/// The values that a create sends; for a field that is left out, the platform's documented default.
pub(super) fn created_values<C>(rows: &[Row<C>], campaign: &C) -> Vec<FieldValue> {
    rows.iter().filter_map(|row| Some((row.field, created(row, campaign)?))).collect()
}

/// The values that an update sets.
pub(super) fn updated_values<C>(rows: &[Row<C>], campaign: &C) -> Vec<FieldValue> {
    let changeable = rows.iter().filter(|row| !row.is_fixed);
    let set = changeable.filter_map(|row| match row.sent(campaign) {
        Sent::Value(new) => Some((row.field, new)),
        Sent::LeftOut | Sent::NotOfItsKind => None,
    });
    set.collect()
}

/// The values of a campaign that the platform returned, by field; a field that cannot be read is left out.
pub(super) fn held_values<C>(rows: &[Row<C>], live: &LiveCampaign) -> Vec<FieldValue> {
    let read = rows.iter().filter_map(|row| match row.read(live).into() {
        OldValue::Read(value) => Some((row.field, value)),
        OldValue::NotReadable => None,
    });
    read.collect()
}

/// The value of a field after a create; `None` where campaigns of this kind do not have the field.
#[expect(
    clippy::option_option,
    reason = "not comparable, comparable and empty, and a value are three things"
)]
fn created<C>(row: &Row<C>, campaign: &C) -> Option<Option<String>> {
    match row.sent(campaign) {
        Sent::Value(value) => Some(filled(value)),
        Sent::LeftOut => Some(row.default.map(str::to_owned)),
        Sent::NotOfItsKind => None,
    }
}

/// An empty text counts as no value.
fn filled(value: Option<String>) -> Option<String> {
    value.filter(|text| !text.is_empty())
}
