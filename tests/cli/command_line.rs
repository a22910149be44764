//! How a test writes the command line that it runs.

use std::ffi::{OsStr, OsString};
use std::iter::Chain;

/// A command line: text as one types it, which is split as a shell does, or its words, where one of them is a value of
/// the test.
pub trait CommandLine {
    /// The arguments in their order, without the program's own name.
    fn words(self) -> Vec<OsString>;
}

impl CommandLine for &str {
    fn words(self) -> Vec<OsString> {
        shell_words::split(self).unwrap().into_iter().map(OsString::from).collect()
    }
}

impl CommandLine for &String {
    fn words(self) -> Vec<OsString> {
        self.as_str().words()
    }
}

impl<S: AsRef<OsStr>> CommandLine for &[S] {
    fn words(self) -> Vec<OsString> {
        self.iter().map(|word| word.as_ref().to_owned()).collect()
    }
}

impl<S: AsRef<OsStr>, const N: usize> CommandLine for [S; N] {
    fn words(self) -> Vec<OsString> {
        self.as_slice().words()
    }
}

impl<S: AsRef<OsStr>, const N: usize> CommandLine for &[S; N] {
    fn words(self) -> Vec<OsString> {
        self.as_slice().words()
    }
}

impl<S: AsRef<OsStr>> CommandLine for Vec<S> {
    fn words(self) -> Vec<OsString> {
        self.as_slice().words()
    }
}

impl<S: AsRef<OsStr>> CommandLine for &Vec<S> {
    fn words(self) -> Vec<OsString> {
        self.as_slice().words()
    }
}

impl<S, A, B> CommandLine for Chain<A, B>
where
    S: AsRef<OsStr>,
    A: Iterator<Item = S>,
    B: Iterator<Item = S>,
{
    fn words(self) -> Vec<OsString> {
        self.collect::<Vec<S>>().words()
    }
}

impl CommandLine for &&str {
    fn words(self) -> Vec<OsString> {
        (*self).words()
    }
}

#[test]
fn a_missing_choice_is_said_once() {
    let run = crate::world::World::new().of_burki().run("campaign re-execute X").expect_code(2);
    assert!(run.stderr.contains("needs --all, --failed-only or --contact <ID>"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("re-execute [OPTIONS]").count(), 0, "{}", run.stderr);
}

#[test]
fn a_column_that_no_list_has_comes_before_broken_settings() {
    let world = crate::world::World::new().with("KCAMP_STREAM_ID", "st 1");
    world.run("campaign list --columns nmae").expect_code(2).expect_stderr(&["there is no column \"nmae\""]);
    world.run("campaign list --columns name").expect_code(2).expect_stderr(&["KCAMP_STREAM_ID"]);
}
