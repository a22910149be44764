//! The sandbox's settings.

use std::error::Error;

use super::{config, environment, name, row, shown};
use crate::env::Environment;
use crate::profile::{ConfigFile, Profile, SecretSource};
use crate::secret::Secret;
use crate::settings::{Flags, SandboxAccount, SettingsError, resolve};

fn sandbox() -> SandboxAccount {
    SandboxAccount {
        host: "http://127.0.0.1:4321".parse().unwrap_or_else(|_| panic!("no host")),
        stream_id: "st-sandbox".into(),
        account_id: "sandbox".into(),
        client_id: "cs-sandbox".into(),
        client_secret: Secret::new("sandbox canary".into()),
        burki_api_key: Secret::new("sandbox key canary".into()),
    }
}

#[test]
fn the_sandbox_is_its_own_account_whatever_else_is_set() -> Result<(), Box<dyn Error>> {
    let flags = Flags::of([
        ("--host", Some("https://platform.kore.ai".into())),
        ("--stream-id", Some("not an id".into())),
    ]);
    let variables = environment(&[
        ("KCAMP_CLIENT_SECRET", "canary"),
        ("KCAMP_TOKEN", "canary"),
        ("KCAMP_ACCOUNT_ID", "mine"),
        ("KCAMP_TIMEZONE", "Asia/Kolkata"),
    ]);
    let profile = Profile {
        client_id: Some("cs-mine".into()),
        token: Some(SecretSource::Env("X".into())),
        schedule_timezone: Some("Asia/Tokyo".into()),
        protected: Some("true".into()),
        ..Profile::default()
    };
    let settings = resolve(&flags, &variables, Some(&config(profile)), Some(&sandbox()))?;
    assert_eq!(row(&settings, "host"), shown("http://127.0.0.1:4321", "sandbox"));
    assert_eq!(row(&settings, "stream_id"), shown("st-sandbox", "sandbox"));
    assert_eq!(row(&settings, "account_id"), shown("sandbox", "sandbox"));
    assert_eq!(row(&settings, "client_id"), shown("cs-sandbox", "sandbox"));
    assert_eq!(row(&settings, "client_secret"), shown("set, from plain text", "sandbox"));
    assert_eq!(row(&settings, "token"), (None, None));
    assert_eq!(row(&settings, "protected"), shown("false", "sandbox"));
    assert_eq!(row(&settings, "timezone"), shown("Asia/Kolkata", "KCAMP_TIMEZONE"));
    assert_eq!(row(&settings, "schedule_timezone"), shown("Asia/Tokyo", "profile acme"));
    assert!(settings.notes().is_empty());
    assert!(!format!("{settings:?} {:?}", settings.rows()).contains("canary"));
    Ok(())
}

#[test]
fn the_sandbox_needs_no_configuration_and_minds_no_stale_one() -> Result<(), SettingsError> {
    let nothing = Environment::default();
    resolve(&Flags::default(), &nothing, None, Some(&sandbox()))?.kore_account()?;
    let stale = ConfigFile { current: Some(name("gone")), ..ConfigFile::default() };
    let settings = resolve(&Flags::default(), &nothing, Some(&stale), Some(&sandbox()))?;
    assert_eq!(settings.profile, None);
    // One that is asked for by name is still expected to be there.
    let named = Flags::of([("--profile", Some("gone".into()))]);
    assert!(resolve(&named, &nothing, Some(&stale), Some(&sandbox())).is_err());
    Ok(())
}
