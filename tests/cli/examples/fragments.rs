//! Parts of campaign files, which are put into complete ones.

use crate::world::World;

/// A Kore.ai sms campaign.
pub const SMS: &str = "\
name: Billing
description: Reminds people of a bill that is due
campaignType: sms
format: simple
contactLists: [Customers]
priority: 5
message:
  text: \"Your bill is due.\"
dialingStrategy:
  callerId: {phoneNumber: \"+12025550124\"}
  callingHours:
    frequency: WEEKLY
    timezone: Asia/Kolkata
    days:
      - {days: Mon-Fri, start: 9:00 AM, end: 6:00 PM}
";

/// Its schedule.
pub const SCHEDULE: &str = "\
schedule:
  startDateTime: \"2027-01-04 09:00:00\"
  endDateTime: \"2027-06-30 18:00:00\"
  timezone: Asia/Kolkata
  recurrenceObject: {recurType: Weekly, weeklyDetails: {onceEveryNweeks: 1, whichDays: [Mon, Wed]}}
";

/// A Kore.ai voice campaign.
pub const VOICE: &str = "\
name: Dunning
description: Short survey
campaignType: voice
dialingMode: Agentless
experienceFlowName: Survey flow
enableMachineDetect: \"no\"
contactLists: [Customers]
dncLists: DNC CL Dec 4
priority: 5
dialingStrategy:
  callerId: {phoneNumber: \"+12025550124\"}
  callingHours:
    frequency: WEEKLY
    timezone: Asia/Kolkata
    days: [{days: Mon-Fri, start: 9:00 AM, end: 6:00 PM}]
  dialingOrder: FIFO
  maxAttemptsPerRecord: 3
  defaultRetryPeriod: 10
  maxRingTime: 30
";

/// A Burki campaign.
pub const BURKI: &str = "\
platform: burki
name: Spring check-in
campaign_type: mixed
assistant_id: 7
welcome_message_template: \"Hello {{ name }}, this is {{ assistant_name }}.\"
sms_message_template: Your order is on its way.
";

const BURKI_BARE: &str = "platform: burki\nname: Spring check-in\ncampaign_type: call\nassistant_id: 7\n";

const BURKI_SCHEDULE: &str = "\
schedule:
  schedule_type: recurring
  scheduled_at: \"2027-01-04T09:00:00\"
  timezone: America/New_York
  recurring_config:
    frequency: weekly
    interval: 1
    days_of_week: [1, 2, 3, 4, 5]
    time: \"09:00\"
";

/// The places for a part in a campaign.
const PLACES: [&[&str]; 9] = [
    &[],
    &["schedule"],
    &["message"],
    &["dialingStrategy"],
    &["dialingStrategy", "callingHours"],
    &["dialingStrategy", "callingHours", "days"],
    &["schedule", "recurrenceObject"],
    &["schedule", "recurrenceObject", "weeklyDetails"],
    &["schedule", "recurring_config"],
];

/// Findings that mean that a part is in the wrong place.
const MISPLACED: [&str; 5] = [
    "file/unknown-key",
    "campaign/field-not-allowed",
    "campaign/wrong-type",
    "file/syntax",
    "file/not-a-mapping",
];

/// An example with `(a text of 200 characters)`, `(200 characters)` and `(200 names)` written out.
pub fn written_out(example: &str) -> String {
    let mut whole = String::new();
    let mut rest = example;
    while let Some((before, after)) = rest.split_once('(') {
        whole.push_str(before);
        rest = after;
        let Some((inner, behind)) = after.split_once(')') else {
            whole.push('(');
            continue;
        };
        let inner = inner.strip_prefix("a text of ").unwrap_or(inner);
        let count = inner.split_once(' ').and_then(|(count, unit)| Some((count.parse().ok()?, unit)));
        match count {
            Some((count, "characters")) => {
                whole.push('"');
                whole.extend("ab ".chars().cycle().take(count));
                whole.push('"');
            }
            Some((count, "names")) => {
                let names: Vec<String> = (0..count).map(|it: usize| format!("n{it}")).collect();
                whole.extend(["[", &names.join(", "), "]"]);
            }
            _ => {
                whole.push('(');
                continue;
            }
        }
        rest = behind;
    }
    whole + rest
}

/// The bytes of an example, in which `\0`, `\xfc` and `\u200b` outside YAML's double quotes are replaced.
pub fn unescaped(example: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = example;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend_from_slice(before.as_bytes());
        let hex =
            |from: usize, to: usize| after.get(from..to).and_then(|it| u32::from_str_radix(it, 16).ok());
        let (length, value) = match after.chars().next() {
            Some('0') => (1, vec![0]),
            Some('x') => (3, hex(1, 3).map(|it| vec![u8::try_from(it).unwrap()]).unwrap()),
            Some('u') => {
                let character = hex(1, 5).and_then(char::from_u32).unwrap();
                (5, character.to_string().into_bytes())
            }
            _ => (0, b"\\".to_vec()),
        };
        bytes.extend(value);
        rest = &after[length..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

/// The blocks of a text: the key of each, if it has one, and its lines.
fn blocks(text: &str) -> Vec<(Option<&str>, String)> {
    let key_of = |line: &str| -> Option<usize> {
        let end = line.find(':')?;
        let key = &line[..end];
        let is_key = key.starts_with(|it: char| it.is_ascii_alphabetic())
            && key.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
        is_key.then_some(end)
    };
    let mut blocks: Vec<(Option<&str>, String)> = Vec::new();
    for line in text.lines() {
        match (key_of(line), blocks.last_mut()) {
            (None, Some((_, lines))) => lines.extend([line, "\n"]),
            (key, _) => blocks.push((key.map(|end| &line[..end]), format!("{line}\n"))),
        }
    }
    blocks
}

/// A text in which the keys of a part replace its own.
fn laid_over(base: &str, part: &str) -> String {
    let replaced: Vec<&str> = blocks(part).into_iter().filter_map(|(key, _)| key).collect();
    let kept = blocks(base).into_iter().filter(|(key, _)| key.is_none_or(|key| !replaced.contains(&key)));
    let kept: String = kept.map(|(_, lines)| lines).collect();
    format!("{kept}{}\n", part.trim_end())
}

fn indented(text: &str) -> String {
    text.lines().flat_map(|line| ["  ", line, "\n"]).collect()
}

/// A text with a part put into one of its blocks.
fn laid_in(base: &str, place: &[&str], part: &str) -> String {
    let Some((key, below)) = place.split_first() else { return laid_over(base, part) };
    let inner: String = blocks(base)
        .into_iter()
        .filter(|(found, _)| *found == Some(*key))
        .flat_map(|(_, lines)| lines.lines().skip(1).map(str::to_owned).collect::<Vec<_>>())
        .map(|line| line.strip_prefix("  ").unwrap_or(&line).to_owned() + "\n")
        .collect();
    laid_over(base, &format!("{key}:\n{}", indented(&laid_in(&inner, below, part))))
}

/// Checks that the code is found for the part in some place of a campaign, without a finding that the part is
/// misplaced.
pub fn found_in_a_file(code: &str, example: &str) -> Result<(), String> {
    let world = World::new();
    let beside = [("policy/", "kcamp.policy.yaml"), ("defaults/", "kcamp.defaults.yaml")];
    let is_found = if let Some((_, name)) = beside.iter().find(|(area, _)| code.starts_with(area)) {
        world.file("files/campaign.yaml", SMS);
        world.file(&format!("files/{name}"), format!("{example}\n"));
        is_found_in("files", code, &world)
    } else {
        let is_raw = ["file/control-character", "file/not-utf8"].contains(&code);
        let bytes = |text: &str| if is_raw { unescaped(text) } else { text.as_bytes().to_vec() };
        let kore_schedule = |zone: &str| SCHEDULE.replace("Asia/Kolkata", zone);
        let mut bases = vec![BURKI_BARE.to_owned(), BURKI.to_owned(), format!("{BURKI}{BURKI_SCHEDULE}")];
        bases.extend([SMS.to_owned(), VOICE.to_owned()]);
        bases.extend(
            ["UTC", "Asia/Kolkata", "America/New_York"].map(|it| SMS.to_owned() + &kore_schedule(it)),
        );
        world.file("0/alone.yaml", bytes(&format!("{example}\n")));
        PLACES.iter().enumerate().any(|(number, place)| {
            for (base_number, base) in bases.iter().enumerate() {
                world.file(&format!("{number}/{base_number}.yaml"), bytes(&laid_in(base, place, example)));
            }
            is_found_in(&number.to_string(), code, &world)
        })
    };
    if is_found { Ok(()) } else { Err(format!("{code}: {example}")) }
}

/// Whether one of the files in a folder gives the code, and none that means that a part is misplaced.
fn is_found_in(folder: &str, code: &str, world: &World) -> bool {
    let findings = world.run(["validate", "-o", "json", folder]).json();
    let findings = findings.as_array().unwrap();
    let is_good = |file: &str| {
        let codes: Vec<&str> =
            findings.iter().filter(|it| it["file"] == file).filter_map(|it| it["code"].as_str()).collect();
        codes.contains(&code) && !codes.iter().any(|it| *it != code && MISPLACED.contains(it))
    };
    let mut files: Vec<&str> = findings.iter().filter_map(|it| it["file"].as_str()).collect();
    files.dedup();
    files.into_iter().any(is_good)
}
