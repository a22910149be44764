//! Templates with variables in them, as far as they can be judged without rendering: whether Jinja2 takes them, their
//! variables, and the text that stands beside those.
//!
//! Burki contract §6: Jinja2, whose tags are `{{ expression }}`, `{% statement %}` and `{# comment #}`. They are
//! read by minijinja, whose parser is nearly that of Jinja2; `is_beyond_the_parser` has what only Jinja2 takes.

mod liquid;

use std::collections::HashMap;
use std::ops::Range;

use minijinja::machinery::{Span, Token, parse, tokenize};
use minijinja::syntax::SyntaxConfig;

use super::choice::nearest;

pub use liquid::jinja_form;

/// The variables that every template has.
pub const ALWAYS_PRESENT: [&str; 3] = ["assistant_name", "company", "name"];
/// Variables that the platform takes from every contact of an import, in addition to those.
pub const OF_EVERY_CONTACT: [&str; 5] = ["phone", "phone_number", "full_name", "email", "organization"];

/// The longest template that is judged, in bytes: far more than a call or an agenda holds, and little enough to be read
/// at once.
pub const LONGEST: usize = 64 * 1024;
/// The longest tag that is judged, in words and signs. The parser goes one call deeper for some of them, such as each `-` and
/// each `else` of an expression, and what it makes of them is as deep: with both bounds it takes some MiB of stack where it is
/// not optimized, and a tenth of that where it is.
pub const TAG_TOKENS_MAX: usize = 1_000;
/// The greatest number of statements, such as `{% if name %}`, in a template that is judged: each may lie in the one before.
pub const STATEMENTS_MAX: usize = 1_000;
/// The most faults of a template that are told; whoever fixes a hundred sees the next.
const MOST_FAULTS: usize = 100;

/// Statements that make names of their own.
const BINDING: [&str; 7] = ["for", "set", "macro", "import", "from", "with", "call"];
/// Words that are values or operators, and no variables.
const RESERVED: [&str; 8] = ["true", "false", "none", "True", "False", "None", "not", "loop"];
/// The filters of the platform (Burki contract §6), and those that Jinja2 3.1 has built in.
const FILTERS: [&str; 56] = [
    "phone_format",
    "title_case",
    "abs",
    "attr",
    "batch",
    "capitalize",
    "center",
    "count",
    "d",
    "default",
    "dictsort",
    "e",
    "escape",
    "filesizeformat",
    "first",
    "float",
    "forceescape",
    "format",
    "groupby",
    "indent",
    "int",
    "items",
    "join",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "pprint",
    "random",
    "reject",
    "rejectattr",
    "replace",
    "reverse",
    "round",
    "safe",
    "select",
    "selectattr",
    "slice",
    "sort",
    "string",
    "striptags",
    "sum",
    "title",
    "tojson",
    "trim",
    "truncate",
    "unique",
    "upper",
    "urlencode",
    "urlize",
    "wordcount",
    "wordwrap",
    "xmlattr",
];
/// The tests after `is` that Jinja2 3.1 has built in.
const TESTS: [&str; 33] = [
    "boolean",
    "callable",
    "defined",
    "divisibleby",
    "eq",
    "equalto",
    "escaped",
    "even",
    "false",
    "filter",
    "float",
    "ge",
    "greaterthan",
    "gt",
    "in",
    "integer",
    "iterable",
    "le",
    "lessthan",
    "lower",
    "lt",
    "mapping",
    "ne",
    "none",
    "number",
    "odd",
    "sameas",
    "sequence",
    "string",
    "test",
    "true",
    "undefined",
    "upper",
];

/// A parsed template.
///
/// ```
/// use kcamp::domain::template::Template;
///
/// let template = Template::read("Hello {{ first_name }}, it is {{ day | defualt('today') }}.");
/// assert_eq!(template.variables[0].name, "first_name");
/// assert_eq!(template.faults.len(), 1); // no filter is called `defualt`
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Template<'text> {
    /// Where its tags are wrong.
    pub faults: Vec<TemplateFault<'text>>,
    /// Every variable that it shows, each once, with the place of the first.
    pub variables: Vec<Variable<'text>>,
    /// The text outside of its tags.
    pub fixed: String,
    /// Whether it makes names of its own, so that a variable may be one of them.
    pub binds_names: bool,
}

/// A place where a template is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault<'text> {
    /// The problem with it.
    pub kind: FaultKind<'text>,
    /// Where it is, in bytes.
    pub span: Range<usize>,
}

