//! `--jq`: a jq filter on the result.

mod limits;

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use jaq_core::data::JustLut;
use jaq_core::load::{Arena, Error as LoadError, File, Loader, parse, span};
use jaq_core::{Compiler, Ctx, Filter, Vars};
use jaq_json::{Val, read};

use super::escape;
use super::options::Surface;
use super::stream::OutputError;

/// jq filters that are not supported: the environment has secrets, and a filter must not write to stderr.
const LEFT_OUT: [&str; 2] = ["env", "stderr_empty"];

/// The stack of a thread that runs a filter, in bytes, as large as that of the main thread.
const STACK: usize = 8 * 1024 * 1024;

/// The longest output of a filter, in bytes. An endless one would take all memory before anything is printed.
const OUTPUT_MAX: usize = 64 * 1024 * 1024;

/// The most characters of an expression that an error shows.
const REST_SHOWN: usize = 80;

/// The least time for a filter, so that the result of a command is shown even if the deadline ended the command.
const QUERY_TIME_MIN: Duration = Duration::from_secs(2);

/// The formats of rows, which the library does not have.
const FORMATS: &str = r#"
def @csv: [.[] | if type == "string" then "\"" + (split("\"") | join("\"\"")) + "\"" elif . == null then "" else tostring end]
    | join(",");
def @tsv: [.[] | if type == "string" then split("\\") | join("\\\\") | split("\t") | join("\\t") | split("\n") | join("\\n")
    | split("\r") | join("\\r") elif . == null then "" else tostring end] | join("\t");
"#;

/// A jq filter that is ready to run.
pub struct Query {
    expression: String,
    filter: Filter<JustLut<Val>>,
}

/// The error in an expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("--jq: {message}, at character {character}: {rest}")]
pub struct QueryError {
    message: String,
    /// The place of the error, counted from 1, in characters.
    character: usize,
    /// The expression from that place.
    rest: String,
}

impl QueryError {
    fn at(expression: &str, part: &str, message: String) -> Self {
        let start = span(expression, part).start.min(expression.len());
        let (before, rest) = expression.split_at(start);
        let rest: String = rest.chars().take(REST_SHOWN).collect();
        let rest = if rest.is_empty() { "its end" } else { &rest };
        Self { message, character: before.chars().count() + 1, rest: escape::one_line(rest).into_owned() }
    }
}

impl Query {
    /// Parses an expression.
    ///
    /// # Errors
    ///
    /// The expression has a syntax error, could make the stack run out, or uses something that jq or kcamp's part of it
    /// does not have. The error has the place of the first mistake.
    pub fn parse(expression: &str) -> Result<Self, QueryError> {
        if let Some((part, message)) = limits::beyond(expression) {
            return Err(QueryError::at(expression, part, message));
        }
        let definitions = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
        let natives = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
        let natives = natives.filter(|(name, ..)| !LEFT_OUT.contains(name));
        let definitions =
            definitions.filter(|definition| !["stderr", "halt_error"].contains(&definition.name));
        let definitions = definitions.chain(parse(FORMATS, |parser| parser.defs()).unwrap_or_default());
        let at = |part: &str, message: String| QueryError::at(expression, part, message);
        let unreadable = || at(expression, "cannot be read".to_owned());
        let arena = Arena::default();
        let modules =
            Loader::new(definitions).load(&arena, File { code: expression, path: () }).map_err(|errors| {
                match errors.into_iter().next().map(|(_, error)| error) {
                    Some(LoadError::Lex(found)) => {
                        found.first().map_or_else(unreadable, |(expected, found)| {
                            at(found, format!("expected {}", expected.as_str()))
                        })
                    }
                    Some(LoadError::Parse(found)) => {
                        found.first().map_or_else(unreadable, |(expected, found)| {
                            at(found, format!("expected {}", expected.as_str()))
                        })
                    }
                    Some(LoadError::Io(found)) => found.first().map_or_else(unreadable, |(part, _)| {
                        at(part, "modules are not supported".to_owned())
                    }),
                    None => unreadable(),
                }
            })?;
        let filter =
            Compiler::default().with_funs(natives).compile(modules).map_err(|errors| {
                match errors.into_iter().flat_map(|(_, errors)| errors).next() {
                    Some((name, kind)) => at(name, format!("there is no {} {name:?}", kind.as_str())),
                    None => unreadable(),
                }
            })?;
        Ok(Self { expression: expression.to_owned(), filter })
    }

