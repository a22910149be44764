//! Campaign files of up to 4 MiB that could be expensive, each with the code of its answer. Tests limit their memory,
//! `cargo bench --bench costs` their time.

use std::fmt::Write as _;

/// The largest campaign file, in bytes.
pub const FILE_MAX: usize = 4 * 1024 * 1024;

/// A kind of file: its name, its text, and a code of its findings.
pub type Kind = (&'static str, String, &'static str);

/// A text that is repeated between two others, up to the size of a file.
fn filled(before: &str, repeated: &str, after: &str) -> String {
    let room = FILE_MAX - before.len() - after.len();
    format!("{before}{}{after}", repeated.repeat(room / repeated.len()))
}

/// Numbered texts, up to the size of a file.
fn numbered(before: &str, one: impl Fn(usize) -> String) -> String {
    let mut text = before.to_owned();
    for number in 0.. {
        let next = one(number);
        // With space for the closing text.
        if text.len() + next.len() + 2 > FILE_MAX {
            break;
        }
        text.push_str(&next);
    }
    text
}

/// Aliases that repeat large values.
pub fn aliases() -> Vec<Kind> {
    let long = format!("a: &a {}\nb: [", "x".repeat(100_000));
    let longer = format!("a: &a {}\nb: [", "x".repeat(2_000_000));
    let keys = format!("a: &a {}\nb:\n", "x".repeat(1_000_000));
    let merged = format!(
        "a: &a {{{}}}\nb:\n",
        (0..1_000).fold(String::new(), |mut text, number| {
            let _ = write!(text, "k{number}: 1, ");
            text
        })
    );
    let bomb = "file/alias-bomb";
    vec![
        ("100 KB repeated 20,000 times", format!("{long}{}]\n", "*a,".repeat(20_000)), bomb),
        ("2 MB repeated as often as it fits", filled(&longer, "*a,", "]\n"), bomb),
        ("a long text as a key", filled(&keys, "- {? *a : 1}\n", ""), bomb),
        ("many keys merged", filled(&merged, "- <<: *a\n", ""), bomb),
        ("anchors alone", numbered("a:\n", |number| format!("- &{number:x} a\n")), bomb),
    ]
}

/// Many values.
pub fn values() -> Vec<Kind> {
    let many = "file/too-many-values";
    vec![
        ("items", filled("a: [", "a,", "]\n"), many),
        ("mappings", filled("a: [", "{x: 1},", "]\n"), many),
        ("lists", filled("a: [", "[a],", "]\n"), many),
        ("keys in braces", numbered("{", |number| format!("{number:x},")), many),
        ("names of contact lists", filled("name: a\ncampaignType: sms\ncontactLists: [", "a,", "]\n"), many),
        ("documents", filled("", "a: 1\n---\n", ""), many),
        ("empty documents", filled("", "---\n", ""), many),
    ]
}

/// Deep nesting.
pub fn depths() -> Vec<Kind> {
    let deep = "file/too-deep";
    vec![
        ("lists in lists", filled("", "[", ""), deep),
        ("mappings in mappings", filled("", "{a: ", ""), deep),
        ("dashes", filled("", "- ", ""), deep),
        ("questions", filled("", "? ", ""), deep),
    ]
}

/// As many unknown keys as a file can have.
pub fn unknown_keys() -> Kind {
    let mut text = String::new();
    for number in 0..380_000 {
        let _ = writeln!(text, "k{number:x}: 1");
    }
    ("380,000 unknown keys", text, "file/unknown-key")
}

