mod sandbox;

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::listing::SettingRow;
use super::{Credential, Flags, Settings, SettingsError, resolve};
use crate::env::Environment;
use crate::profile::{ConfigFile, ErrorClass, Profile, ProfileName, SecretSource, Value};
use crate::secret::Secret;

fn name(text: &str) -> ProfileName {
    text.parse().unwrap_or_else(|_| panic!("{text} is not a name"))
}

fn config(profile: Profile) -> ConfigFile {
    let profiles = BTreeMap::from([(name("acme"), profile), (name("beta"), Profile::default())]);
    ConfigFile { path: Some(PathBuf::from("/conf/config.yaml")), current: Some(name("acme")), profiles }
}

fn environment(variables: &[(&str, &str)]) -> Environment {
    variables.iter().copied().collect()
}

fn from_environment(variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
    resolve(&Flags::default(), &environment(variables), None, None)
}

fn row(settings: &Settings, name: &str) -> (Option<String>, Option<String>) {
    let found = settings.rows().into_iter().find(|row| row.name == name);
    found.map_or((None, None), |SettingRow { value, source, .. }| (value, source))
}

fn shown(value: &str, source: &str) -> (Option<String>, Option<String>) {
    (Some(value.to_owned()), Some(source.to_owned()))
}

/// A setting: its name, its default, its flag and variable, and whether a profile has it.
struct Case {
    name: &'static str,
    default: Option<&'static str>,
    /// Three values as they are shown: from the flag, the environment and the profile.
    values: [&'static str; 3],
    flag: Option<&'static str>,
    variable: Option<&'static str>,
    in_profile: bool,
}

#[expect(clippy::too_many_lines, reason = "one table, one entry a setting")]
fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "platform",
            default: Some("kore"),
            values: ["burki", "kore", "burki"],
            flag: Some("--platform"),
            variable: Some("KCAMP_PLATFORM"),
            in_profile: true,
        },
        Case {
            name: "host",
            default: Some("https://platform.kore.ai"),
            values: ["https://f.kore.ai", "https://e.kore.ai", "https://p.kore.ai"],
            flag: Some("--host"),
            variable: Some("KCAMP_HOST"),
            in_profile: true,
        },
        Case {
            name: "stream_id",
            default: None,
            values: ["st-f", "st-e", "st-p"],
            flag: Some("--stream-id"),
            variable: Some("KCAMP_STREAM_ID"),
            in_profile: true,
        },
        Case {
            name: "account_id",
            default: None,
            values: ["f", "e", "p"],
            flag: Some("--account-id"),
            variable: Some("KCAMP_ACCOUNT_ID"),
            in_profile: true,
        },
        Case {
            name: "client_id",
            default: None,
            values: ["cs-f", "cs-e", "cs-p"],
            flag: Some("--client-id"),
            variable: Some("KCAMP_CLIENT_ID"),
            in_profile: true,
        },
        Case {
            name: "timezone",
            default: None,
            values: ["Asia/Kolkata", "America/New_York", "Europe/Berlin"],
            flag: Some("--timezone"),
            variable: Some("KCAMP_TIMEZONE"),
            in_profile: true,
        },
        Case {
            name: "region",
            default: None,
            values: ["", "GB", "IN"],
            flag: None,
            variable: Some("KCAMP_REGION"),
            in_profile: true,
        },
        Case {
            name: "schedule_timezone",
            default: Some("UTC"),
            values: ["", "America/New_York", "Europe/Berlin"],
            flag: None,
            variable: Some("KCAMP_SCHEDULE_TIMEZONE"),
            in_profile: true,
        },
        Case {
            name: "message_encoding",
            default: Some("base64"),
            values: ["", "base64", "percent-base64"],
            flag: None,
            variable: Some("KCAMP_MESSAGE_ENCODING"),
            in_profile: true,
        },
        Case {
            name: "harmless_keys",
            default: None,
            values: ["", "ownerTeam", "ownerTeam, tags.vip"],
            flag: None,
            variable: Some("KCAMP_HARMLESS_KEYS"),
            in_profile: true,
        },
        Case {
            name: "rate_limit",
            default: Some("60"),
            values: ["", "30", "20"],
            flag: None,
            variable: Some("KCAMP_RATE_LIMIT"),
            in_profile: true,
        },
        Case {
            name: "list_totals",
            default: Some("true"),
            values: ["", "true", "false"],
            flag: None,
            variable: Some("KCAMP_LIST_TOTALS"),
            in_profile: true,
        },
        Case {
            name: "jti",
            default: Some("false"),
            values: ["", "false", "true"],
            flag: None,
            variable: Some("KCAMP_JTI"),
            in_profile: true,
        },
        Case {
            name: "trigger_path",
            default: None,
            values: ["", "/e/{campaignId}", "/p/{campaignId}"],
            flag: None,
            variable: Some("KCAMP_TRIGGER_PATH"),
            in_profile: true,
        },
        Case {
            name: "timeout",
            default: Some("30s"),
            values: ["1s", "2s", "3s"],
            flag: Some("--timeout"),
            variable: Some("KCAMP_TIMEOUT"),
            in_profile: true,
        },
        Case {
            name: "deadline",
            default: None,
            values: ["1m", "2m", ""],
            flag: Some("--deadline"),
            variable: Some("KCAMP_DEADLINE"),
            in_profile: false,
        },
        Case {
            name: "ca_cert",
            default: None,
            values: ["f.pem", "e.pem", "/p.pem"],
            flag: Some("--ca-cert"),
            variable: Some("KCAMP_CA_CERT"),
            in_profile: true,
        },
        Case {
            name: "defaults",
            default: None,
            values: ["", "e.yaml", "/p.yaml"],
            flag: None,
            variable: Some("KCAMP_DEFAULTS"),
            in_profile: true,
        },
        Case {
            name: "protected",
            default: Some("false"),
            values: ["", "", "true"],
            flag: None,
            variable: None,
            in_profile: true,
        },
    ]
}

