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
/// What the platform takes from every contact of an import, beside those.
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

/// What a template holds.
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
    /// What is wrong with it.
    pub kind: FaultKind<'text>,
    /// Where it is, in bytes.
    pub span: Range<usize>,
}

/// What is wrong with a template.
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
    /// Its name, without what is taken of it.
    pub name: &'text str,
    /// Where its tag is, in bytes.
    pub span: Range<usize>,
    /// Whether the template says what stands for it where it is missing.
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

/// What would take the parser too deep.
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
mod tests {
    use super::{FaultKind, LONGEST, STATEMENTS_MAX, TAG_TOKENS_MAX, Template, TemplateFault};

    #[test]
    fn what_would_take_the_parser_too_deep_is_not_judged() {
        for [before, repeated, after] in [
            ["{{ ", "-", "a }}"],
            ["{{ ", "- ", "a"],
            ["{{ ", "not ", "a }}"],
            ["{{ a", "|upper", " }}"],
            ["{{ a", ".b", " }}"],
            ["{{ a", "[0]", " }}"],
            ["{{ a", "()", " }}"],
            ["{{ a", " is defined", " }}"],
            ["{{ a", " ~ a", " }}"],
            ["{{ a", " ** a", " }}"],
            ["{{ a", " < a", " }}"],
            ["{{ a", " and a", " }}"],
            ["{{ ", "a if a else ", "a }}"],
            ["{{ a", " if a", " }}"],
            ["{{ ", "(", "a"],
            ["{{ ", "{1:", "a"],
            ["{% if a %}", "{% elif a %}", "{% endif %}"],
            ["", "{% if a %}", ""],
            ["", "{%-if a-%}", ""],
            ["{% filter upper", "|upper", " %}{% endfilter %}"],
        ] {
            let text = format!("{before}{}{after}", repeated.repeat(65_000 / repeated.len()));
            let kinds: Vec<_> = Template::read(&text).faults.into_iter().map(|fault| fault.kind).collect();
            let expected =
                if repeated.contains('%') { FaultKind::TooManyStatements } else { FaultKind::TagTooLong };
            assert_eq!(kinds, [expected], "{repeated}");
        }
    }

    #[test]
    fn a_template_is_judged_up_to_its_bounds() {
        let sum = |terms: usize| format!("{{{{ a{} }}}}", " + a".repeat(terms));
        let blocks = |count: usize| "{% if a %}{% endif %}".repeat(count);
        // The mark that closes the tag counts too.
        assert_eq!(Template::read(&sum(TAG_TOKENS_MAX / 2 - 1)).faults, []);
        let longer = sum(TAG_TOKENS_MAX / 2);
        let faults = Template::read(&longer).faults;
        assert_eq!(faults, [TemplateFault { kind: FaultKind::TagTooLong, span: 0..2 }]);
        assert_eq!(Template::read(&blocks(STATEMENTS_MAX / 2)).faults, []);
        let most = blocks(STATEMENTS_MAX / 2);
        let (more, start) = (format!("{most}{{% if"), most.len());
        let faults = Template::read(&more).faults;
        assert_eq!(faults, [TemplateFault { kind: FaultKind::TooManyStatements, span: start..start + 2 }]);
    }

    /// What Jinja2 3.1.6 says of each, with the platform's two filters added to it: `true` where it compiles.
    const VERDICTS: [(&str, bool); 83] = [
        ("Hi {{ name }}", true),
        ("Hi {{ name | default(“there”) }}", false),
        ("Hi {{ name | default(‘there’) }}", false),
        ("Hi {{ name | default:\"there\" }}", false),
        ("Hi {{ name | default: 'x' }}", false),
        ("Hi {% if name %}{{ name }}", false),
        ("Hi {% if name %}{{ name }}{% endfor %}", false),
        ("{% endif %}", false),
        ("Hi {{ first name }}", false),
        ("Hi {{{ name }}}", false),
        ("Hi {{ name | default(\"}}\") }}", true),
        ("Hi {{ name | default('{{') }}", true),
        ("Hi {{ name", false),
        ("Hi {{ name }", false),
        ("Hi {{ }}", false),
        ("{% %}", false),
        ("{# open", false),
        ("Hi {{ name | upcase }}", false),
        ("Hi {{ name | title_case | phone_format }}", true),
        ("{{ prénom }}", true),
        ("{{ name.first }}", true),
        ("{{ order['date'] }}", true),
        ("{{ name or \"there\" }}", true),
        ("{{ name if name else \"there\" }}", true),
        ("{{ name is defined }}", true),
        ("{{ name is blank }}", false),
        ("{% if name is not none %}x{% endif %}", true),
        ("{% for item in items %}{{ item }}{% else %}none{% endfor %}", true),
        ("{% unless name %}x{% endunless %}", false),
        ("{% assign x = 1 %}", false),
        ("{% set x = 1 %}{{ x }}", true),
        ("{% elsif name %}", false),
        ("{% else if name %}", false),
        ("{% if a %}x{% elif b %}y{% else %}z{% endif %}", true),
        ("{% if a && b %}x{% endif %}", false),
        ("{% if a and not b %}x{% endif %}", true),
        ("{{ a ? b : c }}", false),
        ("{{ name! }}", false),
        ("{{ $name }}", false),
        ("{{ name | default(\"a\" \"b\") }}", true),
        ("{{ \"a\" \"b\" }}", true),
        ("{{ 1_000 }}", true),
        ("{{ a ~ b }}", true),
        ("{{ a[1:2] }}", true),
        ("{{ a ** 2 }}", true),
        ("{{ {\"a\": 1}[\"a\"] }}", true),
        ("{{ (1, 2)[0] }}", true),
        ("{{ name | truncate(10, true, \"…\") }}", true),
        ("{% raw %}{{ first name }}{% endraw %}", true),
        ("{# {{ first name }} #}", true),
        ("100% {x} }} text", true),
        ("{{- name -}}", true),
        ("{% do x %}", false),
        ("{% break %}", false),
        ("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1) }}", true),
        ("{% with a = 1 %}{{ a }}{% endwith %}", true),
        ("{% filter upper %}x{% endfilter %}", true),
        ("{% filter upcase %}x{% endfilter %}", false),
        ("{% include \"x\" %}", true),
        ("{% print name %}", true),
        ("{{ name | }}", false),
        ("{{ | upper }}", false),
        ("{{ name.. }}", false),
        ("{{ name, other }}", true),
        ("{{ 'it''s' }}", true),
        ("{{ \"it's\" }}", true),
        ("{{ 'unterminated }}", false),
        ("{{ name|default('x'|upper) }}", true),
        ("{% if name == \"x\" %}a{%endif%}", true),
        ("{% if name = \"x\" %}a{% endif %}", false),
        ("{{ first-name }}", true),
        ("{{ 1st }}", false),
        ("{{ name|default(x=) }}", false),
        ("{{ not name }}", true),
        ("{{ name in items }}", true),
        ("{{ name not in items }}", true),
        ("{{ items|map(attribute=\"x\")|join(\", \") }}", true),
        ("{{ loop.index }}", true),
        ("{{ name|escape|safe }}", true),
        ("{{ `name` }}", false),
        ("{{ name # }}", false),
        ("{{ \"a\\\"b\" }}", true),
        ("{{ name\\n }}", false),
    ];

