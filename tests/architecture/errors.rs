//! Checks that whatever is public and may fail says how: clippy's lint for that looks only at what leaves the crate.

use crate::shipped_files;

/// The functions of a file that other modules may call, those of a public trait among them, that may fail, and that do
/// not say how.
fn silent(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    // Tests in the file itself come last; those in a file of their own may be named anywhere.
    let is_of_tests =
        |two: &[&str]| two[0] == "#[cfg(test)]" && two[1].starts_with("mod ") && two[1].ends_with('{');
    let lines = &lines[..lines.windows(2).position(is_of_tests).unwrap_or(lines.len())];
    let mut found = Vec::new();
    let mut is_in_trait = false;
    for (at, line) in lines.iter().enumerate() {
        let (first, mut head) = (line.trim_start(), String::new());
        let is_public = first.starts_with("pub ") || first.starts_with("pub(");
        is_in_trait = is_public && first.contains(" trait ") || is_in_trait && *line != "}";
        let of_trait = is_in_trait && ["    fn ", "    async fn "].iter().any(|it| line.starts_with(it));
        if !(of_trait || is_public && first.contains("fn ")) {
            continue;
        }
        for part in &lines[at..] {
            head.push_str(part.trim());
            if part.trim_end().ends_with(['{', ';', '}']) {
                break;
            }
        }
        let returned = head.rsplit_once("-> ").map_or("", |(_, returned)| returned);
        let kind = returned.split(['<', ' ']).next().unwrap();
        let is_documented =
            |line: &&&str| ["///", "#[", "//"].iter().any(|it| line.trim_start().starts_with(it));
        let mut documented = lines[..at].iter().rev().take_while(is_documented);
        if kind.ends_with("Result") && !documented.any(|line| line.contains("# Errors")) {
            found.push(first.to_owned());
        }
    }
    found
}

#[test]
fn what_may_fail_says_how() {
    let mut found = Vec::new();
    for (file, text) in shipped_files() {
        found.extend(silent(&text).into_iter().map(|line| format!("{}: {line}", file.display())));
    }
    assert!(found.is_empty(), "without # Errors:\n{}", found.join("\n"));
}

#[test]
fn what_is_silent_is_found_and_nothing_else() {
    for text in [
        "pub fn f() -> Result<u8, Error> {",
        "/// Reads.\npub(super) async fn f(\n    text: &str,\n) -> Result<u8, Error> {",
        "/// Reads.\n#[must_use]\n    pub(in crate::ui) fn f() -> std::io::Result<()> {",
        "pub trait T {\n    /// Reads.\n    async fn f(\n        &self,\n    ) -> Result<u8, Error>;\n}",
        "#[cfg(test)]\nmod tests;\n\npub fn f() -> Result<u8, Error> {",
        "pub trait T: U {\n    /// Makes.\n    fn f(&self) -> Result<u8, Error> {\n        Ok(1)\n    }\n}",
    ] {
        assert_eq!(silent(text).len(), 1, "{text}");
    }
    for text in [
        "fn f() -> Result<u8, Error> {",
        "pub fn f(read: impl Fn() -> Result<u8, Error>) -> u8 {",
        "pub fn f() -> Option<Result<u8, Error>> {",
        "/// Reads.\n///\n/// # Errors\n///\n/// It fails.\n#[inline]\npub fn f() -> Result<u8, Error> {",
        "pub struct Failing;",
        "trait T {\n    fn f() -> Result<u8, Error>;\n}",
        "pub trait T {\n    fn f() -> u8;\n}\nimpl T for U {\n    fn f() -> Result<u8, Error> {}\n}",
    ] {
        assert!(silent(text).is_empty(), "{text}");
    }
}
