//! Reads the message, the caller id and the calling hours of a document.

use std::path::Path;

use super::node::{Node, Value};
use super::reader::{Reader, wrong_type};
use crate::domain::caller_id::{CallerId, is_short_code};
use crate::domain::calling_hours::{CallingHours, CallingWindow, Frequency, parse_time};
use crate::domain::encoding_mixup::words_read_as_base64;
use crate::domain::field::kind::{Kind, KindSet};
use crate::domain::finding::{Origin, Problem};
use crate::domain::message::Message;
use crate::domain::number::is_in_a_numbering_plan;
use crate::domain::weekday::{Weekday, WeekdaySet};

const HOURS: [&str; 2] = ["dialingStrategy", "callingHours"];
/// Maximum number of windows in a file: one for each minute of a week, since windows never overlap.
const WINDOWS_MAX: usize = 7 * 24 * 60;

impl<'run> Reader<'run> {
    /// The text of an sms, from the one of the three keys that is given.
    pub(super) fn message(&mut self, kinds: KindSet) -> Option<Message> {
        let given: Vec<(&str, &'run Node)> = ["text", "message", "file"]
            .into_iter()
            .filter_map(|key| self.at(&["message", key]).map(|node| (key, node)))
            .collect();
        if let [(first, _), (second, node), ..] = given[..] {
            let problem = Problem::error(
                "campaign/message-twice",
                format!("message.{first} and message.{second} both give the text"),
            );
            self.report(problem.help("keep one of text, message and file"), &node.origin);
            return None;
        }
        let Some((key, node)) = given.first() else {
            let readable = self.at(&["message"]).is_none_or(|node| matches!(node.value, Value::Mapping(_)));
            let is_empty = ["text", "message", "file"].iter().any(|key| self.is_empty_at(&["message", key]));
            if kinds.only() == Some(Kind::SmsSimple) && readable && !is_empty {
                self.lacks(&["message", "text"], Self::message_missing);
            }
            return None;
        };
        let message = match *key {
            "message" => Message::decode_base64(self.words(node, "message")?),
            "file" => {
                let name = self.filled(node, "name of the message's file")?;
                self.read_message(name, &node.origin)
            }
            _ => self.words(node, "message")?.parse(),
        };
        let message = self.findings.take(message, &node.origin)?;
        if let ("message", Value::Text(written)) = (*key, &node.value) {
            let mixed_up = words_read_as_base64(written, &message);
            self.findings.extend(mixed_up.map(|problem| problem.at(&node.origin)));
        }
        Some(message)
    }

    fn message_missing(&mut self) {
        let problem =
            Problem::error("campaign/missing-field", "an sms of format simple needs the text of its message");
        let (help, origin) = if self.document.is_written() {
            ("write it under message.text; kcamp encodes it", self.place_of_absence(&["message", "text"]))
        } else {
            ("give it with --message or --message-file", Origin::Flag("--message".into()))
        };
        self.report(problem.help(help), &origin);
    }

    /// Reads a message from a file, whose path is relative to the campaign file, or comes from a flag. One line break
    /// at the end is the editor's and is removed.
    fn read_message(&self, name: &str, origin: &Origin) -> Result<Message, Problem> {
        let path = match origin {
            Origin::Text { source, .. } => {
                Path::new(&source.name).parent().map_or_else(|| name.into(), |folder| folder.join(name))
            }
            _ => name.into(),
        };
        let text = (self.read_text)(&path).map_err(|why| {
            Problem::error(
                "campaign/message-file-unreadable",
                format!("{} cannot be read: {why}", path.display()),
            )
            .help("the path is relative to the campaign file; check that it is there and is UTF-8")
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let text = text.strip_suffix("\r\n").or_else(|| text.strip_suffix('\n')).unwrap_or(text);
        text.parse()
    }

    /// The sender of a campaign of these kinds. `None` if it is missing, or if it is wrong, which is reported.
    pub(super) fn caller_id(&mut self, kinds: KindSet) -> Option<CallerId> {
        let node = self.at(&["dialingStrategy", "callerId", "phoneNumber"])?;
        if let Value::Number(written) = &node.value {
            let may_be_code = !kinds.and(KindSet::SMS).is_empty() && is_short_code(written);
            let help = if may_be_code || written.starts_with('+') {
                format!("put it in quotes: \"{written}\"")
            } else {
                // With only a + added, 2025550124 would be a number of Egypt. Only its writer knows the country.
                "put it in quotes, with + and its country code before it, as in \"+12025550124\" for (202) 555-0124 in the US"
                    .to_owned()
            };
            let problem = Problem::error(
                "campaign/phone-number-unquoted",
                format!("{written} is a number in YAML, and a phone number must be a text"),
            );
            let is_meant = CallerId::of_voice(written).is_ok();
            let problem = if is_meant { problem.meant(written.as_str()) } else { problem };
            self.report(problem.help(help), &node.origin);
            return None;
        }
        let text = self.text(node, "phone number")?;
        let read = if KindSet::VOICE.includes(kinds) { CallerId::of_voice } else { CallerId::of_sms };
        let caller_id = self.findings.take(read(text), &node.origin)?;
        let remark = match &caller_id {
            CallerId::Number(number) if is_in_a_numbering_plan(number.as_str()) => None,
            CallerId::Number(number) => Some(
                Problem::warning(
                    "campaign/caller-id-not-in-plan",
                    format!("no country's numbering plan has the number {}", number.as_str()),
                )
                .help("write the verified number as the platform shows it, with its country code"),
            ),
            CallerId::SenderId(text) | CallerId::ShortCode(text) => Some(
                Problem::note(
                    "campaign/sender-undocumented",
                    format!("the sms comes from {text:?}, and the platform's documentation shows only phone numbers"),
                )
                .help("check that the sender is set up for your account; carriers of some countries replace it"),
            ),
        };
        if let Some(problem) = remark {
            self.report(problem, &node.origin);
        }
        Some(caller_id)
    }

    pub(super) fn calling_hours(&mut self) -> Option<CallingHours> {
        let [strategy, hours] = HOURS;
        let zone = self.at(&[strategy, hours, "timezone"]).and_then(|node| self.zone(node));
        let frequency = match self.at(&[strategy, hours, "frequency"]) {
            Some(node) => self.parse(node, "frequency"),
            // The flag has a default; a file must have a value, which the table of fields checks.
            None => Some(Frequency::default()),
        };
        let (windows, is_complete) = self.windows().unwrap_or_default();
        let lacks_hours = frequency.is_none() || !is_complete;
        let hours = CallingHours { frequency: frequency.unwrap_or_default(), zone: zone?, windows };
        self.parts.calling_hours = Some(hours.clone());
        self.parts.lacks_hours = lacks_hours;
        (!lacks_hours).then_some(hours)
    }

    /// The windows that could be read, and whether these are all.
    fn windows(&mut self) -> Option<(Vec<CallingWindow>, bool)> {
        let node = self.at(&[HOURS[0], HOURS[1], "days"])?;
        let blocks = self.list(
            node,
            "value of days",
            "write a list of {days: Mon-Fri, start: 9:00 AM, end: 6:00 PM}",
        )?;
        if blocks.is_empty() {
            let problem = Problem::error("campaign/calling-hours-empty", "the calling hours have no day")
                .help("add {days: Mon-Fri, start: 9:00 AM, end: 6:00 PM}");
            self.report(problem, &node.origin);
            return None;
        }
        let mut windows: Vec<(CallingWindow, &Origin)> = Vec::new();
        let mut complete = true;
        for block in blocks {
            // One more would overlap another one, which is reported, so the rest need not be read.
            if windows.len() > WINDOWS_MAX {
                break;
            }
            match self.block(block) {
                Some(new) => windows.extend(new.into_iter().map(|window| (window, &block.origin))),
                None => complete = false,
            }
        }
        self.report_overlaps(&windows);
        self.window_places = windows.iter().map(|(_, origin)| (*origin).clone()).collect();
        Some((windows.into_iter().map(|(window, _)| window).collect(), complete))
    }

    /// Compares the windows in the order of the week, each with the earlier one that ends last.
    fn report_overlaps(&mut self, windows: &[(CallingWindow, &Origin)]) {
        let mut in_week: Vec<usize> = (0..windows.len()).collect();
        in_week.sort_by_key(|index| (windows[*index].0.day, windows[*index].0.start, *index));
        let mut furthest: Option<usize> = None;
        for index in in_week {
            let window = windows[index].0;
            if let Some(before) = furthest.filter(|before| windows[*before].0.overlaps(&window)) {
                let (first, second) = (before.min(index), before.max(index));
                let problem = Problem::error(
                    "campaign/calling-hours-overlap",
                    format!(
                        "{} {} overlaps {}, which is above",
                        window.day.full(),
                        windows[second].0.span_in_words(),
                        windows[first].0.span_in_words()
                    ),
                )
                .help("merge the two, or let one start where the other ends");
                self.report(problem, windows[second].1);
            }
            let reaches_further =
                |before: usize| windows[before].0.day != window.day || windows[before].0.end < window.end;
            if furthest.is_none_or(reaches_further) {
                furthest = Some(index);
            }
        }
    }

    /// The windows of one block: one for `day`, one for each of `days`, or those in a flag's text.
    fn block(&mut self, block: &'run Node) -> Option<Vec<CallingWindow>> {
        match &block.value {
            Value::Text(text) if !block.is_written() => {
                return self.findings.take(CallingWindow::parse_all(text), &block.origin);
            }
            Value::Mapping(_) => {}
            other => {
                let problem = wrong_type("block of calling hours", "a mapping", other)
                    .help("write it as {days: Mon-Fri, start: 9:00 AM, end: 6:00 PM}");
                self.report(problem, &block.origin);
                return None;
            }
        }
        let days = self.days(block);
        let (start, end) = (self.time(block, "start"), self.time(block, "end"));
        let (days, start, end) = (days?, start?, end?);
        let place = block.at(&["end"]).map_or(&block.origin, |node| &node.origin);
        let windows: Result<Vec<_>, _> =
            days.into_iter().map(|day| CallingWindow::new(day, start, end)).collect();
        self.findings.take(windows, place)
    }

    fn days(&mut self, block: &'run Node) -> Option<Vec<Weekday>> {
        match (block.at(&["day"]), block.at(&["days"])) {
            (Some(node), None) => self.parse::<Weekday>(node, "day").map(|day| vec![day]),
            (None, Some(node)) => match &node.value {
                Value::Sequence(items) => {
                    let items = items.get(..=WINDOWS_MAX).unwrap_or(items);
                    let days: Vec<Weekday> =
                        items.iter().filter_map(|item| self.parse(item, "day")).collect();
                    if items.is_empty() {
                        let parsed = "".parse::<WeekdaySet>();
                        self.findings.take(parsed, &node.origin);
                        return None;
                    }
                    (days.len() == items.len()).then_some(days)
                }
                _ => self.parse::<WeekdaySet>(node, "days").map(|days| days.iter().collect()),
            },
            (Some(_), Some(node)) => {
                let problem = Problem::error("campaign/day-and-days", "the block has both day and days")
                    .help("keep one: day takes a day, days several");
                self.report(problem, &node.origin);
                None
            }
            // An empty key gives a finding of its own.
            (None, None) if ["day", "days"].iter().any(|key| block.entry(key).is_some()) => None,
            (None, None) => {
                let problem =
                    Problem::error("campaign/missing-field", "the block of calling hours has no days")
                        .help("add days: Mon-Fri, or day: MO");
                self.report(problem, &block.origin);
                None
            }
        }
    }

    fn time(&mut self, block: &'run Node, key: &str) -> Option<jiff::civil::Time> {
        let Some(node) = block.at(&[key]) else {
            if block.entry(key).is_some() {
                return None;
            }
            let problem =
                Problem::error("campaign/missing-field", format!("the block of calling hours has no {key}"))
                    .help(format!("add {key}: with a time such as 9:00 AM or 09:00"));
            self.report(problem, &block.origin);
            return None;
        };
        let text = self.text(node, key)?;
        self.findings.take(parse_time(text), &node.origin)
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use crate::domain::kore_campaign::{Channel, Sms};
    use crate::domain::platform_kind::PlatformKind;
    use crate::domain::zone::Zone;
    use crate::manifest::{CheckContext, Node, Table, decode, load_bytes, overlay_flag};

    const FILE: &str = "name: A\ndescription: B\ncampaignType: sms\nformat: simple\ncontactLists: [C]\npriority: 1\n\
        message: {file: text.txt}\ndialingStrategy:\n  callerId: {phoneNumber: \"+12025550124\"}\n  callingHours:\n    \
        frequency: DAILY\n    timezone: UTC\n    days: [{day: MO, start: '09:00', end: '10:00'}]\n";

    /// The text of the message. The test's file reader returns the path that it is asked for.
    fn message(document: &Node) -> Option<String> {
        let echo = |path: &Path| Ok(format!("\u{feff}read {}\r\n", path.display()));
        let check_context = CheckContext::new(PlatformKind::Kore, Zone::utc(), jiff::Timestamp::UNIX_EPOCH);
        match decode(document, &echo, &check_context).0?.campaign.into_kore()?.channel {
            Channel::Sms(Sms::Simple { message, .. }) => Some(message.as_str().to_owned()),
            _ => None,
        }
    }

    #[test]
    fn a_message_file_lies_beside_its_campaign_file_or_where_the_flag_says() {
        let below = PathBuf::from("campaigns").join("a.yaml").display().to_string();
        let mut document = load_bytes(&below, FILE.into()).documents.remove(0);
        let beside = PathBuf::from("campaigns").join("text.txt");
        assert_eq!(message(&document), Some(format!("read {}", beside.display())));
        overlay_flag(
            &mut document,
            Table::of(PlatformKind::Kore),
            "--message-file",
            &["other.txt".to_owned()],
        );
        assert_eq!(message(&document).as_deref(), Some("read other.txt"));
        let from_stdin = load_bytes("<stdin>", FILE.into()).documents.remove(0);
        assert_eq!(message(&from_stdin).as_deref(), Some("read text.txt"));
    }
}