    /// The output of the filter for a document, at the latest at `end`. If the deadline has passed before, the filter
    /// still gets [`QUERY_TIME_MIN`]. A filter that does not end is abandoned. A filter belongs to the thread that
    /// parsed it, so the new thread parses it again.
    ///
    /// # Errors
    ///
    /// Any error of [`Self::answers`], the filter takes too long, or its thread cannot be started.
    pub(super) fn answers_until(
        &self,
        document: &str,
        surface: Surface,
        end: Option<Instant>,
    ) -> Result<String, OutputError> {
        let Some(end) = end else { return self.answers(document, surface) };
        let (expression, document) = (self.expression.clone(), document.to_owned());
        let (sender, receiver) = mpsc::sync_channel(1);
        let started = thread::Builder::new().name("jq".to_owned()).stack_size(STACK).spawn(move || {
            let answers = Self::parse(&expression)
                .map_err(|error| OutputError::Query(error.to_string()))
                .and_then(|query| query.answers(&document, surface));
            // After the deadline, no one receives this.
            let _ = sender.send(answers);
        });
        started.map_err(|error| OutputError::Query(format!("the filter could not be started: {error}")))?;
        let time = end.saturating_duration_since(Instant::now()).max(QUERY_TIME_MIN);
        receiver.recv_timeout(time).unwrap_or_else(|error| {
            Err(match error {
                RecvTimeoutError::Timeout => OutputError::OutOfTime,
                RecvTimeoutError::Disconnected => {
                    OutputError::Query("the filter did not end well".to_owned())
                }
            })
        })
    }

    /// The output of the filter for a document, one value per line: texts without quotes, `null` as an empty line,
    /// everything else as JSON. On a terminal, control characters are made visible.
    ///
    /// # Errors
    ///
    /// The document is not JSON, or the filter fails on it.
    pub(super) fn answers(&self, document: &str, surface: Surface) -> Result<String, OutputError> {
        let input = read::parse_single(document.as_bytes())
            .map_err(|_| OutputError::Query("this result is not JSON".to_owned()))?;
        let context = Ctx::<JustLut<Val>>::new(&self.filter.lut, Vars::new([]));
        let mut lines = String::new();
        for answer in self.filter.id.run((context, input)) {
            let answer = match answer {
                Ok(answer) => answer,
                Err(thrown) => match thrown.get_err() {
                    Ok(error) => return Err(OutputError::Query(self.without_values(&error.to_string()))),
                    // `halt` ends the output.
                    Err(_) => break,
                },
            };
            match (answer, surface) {
                (Val::Null, _) => {}
                (Val::TStr(text), Surface::Plain) => lines.push_str(&String::from_utf8_lossy(&text)),
                (Val::TStr(text), Surface::Terminal { .. }) => {
                    lines.push_str(&escape::lines(&String::from_utf8_lossy(&text)));
                }
                (value, _) => lines.push_str(&escape::json(&value.to_string())),
            }
            lines.push('\n');
            if lines.len() > OUTPUT_MAX {
                let message = format!("its output is longer than {} MiB", OUTPUT_MAX / (1024 * 1024));
                return Err(OutputError::Query(message));
            }
        }
        Ok(lines)
    }

