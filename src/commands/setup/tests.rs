//! Checks that every flag of setup is in the command that repeats it.

use clap::{Args as _, FromArgMatches as _};

use super::SetupArgs;

/// Gives each flag alone, as it is typed, and checks the repeated flags.
#[test]
fn every_flag_that_was_given_is_given_again() -> Result<(), clap::Error> {
    let command = SetupArgs::augment_args(clap::Command::new("setup").no_binary_name(true));
    let flags: Vec<clap::Arg> = command.get_arguments().cloned().collect();
    assert!(flags.len() > 5);
    for flag in flags {
        let long = format!("--{}", flag.get_long().unwrap_or_default());
        let mut line = vec![long.clone()];
        line.extend(flag.get_action().takes_values().then(|| "Some thing".to_owned()));
        let matches = command.clone().try_get_matches_from(&line)?;
        let args = SetupArgs::from_arg_matches(&matches)?;
        let expected = line.get(1).cloned().unwrap_or_default();
        let given: Vec<(String, String)> =
            args.given().into_iter().map(|(flag, value)| (flag.to_owned(), value)).collect();
        assert_eq!(given, [(long, expected)]);
    }
    Ok(())
}
