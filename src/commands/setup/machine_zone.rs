//! The time zone of this machine, to offer it to a person.

use std::path::Path;

use crate::domain::zone::Zone;
use crate::env::Environment;

/// The zone that the user set for this machine's programs with `TZ`.
pub fn set(environment: &Environment) -> Option<String> {
    environment.text("TZ").filter(|name| is_zone(name)).map(str::to_owned)
}

/// The zone of this machine: `TZ`, or that of the system where it says one by name.
pub fn known(environment: &Environment) -> Option<String> {
    set(environment).or_else(|| {
        let linked = std::fs::read_link("/etc/localtime").ok();
        linked.as_deref().and_then(of_link).or_else(|| {
            let written = std::fs::read_to_string("/etc/timezone").ok()?;
            Some(written.trim().to_owned()).filter(|name| is_zone(name))
        })
    })
}

/// `Asia/Kolkata` of `/usr/share/zoneinfo/Asia/Kolkata`.
fn of_link(target: &Path) -> Option<String> {
    let target = target.to_string_lossy();
    let (_, name) = target.rsplit_once("zoneinfo/")?;
    is_zone(name).then(|| name.to_owned())
}

fn is_zone(name: &str) -> bool {
    name.parse::<Zone>().is_ok()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{of_link, set};
    use crate::env::Environment;

    #[test]
    fn a_zone_is_known_by_its_name_alone() {
        for (target, expected) in [
            ("/usr/share/zoneinfo/Asia/Kolkata", Some("Asia/Kolkata")),
            ("../usr/share/zoneinfo/America/Argentina/Buenos_Aires", Some("America/Argentina/Buenos_Aires")),
            ("/var/db/timezone/zoneinfo/Europe/London", Some("Europe/London")),
            ("/etc/own-clock", None),
            ("/usr/share/zoneinfo/Nowhere/Else", None),
        ] {
            assert_eq!(of_link(Path::new(target)).as_deref(), expected, "{target}");
        }
        let of = |zone| set(&Environment::from_iter([("TZ", zone)]));
        assert_eq!(of("Asia/Kolkata").as_deref(), Some("Asia/Kolkata"));
        assert_eq!(of(":/etc/localtime"), None);
    }
}
