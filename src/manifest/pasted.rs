//! Recognizes texts that people paste instead of a campaign: a whole request, an answer of the platform, or the body of
//! another call. Each gives one finding, instead of one for each of its keys.

use std::ops::Range;

use super::node::{Node, Value};
use crate::domain::field::Table;
use crate::domain::finding::{Finding, Origin, Problem};
use crate::domain::platform_kind::PlatformKind;

/// Programs and functions that send requests, as the first word of a text.
const SENDERS: [&str; 9] =
    ["curl", "curl.exe", "wget", "http", "https", "invoke-restmethod", "invoke-webrequest", "irm", "iwr"];
/// Calls that send requests, as the beginning of a text.
const CALLS: [&str; 5] = ["fetch(", "await fetch(", "requests.", "axios.", "axios("];
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
/// Keys that only an answer has, not a request.
const OF_ANSWERS: [&str; 4] = ["_id", "id", "createdAt", "created_at"];

/// The error that a text is a whole request, such as a curl command, and the place of its beginning.
pub(super) fn whole_request(text: &str) -> Option<(Problem, Range<usize>)> {
    let is_content = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let line = text.lines().find(is_content)?;
    let command = line.trim().trim_start_matches(['$', '>']).trim_start();
    let mut words = command.split_whitespace();
    let first = words.next()?;
    let is_sender = SENDERS.contains(&first.to_ascii_lowercase().as_str()) && words.clone().next().is_some();
    let is_raw = METHODS.contains(&first)
        && words.next().is_some_and(|target| target.starts_with('/') || target.starts_with("http"));
    let is_call = CALLS.iter().any(|call| command.starts_with(call));
    if !is_sender && !is_raw && !is_call {
        return None;
    }
    let start = command.as_ptr() as usize - text.as_ptr() as usize;
    Some((request(first.split('(').next().unwrap_or(first)), start..start + first.len()))
}

fn request(what: &str) -> Problem {
    Problem::error(
        "file/whole-request",
        format!("this is a whole request ({what}), but a campaign file is only its body"),
    )
    .help("keep the JSON that it sends, which follows --data or -d in curl, and fill in what is masked")
}

/// The finding about a document that is not a campaign but something related, such as a saved plan, contacts or an
/// answer of the platform; `None` for other documents.
pub(super) fn other_document(document: &Node, table: &Table) -> Option<Finding> {
    if !document.is_written() {
        return None;
    }
    saved_plan(document)
        .or_else(|| postman(document))
        .or_else(|| contacts(document))
        .or_else(|| answer(document, table))
        .or_else(|| schedule_alone(document))
}

/// The finding about a plan that `kcamp plan --out` saved.
fn saved_plan(document: &Node) -> Option<Finding> {
    let mark = document.entry("kcamp_plan")?;
    let problem = Problem::error("file/saved-plan", "this is a saved plan of kcamp, not a campaign file");
    Some(problem.help("carry it out with kcamp apply PLAN, without other paths").at(&mark.key.origin))
}

/// The finding about a whole or partial Postman request.
fn postman(document: &Node) -> Option<Finding> {
    let both = |one: &str, other: &str| document.entry(one).filter(|_| document.entry(other).is_some());
    let entry = both("info", "item").or_else(|| both("raw", "mode")).or_else(|| both("method", "url"))?;
    Some(request("as Postman keeps it").at(&entry.key.origin))
}

/// The finding about the body of a call that adds contacts to a list.
fn contacts(document: &Node) -> Option<Finding> {
    let list = ["contact_list_name", "contactListName"].iter().find_map(|key| document.entry(key))?;
    let problem = Problem::error(
        "file/contacts-alone",
        "this is the body of a call that adds contacts to a list, not a campaign file",
    );
    let help = "put the contacts into a CSV file, one row for each contact, and import it with kcamp contact-list import LIST FILE";
    Some(problem.help(help).at(&list.key.origin))
}

/// The finding about an answer of the platform.
fn answer(document: &Node, table: &Table) -> Option<Finding> {
    let (key, campaign) = if let Some(data) = document.entry("data") {
        let is_wrapped = ["status", "success"].iter().any(|key| document.entry(key).is_some())
            || OF_ANSWERS.iter().any(|key| data.value.entry(key).is_some())
            || matches!(data.value.value, Value::Sequence(_));
        (is_wrapped.then_some(&data.key.origin)?, &data.value)
    } else {
        // An id alone may be a mistake.
        let entry = OF_ANSWERS.iter().filter(|key| **key != "id").find_map(|key| document.entry(key))?;
        (&entry.key.origin, document)
    };
    let platform = table.platform.title();
    let problem =
        Problem::error("file/answer", format!("this is an answer of {platform}, not a campaign file"));
    let name = campaign.at(&["name"]).map(|node| &node.value);
    Some(match name {
        Some(Value::Text(name)) => problem.help(format!(
            "write the live campaign as a file with kcamp campaign export {name:?}, or keep only the keys of a request"
        )),
        _ => problem.help("write a live campaign as a file with kcamp campaign export CAMPAIGN"),
    }
    .at(key))
}

