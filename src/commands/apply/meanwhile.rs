//! Changes by somebody else between the reading of a plan and its carrying out.

use crate::context::Context;

/// Whether somebody is asked before the plan is carried out: the answer may take long.
pub(super) fn is_asked(context: &Context) -> bool {
    context.ui.can_prompt() && !context.answers_yes() && context.dry_run().is_none()
}
