use proptest::prelude::proptest;
use unicode_width::UnicodeWidthStr;

use super::document;
use crate::ui::document::{Document, Table, Tone};
use crate::ui::options::Surface;
use crate::ui::paint::Painter;

const ID: &str = "cd-4f6bc3a1-1d2e-5c3f-9a8b-7c6d5e4f3a2b";

fn campaigns() -> Document {
    Document::new().table(
        Table::new(["NAME", "ID", "TYPE", "STATUS"])
            .whole(&["ID"])
            .row(["December billing reminder for the northern region", ID, "sms", "scheduled"])
            .row(["春の案内", ID, "voice", "draft"])
            .empty("no campaigns"),
    )
}

fn at(width: usize) -> String {
    document(&campaigns(), Surface::Terminal { width }, Painter::Plain).text
}

#[test]
fn without_a_terminal_a_table_is_plain_and_uncut() {
    let text = document(&campaigns(), Surface::Plain, Painter::Plain).text;
    let expected = format!(
        "\
NAME                                               ID                                       TYPE   STATUS
December billing reminder for the northern region  {ID}  sms    scheduled
春の案内                                           {ID}  voice  draft
"
    );
    assert_eq!(text, expected);
}

#[test]
fn one_long_cell_does_not_fill_every_line_with_spaces() {
    let long = "x".repeat(100_000);
    let mut table = Table::new(["NAME", "ID"]).row([long.as_str(), "1"]);
    for _ in 0..1_000 {
        table = table.row(["a", "2"]);
    }
    let text = document(&Document::new().table(table), Surface::Plain, Painter::Plain).text;
    assert!(text.len() < 2 * long.len(), "{}", text.len());
    assert!(text.starts_with("NAME  ID\nxxx") && text.ends_with("a  2\n"));
    assert_eq!(text.lines().count(), 1_002);
}

#[test]
fn a_table_fits_its_terminal() {
    assert_eq!(
        at(80),
        format!(
            "\
NAME              ID                                       TYPE   STATUS
December billing  {ID}  sms    scheduled
reminder for the
northern region
春の案内          {ID}  voice  draft
"
        )
    );
    assert_eq!(
        at(120),
        format!(
            "\
NAME                                               ID                                       TYPE   STATUS
December billing reminder for the northern region  {ID}  sms    scheduled
春の案内                                           {ID}  voice  draft
"
        )
    );
}

#[test]
fn a_table_too_wide_for_its_terminal_becomes_fields() {
    assert_eq!(
        at(48),
        format!(
            "\
NAME    December billing reminder for the
        northern region
ID      {ID}
TYPE    sms
STATUS  scheduled

NAME    春の案内
ID      {ID}
TYPE    voice
STATUS  draft
"
        )
    );
}

#[test]
fn a_command_in_a_value_is_broken_only_where_it_does_not_fit() {
    let command = "kcamp --sandbox halt --lift";
    let value = format!("nothing starts here from this machine; to lift the halt alone: {command}");
    for width in 24..90 {
        let shown = document(
            &Document::new().fields([("halted", value.as_str())]),
            Surface::Terminal { width },
            Painter::Plain,
        )
        .text;
        assert!(shown.lines().all(|line| line.width() <= width), "{width}: {shown}");
        assert_eq!(shown.contains(command), width >= "halted  ".len() + command.len(), "{width}: {shown}");
    }
}

#[test]
fn on_a_very_narrow_terminal_even_an_id_is_broken_and_nothing_is_lost() {
    let text = at(40);
    assert!(text.lines().all(|line| line.width() <= 40), "{text}");
    assert!(text.replace(['\n', ' '], "").contains(ID), "{text}");
}

fn listed(width: usize) -> String {
    let table = Table::new(["NAME", "TYPE", "STATUS", "CONTACT LISTS", "ID"])
        .one_line(&["ID", "CONTACT LISTS"])
        .row([
            "December billing reminder for the north",
            "sms",
            "Active",
            "Guests, Renewals of July and August",
            ID,
        ])
        .row(["春の案内", "voice", "Ready", "Guests", ID]);
    document(&Document::new().table(table), Surface::Terminal { width }, Painter::Plain).text
}