/// Tests every combination of the three sources for every setting: the first one that is set counts.
#[test]
fn flag_before_environment_before_profile_before_default() -> Result<(), SettingsError> {
    for case in cases() {
        for places in 0..8_u8 {
            let (by_flag, by_variable, by_profile) = (places & 4 != 0, places & 2 != 0, places & 1 != 0);
            let mut flags = Flags::default();
            let mut variables = Vec::new();
            let mut profile = Profile::default();
            let mut expected = match case.default {
                Some(default) => shown(default, "default"),
                None => (None, None),
            };
            if by_profile && case.in_profile {
                profile.put(case.name, Value::Text(case.values[2]));
                expected = shown(case.values[2], "profile acme");
            }
            if let (true, Some(variable)) = (by_variable, case.variable) {
                variables.push((variable, case.values[1]));
                expected = shown(case.values[1], variable);
            }
            if let (true, Some(flag)) = (by_flag, case.flag) {
                flags.give(flag, case.values[0]);
                expected = shown(case.values[0], flag);
            }
            let settings = resolve(&flags, &environment(&variables), Some(&config(profile)), None)?;
            assert_eq!(row(&settings, case.name), expected, "{} {places:03b}", case.name);
        }
    }
    Ok(())
}

#[test]
fn every_row_but_profile_and_secrets_is_in_the_matrix() -> Result<(), SettingsError> {
    let settings = from_environment(&[])?;
    let covered: Vec<&str> = cases().iter().map(|case| case.name).collect();
    let rows: Vec<&str> = settings
        .rows()
        .iter()
        .map(|row| row.name)
        .filter(|name| !["profile", "client_secret", "token"].contains(name))
        .collect();
    assert_eq!(rows, covered);
    Ok(())
}

#[test]
fn the_profile_is_the_named_one_else_the_current_one() -> Result<(), SettingsError> {
    let config = config(Profile::default());
    let of = |flag: Option<&str>, variables: &[(&str, &str)]| {
        let flags = Flags::of([("--profile", flag.map(Into::into))]);
        resolve(&flags, &environment(variables), Some(&config), None)
            .map(|settings| row(&settings, "profile"))
    };
    assert_eq!(of(None, &[])?, shown("acme", "current profile"));
    assert_eq!(of(None, &[("KCAMP_PROFILE", "beta")])?, shown("beta", "KCAMP_PROFILE"));
    assert_eq!(of(Some("acme"), &[("KCAMP_PROFILE", "beta")])?, shown("acme", "--profile"));
    Ok(())
}

#[test]
fn a_profile_that_is_not_there_is_refused_with_those_that_are() {
    let flags = Flags::of([("--profile", Some("acne".into()))]);
    let config = config(Profile::default());
    let refused = resolve(&flags, &Environment::default(), Some(&config), None).err();
    let hint = refused.as_ref().and_then(SettingsError::hint);
    assert_eq!(hint, Some("did you mean acme? the profiles are: acme, beta"));
    let message = refused.map(|error| error.to_string());
    assert_eq!(message.as_deref(), Some("--profile: there is no profile acne in /conf/config.yaml"));
    let without_config = resolve(&flags, &Environment::default(), None, None).err();
    assert!(
        without_config.is_some_and(|error| error.hint().is_some_and(|hint| hint.contains("kcamp setup")))
    );
    let stale = ConfigFile { current: Some(name("gone")), ..config };
    assert!(resolve(&Flags::default(), &Environment::default(), Some(&stale), None).is_err());
}

