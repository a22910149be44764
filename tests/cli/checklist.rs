//! The thirty checks that a good command line passes, a test each: `cargo test --test cli checklist::` prints them as a
//! list, in which `ok` is held and `FAILED` is not.
//!
//! Each is a short probe of the whole check. Where other tests look at it in depth, its comment names them. Nothing is
//! timed here: how long a start, a command and a wait take is measured by `cargo bench`.

mod c01_to_c10;
mod c11_to_c20;
mod c21_to_c30;
mod documented_keys;
mod many_rows;
mod walk;

/// The three files of checks.
const CHECKS: [&str; 3] = [
    include_str!("checklist/c01_to_c10.rs"),
    include_str!("checklist/c11_to_c20.rs"),
    include_str!("checklist/c21_to_c30.rs"),
];

#[test]
fn there_are_thirty_checks_and_what_is_said_of_them_to_be_elsewhere_is_there() {
    let lines = || CHECKS.iter().flat_map(|source| source.lines());
    let numbers: Vec<u8> =
        lines().filter_map(|line| line.strip_prefix("fn c")?.split('_').next()?.parse().ok()).collect();
    assert_eq!(numbers, (1..=30).collect::<Vec<u8>>());
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut named = 0;
    for place in lines()
        .filter_map(|line| line.strip_prefix("/// "))
        .flat_map(|line| line.split('`').skip(1).step_by(2))
    {
        let is_path = place.contains('/');
        let modules: Vec<&str> = place.split("::").collect();
        let is_there =
            |depth: usize| root.join(format!("tests/cli/{}.rs", modules[..depth].join("/"))).is_file();
        let has_test = || {
            let (test, modules) = modules.split_last()?;
            let source =
                std::fs::read_to_string(root.join(format!("tests/cli/{}.rs", modules.join("/")))).ok()?;
            source.contains(&format!("\nfn {test}()")).then_some(())
        };
        let found =
            if is_path { root.join(place).exists() } else { is_there(modules.len()) || has_test().is_some() };
        // A flag is not a place.
        assert!(found || place.starts_with("--"), "{place}");
        named += usize::from(found);
    }
    assert!(named >= 15, "{named}");
}