#[test]
fn a_row_of_a_list_is_one_line_whose_spare_columns_are_shortened_and_then_left_out() {
    assert_eq!(
        listed(105),
        "\
NAME                                     TYPE   STATUS  CONTACT LISTS                        ID
December billing reminder for the north  sms    Active  Guests, Renewals of July and August  cd-4f6bc3a1…
春の案内                                 voice  Ready   Guests                               cd-4f6bc3a1…
"
    );
    assert_eq!(
        listed(80),
        "\
NAME                                     TYPE   STATUS  CONTACT LISTS
December billing reminder for the north  sms    Active  Guests, Renewals of Jul…
春の案内                                 voice  Ready   Guests
"
    );
    assert_eq!(
        listed(60),
        "\
NAME                                     TYPE   STATUS
December billing reminder for the north  sms    Active
春の案内                                 voice  Ready
"
    );
    assert_eq!(
        listed(40),
        "\
NAME                       TYPE   STATUS
December billing reminde…  sms    Active
春の案内                   voice  Ready
"
    );
}

#[test]
fn a_row_of_chosen_columns_is_one_line_that_leaves_none_of_them_out() {
    let long = "December billing reminder for the north and the south of the country";
    let rows = || Table::new(["NAME", "STATUS", "ID"]).row([long, "Active", ID]).row(["A", "Ready", ID]);
    let tables = [rows().one_line(&["STATUS", "ID"]), rows().one_line_or_under(&["ID"])];
    for table in tables {
        for keys in [["id", "name"], ["name", "id"], ["status", "id"]] {
            let chosen = Document::new().table(table.clone()).with_columns(&keys.map(str::to_owned));
            for width in [40, 80, 120] {
                let shown = document(&chosen, Surface::Terminal { width }, Painter::Plain).text;
                assert_eq!(shown.lines().count(), 3, "{keys:?} at {width}: {shown}");
                assert!(shown.lines().all(|line| line.chars().count() <= width), "{shown}");
                let headers: Vec<&str> =
                    shown.lines().next().unwrap_or_default().split_whitespace().collect();
                assert_eq!(headers, keys.map(str::to_uppercase), "{width}");
            }
        }
    }
    let whole = rows().whole(&["ID"]).one_line(&["ID"]);
    let chosen = Document::new().table(whole).with_columns(&["name".to_owned(), "id".to_owned()]);
    let shown = document(&chosen, Surface::Terminal { width: 80 }, Painter::Plain).text;
    assert_eq!(shown.matches(ID).count(), 2, "{shown}");
}

#[test]
fn a_column_that_finds_no_room_is_named() {
    let table = || Table::new(["NAME", "TYPE", "ID"]).row(["December billing reminder", "sms", ID]);
    for (spare, width, left_out) in [
        (&["ID"][..], 40, &["ID"][..]),
        (&["ID"], 80, &[]),
        (&["ID", "TYPE"], 30, &["ID", "TYPE"]),
        (&[], 40, &[]),
    ] {
        let of_terminal = Surface::Terminal { width };
        let laid = document(&Document::new().table(table().one_line(spare)), of_terminal, Painter::Plain);
        assert_eq!(laid.left_out, left_out, "{width}: {}", laid.text);
        let plain = document(&Document::new().table(table().one_line(spare)), Surface::Plain, Painter::Plain);
        assert_eq!(plain.left_out, [""; 0]);
    }
}