/// The problems of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind<'text> {
    /// It is longer than [`LONGEST`], and nothing else is known of it.
    TooLong,
    /// This tag has more than [`TAG_TOKENS_MAX`] words and signs, and nothing else is known of the template.
    TagTooLong,
    /// It has more than [`STATEMENTS_MAX`] statements, of which this is the first too many, and nothing else is known of it.
    TooManyStatements,
    /// Jinja2 refuses it, for this reason.
    Refused(String),
    /// A tag is closed that was never opened: Jinja2 takes it for text.
    NeverOpened,
    /// There is no such filter or test.
    Unknown {
        /// `filter` or `test`.
        what: &'static str,
        /// Its name.
        name: &'text str,
        /// The one that was probably meant.
        meant: Option<&'static str>,
    },
}

/// A variable that a template shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable<'text> {
    /// Its name, without attributes and filters.
    pub name: &'text str,
    /// Where its tag is, in bytes.
    pub span: Range<usize>,
    /// Whether the template has a default for a contact without it.
    pub has_default: bool,
}

impl<'text> Template<'text> {
    /// Reads a template.
    #[must_use]
    pub fn read(text: &'text str) -> Self {
        let not_judged = |fault| Self { faults: vec![fault], fixed: text.to_owned(), ..Self::default() };
        if text.len() > LONGEST {
            return not_judged(TemplateFault { kind: FaultKind::TooLong, span: 0..0 });
        }
        let mut template = Self::default();
        let mut tokens = Vec::new();
        let mut ended = text.len();
        for token in tokenize(text, false, SyntaxConfig::default()) {
            let Ok((token, span)) = token else {
                // What cannot be read goes out as it is, for all that is known.
                ended = tokens.last().map_or(0, |(_, span): &(_, Range<usize>)| span.end);
                break;
            };
            tokens.push((token, bytes(span)));
        }
        if let Some(fault) = too_much(&tokens) {
            return not_judged(fault);
        }
        template.take_tags(text, &tokens);
        template.fixed.push_str(text.get(ended..).unwrap_or_default());
        if let Err(error) = parse(text, "template", SyntaxConfig::default())
            && !is_beyond_the_parser(&tokens, error.range().as_ref())
        {
            let reason = error.detail().map_or_else(|| error.to_string(), str::to_owned);
            let span =
                error.range().filter(|span| text.get(span.clone()).is_some_and(|part| !part.is_empty()));
            let span = span.unwrap_or_else(|| last_tag(text));
            template.faults.insert(0, TemplateFault { kind: FaultKind::Refused(reason), span });
        }
        template.faults.truncate(MOST_FAULTS);
        template
    }

