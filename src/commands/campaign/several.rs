//! One action for several campaigns: one question for all, one write for each, and an error that names the
//! failed ones.

use crate::context::{Consent, Context, GoOn, WriteBatch};
use crate::domain::change::Stake;
use crate::domain::plural::first_of;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::write::Write;

/// The most campaigns that a question or an error names.
const NAMED_MAX: usize = 20;

/// One of several campaigns, and the write for it.
pub struct PlannedWrite<T> {
    pub name: String,
    /// The write to carry out, or why it cannot be made.
    pub write: Result<Write<T>, Error>,
}

/// Asks for all of them at once; `None` in a dry run. `verb` is the action, such as `stop`. If the command ends
/// early, the report names the campaigns that are left.
///
/// # Errors
///
/// The account is halted and the writes begin calls, or there is no consent.
fn agree<T: 'static>(
    verb: &str,
    all: &[PlannedWrite<T>],
    context: &mut Context,
) -> Result<Option<Consent>, Error> {
    let writes: Vec<&Write<T>> = all.iter().filter_map(|each| each.write.as_ref().ok()).collect();
    if context.dry_run().is_none() && writes.iter().any(|write| write.change().begins_calls()) {
        context.refuse_while_halted()?;
    }
    let together = writes.iter().fold(WriteBatch::at(Stake::Nothing), |all, write| all.and(write));
    let names: Vec<String> = all.iter().map(|each| format!("{:?}", each.name)).collect();
    let question = format!("{verb} {} campaigns: {}?", all.len(), first_of(&names, NAMED_MAX, "; "));
    let consent = context.agree(together, &question)?;
    if consent.is_some() {
        let expected = writes.iter().map(|write| write.change().to_string()).collect();
        context.expect_writes(expected, GoOn::OnceSettled("run the command again for the others"));
    }
    Ok(consent)
}

/// The outcome for several campaigns: the views of those that succeeded, and an error about the others.
pub struct SeveralResults<V> {
    /// The views, in the order of the campaigns.
    pub views: Vec<V>,
    /// Why the others were not done; `None` if there are none.
    pub error: Option<Error>,
}

/// Asks for all of them at once, then carries out each; `None` in a dry run. `view` makes the result of the campaign
/// at a place, or says why it was not done after all.
///
/// # Errors
///
/// The account is halted and the writes begin calls, or there is no consent.
pub async fn carry_out<T: 'static, V>(
    verb: &str,
    all: Vec<PlannedWrite<T>>,
    context: &mut Context,
    mut view: impl FnMut(usize, Result<T, Error>, &mut Context) -> Result<V, Error>,
) -> Result<Option<SeveralResults<V>>, Error> {
    let Some(consent) = agree(verb, &all, context)? else { return Ok(None) };
    let (mut views, mut failed) = (Vec::new(), Vec::new());
    for (at, PlannedWrite { name, write }) in all.into_iter().enumerate() {
        let sent = match write {
            Ok(write) => context.send(write, &consent).await,
            Err(error) => Err(error),
        };
        match view(at, sent, context) {
            Ok(view) => views.push(view),
            Err(error) => failed.push((name, error)),
        }
    }
    let error = error_of(verb, views.len(), &failed);
    Ok(Some(SeveralResults { views, error }))
}

/// The reason of one campaign, with its name before it where the reason itself does not have it.
fn named(name: &str, error: &Error) -> String {
    let name = format!("{name:?}");
    let message = error.message();
    if message.contains(&name) { message } else { format!("{name}: {message}") }
}

/// The error of a command for several campaigns of which some failed; `None` if all succeeded. `done` is the number
/// of those that succeeded.
pub fn error_of(verb: &str, done: usize, failed: &[(String, Error)]) -> Option<Error> {
    let (_, first) = failed.first()?;
    let exits: Vec<Exit> = failed.iter().map(|(_, error)| error.exit).collect();
    let exit = Exit::combined(&exits, done > 0);
    let named: Vec<String> = failed.iter().map(|(name, error)| named(name, error)).collect();
    let total = done + failed.len();
    let message = format!(
        "could not {verb} {} of {total} campaigns: {}",
        failed.len(),
        first_of(&named, NAMED_MAX, "; ")
    );
    let error = Error::new("campaign/not-all-done", message, exit);
    Some(Error { hints: first.hints.clone(), ..error })
}
