//! What a profile is made of, from flags and environment, and from questions where those are silent.

use std::str::FromStr;

use super::SetupArgs;
use super::vault::Vault;
use crate::context::Context;
use crate::domain::finding::Problem;
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::profile::{ConfigFile, Profile, ProfileName, SecretSource};
use crate::secret::Secret;
use crate::settings::Host;
use crate::ui::prompt::Answer;

/// Gathers a profile's values; where nobody can be asked, it notes what is missing and goes on.
pub struct Answers<'a> {
    context: &'a mut Context,
    missing: Vec<&'static str>,
}

/// A value that the wizard asks for.
struct Question {
    /// The flag that gives it.
    flag: &'static str,
    /// What is asked.
    text: &'static str,
    /// What Enter alone means.
    default: Option<String>,
    /// What says whether a text is an answer.
    check: fn(&str) -> Result<(), Problem>,
}

impl<'a> Answers<'a> {
    /// The profile's name and values, all checked.
    pub fn gather(
        args: &SetupArgs,
        existing: &ConfigFile,
        context: &'a mut Context,
    ) -> Result<(ProfileName, Profile), Error> {
        let mut answers = Self { context, missing: Vec::new() };
        let name = answers.name(existing)?;
        let profile = answers.profile(args, &name)?;
        if !answers.missing.is_empty() {
            return Err(Error::usage(
                "usage/missing-values",
                format!("setup needs {}, and there is no terminal to ask on", answers.missing.join(", ")),
            )
            .hint("give them as flags, or run kcamp setup on a terminal"));
        }
        Ok((name, profile))
    }

    /// Without a terminal a profile that is not named is the first one, called `default`.
    fn name(&mut self, existing: &ConfigFile) -> Result<ProfileName, Error> {
        const FIRST: &str = "default";
        let given = self.context.flag_or_variable("--profile", "KCAMP_PROFILE");
        let given =
            if self.context.ui.can_prompt() { given } else { given.or_else(|| Some(FIRST.to_owned())) };
        let default = existing.profiles.is_empty().then(|| FIRST.to_owned());
        let question = Question {
            flag: "--profile",
            text: "name of the profile",
            default,
            check: parses::<ProfileName>,
        };
        let text = self.value(given, &question)?;
        text.parse().map_err(|problem| Error::bad_value("--profile", problem))
    }

    fn profile(&mut self, args: &SetupArgs, name: &ProfileName) -> Result<Profile, Error> {
        let host = self.asked(
            "--host",
            "KCAMP_HOST",
            "address of the platform",
            Some("https://platform.kore.ai"),
            parses::<Host>,
        )?;
        let stream_id =
            self.asked("--stream-id", "KCAMP_STREAM_ID", "bot, app or stream id (st-…)", None, not_empty)?;
        let account_id = self.asked("--account-id", "KCAMP_ACCOUNT_ID", "account id", None, not_empty)?;
        let client_id =
            self.asked("--client-id", "KCAMP_CLIENT_ID", "client id of the JWT app (cs-…)", None, not_empty)?;
        let zone_of_machine = self
            .context
            .environment
            .text("TZ")
            .filter(|text| text.parse::<Zone>().is_ok())
            .map(str::to_owned);
        let timezone = self.asked(
            "--timezone",
            "KCAMP_TIMEZONE",
            "your time zone, such as Asia/Kolkata",
            zone_of_machine.as_deref(),
            parses::<Zone>,
        )?;
        let schedule_timezone = match &args.schedule_timezone {
            Some(text) => Some(checked("--schedule-timezone", text, parses::<Zone>)?),
            None => None,
        };
        let client_secret = self.secret(args, name)?;
        Ok(Profile {
            platform: Some("kore".to_owned()),
            host: Some(host),
            stream_id: Some(stream_id),
            account_id: Some(account_id),
            client_id: Some(client_id),
            client_secret,
            timezone: Some(timezone),
            schedule_timezone,
            protected: args.protected.then(|| "true".to_owned()),
            ..Profile::default()
        })
    }

    fn asked(
        &mut self,
        flag: &'static str,
        variable: &'static str,
        text: &'static str,
        default: Option<&str>,
        check: fn(&str) -> Result<(), Problem>,
    ) -> Result<String, Error> {
        let given = self.context.flag_or_variable(flag, variable);
        let given =
            if self.context.ui.can_prompt() { given } else { given.or_else(|| default.map(str::to_owned)) };
        self.value(given, &Question { flag, text, default: default.map(str::to_owned), check })
    }

