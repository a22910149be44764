//! The look for other campaigns of the names whose schedules are to be switched.

use crate::commands::plan::saved::PlanRequest;
use crate::commands::plan_run::PlanRun;
use crate::context::Context;
use crate::domain::finding::Problem;
use crate::error::Error;
use crate::exit::Exit;

/// Lists again the campaigns of the types whose schedules are to be switched, if anything was written.
pub(super) async fn look_for_twins(run: &mut PlanRun<'_>, asked: PlanRequest<'_>, context: &mut Context) {
    let steps = (0..run.plan.lines.len()).filter(|at| run.schedule_step(*at).is_some());
    let types: Vec<String> = steps.map(|at| run.plan.lines[at].type_word.clone()).collect();
    if !types.is_empty()
        && run.has_written()
        && let Err(error) = run.list(types, context).await
    {
        not_seen(run, asked, &error, context);
    }
}

/// Notes that the campaigns could not be listed: lines that depend on the list are not sent.
pub(super) fn not_seen(run: &mut PlanRun<'_>, asked: PlanRequest<'_>, error: &Error, context: &mut Context) {
    context.ui.problem(&Problem::warning(
        "apply/not-seen",
        format!("after the changes the campaigns could not be listed: {}", error.message()),
    ));
    for at in 0..run.plan.lines.len() {
        if run.schedule_step(at).is_some() {
            let message = format!("the campaigns could not be listed: {}", error.message());
            let unseen = Error::new("apply/not-seen", message, Exit::Partial)
                .hint(format!("look at them: {}", asked.command("plan")));
            run.note(at, Err(unseen), context);
        }
    }
}
