//! How the columns of a file are mapped, from its headers and by hand.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::{Columns, DestinationRules, Header, MapChoice};

fn map(first: &[&str], choices: &[&str]) -> Result<Columns, &'static str> {
    map_for(first, choices, &[])
}

fn map_for(first: &[&str], choices: &[&str], mapping: &[(&str, &str)]) -> Result<Columns, &'static str> {
    let first: Vec<String> = first.iter().map(ToString::to_string).collect();
    let choices: Result<Vec<MapChoice>, _> = choices.iter().map(|choice| choice.parse()).collect();
    let mapping: Vec<(String, String)> =
        mapping.iter().map(|(field, column)| (field.to_string(), column.to_string())).collect();
    let mapped = choices.and_then(|choices| {
        Columns::map(&first, Header::Detect, &choices, &DestinationRules::CONTACT_LIST, &mapping)
    });
    mapped.map_err(|problem| problem.code)
}

#[test]
fn headers_are_known_in_every_spelling() {
    for phone in ["phone", "Phone Number", "phone_number", "MOBILE", "Mobile No.", "msisdn"] {
        let columns = map(&["First Name", phone, "time_zone", "Note"], &[]);
        let sent = columns.as_ref().map(Columns::sent);
        let expected = [&format!("{phone}=phoneNumber"), "First Name=firstName", "time_zone=timeZone"];
        assert_eq!(sent, Ok(expected.map(ToString::to_string).to_vec()), "{phone}");
        assert_eq!(columns.map(|columns| columns.left_out), Ok(vec!["Note".to_owned()]));
    }
}

#[test]
fn the_lists_own_columns_win_over_the_usual_headers_and_name_the_keys() {
    let mapping = [("phoneNumber", "Work"), ("firstName", "Vorname")];
    let columns = map_for(&["Work", "Phone", "vorname"], &[], &mapping);
    let sent = columns.map(|columns| columns.sent());
    assert_eq!(sent, Ok(vec!["Work=phoneNumber".to_owned(), "vorname=Vorname".to_owned()]));
}

#[test]
fn a_choice_beats_everything_and_settles_what_is_ambiguous() {
    assert_eq!(map(&["phone", "mobile"], &[]).err(), Some("import/column-ambiguous"));
    let sent = |choices: &[&str]| map(&["phone", "mobile", "Plan"], choices).map(|columns| columns.sent());
    assert_eq!(sent(&["mobile=phone"]), Ok(vec!["mobile=phoneNumber".to_owned()]));
    assert_eq!(sent(&["phone="]), Ok(vec!["mobile=phoneNumber".to_owned()]));
    let with_plan = vec!["mobile=phoneNumber".to_owned(), "Plan=tariff".to_owned()];
    assert_eq!(sent(&["mobile=phoneNumber", "plan=tariff"]), Ok(with_plan));
}

#[test]
fn wrong_choices_are_named() {
    for (choices, code) in [
        (&["nothing"][..], "import/map-unreadable"),
        (&["=phone"], "import/map-unreadable"),
        (&["fax=phone"], "import/map-column-unknown"),
        (&["phone=phone", "mobile=phone"], "import/map-field-twice"),
    ] {
        assert_eq!(map(&["phone", "mobile"], choices).err(), Some(code), "{choices:?}");
    }
    assert_eq!(map(&["Kontakt", "Name"], &[]).err(), Some("import/no-phone-column"));
    assert_eq!(map(&["c"; 151], &[]).err(), Some("import/too-many-columns"));
}

#[test]
fn a_file_without_a_header_has_its_numbers_where_they_are() {
    let columns = map(&["Ada", "+91 98765 43210"], &[]);
    assert_eq!(columns.as_ref().map(Columns::sent), Ok(vec!["2=phoneNumber".to_owned()]));
    assert_eq!(columns.map(|columns| columns.header), Ok(None));
    assert_eq!(map(&["9876543210", "9876543211"], &[]).err(), Some("import/column-ambiguous"));
    let chosen = map(&["9876543210", "9876543211"], &["1=phone", "2=id"]).map(|columns| columns.sent());
    assert_eq!(chosen, Ok(vec!["1=phoneNumber".to_owned(), "2=uniqueId".to_owned()]));
}
fn map_to_campaign(first: &[&str], choices: &[&str]) -> Result<Columns, &'static str> {
    let first: Vec<String> = first.iter().map(ToString::to_string).collect();
    let choices: Result<Vec<MapChoice>, _> = choices.iter().map(|choice| choice.parse()).collect();
    let mapped = choices
        .and_then(|choices| Columns::map(&first, Header::Detect, &choices, &DestinationRules::CAMPAIGN, &[]));
    mapped.map_err(|problem| problem.code)
}

