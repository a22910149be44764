//! Questions on terminals that are narrower than a word of theirs: what stands on the screen in the end is drawn once.

use std::process::Command;

use crate::create::FILE;
use crate::terminal::{ENTER, Terminal};
use crate::world::{Sandbox, World};

/// A screen that grows downwards.
struct Screen {
    columns: usize,
    rows: Vec<Vec<char>>,
    row: usize,
    column: usize,
}

impl Screen {
    /// The screen after all this was written to it.
    fn after(shown: &str, columns: usize) -> Self {
        let mut screen = Self { columns, rows: vec![Vec::new()], row: 0, column: 0 };
        let mut rest = shown;
        while let Some(letter) = rest.chars().next() {
            rest = &rest[letter.len_utf8()..];
            match letter {
                '\u{1b}' => {
                    let sequence = rest.strip_prefix('[').unwrap();
                    let end = sequence.find(|letter: char| letter.is_ascii_alphabetic()).unwrap();
                    let (numbers, behind) = sequence.split_at(end);
                    screen.obey(numbers, behind.chars().next().unwrap());
                    rest = &behind[1..];
                }
                '\r' => screen.column = 0,
                '\n' => screen.go_to_row(screen.row + 1),
                letter => screen.write(letter),
            }
        }
        screen
    }

    fn go_to_row(&mut self, row: usize) {
        self.row = row;
        self.rows.resize(self.rows.len().max(row + 1), Vec::new());
    }

    fn write(&mut self, letter: char) {
        // The cursor waits behind the last column until there is more.
        if self.column == self.columns {
            self.go_to_row(self.row + 1);
            self.column = 0;
        }
        let row = &mut self.rows[self.row];
        row.resize(row.len().max(self.column + 1), ' ');
        row[self.column] = letter;
        self.column += 1;
    }

    fn obey(&mut self, numbers: &str, command: char) {
        let count = numbers.parse().unwrap_or(1);
        match command {
            'A' => self.row = self.row.saturating_sub(count),
            'B' => self.go_to_row(self.row + count),
            'C' => self.column = (self.column + count).min(self.columns - 1),
            'D' => self.column = self.column.min(self.columns - 1).saturating_sub(count),
            'K' if numbers == "2" => self.rows[self.row].clear(),
            'K' => self.rows[self.row].truncate(self.column),
            // Colours, and whether the cursor is shown.
            'm' | 'h' | 'l' => {}
            other => panic!("the screen of this test does not know {numbers}{other}"),
        }
    }

    /// All that stands on it, as if it had one line, without spaces.
    fn joined(&self) -> String {
        self.rows.iter().flatten().filter(|letter| !letter.is_whitespace()).collect()
    }
}

/// The screen of this width after a run in which the keys were pressed once the question stood there, each when what
/// `shown_after` the one before was there.
fn answered(
    world: &World,
    columns: usize,
    arguments: &[&str],
    (question, keys): (&str, &[&str]),
    shown_after: impl Fn(&str) -> &'static [&'static str],
) -> Screen {
    world.file("narrow.sh", format!("stty echo cols {columns} rows 24\nexec \"$@\"\n"));
    let kcamp = world.command(arguments);
    let mut shell = Command::new("sh");
    shell.arg("narrow.sh").arg(kcamp.get_program()).args(kcamp.get_args());
    shell.env_clear().current_dir(world.home());
    shell.envs(kcamp.get_envs().filter_map(|(name, value)| Some((name, value?))));
    shell.env("TERM", "xterm").env("NO_COLOR", "1").env("PATH", "/usr/bin:/bin");
    let mut session = Terminal::of(shell);
    let mut shown = session.until(question) + question;
    for key in keys {
        session.press(key);
        for text in shown_after(key) {
            shown += &(session.until(text) + text);
        }
    }
    shown += &session.rest();
    Screen::after(&shown, columns)
}

const WRONG: &str = "perhaps\r";

/// What is typed while an answer is judged counts as pasted behind it.
fn complaint(key: &str) -> &'static [&'static str] {
    if key == WRONG { &["answer with y or n", "[y/N]"] } else { &[] }
}

#[test]
fn a_question_with_a_long_word_leaves_no_line_behind() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let name = "Quarterly_Billing_Reminder_for_the_North_Region";
    world.file("campaign.yaml", FILE);
    world.run(["campaign", "create", "-f", "campaign.yaml", "--name", name]).expect_code(0);
    for columns in [20, 40, 41, 60] {
        let keys = ["y", "\u{7f}", WRONG, "no, or yes", "\u{1b}[D", "\u{15}", WRONG, "n\r"];
        let shown =
            answered(&world, columns, &["campaign", "delete", name], ("[y/N]", &keys), complaint).joined();
        assert_eq!(shown.matches("deletethesmscampaign").count(), 1, "{columns}: {shown}");
        assert!(!shown.contains("perhaps") && !shown.contains("answerwith"), "{columns}: {shown}");
    }
}

#[test]
fn a_list_of_long_names_leaves_no_line_behind() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let create =
        ["campaign", "create", "--type", "sms", "--format", "simple", "--name", "A", "--description", "B"];
    for columns in [20, 40] {
        let keys = ["\u{1b}[B", " ", "\u{1b}[B", "\u{1b}[A", " ", " ", ENTER, "\u{3}"];
        let shown = answered(&world, columns, &create, ("Event Gue", &keys), complaint).joined();
        let (asked, _) = shown.split_once("error:").unwrap();
        assert_eq!(asked.matches("contactlists").count(), 1, "{columns}: {asked}");
    }
}

/// A terminal hands a paste on in pieces, and shows by itself what comes while nobody reads.
#[test]
fn a_line_pasted_into_a_list_leaves_no_line_behind() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let line = "kcamp apply campaigns/reminders.yaml campaigns/spring.yaml and-a-word-that-is-wider-than-a-narrow-terminal";
    for columns in [30, 80, 120] {
        let letters: Vec<String> = line.chars().map(String::from).collect();
        let mut keys: Vec<&str> = letters.iter().map(String::as_str).chain([ENTER]).collect();
        keys.extend_from_within(..);
        keys.push("\u{3}");
        // The next letter comes while the list is drawn.
        let shown_after = |key: &str| -> &'static [&'static str] {
            match key {
                ENTER => &["\"kcamp app", "\n"],
                "\u{3}" => &[],
                _ => &["\u{1b}[2K"],
            }
        };
        let shown = answered(&world, columns, &["init", "project"], ("which kind", &keys), shown_after);
        let shown = shown.joined();
        let (asked, _) = shown.split_once("error:interrupted").unwrap();
        for once in ["whichkind", "sms,simple", "\"kcampapp"] {
            assert_eq!(asked.matches(once).count(), 1, "{columns}: {once}: {shown}");
        }
        assert_eq!(asked.matches("kcamp").count(), 1, "{columns}: {shown}");
    }
}
