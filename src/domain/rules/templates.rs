//! Findings about the templates of a Burki campaign.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::{MessagePlace, message, words};
use crate::domain::burki_campaign::{BurkiCampaign, Medium, Templates};
use crate::domain::finding::{Findings, Origin, Problem};
use crate::domain::policy::Policy;
use crate::domain::template::{
    ALWAYS_PRESENT, FaultKind, LONGEST, OF_EVERY_CONTACT, STATEMENTS_MAX, TAG_TOKENS_MAX, Template,
    jinja_form,
};

/// The key of the sms template.
const SMS: &str = "sms_message_template";

/// The templates of a campaign, and what decides about them, as far as they could be read.
#[derive(Debug, Clone)]
pub struct Texts {
    /// How contacts are reached.
    pub medium: Option<Medium>,
    /// The templates.
    pub templates: Templates,
    /// The variables for which the campaign has a source; `None` if that could not be read.
    pub sources: Option<Vec<String>>,
}

impl Texts {
    /// Takes the texts of a whole campaign.
    pub fn of(campaign: &BurkiCampaign) -> Self {
        let BurkiCampaign { fallback_values, variable_mappings, available_variables, .. } = campaign;
        let named = [fallback_values, variable_mappings].into_iter().flatten().flat_map(BTreeMap::keys);
        Self {
            medium: Some(campaign.medium),
            templates: campaign.templates.clone(),
            sources: Some(named.chain(available_variables.iter().flatten()).cloned().collect()),
        }
    }
}

/// Checks the templates. `places` has the place of each template, in the order of [`Templates::by_key`].
pub(super) fn check(
    texts: &Texts,
    places: &[MessagePlace],
    document: &Origin,
    of_type: &Origin,
    policy: &Policy,
    findings: &mut Findings,
) {
    let templates = texts.templates.by_key();
    // One that is wrong is there too.
    let given = |wanted: &str| {
        let mut all = templates.iter().zip(places);
        all.any(|((key, text), place)| *key == wanted && (text.is_some() || place.origin() != document))
    };
    let needed = match texts.medium {
        None => &[][..],
        Some(Medium::Call) => &["welcome_message_template"],
        Some(Medium::Sms) => &[SMS],
        Some(Medium::Mixed) => &["welcome_message_template", SMS],
    };
    for (medium, key) in texts.medium.iter().flat_map(|medium| needed.iter().map(move |key| (medium, key))) {
        if given(key) {
            continue;
        }
        let problem =
            Problem::note("campaign/template-missing", format!("a campaign of type {medium} has no {key}"))
                .help("write it, unless the assistant has its own: the platform documents no default");
        findings.push(problem.at(of_type));
    }
    for ((key, text), place) in templates.into_iter().zip(places) {
        let Some(text) = text else { continue };
        let template = Template::read(text);
        let parts = Parts::new(place, text);
        check_tags(&template, text, &parts, findings);
        check_variables(texts, &template, &parts, findings);
        if key == SMS {
            message::check_template(&template, text, place, policy, findings);
        } else {
            words::check(key, &template.fixed, place.origin(), findings);
        }
    }
}

fn check_tags(template: &Template<'_>, text: &str, parts: &Parts<'_>, findings: &mut Findings) {
    for fault in &template.faults {
        let problem = match &fault.kind {
            FaultKind::TooLong => Problem::error(
                "campaign/template-too-long",
                format!("the template has {} bytes, and kcamp checks at most {LONGEST}", text.len()),
            )
            .help("shorten it: kcamp cannot check before it is sent whether Jinja2 takes a longer one"),
            FaultKind::TagTooLong => Problem::error(
                "campaign/template-too-long",
                format!("this tag has more than {TAG_TOKENS_MAX} words and signs, which is more than kcamp checks"),
            )
            .help("write a shorter tag, or several"),
            FaultKind::TooManyStatements => Problem::error(
                "campaign/template-too-long",
                format!("the template has more than {STATEMENTS_MAX} tags of the form {{% … %}}, which is more than kcamp checks"),
            )
            .help("write a simpler template, and put long choices into a column of the contacts' file"),
            FaultKind::Refused(reason) => {
                Problem::error("campaign/template-syntax", format!("Jinja2 refuses the template: {reason}"))
                    .help(match jinja_form(text, &fault.span) {
                        Some(form) => {
                            format!("write {form} instead: the tag is of another template language")
                        }
                        None => way_out(text).to_owned(),
                    })
            }
            FaultKind::NeverOpened => Problem::warning(
                "campaign/template-tag-unopened",
                format!("{} was never opened, and is sent as text", &text[fault.span.clone()]),
            )
            .help("open it with {{ or {%, or put a space between the braces"),
            FaultKind::Unknown { what, name, meant } => {
                let help = match meant {
                    Some(meant) => format!("did you mean {meant}?"),
                    None => format!("use a {what} that Burki documents or Jinja2 has built in"),
                };
                Problem::error("campaign/template-name-unknown", format!("Jinja2 has no {what} named {name}"))
                    .help(help)
            }
        };
        findings.push(problem.at(&parts.at(&fault.span)));
    }
}

/// Help for the most frequent mistakes in templates.
fn way_out(text: &str) -> &'static str {
    if text.contains("{{{") {
        "write two braces around a variable: {{ name }}"
    } else if text.contains(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']) {
        "write straight quotes inside the tags: default(\"there\")"
    } else if text.contains("default:") || text.contains("default :") {
        "write default(\"there\"): the form with a colon is Liquid's"
    } else if text.matches("{%").count() > 0 {
        "close every {% if %} with {% endif %} and every {% for %} with {% endfor %}; an else-if is {% elif %}"
    } else {
        "write one variable in each tag, as in {{ first_name }} or {{ name | default(\"there\") }}, and close the tag with }}"
    }
}

fn check_variables(texts: &Texts, template: &Template<'_>, parts: &Parts<'_>, findings: &mut Findings) {
    let Some(sources) = texts.sources.as_ref().filter(|_| !template.binds_names) else { return };
    let mut known: HashSet<&str> = ALWAYS_PRESENT.into_iter().chain(OF_EVERY_CONTACT).collect();
    known.extend(sources.iter().map(String::as_str));
    for variable in template.variables.iter().filter(|it| !it.has_default && !known.contains(it.name)) {
        let name = variable.name;
        let problem = Problem::note(
            "campaign/template-variable-unknown",
            format!("the variable {name} has no source"),
        )
        .help(format!(
            "add {name} to fallback_values, variable_mappings or available_variables, or write {{{{ {name} | default(\"…\") }}}}"
        ));
        findings.push(problem.at(&parts.at(&variable.span)));
    }
}

/// The places of parts of a text.
struct Parts<'place> {
    place: &'place MessagePlace,
    /// The position, in bytes, at which the text begins in its file; `None` if it is not written there literally.
    start: Option<usize>,
}

impl<'place> Parts<'place> {
    fn new(place: &'place MessagePlace, text: &str) -> Self {
        let start = match place {
            MessagePlace::Written(Origin::Text { source, span }) => {
                source.text.get(span.clone()).and_then(|written| Some(span.start + written.find(text)?))
            }
            _ => None,
        };
        Self { place, start }
    }

    /// The place of a part of the text, in bytes from its beginning; the whole text if the part cannot be shown.
    fn at(&self, part: &Range<usize>) -> Origin {
        match (self.place.origin(), self.start) {
            (Origin::Text { source, .. }, Some(start)) => {
                Origin::Text { source: source.clone(), span: start + part.start..start + part.end }
            }
            (origin, _) => origin.clone(),
        }
    }
}
