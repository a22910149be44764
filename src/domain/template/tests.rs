//! Tests which texts are valid templates, compared with Jinja's own verdicts.

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

/// The verdict of Jinja2 3.1.6, with the platform's two filters added, on each text: `true` if it compiles.
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
    let text =
        "Hi {{ name }}, {{- order.date | upper -}} {{name}} {{ 'x' }} {{ now() }} {{ city|default('here') }}";
    let template = Template::read(text);
    let found: Vec<(&str, bool)> = template.variables.iter().map(|it| (it.name, it.has_default)).collect();
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