    fn value(&mut self, given: Option<String>, question: &Question) -> Result<String, Error> {
        if let Some(text) = given {
            return checked(question.flag, &text, question.check);
        }
        if !self.context.ui.can_prompt() {
            self.missing.push(question.flag);
            return Ok(String::new());
        }
        let check = question.check;
        Ok(self.context.ui.prompts().text(question.text, question.default.as_deref(), &|text| {
            check(text).map_err(|problem| match problem.help {
                Some(help) => format!("{}; {help}", problem.message),
                None => problem.message,
            })
        })?)
    }

    fn secret(&mut self, args: &SetupArgs, name: &ProfileName) -> Result<Option<SecretSource>, Error> {
        if let Some(variable) = &args.secret_env {
            return Ok(Some(SecretSource::Env(variable.clone())));
        }
        if let Some(file) = &args.secret_file {
            return Ok(Some(SecretSource::File(file.clone())));
        }
        if let Some(secret) = self.context.stdin_secret()? {
            return self.kept_here(secret).map(Some);
        }
        if !self.context.ui.can_prompt() {
            self.missing.push("--secret-env, --secret-file or --secret-stdin");
            return Ok(None);
        }
        self.ask_where(name).map(Some)
    }

    fn ask_where(&mut self, name: &ProfileName) -> Result<SecretSource, Error> {
        let vaults = Vault::found(&self.context.environment);
        let mut items: Vec<String> = vaults.iter().map(|vault| vault.offer().to_owned()).collect();
        items.extend(
            [
                "an environment variable that you set",
                "a file that you keep",
                "a command that prints it (op, pass, vault, …)",
                "kcamp's config file, in plain text",
            ]
            .map(str::to_owned),
        );
        let chosen = self.context.ui.prompts().select("where to keep the client secret?", &items)?;
        if let Some(vault) = vaults.get(chosen) {
            let secret = self.ask_secret()?;
            return vault.store(name, &secret);
        }
        let prompts = self.context.ui.prompts();
        match chosen - vaults.len() {
            0 => {
                let variable =
                    prompts.text("name of the variable", Some("KCAMP_CLIENT_SECRET"), &|text| word(text))?;
                Ok(SecretSource::Env(variable))
            }
            1 => Ok(SecretSource::File(prompts.text("path of the file", None, &|text| filled(text))?.into())),
            2 => {
                let line =
                    prompts.text("the command, its words separated by blanks", None, &|text| filled(text))?;
                let mut words = line.split_whitespace().map(str::to_owned);
                Ok(SecretSource::Command {
                    program: words.next().unwrap_or_default(),
                    arguments: words.collect(),
                })
            }
            _ => {
                let secret = self.ask_secret()?;
                self.kept_here(secret)
            }
        }
    }

    fn ask_secret(&mut self) -> Result<Secret, Error> {
        Ok(Secret::new(self.context.ui.prompts().secret("client secret (not shown)")?))
    }

    /// Plain text in the config file only where the user agrees to it.
    fn kept_here(&mut self, secret: Secret) -> Result<SecretSource, Error> {
        const WARNING: &str = "the secret will stand in the config file as plain text that only you can read";
        if self.context.answers_yes() || self.context.ui.can_prompt() {
            self.context.ui.warning(WARNING);
        }
        if self.context.answers_yes() {
            return Ok(SecretSource::Plain(secret));
        }
        if !self.context.ui.can_prompt() {
            return Err(Error::new(
                "consent/plain-secret",
                format!("{WARNING}, and that needs your consent; nothing was saved"),
                crate::exit::Exit::Unconfirmed,
            )
            .hint("add --yes, or name another place with --secret-env or --secret-file"));
        }
        if self.context.ui.prompts().confirm("keep it there?", Answer::No)? {
            Ok(SecretSource::Plain(secret))
        } else {
            Err(Error::new(
                "consent/declined",
                "not confirmed; nothing was saved",
                crate::exit::Exit::Unconfirmed,
            ))
        }
    }
}

fn checked(flag: &'static str, text: &str, check: fn(&str) -> Result<(), Problem>) -> Result<String, Error> {
    check(text).map_err(|problem| Error::bad_value(flag, problem))?;
    Ok(text.to_owned())
}

fn parses<T: FromStr<Err = Problem>>(text: &str) -> Result<(), Problem> {
    text.parse::<T>().map(|_| ())
}

fn not_empty(text: &str) -> Result<(), Problem> {
    if text.trim().is_empty() || text.contains(char::is_whitespace) {
        return Err(Problem::error("setup/id-unreadable", format!("{text:?} is not an id"))
            .help("copy it from the platform, without blanks"));
    }
    Ok(())
}

fn filled(text: &str) -> Result<(), String> {
    if text.trim().is_empty() { Err("this cannot be empty".to_owned()) } else { Ok(()) }
}

fn word(text: &str) -> Result<(), String> {
    let is_name = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_name { Ok(()) } else { Err("a variable's name is letters, digits and underscores".to_owned()) }
}