#[test]
fn a_bad_value_is_named_with_its_place() {
    let message = |result: Result<Settings, SettingsError>| {
        let error = result.err();
        assert_eq!(error.as_ref().map(SettingsError::fault), Some(ErrorClass::Usage));
        error.map(|error| error.to_string()).unwrap_or_default()
    };
    let profile = Profile { rate_limit: Some("many".into()), ..Profile::default() };
    assert_eq!(
        message(resolve(&Flags::default(), &Environment::default(), Some(&config(profile)), None)),
        "rate_limit of profile acme in /conf/config.yaml: \"many\" is not a number of requests a minute"
    );
    assert_eq!(
        message(from_environment(&[("KCAMP_TIMEOUT", "soon")])),
        "KCAMP_TIMEOUT: \"soon\" is not a duration"
    );
    let flags = Flags::of([("--stream-id", Some("st-1\r\nx: y".into()))]);
    assert!(message(resolve(&flags, &Environment::default(), None, None)).starts_with("--stream-id: "));
    for (variable, text) in [
        ("KCAMP_RATE_LIMIT", "0"),
        ("KCAMP_JTI", "maybe"),
        ("KCAMP_TRIGGER_PATH", "//elsewhere.example/x"),
        ("KCAMP_TRIGGER_PATH", "x"),
        ("KCAMP_HOST", "http://platform.kore.ai"),
        ("KCAMP_SCHEDULE_TIMEZONE", "Mars/Base"),
        ("KCAMP_PLATFORM", "Kora"),
        ("KCAMP_PROFILE", "a b"),
    ] {
        assert!(message(from_environment(&[(variable, text)])).starts_with(variable), "{variable}={text}");
    }
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_not_unicode_is_not_taken_for_unset() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt as _;
    let broken = OsString::from_vec(vec![b'x', 0xff]);
    let environment: Environment = [("KCAMP_STREAM_ID".to_owned(), broken)].into_iter().collect();
    assert!(resolve(&Flags::default(), &environment, None, None).is_err());
}

#[test]
fn burki_has_its_own_host() -> Result<(), SettingsError> {
    let settings = from_environment(&[("KCAMP_PLATFORM", "burki")])?;
    assert_eq!(row(&settings, "host"), shown("https://api.burki.dev", "default"));
    Ok(())
}

/// A secret: its row, its two variables, and how a profile sets it.
type SecretCase = (&'static str, [&'static str; 2], fn(&mut Profile, SecretSource));

const SECRETS: [SecretCase; 2] = [
    ("client_secret", ["KCAMP_CLIENT_SECRET", "KCAMP_CLIENT_SECRET_FILE"], |profile, source| {
        profile.client_secret = Some(source);
    }),
    ("token", ["KCAMP_TOKEN", "KCAMP_TOKEN_FILE"], |profile, source| profile.token = Some(source)),
];

#[test]
fn secrets_follow_the_same_order_and_are_never_shown() -> Result<(), SettingsError> {
    for (name, [variable, file_variable], set) in SECRETS {
        let mut profile = Profile::default();
        set(&mut profile, SecretSource::Plain(Secret::new("canary".into())));
        let config = config(profile);
        let of = |variables: &[(&str, &str)]| {
            resolve(&Flags::default(), &environment(variables), Some(&config), None)
        };
        let settings = of(&[])?;
        assert_eq!(row(&settings, name), shown("set, from plain text", "profile acme"));
        assert!(!format!("{settings:?} {:?}", settings.rows()).contains("canary"));

        let settings = of(&[(variable, "canary")])?;
        assert_eq!(row(&settings, name), shown(&format!("set, from env {variable}"), variable));
        assert!(!format!("{settings:?} {:?}", settings.rows()).contains("canary"));

        let settings = of(&[(file_variable, "key.txt")])?;
        assert_eq!(row(&settings, name), shown("set, from file key.txt", file_variable));

        let both = of(&[(variable, "canary"), (file_variable, "key")]).err();
        assert_eq!(both.as_ref().map(SettingsError::code), Some("settings/secret-set-twice"));
        assert!(both.is_some_and(|error| !error.to_string().contains("canary")));
    }
    Ok(())
}