    /// Takes apart the text and the tags between two marks each.
    fn take_tags(&mut self, text: &'text str, tokens: &[(Token<'text>, Range<usize>)]) {
        let mut rest = tokens;
        let mut places = HashMap::new();
        while let Some(((token, span), after)) = rest.split_first() {
            let is_mark = |(token, _): &&(Token<'_>, Range<usize>)| {
                matches!(token, Token::VariableEnd | Token::BlockEnd)
            };
            let length = after.iter().take_while(|token| !is_mark(token)).count();
            let (inside, beyond) = after.split_at(length);
            let end = beyond.first().map_or(text.len(), |(_, mark)| mark.end);
            match token {
                Token::TemplateData(data) => {
                    self.fixed.push_str(data);
                    self.unopened(text, span);
                    rest = after;
                    continue;
                }
                Token::VariableStart => self.variable(inside, span.start..end, &mut places),
                Token::BlockStart => {
                    if let Some((Token::Ident(word), place)) = inside.first() {
                        self.binds_names |= BINDING.contains(word);
                        // Jinja2 has these as extensions alone.
                        if ["do", "break", "continue"].contains(word) {
                            let kind = FaultKind::Refused(format!("unknown statement {word}"));
                            self.faults.push(TemplateFault { kind, span: place.clone() });
                        }
                    }
                }
                _ => {}
            }
            self.unknown_names(inside);
            rest = beyond.get(1..).unwrap_or_default();
        }
    }

    /// Marks that close a tag in a text where none is open.
    fn unopened(&mut self, text: &str, span: &Range<usize>) {
        let data = text.get(span.clone()).unwrap_or_default();
        for mark in ["}}", "%}"] {
            self.faults.extend(data.match_indices(mark).map(|(at, _)| {
                let start = span.start + at;
                TemplateFault { kind: FaultKind::NeverOpened, span: start..start + mark.len() }
            }));
        }
    }

    /// The name with which an expression begins, unless it is a call or a value. `places` has where each known one is.
    fn variable(
        &mut self,
        inside: &[(Token<'text>, Range<usize>)],
        span: Range<usize>,
        places: &mut HashMap<&'text str, usize>,
    ) {
        let [(Token::Ident(name), _), rest @ ..] = inside else { return };
        if RESERVED.contains(name) || matches!(rest.first(), Some((Token::ParenOpen, _))) {
            return;
        }
        let has_default = rest.windows(2).any(|pair| {
            matches!(pair, [(Token::Pipe, _), (Token::Ident(filter), _)] if ["default", "d"].contains(filter))
        });
        let place = *places.entry(name).or_insert(self.variables.len());
        match self.variables.get_mut(place) {
            Some(known) => known.has_default &= has_default,
            None => self.variables.push(Variable { name, span, has_default }),
        }
    }

    /// Filters and tests that Jinja2 refuses because it has none of the name.
    fn unknown_names(&mut self, inside: &[(Token<'text>, Range<usize>)]) {
        for (at, (token, span)) in inside.iter().enumerate() {
            let Token::Ident(name) = token else { continue };
            let before =
                |back: usize| at.checked_sub(back).and_then(|at| inside.get(at)).map(|(token, _)| token);
            let is_word = |token: Option<&Token<'_>>, word: &str| matches!(token, Some(Token::Ident(it)) if *it == word);
            let is_test = is_word(before(1), "is") && *name != "not"
                || is_word(before(1), "not") && is_word(before(2), "is");
            let is_filter = matches!(before(1), Some(Token::Pipe)) || at == 1 && is_word(before(1), "filter");
            let (what, known): (_, &[&'static str]) = match (is_filter, is_test) {
                (true, _) => ("filter", &FILTERS),
                (false, true) => ("test", &TESTS),
                (false, false) => continue,
            };
            // A dotted name is looked up whole, and none is built in.
            if !known.contains(name) && self.faults.len() < MOST_FAULTS {
                let meant = liquid::filter(name).filter(|_| is_filter);
                let meant = meant.or_else(|| nearest(name, known.iter().copied()));
                self.faults.push(TemplateFault {
                    kind: FaultKind::Unknown { what, name, meant },
                    span: span.clone(),
                });
            }
        }
    }
}

/// The fault of a template that would make the parser recurse too deep: too many statements, or too long a tag.
fn too_much(tokens: &[(Token<'_>, Range<usize>)]) -> Option<TemplateFault<'static>> {
    let (mut tag, mut length, mut statements) = (0..0, 0, 0);
    for (token, span) in tokens {
        match token {
            Token::VariableStart | Token::BlockStart => (tag, length) = (span.clone(), 0),
            Token::TemplateData(_) => {}
            _ => length += 1,
        }
        statements += usize::from(matches!(token, Token::BlockStart));
        if statements > STATEMENTS_MAX {
            return Some(TemplateFault { kind: FaultKind::TooManyStatements, span: span.clone() });
        }
        if length > TAG_TOKENS_MAX {
            return Some(TemplateFault { kind: FaultKind::TagTooLong, span: tag });
        }
    }
    None
}

/// Whether the parser stopped at something that Jinja2 takes: a text beside a text, values divided by commas without
/// brackets, and the statement `print`. The template cannot be judged then.
fn is_beyond_the_parser(tokens: &[(Token<'_>, Range<usize>)], stopped: Option<&Range<usize>>) -> bool {
    let is_text = |token: &Token<'_>| matches!(token, Token::Str(_) | Token::String(_));
    let place = tokens.iter().position(|(_, span)| stopped.is_some_and(|it| it.start == span.start));
    let Some((before, [(token, _), ..])) = place.map(|place| tokens.split_at(place)) else { return false };
    match token {
        Token::Comma | Token::Ident("print") => true,
        _ => is_text(token) && before.last().is_some_and(|(token, _)| is_text(token)),
    }
}

fn bytes(span: Span) -> Range<usize> {
    span.start_offset as usize..span.end_offset as usize
}

/// The last mark that opens a tag, for what is only noticed at the end of the text.
fn last_tag(text: &str) -> Range<usize> {
    let opened = ["{{", "{%", "{#"].into_iter().filter_map(|mark| text.rfind(mark)).max();
    opened.map_or(0..text.len(), |start| start..start + 2)
}

#[cfg(test)]
mod tests;
