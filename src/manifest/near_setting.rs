//! Files that are nearly called as a policy or as a file of defaults, and so are never read.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::gather::DEFAULTS_FILE;
use crate::domain::finding::{Findings, Origin, Problem};
use crate::domain::policy::POLICY_FILE;

/// The folders in which such files were looked for.
#[derive(Debug, Default)]
pub(super) struct NearNames(HashSet<PathBuf>);

impl NearNames {
    /// The files of a folder whose name is nearly this one; nothing the second time that a folder is asked for. A
    /// folder that cannot be listed has none: a file in it can still be read by its name.
    pub(super) fn of(&mut self, folder: &Path, name: &str) -> Findings {
        let mut findings = Findings::new();
        if !self.0.insert(folder.to_owned()) {
            return findings;
        }
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut near: Vec<PathBuf> = entries
            .filter(|entry| entry.file_name().to_str().is_some_and(|other| is_near(other, name)))
            // Where case does not count, the file is read by the right name too.
            .filter(|entry| entry.path().canonicalize().ok() != folder.join(name).canonicalize().ok())
            .map(|entry| from_here(entry.path()))
            .collect();
        near.sort();
        findings.extend(near.iter().map(|path| {
            Problem::error(
                "file/name-nearly-right",
                format!("this file would not be read: its name must be {name}"),
            )
            .help(format!("rename it to {name}, or give it a name that is less like it"))
            .at(&Origin::File(path.display().to_string()))
        }));
        findings
    }
}

/// Whether the name of a file is nearly, or exactly, that of a policy or of defaults.
pub fn looks_like_a_setting_file(name: &str) -> bool {
    [DEFAULTS_FILE, POLICY_FILE].iter().any(|setting| stem(name) == stem(setting))
}

/// Whether a name differs from another only in case, in its ending, in a leading point, or in the signs between its
/// words.
fn is_near(other: &str, name: &str) -> bool {
    other != name && stem(other).is_some_and(|other| stem(name) == Some(other))
}

/// The words of a name that ends like a file of settings, without their plural.
fn stem(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let lower = lower.strip_prefix('.').unwrap_or(&lower);
    let lower = lower.strip_suffix(".txt").unwrap_or(lower);
    let stem = [".yaml", ".yml", ".json"].iter().find_map(|end| lower.strip_suffix(end))?;
    let stem = stem.replace(['-', '_', ' '], ".").replace("policies", "policy");
    Some(stem.trim_end_matches('s').to_owned())
}

/// A canonical path, relative to the working folder if it is below it.
pub(super) fn from_here(path: PathBuf) -> PathBuf {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let relative = here.ok().and_then(|here| path.strip_prefix(here).map(Path::to_owned).ok());
    relative.unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn names_that_somebody_could_take_for_the_right_one_are_near() {
        for near in [
            "kcamp.policy.yml",
            "Kcamp.policy.yaml",
            "KCAMP.POLICY.YAML",
            ".kcamp.policy.yaml",
            "kcamp-policy.yaml",
            "kcamp_policy.yml",
            "kcamp.policy.json",
            "kcamp.policies.yaml",
            "kcamp.policy.yaml.txt",
        ] {
            assert!(is_near(near, "kcamp.policy.yaml"), "{near}");
        }
        for near in ["kcamp.defaults.yml", "kcamp.default.yaml", "Kcamp.Defaults.yaml", ".kcamp.defaults.yml"]
        {
            assert!(is_near(near, "kcamp.defaults.yaml"), "{near}");
        }
        for other in [
            "kcamp.policy.yaml",
            "kcamp.policy.example.yaml",
            "kcamp.policy.yaml.bak",
            ".kcamp.policy.yaml.swp",
            "policy.yaml",
            "kcamp.defaults.yaml",
            "my.kcamp.policy.yaml",
        ] {
            assert!(!is_near(other, "kcamp.policy.yaml"), "{other}");
        }
    }
}
