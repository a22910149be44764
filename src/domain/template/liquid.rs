//! Tags of Liquid, and of similar languages, in the form that Jinja2 accepts.

use std::ops::Range;

use minijinja::machinery::parse;
use minijinja::syntax::SyntaxConfig;

/// Filters of Liquid that have another name in Jinja2.
const FILTERS: [(&str, &str); 8] = [
    ("upcase", "upper"),
    ("downcase", "lower"),
    ("strip", "trim"),
    ("size", "length"),
    ("strip_html", "striptags"),
    ("url_encode", "urlencode"),
    ("json", "tojson"),
    ("uniq", "unique"),
];

/// The Jinja2 filter for a Liquid filter with another name.
pub(super) fn filter(name: &str) -> Option<&'static str> {
    FILTERS.iter().find(|(liquid, _)| *liquid == name).map(|(_, jinja)| *jinja)
}

/// The tag around a place of a template in the form that Jinja2 accepts, with its end tag if it needs one. `None` if it
/// is not clear what was meant.
pub fn jinja_form(template: &str, place: &Range<usize>) -> Option<String> {
    let before = template.get(..place.end)?;
    let opens = before.rfind("{{").max(before.rfind("{%"))?;
    let tag = template.get(opens..)?;
    let is_statement = tag.starts_with("{%");
    let inside = tag.get(2..)?.split(if is_statement { "%}" } else { "}}" }).next()?;
    let inside = inside.trim_matches('-').trim();
    let (form, around) = if is_statement { statement(inside)? } else { (show(&expression(inside)?), None) };
    let (opened, closed) = around.unwrap_or(("", ""));
    let whole = format!("{opened}{form}{closed}");
    let is_whole_shown = !closed.is_empty() && opened.is_empty();
    let is_taken = parse(&whole, "template", SyntaxConfig::default()).is_ok();
    is_taken.then(|| if is_whole_shown { format!("{form} … {closed}") } else { form })
}

fn show(expression: &str) -> String {
    format!("{{{{ {expression} }}}}")
}

