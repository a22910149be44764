//! `setup --from-env`: a profile from flags, variables and its earlier values.

use super::answers::Answers;
use super::keep::{Asking, lasting};
use crate::domain::effect::Effect;
use crate::error::Error;
use crate::profile::{Profile, SecretKind, SecretSource};
use crate::settings::{Host, Settings, SignIn};

/// The settings that are not listed: those that no profile has, and the secrets, whose places are listed instead.
const NOT_LISTED: [&str; 3] = ["deadline", "client_secret", "token"];

impl Answers<'_> {
    /// Takes every setting that a command would use, reports the variables, and notes missing values.
    ///
    /// # Errors
    ///
    /// A variable cannot be used, or both a ready token and a client secret are set.
    pub(super) fn take_environment(&mut self) -> Result<(), Error> {
        let settings = self.context.settings_but_for(&self.name, self.platform)?;
        let mut said = settings.as_profile();
        // A relative path is relative to the working folder, but in a profile it would be relative to the
        // configuration.
        let to_keep = |place| match place {
            SecretSource::File(path) => SecretSource::File(lasting(path).into()),
            other => other,
        };
        let client_secret = said.client_secret.take().map(to_keep);
        let token = said.token.take().map(to_keep);
        let own = std::mem::take(&mut self.profile);
        let said = Profile {
            platform: own.platform.clone(),
            schedule_timezone: self.args.schedule_timezone.clone().or(said.schedule_timezone),
            ca_cert: said.ca_cert.map(lasting),
            defaults: said.defaults.map(lasting),
            ..said
        };
        self.profile = said.or(own);
        let host = self.profile.host.take();
        self.profile.host = host.or_else(|| Some(Host::of_platform(self.platform).origin().to_owned()));
        self.region()?;
        match self.place(Asking::First)? {
            Some(place) => self.put_secret(place),
            None => self.take_secret(client_secret, token)?,
        }
        self.note_missing();
        self.say_taken(&settings);
        Ok(())
    }

    /// Takes the secret. Only one may be set: kcamp does not guess which of two is meant.
    fn take_secret(
        &mut self,
        client_secret: Option<SecretSource>,
        token: Option<SecretSource>,
    ) -> Result<(), Error> {
        let (kind, place) = match (&client_secret, &token) {
            (Some(secret), Some(token)) => {
                let message = format!("a ready token ({token}) and a client secret ({secret}) are both set");
                return Err(Error::usage("settings/secret-set-twice", message)
                    .with_effect(Effect::NothingSaved)
                    .hint(
                        "unset one of them: a profile reads one, and a ready token expires within minutes",
                    ));
            }
            (None, None) => return Ok(()),
            (Some(secret), None) => (SecretKind::ClientSecret, secret),
            (None, Some(token)) => match SignIn::to(self.platform).secret.kind {
                SecretKind::ApiKey => (SecretKind::ApiKey, token),
                SecretKind::ClientSecret | SecretKind::Token => (SecretKind::Token, token),
            },
        };
        self.context.ui.talk(&format!("the profile reads the {} from {place} at every use", kind.noun()));
        self.profile.client_secret = client_secret;
        self.profile.token = token;
        Ok(())
    }

    fn note_missing(&mut self) {
        let SignIn { ids, secret, .. } = SignIn::to(self.platform);
        let has_secret = self.profile.client_secret.is_some() || self.profile.token.is_some();
        // A ready token already contains the client's id.
        let signs = self.profile.token.is_none();
        let ids =
            ids.iter().filter(|id| (signs || id.flag != "--client-id") && (id.get)(&self.profile).is_none());
        self.missing.extend(ids.map(|id| id.variable));
        self.missing.extend(self.profile.timezone.is_none().then_some("KCAMP_TIMEZONE"));
        self.missing.extend((!has_secret).then_some(secret.variable));
    }

    fn say_taken(&mut self, settings: &Settings) {
        let rows = settings.rows();
        let listed = rows.iter().filter(|row| !NOT_LISTED.contains(&row.name));
        let variables =
            listed.filter_map(|row| row.source.as_deref().filter(|source| source.starts_with("KCAMP_")));
        let variables: Vec<&str> = variables.collect();
        if !variables.is_empty() {
            self.context.ui.talk(&format!("taken from the environment: {}", variables.join(", ")));
        }
    }
}