    /// The library's message about a failure. Values that are not in the expression are replaced by their types,
    /// because a result may be long and may hold numbers and texts that must not be in an error.
    fn without_values(&self, said: &str) -> String {
        let mut shown = String::new();
        let mut rest = said;
        while let Some(start) = rest.find(['{', '[', '"']) {
            let (before, from) = rest.split_at(start);
            shown.push_str(before);
            let mut values = serde_json::Deserializer::from_str(from).into_iter::<serde_json::Value>();
            let kind = match values.next() {
                Some(Ok(serde_json::Value::String(text))) if self.expression.contains(&text) => None,
                Some(Ok(serde_json::Value::Object(_))) => Some("an object"),
                Some(Ok(serde_json::Value::Array(_))) => Some("an array"),
                Some(Ok(_)) => Some("a text"),
                // The value was cut by the library, or is not JSON: nothing after it is shown.
                Some(Err(_)) | None => return shown + "a value",
            };
            let (value, behind) = from.split_at(values.byte_offset());
            shown.push_str(kind.unwrap_or(value));
            rest = behind;
        }
        shown + rest
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{OutputError, Query};
    use crate::ui::options::Surface;

    const DOCUMENT: &str = r#"[{"name":"A\u001b[m","n":1,"of":null},{"name":"B","n":2.5,"of":[true]}]"#;

    fn answers(expression: &str) -> Result<String, String> {
        let query = Query::parse(expression).map_err(|error| error.to_string())?;
        query.answers(DOCUMENT, Surface::Plain).map_err(|error| error.to_string())
    }

    #[test]
    fn an_endless_output_is_ended() {
        let told = "--jq: its output is longer than 64 MiB".to_owned();
        assert_eq!(answers("repeat(\"x\" * 4194304)"), Err(told));
    }

    #[test]
    fn answers_are_lines_texts_raw_and_the_rest_json() {
        for (expression, expected) in [
            (".[].name", "A\u{1b}[m\nB\n"),
            (".[].n", "1\n2.5\n"),
            (".[].of", "\n[true]\n"),
            (".[1]", "{\"name\":\"B\",\"n\":2.5,\"of\":[true]}\n"),
            ("map(select(.n > 2) | .name) | join(\",\")", "B\n"),
            (".[] | [.name, .n] | @tsv", "A\u{1b}[m\t1\nB\t2.5\n"),
            (".[] | select(.name | test(\"^b$\"; \"i\")) | .n", "2.5\n"),
            (
                ".[] | [.name, .n, .of[]?, \"q\\\"\", null] | @csv",
                "\"A\u{1b}[m\",1,\"q\"\"\",\n\"B\",2.5,true,\"q\"\"\",\n",
            ),
            ("[\"a\\tb\\n\\\\\", null] | @tsv", "a\\tb\\n\\\\\t\n"),
            ("length", "2\n"),
            ("empty", ""),
            ("1, halt, 2", "1\n"),
        ] {
            assert_eq!(answers(expression).as_deref(), Ok(expected), "{expression}");
        }
    }

    #[test]
    fn on_a_terminal_nothing_is_obeyed() -> Result<(), Box<dyn std::error::Error>> {
        let shown = Query::parse(".[0].name, .[0]")?.answers(DOCUMENT, Surface::Terminal { width: 80 })?;
        assert!(!shown.contains('\u{1b}'), "{shown:?}");
        Ok(())
    }

    #[test]
    fn a_mistake_has_its_place() {
        for (expression, place) in [
            (".[] | nam", "at character 7: nam"),
            (".[", "at character 3: its end"),
            ("\"ü\" | )", "at character 7: )"),
            ("", "at character 1: its end"),
            ("env", "at character 1: env"),
            ("$ENV", "at character 1: $ENV"),
            ("import \"a\" as a; .", "at character 9"),
        ] {
            let said = Query::parse(expression).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(said.starts_with("--jq: ") && said.contains(place), "{expression}: {said:?}");
        }
    }

    #[test]
    fn what_fails_on_the_document_shows_none_of_its_values() {
        for (expression, said) in [
            (".foo", "--jq: cannot index an array with \"foo\""),
            (".[0] | implode", "--jq: cannot use an object as array"),
            (".[1].name.first", "--jq: cannot index a text with \"first\""),
            (".[] | .name * {}", "--jq: cannot calculate a text * an object"),
            ("error(\"mine\")", "--jq: \"mine\""),
        ] {
            assert_eq!(answers(expression), Err(said.to_owned()), "{expression}");
        }
    }

    #[test]
    fn what_fails_on_the_document_says_why() {
        let said = answers(".[].name.first").err().unwrap_or_default();
        assert!(said.starts_with("--jq: cannot index"), "{said}");
        let query = Query::parse(".").ok();
        let said =
            query.and_then(|query| query.answers("no JSON", Surface::Plain).err()).map(|it| it.to_string());
        assert_eq!(said.as_deref(), Some("--jq: this result is not JSON"));
    }

    #[test]
    fn a_filter_answers_the_same_with_a_deadline_and_without_one() {
        let until = |expression: &str, end| {
            let query = Query::parse(expression).ok();
            query.map(|query| query.answers_until("[1, 2]", Surface::Plain, end))
        };
        let century = Instant::now().checked_add(Duration::from_hours(24 * 36_525));
        for end in [None, century] {
            assert!(matches!(until(".[]", end), Some(Ok(lines)) if lines == "1\n2\n"));
            assert!(matches!(until(".a", end), Some(Err(OutputError::Query(_)))));
        }
    }
}
