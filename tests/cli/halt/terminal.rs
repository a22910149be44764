//! The questions of a halt and its end on a terminal.

use super::{RUNNING, SCHEDULED, alive, halted_at, state, stops};
use crate::terminal::{answer, end, line, start};

#[test]
fn the_word_halt_is_typed_and_nothing_else_will_do() {
    for (typed, code) in [("", 12), ("halt", 0), (" HALT ", 0)] {
        let (sandbox, world) = halted_at(&[]);
        let mut session = start(&world, "halt");
        let mut shown = String::new();
        for mistyped in ["yes", "y", "hlat", "halt now"] {
            shown += &answer(&mut session, "type halt to do this", &line(mistyped));
            shown += &session.until("type halt, or press Enter alone");
        }
        shown += &answer(&mut session, "type halt to do this", &line(typed));
        assert!(shown.contains("stop: 12 campaigns") && shown.contains(&sandbox.address), "{shown}");
        let (rest, ended) = end(&mut session);
        assert_eq!(ended, code, "{typed:?}: {rest}");
        let is_done = code == 0;
        let left = if is_done { (0, 0) } else { (RUNNING, SCHEDULED) };
        assert_eq!((alive(&world), stops(&sandbox).len()), (left, if is_done { RUNNING } else { 0 }));
        assert_eq!(state(&world, "halts").exists(), is_done);
    }
}

#[test]
fn a_lift_asks_who_and_why_and_notes_both() {
    let (sandbox, world) = halted_at(&[]);
    world.run("halt --yes").expect_code(0);
    let lift = |more: &[&str], yes: &str| {
        let mut session = start(&world, [&["halt", "--lift"], more].concat());
        answer(&mut session, "who lifts the halt", &line("Ada"));
        if more.is_empty() {
            answer(&mut session, "why", &line("the list was fixed"));
        }
        let shown = answer(&mut session, "let kcamp start campaigns on", &line(yes));
        assert!(format!("{shown}{}", sandbox.address).contains(&sandbox.address));
        end(&mut session)
    };
    let (rest, code) = lift(&[], "n");
    assert_eq!(code, 12, "{rest}");
    world.run("campaign start C39 --yes").expect_code(12);
    let (rest, code) = lift(&[], "y");
    assert_eq!(code, 0, "{rest}");
    world.run("campaign start C39 --yes").expect_code(0);
    world.run("halt --yes").expect_code(0);
    assert_eq!(lift(&["--reason", "a drill"], "y").1, 0);
    let journal = world.run("journal -o json").expect_code(0).stdout;
    for said in ["by Ada: the list was fixed", "by Ada: a drill"] {
        assert!(journal.contains(said), "{journal}");
    }
}

#[test]
fn the_end_of_the_input_and_escape_end_a_choice_from_the_list() {
    let (sandbox, world) = halted_at(&[]);
    for command in [&["campaign", "stop"][..], &["campaign", "get"], &["schedule", "disable"]] {
        for (key, code, said) in
            [("\u{4}", 2, "the input ended"), ("\u{1b}", 130, "interrupted"), ("\u{3}", 130, "interrupted")]
        {
            let mut session = start(&world, command);
            answer(&mut session, "C00", key);
            let (rest, ended) = end(&mut session);
            assert_eq!(ended, code, "{command:?} {key:?}: {rest}");
            assert!(rest.contains(said) && !rest.contains("panicked"), "{command:?} {key:?}: {rest}");
        }
    }
    assert_eq!((stops(&sandbox).len(), alive(&world)), (0, (RUNNING, SCHEDULED)));
    // The arrow keys choose, with more items than fit on the terminal.
    let mut session = start(&world, "campaign status");
    answer(
        &mut session,
        "C00",
        &format!("{}\u{1b}[A\u{1b}[A{}", "\u{1b}[B".repeat(30), crate::terminal::ENTER),
    );
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
}