/// The finding about the body of a schedule call: it has keys of a `schedule:` block, and no key of a campaign.
fn schedule_alone(document: &Node) -> Option<Finding> {
    let mut keys = document.entries().iter().map(|entry| &entry.key).filter(|key| key.value != "platform");
    let is_of = |platform: &PlatformKind| {
        let table = Table::of(*platform);
        keys.clone().all(|key| table.has_key(&["schedule"], &key.value))
    };
    PlatformKind::ALL.iter().find(|platform| is_of(platform))?;
    let first: &Origin = &keys.next()?.origin;
    let problem = Problem::error(
        "file/schedule-alone",
        "this is only the body of a schedule call, not a campaign file",
    );
    let help = "give it to kcamp schedule enable CAMPAIGN -f FILE or kcamp schedule preview -f FILE, or write it below \
                schedule: in the campaign's file";
    Some(problem.help(help).at(first))
}

#[cfg(test)]
mod tests {
    use super::whole_request;
    use crate::domain::platform_kind::PlatformKind;
    use crate::domain::zone::Zone;
    use crate::manifest::{CheckContext, decode, load_bytes};

    /// The codes of all findings in a text.
    fn codes(text: &str) -> Vec<&'static str> {
        let check_context = CheckContext::new(PlatformKind::Kore, Zone::utc(), jiff::Timestamp::UNIX_EPOCH);
        let loaded = load_bytes("a.yaml", text.as_bytes().to_vec());
        let of_documents = loaded
            .documents
            .iter()
            .flat_map(|document| decode(document, &|_| Err(String::new()), &check_context).1);
        loaded.findings.clone().into_iter().chain(of_documents).map(|it| it.problem.code).collect()
    }

    #[test]
    fn whole_requests_are_recognised_once() {
        for text in [
            "curl --location --request POST 'https://platform.kore.ai/campaign' \\\n--header 'auth: x' \\\n--data '{\n  \"name\": \"A\"\n}'\n",
            "curl -X POST https://platform.kore.ai -d '{}'",
            "\n# from the page\n$ curl --location 'https://x'\n",
            "CURL.EXE -d @a.json https://x",
            "POST /campaign/api/v2/public/st-1/campaign HTTP/1.1\nauth: x\n\n{}",
            "POST https://platform.kore.ai/campaign\n",
            "Invoke-RestMethod -Uri https://x -Body '{}'",
            "fetch(\"https://x\", {\"body\": \"{}\"});",
            "{\"mode\": \"raw\", \"raw\": \"{}\"}",
            "{\"info\": {\"name\": \"A\"}, \"item\": []}",
            "{\"method\": \"POST\", \"url\": \"https://x\", \"body\": {}}",
        ] {
            assert_eq!(codes(text), ["file/whole-request"], "{text}");
        }
        for text in ["name: curl\n", "curl: 1\n", "curl", "# curl --data\nname: A\n", "POST: 1\n", "", "\n"] {
            assert!(whole_request(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_place_of_a_request_is_its_first_word() {
        let text = "\n# a\n  $ curl --data x\n";
        let span = whole_request(text).map(|(_, span)| &text[span]);
        assert_eq!(span, Some("curl"));
    }

    #[test]
    fn answers_and_schedules_alone_are_recognised_once() {
        for text in [
            "{\"status\": \"success\", \"message\": \"creation in progress\", \"data\": {\"_id\": \"cd-1\", \"name\": \"A\"}}",
            "{\"data\": [{\"_id\": \"cd-1\"}]}",
            "{\"_id\": \"cd-1\", \"name\": \"A\", \"campaignType\": \"sms\"}",
            "{\"id\": 42, \"name\": \"A\", \"created_at\": \"2024-02-01T10:00:00Z\"}",
        ] {
            assert_eq!(codes(text), ["file/answer"], "{text}");
        }
        for text in [
            "startDateTime: 2037-01-05 09:00:00\nendDateTime: 2037-06-30 18:00:00\nrecurrenceObject: {recurType: Daily}\n",
            "platform: kore\nstartDateTime: 2037-01-05 09:00:00\n",
            "{\"schedule_type\": \"immediate\"}",
            "schedule_type: scheduled\nscheduled_at: 2037-01-05T09:00:00\ntimezone: UTC\n",
        ] {
            assert_eq!(codes(text), ["file/schedule-alone"], "{text}");
        }
    }

    #[test]
    fn names_of_the_documentations_tables_are_put_right() {
        let helps = |text: &str| {
            let check_context =
                CheckContext::new(PlatformKind::Kore, Zone::utc(), jiff::Timestamp::UNIX_EPOCH);
            let document = load_bytes("a.yaml", text.as_bytes().to_vec()).documents.remove(0);
            let found = decode(&document, &|_| Err(String::new()), &check_context).1;
            let unknown = found.into_iter().filter(|it| it.problem.code == "file/unknown-key");
            unknown.filter_map(|it| it.problem.help).collect::<Vec<_>>()
        };
        for (text, help) in [
            ("name: A\ndata.dncLists: Opted out\n", "write dncLists at the top"),
            ("name: A\ndata.dncLists.name: Opted out\n", "write dncLists at the top, with name below it"),
            ("name: A\ndata: {dncLists: Opted out}\n", "write dncLists at the top"),
            (
                "name: A\ndialingStrategy.callerId.phoneNumber: \"+12025550124\"\n",
                "write dialingStrategy at the top, with callerId: phoneNumber below it",
            ),
            ("name: A\ndirection: simple\n", "did you mean format?"),
        ] {
            assert_eq!(helps(text), [help], "{text}");
        }
    }
}