#[test]
fn a_campaign_keeps_every_column_under_its_own_header() {
    let columns = map_to_campaign(&["Mobile No", "Full Name", "email", "Plan"], &[]).unwrap();
    let sent = ["Mobile No=phone_number", "Full Name=name", "email=email", "Plan=Plan"];
    assert_eq!((columns.sent(), columns.left_out()), (sent.map(str::to_owned).to_vec(), &[][..]));
    let renamed: Vec<(String, String)> = columns.renamed().into_iter().collect();
    let pair = |(column, field): (&str, &str)| (column.to_owned(), field.to_owned());
    assert_eq!(renamed, [("Full Name", "name"), ("Mobile No", "phone_number")].map(pair));

    let columns = map_to_campaign(&["phone", "Plan", "Note"], &["Plan=tariff", "Note="]).unwrap();
    assert_eq!(columns.sent(), ["phone=phone_number", "Plan=tariff"]);
    assert_eq!(columns.left_out(), [""; 0]);
}

#[test]
fn what_the_platform_would_take_for_another_columns_field_is_left_out() {
    let columns = map_to_campaign(&["mobile", "phone", ""], &["mobile=phone"]).unwrap();
    assert_eq!(columns.sent(), ["mobile=phone_number"]);
    assert_eq!(columns.left_out(), ["phone", "column 3"]);
    let columns = map_to_campaign(&["mobile", "phone"], &["mobile=phone", "phone=landline"]).unwrap();
    assert_eq!(columns.sent(), ["mobile=phone_number", "phone=landline"]);
}

#[test]
fn a_name_goes_out_once() {
    for (first, choices, code) in [
        (&["phone", "a", "a"][..], &[][..], "import/column-twice"),
        (&["phone", "a", "b"], &["b=a"], "import/column-twice"),
        (&["phone", "Ort\u{fffd}"], &[], "import/not-utf8"),
        (&["phone", "mobile"], &[], "import/column-ambiguous"),
    ] {
        assert_eq!(map_to_campaign(first, choices).err(), Some(code), "{first:?}");
    }
    // A name that two columns have is none of them.
    assert_eq!(map_to_campaign(&["phone", "a", "a"], &["a="]).err(), Some("import/column-ambiguous"));
    for choice in ["a:1=", "a:2=", "A:2="] {
        assert!(map_to_campaign(&["phone", "a", "a"], &[choice]).is_ok(), "{choice}");
    }
}

#[test]
fn without_a_header_only_what_is_mapped_goes_to_a_campaign() {
    let columns = map_to_campaign(&["Ada", "+1 202 555 0125", "x"], &["1=name"]).unwrap();
    assert_eq!(columns.sent(), ["2=phone_number", "1=name"]);
    assert_eq!(columns.left_out(), ["3"]);
}

#[test]
fn each_of_several_columns_with_one_name_is_chosen_by_its_place() {
    let sent = |choices: &[&str]| map(&["phone", "Phone", "phone"], choices).map(|columns| columns.sent());
    for choices in
        [&[][..], &["phone=phone"], &["phone="], &["phone:3=phone"], &["PHONE=phone"], &["phone:0="]]
    {
        assert_eq!(sent(choices).err(), Some("import/column-ambiguous"), "{choices:?}");
    }
    assert_eq!(sent(&["phone:1=phone"]), Ok(vec!["phone=phoneNumber".to_owned()]));
    let columns = map(&["phone", "Phone", "phone", "a:2"], &["phone:2=phone", "Phone=work"]).unwrap();
    assert_eq!(
        (columns.phone, columns.choice(2), columns.choice(1)),
        (2, "phone:2".to_owned(), "Phone".to_owned())
    );
    // In another spelling, of all that have it; and a name with a colon is itself.
    assert_eq!(map(&["phone", "Phone", "PHONE"], &["pHone:3=phone"]).unwrap().phone, 2);
    assert_eq!(map(&["phone", "a:2"], &["a:2=x"]).unwrap().sent(), ["phone=phoneNumber", "a:2=x"]);
}

#[test]
fn the_step_of_each_refusal_works_as_it_is_written() {
    for first in [&["phone", "phone"][..], &["phone", "mobile"], &["phone", "Phone", "phone"]] {
        let names: Vec<String> = first.iter().map(ToString::to_string).collect();
        for choices in [&[][..], &["phone=phone"]] {
            let parsed: Vec<MapChoice> = choices.iter().map(|choice| choice.parse().unwrap()).collect();
            let map = |choices: &[MapChoice]| {
                Columns::map(&names, Header::Detect, choices, &DestinationRules::CONTACT_LIST, &[])
            };
            let Err(problem) = map(&parsed) else { continue };
            let help = problem.help.unwrap();
            for step in help.split("--map '").skip(1).map(|step| step.split('\'').next().unwrap()) {
                assert!(map(&[step.parse().unwrap()]).is_ok(), "{help}");
            }
        }
    }
}

#[test]
fn a_field_that_is_spelled_almost_like_that_of_the_number_is_named() {
    let names = ["X", "Kunde"].map(str::to_owned);
    for field in ["phon", "Phonenumbr", "phoneNumbe", "pohne"] {
        let choices = [format!("X={field}").parse().unwrap()];
        let refused = Columns::map(&names, Header::Detect, &choices, &DestinationRules::CONTACT_LIST, &[]);
        let problem = refused.unwrap_err();
        assert_eq!(problem.code, "import/no-phone-column");
        assert_eq!(problem.help.as_deref(), Some("did you mean --map 'X=phoneNumber'?"), "{field}");
    }
    assert_eq!(map(&["X", "Kunde"], &["X=plan"]).err(), Some("import/no-phone-column"));
}
