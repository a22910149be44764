//! Lists above the consoles' limit of a file. The guides' 5 MB are about an uploaded file, and kcamp sends rows.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::import_to_campaign::number;
use crate::world::{Sandbox, World};

/// More than 5 MB of rows of a real width, each with its own number.
fn large() -> (String, usize) {
    let mut text = "Mobile No,First Name,Last Name,Company,Address,Remark\n".to_owned();
    let mut rows = 0;
    while text.len() <= 5_300_000 {
        let phone = number(rows);
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{phone},Augusta Ada,King-Noel of Lovelace {rows},\"Analytical Engines, Limited\",\"{rows} St James's Square, London\",\
             \"asked to be called in the morning, and never on a Sunday; second attempt in the afternoon\""
        );
        rows += 1;
    }
    (text, rows)
}

#[test]
fn a_list_of_more_than_five_megabytes_goes_out_row_by_row() {
    let (text, rows) = large();
    for (platform, line, at) in [
        (
            Sandbox::world as fn(&Sandbox) -> World,
            &["contact-list", "import", "Event Guests", "large.csv"][..],
            "/addContacts",
        ),
        (Sandbox::burki_world, &["campaign", "import", "1", "large.csv"], "/import-data"),
    ] {
        let sandbox = Sandbox::new();
        let world = platform(&sandbox);
        if line[0] == "campaign" {
            world.file(
                "campaign.yaml",
                "platform: burki\nname: Renewals\ncampaign_type: call\nassistant_id: 7\n",
            );
            world.run("campaign create -f campaign.yaml --yes").expect_code(0);
        }
        world.file("large.csv", &text);
        let result = world.run(line.iter().chain(&["--yes", "-o", "json"])).expect_code(0).json();
        let counted = if line[0] == "campaign" { &result["imported"] } else { &result["sent"] };
        assert_eq!(*counted, rows, "{result}");
        let bodies: Vec<String> =
            sandbox.received_at("POST", at).iter().map(|request| request["body"].to_string()).collect();
        let mut received = BTreeSet::new();
        let mut times = 0;
        for body in &bodies {
            for (place, _) in body.match_indices("120255") {
                received.insert(&body[place..place + 11]);
                times += 1;
            }
        }
        assert_eq!((received.len(), times), (rows, rows), "every row once, on {}", line[0]);
    }
}