/// A statement in the form of Jinja2, and the text that must stand before and after it in a whole template.
fn statement(inside: &str) -> Option<(String, Option<(&'static str, &'static str)>)> {
    let (word, rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let rest = rest.trim();
    let tag = |content: &str| format!("{{% {content} %}}");
    let needed = |text: &str| expression(text).or_else(|| Some(text.to_owned()).filter(|it| !it.is_empty()));
    let in_an_if = Some(("{% if x %}", "{% endif %}"));
    Some(match word {
        "unless" => {
            let condition = needed(rest)?;
            let is_one_word = !condition.contains(char::is_whitespace);
            let negated =
                if is_one_word { format!("if not {condition}") } else { format!("if not ({condition})") };
            (tag(&negated), Some(("", "{% endif %}")))
        }
        "endunless" | "endcase" => (tag("endif"), Some(("{% if x %}", ""))),
        "assign" => (tag(&format!("set {}", needed(rest)?)), None),
        "capture" => (tag(&format!("set {rest}")), Some(("", "{% endset %}"))),
        "endcapture" => (tag("endset"), Some(("{% set x %}", ""))),
        "elsif" | "elseif" => (tag(&format!("elif {}", needed(rest)?)), in_an_if),
        "else" => (tag(&format!("elif {}", needed(rest.strip_prefix("if ")?.trim())?)), in_an_if),
        "case" => (tag(&format!("if {} == \"…\"", needed(rest)?)), Some(("", "{% endif %}"))),
        "when" => (tag(&format!("elif … == {}", needed(rest)?).replace('…', "x")), in_an_if),
        "comment" => ("{# … #}".to_owned(), None),
        "if" => (tag(&format!("if {}", expression(rest)?)), Some(("", "{% endif %}"))),
        "set" => (tag(&format!("set {}", expression(rest)?)), None),
        _ => return None,
    })
}

/// An expression in the form of Jinja2; `None` if nothing in it is from another language.
fn expression(text: &str) -> Option<String> {
    let text = text.trim();
    let mut parts = outside_quotes(text, '|').into_iter();
    let head = parts.next()?.trim();
    let mut changed = false;
    let mut result = operators(head).map_or_else(
        || head.to_owned(),
        |head| {
            changed = true;
            head
        },
    );
    for part in parts {
        let part = part.trim();
        let (name, arguments) = match outside_quotes(part, ':').as_slice() {
            [name, first, ..] => (name.trim(), Some(part.split_at(part.len() - first.len()).1.trim())),
            _ => (part, None),
        };
        changed |= arguments.is_some() || filter(name).is_some();
        result.push_str(" | ");
        result.push_str(filter(name).unwrap_or(name));
        if let Some(arguments) = arguments {
            result.extend(["(", arguments, ")"]);
        }
    }
    changed.then_some(result)
}

/// Replaces operators of other languages with words: `a ? b : c`, `&&`, `!`.
fn operators(text: &str) -> Option<String> {
    if let [condition, values] = outside_quotes(text, '?').as_slice()
        && let [yes, no] = outside_quotes(values, ':').as_slice()
    {
        return Some(format!("{} if {} else {}", yes.trim(), condition.trim(), no.trim()));
    }
    let words: Vec<&str> = text.split(' ').collect();
    let jinja = |word: &str| match word {
        "&&" => "and".to_owned(),
        _ => match word.strip_prefix('!').filter(|rest| !rest.starts_with('=') && !rest.is_empty()) {
            Some(rest) => format!("not {rest}"),
            None => word.to_owned(),
        },
    };
    let changed: Vec<String> = words.iter().map(|word| jinja(word)).collect();
    let changed = changed.join(" ");
    (changed != text).then_some(changed)
}

/// The parts of a text between marks that are outside quotes.
fn outside_quotes(text: &str, mark: char) -> Vec<&str> {
    let mut quote = None;
    text.split(|character: char| {
        match quote {
            Some(open) if open == character => quote = None,
            Some(_) => {}
            None if matches!(character, '"' | '\'') => quote = Some(character),
            None => return character == mark,
        }
        false
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::jinja_form;
    use crate::domain::template::{FaultKind, Template};

    #[test]
    fn tags_of_liquid_are_given_in_the_form_of_jinja() {
        for (text, form) in [
            ("{% unless name %}x{% endunless %}", "{% if not name %} … {% endif %}"),
            ("{% unless a == \"x\" %}x{% endunless %}", "{% if not (a == \"x\") %} … {% endif %}"),
            ("Hi {%- unless name -%}x", "{% if not name %} … {% endif %}"),
            ("{% assign x = 1 %}", "{% set x = 1 %}"),
            ("{% assign x = name | default: 'you' %}{{ x }}", "{% set x = name | default('you') %}"),
            ("Hi {{ name | default: 'x' }}", "{{ name | default('x') }}"),
            ("Hi {{ name | default:\"there\" }}", "{{ name | default(\"there\") }}"),
            ("Hi {{ name | upcase | truncate: 20, '…' }}", "{{ name | upper | truncate(20, '…') }}"),
            ("Hi {{ at | default: '10:30' }}", "{{ at | default('10:30') }}"),
            ("{% if a %}b{% elsif c %}d{% endif %}", "{% elif c %}"),
            ("{% if a %}b{% else if c %}d{% endif %}", "{% elif c %}"),
            ("{% capture x %}a{% endcapture %}", "{% set x %} … {% endset %}"),
            ("{% case x %}{% when 1 %}a{% endcase %}", "{% if x == \"…\" %} … {% endif %}"),
            ("{% comment %}a{% endcomment %}", "{# … #}"),
            ("{{ name ? name : 'you' }}", "{{ name if name else 'you' }}"),
            ("{% if a && b %}c{% endif %}", "{% if a and b %} … {% endif %}"),
            ("{% if !a %}c{% endif %}", "{% if not a %} … {% endif %}"),
        ] {
            let faults = Template::read(text).faults;
            let refused = faults.iter().find(|fault| matches!(fault.kind, FaultKind::Refused(_)));
            let found = refused.and_then(|fault| jinja_form(text, &fault.span));
            assert_eq!(found.as_deref(), Some(form), "{text}: {faults:?}");
            let whole = form.replace(" … ", "y");
            let whole =
                if form.contains("elif") { format!("{{% if x %}}{whole}{{% endif %}}") } else { whole };
            assert_eq!(Template::read(&whole).faults, [], "{whole}");
        }
    }

    #[test]
    fn what_was_meant_is_not_made_up() {
        for text in
            ["Hi {{ first name }}", "Hi {% if name %}{{ name }}", "{{{ name }}}", "Hi {{ name", "{% foo %}"]
        {
            let faults = Template::read(text).faults;
            let forms: Vec<_> = faults.iter().filter_map(|fault| jinja_form(text, &fault.span)).collect();
            assert_eq!(forms, [""; 0], "{text}");
        }
    }

    #[test]
    fn filters_of_liquid_name_the_one_of_jinja() {
        for (liquid, jinja) in
            [("upcase", "upper"), ("downcase", "lower"), ("strip", "trim"), ("size", "length")]
        {
            let text = format!("{{{{ name | {liquid} }}}}");
            let kinds: Vec<_> = Template::read(&text).faults.into_iter().map(|fault| fault.kind).collect();
            assert_eq!(kinds, [FaultKind::Unknown { what: "filter", name: liquid, meant: Some(jinja) }]);
        }
    }
}