/// Many entries where a campaign has a few, and keys that are similar to its own.
pub fn crowds() -> Vec<Kind> {
    let hours = "name: a\ncampaignType: voice\ndialingStrategy: {callingHours: {days: [";
    let entries = |entry: &str, count| format!("{hours}{}]}}}}\n", entry.repeat(count));
    let near = "name: a\ncampaignType: sms\n";
    vec![
        ("60,000 days of calling hours", entries("{day: MO},", 60_000), "campaign/missing-field"),
        (
            "20,000 windows of a day",
            entries("{day: MO, start: '09:00', end: '17:00'},", 20_000),
            "campaign/calling-hours-overlap",
        ),
        (
            "70,000 windows of a week each",
            entries("{days: Mon-Sun, start: '9:00 AM', end: '9:01 AM'},", 70_000),
            "campaign/calling-hours-overlap",
        ),
        (
            "a window of 700,000 days",
            format!("{hours}{{start: '9:00 AM', end: '9:01 AM', days: [{}]}}]}}}}\n", "Mon,".repeat(700_000)),
            "campaign/calling-hours-overlap",
        ),
        (
            "a schedule of 700,000 days",
            format!(
                "name: a\ncampaignType: sms\nschedule: {{recurrenceObject: {{recurType: Weekly, weeklyDetails: {{whichDays: [{}]}}}}}}\n",
                "X,".repeat(700_000)
            ),
            "file/too-many-values",
        ),
        (
            "keys like one of the campaign's",
            numbered(near, |number| format!("nmae{number:x}: 1\n")),
            "file/unknown-key",
        ),
    ]
}

/// As many names as a file can have, in each place with names.
pub fn crowds_of_names() -> Vec<Kind> {
    let lists = "name: a\ncampaignType: sms\ncontactLists: [";
    let many_lists = "campaign/too-many-contact-lists";
    vec![
        ("quoted contact lists", numbered(lists, |number| format!("'{number:x}',")) + "]\n", many_lists),
        ("spaced contact lists", numbered(lists, |number| format!("{number:x} , ")) + "]\n", many_lists),
        ("500,000 contact lists", numbered(lists, |number| format!("{number:x},")) + "]\n", many_lists),
        (
            "available variables",
            numbered(&format!("{BURKI}available_variables: ["), |number| format!("v{number:x},")) + "]\n",
            "campaign/too-many-variables",
        ),
        (
            "fallback values",
            numbered(&format!("{BURKI}fallback_values: {{"), |number| format!("v{number:x}: aaa,")) + "}\n",
            "campaign/too-many-variables",
        ),
        (
            "columns of variables",
            numbered(&format!("{BURKI}variable_mappings: {{"), |number| format!("v{number:x}: aaa,")) + "}\n",
            "campaign/too-many-variables",
        ),
        (
            "keys of an import that is to follow",
            numbered(&format!("{BURKI}pending_import: {{"), |number| format!("v{number:x}: 111,")) + "}\n",
            "campaign/too-many-variables",
        ),
        (
            "one variable that a template shows and as many as fit",
            numbered(&format!("{BURKI}agenda_template: \"{{{{ a }}}}\"\navailable_variables:\n"), |number| {
                format!("- v{number:x}\n")
            }),
            "campaign/too-many-variables",
        ),
    ]
}

/// The beginning of a Burki campaign.
pub const BURKI: &str = "platform: burki\nname: a\nassistant_id: 7\ncampaign_type: call\n";

/// Templates that nest as deep as their length allows.
pub fn nesting() -> Vec<Kind> {
    let head = format!("{BURKI}agenda_template: \"");
    let kinds = [
        ("templates of signs", "{{ ", "-", "a }}"),
        ("templates of negations", "{{ ", "not ", "a }}"),
        ("templates of filters", "{{ a", "|upper", " }}"),
        ("templates of attributes", "{{ a", ".b", " }}"),
        ("templates of sums", "{{ a", " + a", " }}"),
        ("templates of choices", "{{ ", "a if a else ", "a }}"),
        ("templates of brackets", "{{ ", "(", "a"),
        ("templates of branches", "{% if a %}", "{% elif a %}", "{% endif %}"),
    ];
    let file = |(kind, before, repeated, after): (&'static str, &str, &str, &str)| {
        let one = format!("{head}{before}{}{after}\"\n---\n", repeated.repeat(65_000 / repeated.len()));
        (kind, filled("", &one, ""), "campaign/template-too-long")
    };
    kinds.map(file).to_vec()
}