#[test]
fn long_names_wrap_before_the_sentences_beside_them_get_too_narrow() {
    let sentence = "sms, 1 list, first run Mon 2027-01-04 09:30 Asia/Kolkata";
    for length in [10, 34, 35, 47, 200] {
        let name = "x".repeat(length);
        let table = Table::new(["PLAN", "CAMPAIGN", "WHAT"]).whole(&["PLAN", "CAMPAIGN"]).wide("WHAT", 30);
        let table = table.row(["? unreadable", &name, sentence]).row(["+ create", "A", sentence]);
        for width in [60, 80, 120] {
            let shown =
                document(&Document::new().table(table.clone()), Surface::Terminal { width }, Painter::Plain)
                    .text;
            assert!(shown.lines().all(|line| line.chars().count() <= width), "{length} at {width}: {shown}");
            let what = shown.lines().next().and_then(|line| line.find("WHAT")).unwrap_or(width);
            assert!(width - what >= 30, "{length} at {width}: {shown}");
            assert_eq!(shown.matches('x').count(), length, "{shown}");
            // A name wraps only where the sentences need its room.
            let has_room = 12 + 2 + length + 2 + 30 <= width;
            assert_eq!(shown.contains(&name), has_room, "{length} at {width}: {shown}");
        }
    }
}

#[test]
fn a_cell_has_its_tone_in_whatever_column_and_form_it_stands() {
    let table = Table::new(["NAME", "STATUS", "ID"])
        .one_line(&["ID"])
        .row(["A", "Active", ID])
        .row(["B", "Failed", ID])
        .tones("STATUS", [Tone::Strong, Tone::Alarm]);
    let shown = Document::new().table(table);
    for surface in [Surface::Plain, Surface::Terminal { width: 40 }] {
        let colored = document(&shown, surface, Painter::Colored).text;
        for word in ["94mActive", "31mFailed"] {
            assert!(colored.contains(&format!("\u{1b}[{word}\u{1b}[0m")), "{colored:?}");
        }
        let plain = document(&shown, surface, Painter::Plain).text;
        assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain);
    }
}

#[test]
fn an_empty_table_is_a_remark() {
    let laid = document(
        &Document::new().table(Table::new(["NAME"]).title("Campaigns").empty("no campaigns")),
        Surface::Plain,
        Painter::Plain,
    );
    assert_eq!((laid.text.as_str(), laid.remarks), ("", vec!["no campaigns".to_owned()]));
}

#[test]
fn blocks_stand_apart_and_headers_are_bold() {
    let composed = Document::new()
        .fields([("Name", "a"), ("Time zone", "UTC"), ("Note", "")])
        .table(Table::new(["RUN", "DAY"]).title("Next runs").row(["1", "Mon"]))
        .lines(["one", "two"]);
    let plain = document(&composed, Surface::Plain, Painter::Plain).text;
    assert_eq!(plain, "Name       a\nTime zone  UTC\nNote\n\nNext runs\nRUN  DAY\n1    Mon\n\none\ntwo\n");
    let colored = document(&composed, Surface::Plain, Painter::Colored).text;
    assert!(colored.contains("\u{1b}[1mRUN  DAY\u{1b}[0m\n1    Mon\n"), "{colored:?}");
    assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain);
}

#[test]
fn a_value_over_lines_is_one_line_in_a_pipe() {
    let fields = Document::new().fields([("Message", "Dear\ncustomer \u{1b}[2J"), ("Id", "1")]);
    let plain = document(&fields, Surface::Plain, Painter::Plain).text;
    assert_eq!(plain, "Message  Dear\\ncustomer \\u{1b}[2J\nId       1\n");
    let terminal = document(&fields, Surface::Terminal { width: 80 }, Painter::Plain).text;
    assert_eq!(terminal, "Message  Dear\n         customer \\u{1b}[2J\nId       1\n");
}