    fn is_refused(text: &str) -> bool {
        Template::read(text).faults.iter().any(|fault| fault.kind != FaultKind::NeverOpened)
    }

    #[test]
    fn a_template_beyond_all_use_is_not_judged_and_never_taken() {
        let longest = "{{ a }}".repeat(LONGEST / 7);
        assert_eq!(Template::read(&longest).faults, []);
        let longer = format!("{longest}{{{{ a }}}}");
        assert_eq!(Template::read(&longer).faults, [TemplateFault { kind: FaultKind::TooLong, span: 0..0 }]);
        assert_eq!(Template::read(&longer).fixed, longer);
    }

    #[test]
    fn of_many_faults_the_first_hundred_are_told() {
        for text in ["{{ a|nothing }}".repeat(1_000), "}}".repeat(1_000)] {
            let faults = Template::read(&text).faults;
            assert_eq!(faults.len(), 100, "{text:.20}");
            assert!(faults.is_sorted_by_key(|fault| fault.span.start), "{text:.20}");
        }
    }

    #[test]
    fn verdicts_are_those_of_jinja() {
        let wrong: Vec<&str> = VERDICTS
            .into_iter()
            .filter(|(text, is_taken)| is_refused(text) == *is_taken)
            .map(|(text, _)| text)
            .collect();
        assert_eq!(wrong, Vec::<&str>::new());
    }

    #[test]
    fn variables_are_named_once_without_what_is_taken_of_them() {
        let text = "Hi {{ name }}, {{- order.date | upper -}} {{name}} {{ 'x' }} {{ now() }} {{ city|default('here') }}";
        let template = Template::read(text);
        let found: Vec<(&str, bool)> =
            template.variables.iter().map(|it| (it.name, it.has_default)).collect();
        assert_eq!(found, [("name", false), ("order", false), ("city", true)]);
        assert_eq!(template.fixed, "Hi ,   ");
        assert_eq!(template.faults, []);
    }

    #[test]
    fn a_default_counts_where_every_use_has_one() {
        let template = Template::read("{{ a|default('x') }}{{ a }}");
        assert!(!template.variables[0].has_default);
    }

    #[test]
    fn faults_stand_where_the_template_is_wrong() {
        let at = |text: &'static str| {
            let faults = Template::read(text).faults;
            faults.into_iter().map(|fault| &text[fault.span]).collect::<Vec<_>>()
        };
        assert_eq!(at("Hi name }} %}"), ["}}", "%}"]);
        assert_eq!(at("Hi {{ first name }}"), ["name"]);
        assert_eq!(at("{{ name | uper }}, {{ x is definde }}"), ["uper", "definde"]);
        assert_eq!(at("{{ x | default(“a”) }}").len(), 1);
        assert_eq!(at("Hi {{ name"), ["name"]);
        assert_eq!(at("{# {{ #}{% if a %}b{% endif %} {x} 100%"), Vec::<&str>::new());
    }

    #[test]
    fn an_unknown_filter_names_the_one_that_was_meant() {
        let faults = Template::read("{{ name | titlecase }}").faults;
        let expected = FaultKind::Unknown { what: "filter", name: "titlecase", meant: Some("title_case") };
        assert_eq!(faults.into_iter().map(|fault| fault.kind).collect::<Vec<_>>(), [expected]);
    }

    #[test]
    fn names_that_a_template_makes_are_known_to_be_possible() {
        assert!(Template::read("{% for item in items %}{{ item }}{% endfor %}").binds_names);
        assert!(!Template::read("{% if name %}{{ name }}{% endif %}").binds_names);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_and_none_of_it_is_made_up(text in "[{}%#a|é( \"if.“'-]{0,40}") {
            let template = Template::read(&text);
            proptest::prop_assert!(template.fixed.len() <= text.len());
            for span in template.faults.iter().map(|it| &it.span).chain(template.variables.iter().map(|it| &it.span)) {
                proptest::prop_assert!(text.get(span.clone()).is_some());
            }
        }
    }
}
