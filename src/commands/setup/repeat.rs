//! The command that continues a setup that ended early: all given flags and all answers.

use super::SetupArgs;
use super::answers::Answers;
use crate::context::{Context, GivenFlag, command_line};
use crate::domain::effect::Effect;
use crate::error::Error;
use crate::exit::Exit;
use crate::profile::{ProfileName, SecretSource};
use crate::settings::{SECRET_STDIN, SignIn};
use crate::ui::shell_word;

/// The flags for the place of the secret; one answer replaces all of them.
const PLACES: [&str; 4] = ["--secret-env", "--secret-file", "--secret-command", SECRET_STDIN];

impl SetupArgs {
    /// Adds the command that starts again to the error of a setup that ended with only the profile's name known.
    pub(super) fn begin_again(&self, error: Error, name: Option<&ProfileName>, context: &Context) -> Error {
        if error.exit != Exit::Interrupted {
            return error;
        }
        error
            .with_effect(Effect::NothingSaved)
            .hint(format!("begin again with what you gave in this command: {}", self.repeated(name, context)))
    }

    /// The command with the given flags.
    pub(super) fn repeated(&self, name: Option<&ProfileName>, context: &Context) -> String {
        let mut given = self.given();
        given.extend(context.given_flags());
        if let Some(name) = name.filter(|_| context.flag("--profile").is_none()) {
            given.push(("--profile", name.to_string()));
        }
        command_line("kcamp setup", given)
    }

    /// The flags of setup itself that were given.
    pub(super) fn given(&self) -> Vec<GivenFlag> {
        // The struct is taken apart, so that a new flag cannot be forgotten here.
        let Self {
            secret_env,
            secret_file,
            secret_command,
            region,
            schedule_timezone,
            protected,
            from_env,
            no_check,
        } = self;
        let secret_file = secret_file.as_ref().map(|file| file.display().to_string());
        let with_value = [
            ("--secret-env", secret_env),
            ("--secret-file", &secret_file),
            ("--secret-command", secret_command),
            ("--region", region),
            ("--schedule-timezone", schedule_timezone),
        ];
        let switches = [("--protected", *protected), ("--from-env", *from_env), ("--no-check", *no_check)];
        let valued = with_value.into_iter().filter_map(|(flag, value)| Some((flag, value.clone()?)));
        let bare = switches.into_iter().filter(|(_, is_on)| *is_on).map(|(flag, _)| (flag, String::new()));
        valued.chain(bare).collect()
    }
}

impl Answers<'_> {
    /// Adds to an error the command that asks only for the remaining values. It has no secret.
    pub fn add_to(&self, error: Error) -> Error {
        if !self.is_asked {
            return self.args.begin_again(error, Some(&self.name), self.context);
        }
        let mut flags = self.answered();
        let is_place_known = flags.iter().any(|(flag, _)| PLACES.contains(flag))
            || (SignIn::to(self.platform).secret.get)(&self.profile).is_some();
        let mut given = self.args.given();
        given.extend(self.context.given_flags());
        given.retain(|(flag, _)| {
            let is_answered = flags.iter().any(|(answered, _)| answered == flag);
            !(is_answered || is_place_known && PLACES.contains(flag))
        });
        flags.extend(given);
        let command = command_line("kcamp setup", flags);
        // The check of the credentials may have asked the platform.
        let error =
            if error.exit == Exit::Interrupted { error.with_effect(Effect::NothingSaved) } else { error };
        error.hint(format!("your answers are in this command: {command}"))
    }

    /// The known values of the profile, as flags.
    fn answered(&self) -> Vec<GivenFlag> {
        let (profile, sign_in) = (&self.profile, SignIn::to(self.platform));
        let no_region = self.has_no_region.then(|| "none".to_owned());
        let place = match (sign_in.secret.get)(profile) {
            Some(SecretSource::Env(name)) => Some(("--secret-env", name.clone())),
            Some(SecretSource::File(path)) => Some(("--secret-file", path.display().to_string())),
            Some(SecretSource::Command { program, arguments }) => {
                let words = std::iter::once(program).chain(arguments).map(|word| in_a_line(word));
                Some(("--secret-command", words.collect::<Vec<String>>().join(" ")))
            }
            // A secret must be typed again: no flag takes it.
            Some(SecretSource::Plain(_)) | None => None,
        };
        let known =
            [("--profile", Some(self.name.to_string())), ("--platform", Some(self.platform.to_string()))];
        let host = [("--host", profile.host.clone())];
        let ids = sign_in.ids.iter().map(|id| (id.flag, (id.get)(profile).cloned()));
        let rest = [
            ("--timezone", profile.timezone.clone()),
            ("--region", profile.region.clone().or(no_region)),
            ("--schedule-timezone", profile.schedule_timezone.clone()),
            ("--timeout", profile.timeout.clone()),
            ("--ca-cert", profile.ca_cert.clone()),
        ];
        let flags = known.into_iter().chain(host).chain(ids).chain(rest);
        let said = flags.filter_map(|(flag, value)| Some((flag, value.filter(|value| !value.is_empty())?)));
        said.chain(place).collect()
    }
}

/// A word of a command, quoted if a shell would split it.
fn in_a_line(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:=,@%+".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) { word.to_owned() } else { shell_word(word) }
}
