//! Templates with variables, checked without rendering: whether Jinja2 accepts them, their variables, and the text
//! outside the tags.
//!
//! Burki contract §6: Jinja2, whose tags are `{{ expression }}`, `{% statement %}` and `{# comment #}`. They are parsed
//! with minijinja, which is almost the same as Jinja2; `is_beyond_the_parser` covers what only Jinja2 accepts.

mod liquid;

use std::collections::HashMap;
use std::ops::Range;

use minijinja::machinery::{Span, Token, parse, tokenize};
use minijinja::syntax::SyntaxConfig;

use super::choice::nearest;

pub use liquid::jinja_form;

/// The variables that every template has.
pub const ALWAYS_PRESENT: [&str; 3] = ["assistant_name", "company", "name"];
/// Additional variables that the platform takes from every contact of an import.
pub const OF_EVERY_CONTACT: [&str; 5] = ["phone", "phone_number", "full_name", "email", "organization"];

/// Maximum length of a template that is checked, in bytes. It is far more than a call or an agenda needs, and can
/// be read at once.
pub const LONGEST: usize = 64 * 1024;
/// Maximum length of a tag that is checked, in tokens. The parser recurses for some tokens, such as each `-` and each
/// `else` of an expression, and its result is as deep. With both bounds, it needs some MiB of stack in an unoptimized
/// build, and a tenth of that in an optimized one.
pub const TAG_TOKENS_MAX: usize = 1_000;
/// Maximum number of statements, such as `{% if name %}`, in a template that is checked. Statements may be nested.
pub const STATEMENTS_MAX: usize = 1_000;
/// Maximum number of faults of a template that are reported. After a hundred fixes, the next ones are shown.
const MOST_FAULTS: usize = 100;

/// Statements that define names.
const BINDING: [&str; 7] = ["for", "set", "macro", "import", "from", "with", "call"];
/// Words that are values or operators, not variables.
const RESERVED: [&str; 8] = ["true", "false", "none", "True", "False", "None", "not", "loop"];
/// The filters of the platform (Burki contract §6) and the built-in filters of Jinja2 3.1.
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
/// The built-in tests of Jinja2 3.1, which follow `is`.
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
    /// The faults of its tags.
    pub faults: Vec<TemplateFault<'text>>,
    /// Every variable that it shows, each once, at its first place.
    pub variables: Vec<Variable<'text>>,
    /// The text outside of its tags.
    pub fixed: String,
    /// Whether it defines names, so that a variable may be one of them.
    pub binds_names: bool,
}

/// A fault of a template at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault<'text> {
    /// The fault.
    pub kind: FaultKind<'text>,
    /// The place, in bytes.
    pub span: Range<usize>,
}

/// A fault of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind<'text> {
    /// The template is longer than [`LONGEST`], and was not checked further.
    TooLong,
    /// This tag has more than [`TAG_TOKENS_MAX`] tokens, and the template was not checked further.
    TagTooLong,
    /// The template has more than [`STATEMENTS_MAX`] statements. This is the first one too many, and the template was
    /// not checked further.
    TooManyStatements,
    /// Jinja2 refuses the template for this reason.
    Refused(String),
    /// A tag is closed but was never opened. Jinja2 reads the closing mark as text.
    NeverOpened,
    /// No such filter or test exists.
    Unknown {
        /// `filter` or `test`.
        what: &'static str,
        /// The unknown name.
        name: &'text str,
        /// The name that was probably meant.
        meant: Option<&'static str>,
    },
}

/// A variable that a template shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable<'text> {
    /// Its name, without attributes and filters.
    pub name: &'text str,
    /// The place of its tag, in bytes.
    pub span: Range<usize>,
    /// Whether the template has a default for contacts without the variable.
    pub has_default: bool,
}

impl<'text> Template<'text> {
    /// Reads a template.
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
                // The rest cannot be read and counts as text.
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

    /// Splits the text and the tags.
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
                        // Jinja2 supports these only as extensions.
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

    /// Finds marks that close a tag in a text where no tag is open.
    fn unopened(&mut self, text: &str, span: &Range<usize>) {
        let data = text.get(span.clone()).unwrap_or_default();
        for mark in ["}}", "%}"] {
            self.faults.extend(data.match_indices(mark).map(|(at, _)| {
                let start = span.start + at;
                TemplateFault { kind: FaultKind::NeverOpened, span: start..start + mark.len() }
            }));
        }
    }

    /// Adds the name at the beginning of an expression, unless it is a call or a value. `places` has the index of
    /// each known variable.
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

    /// Finds filters and tests that Jinja2 refuses because they do not exist.
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
            // A dotted name is looked up as a whole, and no built-in name has a dot.
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

/// The fault of a template that would make the parser recurse too deeply: too many statements, or a tag
/// that is too long.
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

/// Whether the parser stopped at something that Jinja2 accepts: a text beside a text, values separated by commas
/// without brackets, or the statement `print`. The template cannot be checked then.
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

/// The last mark that opens a tag, for faults that are only noticed at the end of the text.
fn last_tag(text: &str) -> Range<usize> {
    let opened = ["{{", "{%", "{#"].into_iter().filter_map(|mark| text.rfind(mark)).max();
    opened.map_or(0..text.len(), |start| start..start + 2)
}

#[cfg(test)]
mod tests;