#[test]
fn a_relative_file_of_a_profile_is_beside_the_configuration() -> Result<(), SettingsError> {
    for (path, read) in [("key", "/conf/key"), ("/run/key", "/run/key"), ("~/key", "/home/ada/key")] {
        let profile = Profile { token: Some(SecretSource::File(path.into())), ..Profile::default() };
        let home = environment(&[("HOME", "/home/ada")]);
        let settings = resolve(&Flags::default(), &home, Some(&config(profile)), None)?;
        let token = settings.token.map(|setting| setting.value);
        assert_eq!(token, Some(SecretSource::File(read.into())));
    }
    Ok(())
}

#[test]
fn what_comes_by_stdin_is_told_apart_by_its_shape() -> Result<(), SettingsError> {
    let of = |text: &str, platform: &str| {
        let stdin_secret = Some(Secret::new(text.into()));
        let mut flags = Flags::of([("--platform", Some(platform.into()))]);
        flags.stdin_secret = stdin_secret;
        let environment = environment(&[("KCAMP_CLIENT_SECRET", "x"), ("KCAMP_TOKEN", "y")]);
        resolve(&flags, &environment, None, None)
    };
    let from_stdin = shown("set, from plain text", "--secret-stdin");
    let settings = of("Zm9v+/bar=", "kore")?;
    assert_eq!(row(&settings, "client_secret"), from_stdin);
    assert_eq!(row(&settings, "token"), shown("set, from env KCAMP_TOKEN", "KCAMP_TOKEN"));
    assert_eq!(row(&of("eyJh.eyJz.c2ln", "kore")?, "token"), from_stdin);
    assert_eq!(row(&of("key-1", "burki")?, "token"), from_stdin);
    Ok(())
}

#[test]
fn a_token_beside_a_client_secret_wins_and_says_so() -> Result<(), SettingsError> {
    let secret = ("KCAMP_CLIENT_SECRET", "canary");
    let account =
        [("KCAMP_STREAM_ID", "st-1"), ("KCAMP_ACCOUNT_ID", "a1"), ("KCAMP_CLIENT_ID", "cs-1"), secret];
    let settings = from_environment(&account)?;
    assert!(settings.notes().is_empty());
    assert!(matches!(settings.kore_account()?.credential, Credential::Signing(_)));

    let settings = from_environment(&[&account[..], &[("KCAMP_TOKEN", "canary")]].concat())?;
    assert!(matches!(settings.kore_account()?.credential, Credential::Token(_)));
    let notes = settings.notes();
    assert_eq!(
        notes.iter().map(|note| note.message.as_str()).collect::<Vec<_>>(),
        ["the ready token (KCAMP_TOKEN) is used, and the client secret (KCAMP_CLIENT_SECRET) is not"]
    );
    assert_eq!(settings.signing_credential()?.client_id, "cs-1");
    Ok(())
}

#[test]
fn all_that_is_missing_is_named_at_once() -> Result<(), SettingsError> {
    let settings = from_environment(&[("KCAMP_ACCOUNT_ID", "a1")])?;
    let refused = settings.kore_account().err();
    assert_eq!(refused.as_ref().map(SettingsError::fault), Some(ErrorClass::Credentials));
    assert_eq!(
        refused.map(|error| error.to_string()).as_deref(),
        Some("not set: stream id, client id, client secret")
    );

    let ids = [("KCAMP_STREAM_ID", "st-1"), ("KCAMP_ACCOUNT_ID", "a1"), ("KCAMP_CLIENT_ID", "cs-1")];
    let settings = from_environment(&ids)?;
    let refused = settings.kore_account().err();
    assert_eq!(refused.as_ref().map(SettingsError::fault), Some(ErrorClass::Credentials));
    assert_eq!(refused.map(|error| error.to_string()).as_deref(), Some("not set: client secret"));

    // If no secret is missing, it is a usage error.
    let settings = from_environment(&[("KCAMP_TOKEN", "t"), ("KCAMP_STREAM_ID", "st-1")])?;
    let refused = settings.kore_account().err();
    assert_eq!(refused.as_ref().map(SettingsError::fault), Some(ErrorClass::Usage));

    // A ready token needs no client id.
    let settings =
        from_environment(&[("KCAMP_STREAM_ID", "st-1"), ("KCAMP_ACCOUNT_ID", "a1"), ("KCAMP_TOKEN", "x")])?;
    assert!(settings.kore_account().is_ok());
    assert!(settings.signing_credential().is_err());
    Ok(())
}