/// The most expensive templates.
pub fn templates() -> Vec<Kind> {
    let head =
        "platform: burki\nname: a\nassistant_id: 7\ncampaign_type: call\nagenda_template: \"{{ a|none }}";
    let template = |tag: &str| format!("{head}{}\"\n---\n", tag.repeat(65_000 / tag.len()));
    let names = (0..5_000).fold(String::new(), |mut text, number| {
        let _ = write!(text, "{{{{ v{number:x} }}}}");
        text
    });
    let crowded = format!("{head}{names}\"\n---\n");
    let (syntax, too_long) = ("campaign/template-syntax", "campaign/template-too-long");
    vec![
        ("one long template", filled(head, "{{ a }}", "\"\n"), too_long),
        (
            "templates that show variables",
            filled("", &template("{{ a }}"), ""),
            "campaign/template-variable-unknown",
        ),
        ("templates with many variables", filled("", &crowded, ""), "campaign/template-variable-unknown"),
        (
            "templates with unknown filters",
            filled("", &template("{{ a|b }}"), ""),
            "campaign/template-name-unknown",
        ),
        ("templates with tags left open", filled("", &template("{{ a|b"), ""), too_long),
        ("templates of another language", filled("", &template("{{ a|b: 'c' }}"), ""), syntax),
        (
            "templates with braces closed alone",
            filled("", &template("}}"), ""),
            "campaign/template-tag-unopened",
        ),
        ("templates with blocks in blocks", filled("", &template("{% if a %}"), ""), too_long),
    ]
}

/// Long texts, comments, and one repeated error.
pub fn mistakes() -> Vec<Kind> {
    let name = "name: a\ncampaignType: sms\nmessage: {text: \"";
    vec![
        ("one long text", filled("name: ", "y", "\n"), "campaign/name-too-long"),
        ("escapes", filled("name: \"", "\\u200b", "\"\n"), "campaign/missing-field"),
        ("emoji", filled("name: \"", "😀", "\"\n"), "campaign/name-too-long"),
        ("placeholders", filled(name, "{{x}}", "\"}\n"), "campaign/missing-field"),
        ("one long key", filled("? ", "x", "\n: 1\n"), "file/unknown-key"),
        ("comments", filled("", "#\n", "a: 1\n"), "file/unknown-key"),
        ("comments for kcamp", filled("", "#kcamp:\n", "a: 1\n"), "allow/unreadable"),
        ("allowances", filled("", "#kcamp: allow(sms/placeholder)\n", "a: 1\n"), "file/unknown-key"),
        ("allowances of nothing", filled("#kcamp: allow(", "a,", ")\na: 1\n"), "allow/unknown-code"),
        (
            "a long time zone",
            filled("name: a\ncampaignType: voice\ndialingStrategy: {callingHours: {timezone: ", "y", "}}\n"),
            "time/unknown-zone",
        ),
        (
            "a long weekday",
            filled(
                "name: a\ncampaignType: voice\ndialingStrategy: {callingHours: {days: [{day: ",
                "y",
                "}]}}\n",
            ),
            "schedule/weekday-unknown",
        ),
        ("duplicate keys", filled("", "a:\n", ""), "file/duplicate-key"),
        ("broken documents", filled("", "[\n---\n", ""), "file/syntax"),
        ("items with tags", filled("a:\n", "- !x a\n", ""), "file/unknown-tag"),
        (
            "keys in a wrong place",
            numbered("data:\n", |number| format!(" {number:x}: 1\n")),
            "file/too-many-values",
        ),
        (
            "a long path of keys",
            numbered(&format!("platform: burki\n{}:\n", "x".repeat(1_000_000)), |number| {
                format!(" k{number:x}: 1\n")
            }),
            "file/syntax",
        ),
    ]
}

/// Every kind.
pub fn all() -> Vec<Kind> {
    [
        aliases(),
        values(),
        depths(),
        vec![unknown_keys()],
        crowds(),
        crowds_of_names(),
        nesting(),
        templates(),
        mistakes(),
    ]
    .concat()
}