#[test]
fn a_path_in_a_field_is_never_broken() {
    let paths = [
        "/home/some-user/.local/state/kcamp/halts/20270104T080000Z-0123456789abcdef0123456789abcdef.json",
        "C:\\Users\\some-user\\AppData\\Local\\kcamp\\halts\\20270104T080000Z-0123456789abcdef.json",
    ];
    for path in paths {
        for width in [40, 60, 80] {
            let fields = Document::new().fields([("halt", "set"), ("record", path)]);
            let shown = document(&fields, Surface::Terminal { width }, Painter::Plain).text;
            assert_eq!(shown, format!("halt    set\nrecord  {path}\n"));
        }
    }
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_terminal(
        rows in proptest::collection::vec(proptest::collection::vec("[a-z0-9 名👍]{0,40}", 1..7), 1..5),
        width in 40..140usize,
    ) {
        let table = Table::new(["NAME", "ID", "TYPE", "STATUS", "PRIORITY", "CREATED"]).rows(rows.clone());
        let of = |table| document(&Document::new().table(table), Surface::Terminal { width }, Painter::Plain).text;
        let listed = of(table.clone().one_line(&["ID", "CREATED", "TYPE"]));
        let is_grid = listed.lines().count() == rows.len() + 1;
        assert!(is_grid || width < 60, "{listed}");
        for text in [of(table), listed] {
            for line in text.lines() {
                // Nothing is after the last column: a path or an id that is too wide stays whole there.
                let last = line.rsplit(' ').next().unwrap_or_default();
                let stays_whole = last.width() > crate::ui::wrap::NARROWEST
                    && rows.iter().any(|row| row.last().is_some_and(|cell| cell.split(' ').any(|word| word == last)));
                assert!(line.width() <= width || stays_whole, "{} > {width}: {line}\n{text}", line.width());
            }
        }
    }

    #[test]
    fn nothing_is_lost_in_a_pipe(cells in proptest::collection::vec("[a-z0-9名👍]{1,60}", 3)) {
        let table = Table::new(["A", "B", "C"]).row(cells.clone());
        let text = document(&Document::new().table(table), Surface::Plain, Painter::Plain).text;
        let row: Vec<&str> = text.lines().nth(1).unwrap_or_default().split("  ").filter(|cell| !cell.is_empty()).collect();
        let row: Vec<&str> = row.into_iter().map(str::trim).collect();
        assert_eq!(row, cells);
    }
}

#[test]
fn the_first_cells_of_rows_have_their_tones_however_the_rows_wrap() {
    let table = Table::new(["PLAN", "WHAT"])
        .whole(&["PLAN"])
        .row(["+ create", "one two three four five six seven eight nine ten"])
        .row(["! blocked", "it runs"])
        .tones("PLAN", [Tone::Strong, Tone::Alarm]);
    let shown = Document::new().table(table);
    for surface in [Surface::Plain, Surface::Terminal { width: 30 }] {
        let plain = document(&shown, surface, Painter::Plain).text;
        let colored = document(&shown, surface, Painter::Colored).text;
        assert_eq!(colored.matches("\u{1b}[").count(), 8, "{colored:?}");
        let marked =
            |words: &str| colored.lines().any(|line| line.starts_with('\u{1b}') && line.contains(words));
        assert!(marked("+ create\u{1b}[0m") && marked("! blocked\u{1b}[0m"), "{colored:?}");
        assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain);
    }
}

#[test]
fn a_line_under_a_row_is_cut_where_the_terminal_ends_and_nothing_else() {
    let table = Table::new(["NAME"]).row(["a"]).row(["b"]).row(["c"]);
    let table = table.line_under(["word ".repeat(40), String::new(), "short".into()]);
    let text = document(&Document::new().table(table), Surface::Terminal { width: 40 }, Painter::Plain).text;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 6, "{text}");
    assert!(lines[2].ends_with('…') && lines[2].width() <= 40, "{text}");
    assert_eq!(lines[5], "    short");
}

#[test]
fn sentences_are_broken_at_words_in_a_terminal_alone() {
    let line =
        "inherited from campaigns/kcamp.defaults.yaml: campaignType, format, dncLists, priority (\"Spring\")";
    let text =
        |surface| document(&Document::new().sentences([line.to_owned()]), surface, Painter::Plain).text;
    assert_eq!(text(Surface::Plain), format!("{line}\n"));
    for width in [30, 60, 80, 120] {
        let text = text(Surface::Terminal { width });
        assert_eq!(text.split_whitespace().collect::<Vec<_>>(), line.split_whitespace().collect::<Vec<_>>());
        let fits = |line: &str| line.width() <= width || !line.trim().contains(' ');
        assert!(text.lines().all(fits), "{width}: {text}");
    }
}
