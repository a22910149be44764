//! Another halt that begins while a resume is under way: the halt counts, and the next resume brings everything back.

use super::decided::record;
use super::{HALT, SCHEDULED, alive, disables, enabled, file, halted_at, state, with_known_schedules};
use crate::relay::{Gate, Held, LIST};
use crate::world::{Run, Sandbox, World};

/// Halts, and resumes with these arguments. While the resume waits at the gate, another halt runs to its end. The runs
/// of the resume and of the second halt.
fn halted_at_gate(part: &'static str, held: Held, is_lifted: bool) -> (Sandbox, World, [Run; 2]) {
    let (sandbox, _) = halted_at(&[]);
    let (world, gate) = Gate::before(&sandbox, part, held);
    let world = with_known_schedules(world);
    let record = world.run(HALT).expect_code(0).json()["record"].as_str().unwrap().to_owned();
    let mut line = vec!["resume", "--yes", "-o", "json"];
    if is_lifted {
        // Then only its record tells what the first halt stopped.
        world.run("halt --lift --yes").expect_code(0);
        line.push(&record);
    }
    let runs = gate.during(|| world.run(&line[..]), || world.run(HALT));
    (sandbox, world, runs.into())
}

/// Checks that a later resume without a record brings every schedule back.
fn assert_all_comes_back(world: &World) {
    world.run("campaign start C39 --yes").expect_code(12);
    world.run("resume --yes").expect_code(0);
    assert_eq!(alive(world), (0, SCHEDULED));
}

#[test]
fn a_halt_during_the_enables_ends_them_and_the_next_resume_brings_all_back() {
    for (held, outcome, is_on) in [(Held::Answer, "halted_again", 0), (Held::Request, "switched_on", 1)] {
        for is_lifted in [false, true] {
            let (sandbox, world, [resume, halt]) = halted_at_gate("enableSchedule=true", held, is_lifted);
            assert_eq!((resume.code, enabled(&sandbox).len()), (10, 1), "{resume:?}");
            // The halt cannot know whether a request without an answer has arrived, and says so.
            assert_eq!(halt.code, 9, "{halt:?}");
            assert_eq!(alive(&world), (0, is_on), "{resume:?}");
            let (error, result) = (resume.error_json(), resume.json());
            assert_eq!((&error["code"], &result["lifted"]), (&"halt/halted-again".into(), &false.into()));
            let hint = error["hint"].as_str().unwrap();
            assert!(hint.contains("kcamp resume") && !hint.contains("schedule enable"), "{hint}");
            let rows = result["campaigns"].as_array().unwrap();
            let count = |outcome: &str| rows.iter().filter(|row| row["outcome"] == outcome).count();
            assert_eq!((count(outcome), count("not_done")), (1, SCHEDULED - 1), "{result}");
            let message = error["message"].as_str().unwrap();
            assert_eq!(message.matches("nothing was sent for it").count(), SCHEDULED - 1, "{message}");
            let of_first =
                if is_on == 0 { "halted again by the other halt" } else { "has not ended that yet" };
            assert!(message.contains(of_first), "{message}");
            // What the halt switched off is in its table, also where it could not be seen to be on.
            let halted = halt.json()["campaigns"].as_array().unwrap().clone();
            for name in disables(&sandbox)[SCHEDULED..].iter().map(|it| it["query"]["campaignName"].clone()) {
                let row = halted.iter().find(|row| row["name"] == name);
                assert!(row.is_some_and(|row| !row["schedule"].is_null()), "{name}: {halt:?}");
            }
            assert_all_comes_back(&world);
        }
    }
}

#[test]
fn a_halt_before_the_first_is_lifted_keeps_it_set() {
    for is_lifted in [false, true] {
        let (sandbox, world, [resume, halt]) = halted_at_gate(LIST, Held::Answer, is_lifted);
        assert_eq!((resume.code, halt.code), (12, 0), "{resume:?} {halt:?}");
        let error = resume.error_json();
        assert_eq!(error["code"], "halt/halted-again", "{error}");
        assert!(error["message"].as_str().unwrap().contains("nothing was sent"), "{error}");
        assert_eq!(enabled(&sandbox), []);
        assert_all_comes_back(&world);
    }
}

#[test]
fn a_latch_that_cannot_be_read_names_no_record() {
    let (_sandbox, world) = halted_at(&[]);
    world.run(HALT).expect_code(0);
    let halts = std::fs::read_dir(state(&world, "halts")).unwrap().map(|entry| entry.unwrap().path());
    let latch = halts.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "latch"));
    for text in ["", "{", "[]", r#"{"at": "soon"}"#] {
        std::fs::write(latch.as_ref().unwrap(), text).unwrap();
        world.run("resume --yes").expect_code(2).expect_stderr(&["kcamp resume RECORD"]);
    }
}

/// The answer to the start of the resume comes after that to the stop of the other halt: both are this machine's own.
#[test]
fn a_run_that_another_halt_stopped_during_a_resume_comes_back_with_the_next_resume() {
    const LATER: &str = "2026-12-03T12:00:00Z";
    for names in [&["A"][..], &["A", "B"]] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        for name in names {
            world.file("campaign.yaml", file(name, 1));
            world.run("campaign create -f campaign.yaml --yes").expect_code(0);
            world.run(["campaign", "start", name, "--yes"]).expect_code(0);
        }
        world.run(HALT).expect_code(0);
        let (sandbox, before) = world.later(&sandbox, LATER, &[]);
        let (world, gate) = Gate::before(&sandbox, "trigger=play", Held::Answer);
        let world = world.with("KCAMP_NOW", LATER);
        let address = world.variable("KCAMP_HOST").unwrap().to_owned();
        for (path, text) in before.files() {
            let name = path.strip_prefix(before.home()).unwrap().to_str().unwrap();
            if name.contains("json") {
                world.file(name, text.replace(&sandbox.address, &address));
            }
        }
        let line = ["resume", &record(&world), "--begin-anew", "--yes", "-o", "json"];
        let (resume, halt) = gate.during(|| world.run(&line[..]), || world.run(HALT));
        assert_eq!((resume.code, alive(&world).0), (10, 0), "{resume:?} {halt:?}");
        let run = world.run("resume --begin-anew --yes -o json");
        assert_eq!((run.code, alive(&world).0), (0, names.len()), "{run:?}");
    }
}
