//! The values that a replaced profile keeps, and those that it loses.

use super::answers::Answers;
use crate::profile::Profile;

impl Answers<'_> {
    /// Reports the values that the profile keeps although they were not given, and those that are removed.
    pub(super) fn report_old_values(&mut self, old: Option<&Profile>) {
        let Some(old) = old else { return };
        let given: Vec<_> = self.args.given().into_iter().chain(self.context.given_flags()).collect();
        let is_given =
            |key: &str| given.iter().any(|(flag, _)| flag.trim_start_matches('-').replace('-', "_") == key);
        let (mut unchanged, mut removed) = (Vec::new(), Vec::new());
        for ((key, before), (_, now)) in old.values().zip(self.profile.values()) {
            let Some(before) = before else { continue };
            let said = format!("{key} {before}");
            match now {
                None => removed.push(said),
                Some(now) if before == now && !is_given(key) => unchanged.push(said),
                Some(_) => {}
            }
        }
        // On a terminal, each value was offered as an answer.
        if !(unchanged.is_empty() || self.context.ui.can_prompt()) {
            self.context.ui.talk(&format!("the profile {} keeps {}", self.name, unchanged.join(", ")));
        }
        if !removed.is_empty() {
            self.context.ui.note(&format!("the profile {} no longer has {}", self.name, removed.join(", ")));
        }
    }
}
