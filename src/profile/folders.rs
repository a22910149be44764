//! The paths of kcamp's files.
//!
//! These are the XDG folders everywhere except on Windows, which has its own. There, an `XDG_` variable also
//! counts if it is set.

use std::path::{Path, PathBuf};

use etcetera::base_strategy::{BaseStrategy as _, Windows};

use crate::domain::finding::Problem;
use crate::env::Environment;

/// The configuration file: `KCAMP_CONFIG`, or `kcamp/config.yaml` in `XDG_CONFIG_HOME` (`~/.config`). `None` if the
/// user has no home folder.
pub fn config_path(environment: &Environment) -> Option<PathBuf> {
    if let Some(path) = environment.value("KCAMP_CONFIG") {
        return Some(PathBuf::from(path));
    }
    Some(own_config_folder(environment)?.join("config.yaml"))
}

/// The folder of the configuration, if it is kcamp's own. With `KCAMP_CONFIG`, the file is in another folder.
pub(super) fn config_folder(environment: &Environment) -> Option<PathBuf> {
    environment.value("KCAMP_CONFIG").is_none().then(|| own_config_folder(environment)).flatten()
}

fn own_config_folder(environment: &Environment) -> Option<PathBuf> {
    let folder = absolute(environment, "XDG_CONFIG_HOME").or_else(|| usual_folder(environment))?;
    Some(folder.join("kcamp"))
}

fn usual_folder(environment: &Environment) -> Option<PathBuf> {
    if cfg!(windows) {
        absolute(environment, "APPDATA").or_else(|| Windows::new().ok().map(|windows| windows.config_dir()))
    } else {
        home(environment).map(|home| home.join(".config"))
    }
}

/// Whether this is the default configuration path, without variables.
pub fn is_usual_config(path: &Path, environment: &Environment) -> bool {
    usual_folder(environment).is_some_and(|folder| folder.join("kcamp").join("config.yaml") == path)
}

/// The folder of kcamp's state (sandbox, journal, rate budget): `kcamp` in `XDG_STATE_HOME` (`~/.local/state`). `None`
/// if the user has no home folder.
pub fn state_dir(environment: &Environment) -> Option<PathBuf> {
    let folder = absolute(environment, "XDG_STATE_HOME").or_else(|| {
        if cfg!(windows) {
            absolute(environment, "LOCALAPPDATA")
                .or_else(|| Windows::new().ok().map(|windows| windows.cache_dir()))
        } else {
            home(environment).map(|home| home.join(".local").join("state"))
        }
    })?;
    Some(folder.join("kcamp"))
}

/// The warning that `XDG_STATE_HOME` has a relative path, which is not used: the journal and halts would be looked for
/// elsewhere.
pub fn folder_not_used(environment: &Environment) -> Option<Problem> {
    let path = environment.value("XDG_STATE_HOME").filter(|path| !path.is_empty()).map(PathBuf::from)?;
    path.is_relative().then(|| {
        Problem::warning(
            "settings/folder-relative",
            format!("XDG_STATE_HOME={} is a relative path, and is not used", path.display()),
        )
        .help("give the whole path, so that the journal and halts are found from every folder")
    })
}

/// The path with a leading `~/` replaced by the home folder, as in a shell.
pub fn expand_home(path: &Path, environment: &Environment) -> PathBuf {
    match (path.strip_prefix("~"), home(environment)) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path.to_owned(),
    }
}

fn home(environment: &Environment) -> Option<PathBuf> {
    absolute(environment, "HOME").or_else(|| etcetera::home_dir().ok())
}

/// The variable's absolute path. The XDG specification says that a relative path in one of these variables is ignored.
fn absolute(environment: &Environment, name: &str) -> Option<PathBuf> {
    environment.value(name).map(PathBuf::from).filter(|path| path.is_absolute())
}

#[cfg(all(test, unix))]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{config_path, expand_home, state_dir};
    use crate::env::Environment;

    #[test]
    fn the_most_particular_variable_wins() {
        let of = |variables: &[(&str, &str)]| {
            let environment: Environment = variables.iter().copied().collect();
            (config_path(&environment), state_dir(&environment))
        };
        let paths = |config: &str, state: &str| (Some(PathBuf::from(config)), Some(PathBuf::from(state)));
        let home = ("HOME", "/home/ada");
        assert_eq!(of(&[home]), paths("/home/ada/.config/kcamp/config.yaml", "/home/ada/.local/state/kcamp"));
        assert_eq!(
            of(&[home, ("XDG_CONFIG_HOME", "/c"), ("XDG_STATE_HOME", "/s")]),
            paths("/c/kcamp/config.yaml", "/s/kcamp")
        );
        assert_eq!(
            of(&[home, ("XDG_CONFIG_HOME", "relative"), ("XDG_STATE_HOME", "")]),
            paths("/home/ada/.config/kcamp/config.yaml", "/home/ada/.local/state/kcamp")
        );
        assert_eq!(
            of(&[home, ("XDG_CONFIG_HOME", "/c"), ("KCAMP_CONFIG", "mine.yaml")]),
            paths("mine.yaml", "/home/ada/.local/state/kcamp")
        );
    }

    #[test]
    fn only_a_leading_tilde_is_home() {
        let environment: Environment = [("HOME", "/home/ada")].into_iter().collect();
        for (path, expanded) in [("~/key", "/home/ada/key"), ("/a/~/b", "/a/~/b"), ("~bob/key", "~bob/key")] {
            assert_eq!(expand_home(Path::new(path), &environment), PathBuf::from(expanded));
        }
    }
}
