//! Templates with variables in them, as far as they can be judged without rendering: tags that are open, variables, and the
//! text that stands beside them.
//!
//! Burki's contract, section 6: Jinja2, whose tags are `{{ expression }}`, `{% statement %}` and `{# comment #}`.

use std::ops::Range;

/// The variables that every template has.
pub const ALWAYS_PRESENT: [&str; 3] = ["assistant_name", "company", "name"];
/// What the platform takes from every contact of an import, beside those.
pub const OF_EVERY_CONTACT: [&str; 5] = ["phone", "phone_number", "full_name", "email", "organization"];

const TAGS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];
/// Statements that make names of their own.
const BINDING: [&str; 7] = ["for", "set", "macro", "import", "from", "with", "call"];

/// What a template holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Template<'text> {
    /// Where its tags are wrong, in their order.
    pub faults: Vec<Fault>,
    /// Every variable that it shows, each once, with the place of the first.
    pub variables: Vec<Variable<'text>>,
    /// The text outside of its tags.
    pub fixed: String,
    /// Whether it makes names of its own, so that a variable may be one of them.
    pub binds_names: bool,
}

/// A tag that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong with it.
    pub kind: FaultKind,
    /// Where it is, in bytes.
    pub span: Range<usize>,
}

/// What is wrong with a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// It is opened and never closed.
    NeverClosed,
    /// It is closed and was never opened.
    NeverOpened,
    /// There is nothing in it.
    Empty,
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
        let mut template = Self::default();
        let mut at = 0;
        while let Some(found) = next_mark(text, at) {
            template.fixed.push_str(&text[at..found.start]);
            at = template.mark(text, found);
        }
        template.fixed.push_str(&text[at..]);
        template
    }

    /// Reads the tag that begins with a mark, and returns where it ends.
    fn mark(&mut self, text: &'text str, mark: Range<usize>) -> usize {
        let word = &text[mark.clone()];
        let Some((open, close)) = TAGS.into_iter().find(|(open, _)| *open == word) else {
            self.fixed.push_str(word);
            self.faults.push(Fault { kind: FaultKind::NeverOpened, span: mark.clone() });
            return mark.end;
        };
        let rest = &text[mark.end..];
        let inner = rest.find(close).map(|length| &rest[..length]);
        // A tag within a tag means that the first was never closed.
        let inner = inner.filter(|inner| open == "{#" || !inner.contains("{{") && !inner.contains("{%"));
        let Some(inner) = inner else {
            self.fixed.push_str(word);
            self.faults.push(Fault { kind: FaultKind::NeverClosed, span: mark.clone() });
            return mark.end;
        };
        let span = mark.start..mark.end + inner.len() + close.len();
        let expression = inner.trim_matches(['-', '+']).trim();
        match open {
            "{#" => {}
            _ if expression.is_empty() => {
                self.faults.push(Fault { kind: FaultKind::Empty, span: span.clone() });
            }
            "{%" => {
                self.binds_names |=
                    expression.split_whitespace().next().is_some_and(|it| BINDING.contains(&it));
            }
            _ => self.variable(expression, span.clone()),
        }
        span.end
    }

    fn variable(&mut self, expression: &'text str, span: Range<usize>) {
        let end = expression.find(|letter: char| letter != '_' && !letter.is_alphanumeric());
        let (name, rest) = expression.split_at(end.unwrap_or(expression.len()));
        let is_name = name.starts_with(|first: char| first == '_' || first.is_alphabetic());
        if !is_name || rest.trim_start().starts_with('(') || ["true", "false", "none"].contains(&name) {
            return;
        }
        let filters = rest.split('|').skip(1).map(str::trim_start);
        let has_default = filters.into_iter().any(|it| it.starts_with("default") || it.starts_with("d("));
        match self.variables.iter_mut().find(|known| known.name == name) {
            Some(known) => known.has_default &= has_default,
            None => self.variables.push(Variable { name, span, has_default }),
        }
    }
}

/// The next place where a tag opens, or closes that none opened.
fn next_mark(text: &str, from: usize) -> Option<Range<usize>> {
    let marks = ["{{", "{%", "{#", "}}", "%}"];
    let found = marks.into_iter().filter_map(|mark| Some((text[from..].find(mark)?, mark.len())));
    found.min().map(|(offset, length)| from + offset..from + offset + length)
}

#[cfg(test)]
mod tests {
    use super::{FaultKind, Template};

    fn faults(text: &str) -> Vec<(FaultKind, &str)> {
        Template::read(text).faults.into_iter().map(|fault| (fault.kind, &text[fault.span])).collect()
    }

    #[test]
    fn variables_are_named_once_without_what_is_taken_of_them() {
        let text = "Hi {{ name }}, {{- order.date | upper -}} {{name}} {{ 'x' }} {{ now() }} {{ city|default('here') }}";
        let template = Template::read(text);
        let found: Vec<(&str, bool)> =
            template.variables.iter().map(|it| (it.name, it.has_default)).collect();
        assert_eq!(found, [("name", false), ("order", false), ("city", true)]);
        assert_eq!(template.fixed, "Hi ,     ");
        assert_eq!(template.faults, []);
    }

    #[test]
    fn a_default_counts_where_every_use_has_one() {
        let template = Template::read("{{ a|default('x') }}{{ a }}");
        assert!(!template.variables[0].has_default);
    }

    #[test]
    fn tags_that_are_wrong_are_found_where_they_are() {
        assert_eq!(faults("Hi {{ name, {{ company }}"), [(FaultKind::NeverClosed, "{{")]);
        assert_eq!(faults("Hi {{ name }"), [(FaultKind::NeverClosed, "{{")]);
        assert_eq!(faults("Hi name }}"), [(FaultKind::NeverOpened, "}}")]);
        assert_eq!(faults("{{ }} {% %}"), [(FaultKind::Empty, "{{ }}"), (FaultKind::Empty, "{% %}")]);
        assert_eq!(faults("{# {{ #}{% if a %}b{% endif %} {x} 100%"), []);
    }

    #[test]
    fn names_that_a_template_makes_are_known_to_be_possible() {
        assert!(Template::read("{% for item in items %}{{ item }}{% endfor %}").binds_names);
        assert!(!Template::read("{% if name %}{{ name }}{% endif %}").binds_names);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_and_none_of_it_is_made_up(text in "[{}%#a|é( -]{0,40}") {
            let template = Template::read(&text);
            proptest::prop_assert!(template.fixed.len() <= text.len());
            for span in template.faults.iter().map(|it| &it.span).chain(template.variables.iter().map(|it| &it.span)) {
                proptest::prop_assert!(text.get(span.clone()).is_some());
            }
        }
    }
}
