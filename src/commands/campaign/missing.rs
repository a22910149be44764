//! A campaign from flags alone. Missing values are asked for on a terminal, or all listed in one error without one.

use std::iter;

use super::answer_rules::{about_answer, check_answer, decoded, plain};
use super::dnc_list::{self, DNC_LIST, Need};
use crate::commands::campaign_files::fields::{FieldArgs, in_the_flags_unit};
use crate::commands::campaign_files::texts::read_text;
use crate::commands::campaign_files::{self as files, CheckedFiles};
use crate::context::{Context, GivenFlag, command_line};
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::finding::{Finding, Findings, Origin, Problem, Severity};
use crate::domain::live::{ContactList, LiveCampaign};
use crate::domain::name::NameKey;
use crate::domain::plural::give_as_flags;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::{self, CheckContext, Field, Node, Question, Table, Value, overlay_flag};
use crate::platform::feature::Feature;
use crate::ui::prompt::Answer;
use crate::ui::{shell_command, shell_flag};
use crate::view::contact_list::list_label;

/// The code of the rule for required fields.
const MISSING: &str = "campaign/missing-field";
/// The flag whose value must differ from all other campaigns' names.
const NAME: &str = "--name";
/// The flag whose values can be chosen from the account's lists.
const CONTACT_LIST: &str = "--contact-list";
/// The flag whose value is often the time zone in which the user types times.
const CALLING_HOURS_ZONE: &str = "--calling-hours-timezone";

/// The values of a campaign from flags and answers. None of them is a secret.
pub struct Answers {
    /// The command that takes them as flags.
    command: &'static str,
    /// The campaign that the command is about, as its argument; `None` without one.
    campaign: Option<String>,
    /// The command's own flags that are no fields.
    switches: Vec<GivenFlag>,
    /// The command's effect on the campaign, such as `created`.
    done: &'static str,
    said: Vec<(&'static str, Vec<String>)>,
    /// The global flags that were given.
    given: Vec<GivenFlag>,
    /// Whether the user typed answers, which would have to be typed again.
    is_asked: bool,
}

impl Answers {
    /// No answers yet, for a command with these fields that does this to a campaign.
    pub(super) fn none(
        command: &'static str,
        switches: Vec<GivenFlag>,
        fields: &FieldArgs,
        done: &'static str,
        context: &Context,
    ) -> Self {
        let (said, given) = (fields.given().to_vec(), context.given_flags());
        Self { command, campaign: None, switches, done, said, given, is_asked: false }
    }

    /// Makes the repeated command one about this campaign.
    pub(super) fn about(self, campaign: Option<String>) -> Self {
        Self { campaign, ..self }
    }

    /// Takes an answer, in place of an empty value of the flag.
    pub(super) fn take(&mut self, flag: &'static str, values: Vec<String>) {
        self.said.retain(|(said, _)| *said != flag);
        self.said.push((flag, values));
        self.is_asked = true;
    }

    /// Takes the campaign that was chosen.
    pub(super) fn take_campaign(&mut self, campaign: &CampaignRef) {
        self.campaign = Some(format!("id:{}", campaign.as_str()));
        self.is_asked = true;
    }

    /// Adds to an error the command that needs no questions, so that the answers are not lost.
    pub fn add_to(&self, error: Error) -> Error {
        // If something was done, the same command would find it.
        if !self.is_asked || error.exit == Exit::Partial {
            return error;
        }
        let mut flags = command_line("", self.switches.iter().cloned());
        let said = self.said.iter().flat_map(|(flag, values)| values.iter().map(move |it| (*flag, it)));
        for (flag, value) in said {
            flags.push(' ');
            flags.push_str(&shell_flag(flag, value));
        }
        let flags = command_line(&flags, self.given.iter().cloned());
        let command = match &self.campaign {
            Some(campaign) => shell_command(self.command, campaign, &flags),
            None => format!("{}{flags}", self.command),
        };
        error.with_answers(&command, self.done)
    }
}

/// The campaign that the flags make, completed by questions if there is a terminal.
///
/// # Errors
///
/// A flag is for the other platform, values are missing and there is no terminal, or a campaign with the name exists.
pub async fn complete(
    fields: &FieldArgs,
    if_absent: bool,
    context: &mut Context,
) -> Result<(Answers, CheckedFiles), Error> {
    let platform = context.settings()?.platform.value;
    fields.refuse_foreign(platform)?;
    let mut document = Node::from_flags();
    fields.lay_over(&mut document, platform);
    let switches = if_absent.then(|| ("--if-absent", String::new())).into_iter().collect();
    let mut answers = Answers::none("kcamp campaign create", switches, fields, "created", context);
    let mut taken = None;
    let mut told = Vec::new();
    let mut open_dnc =
        Table::of(platform).by_flag(DNC_LIST).filter(|field| document.at(field.path).is_none());
    loop {
        let mut checked = files::check_document(document.clone(), context)?;
        let table = Table::of(platform);
        let missing = missing(&checked.findings, table);
        let optional = open_dnc.and_then(|field| field.question).filter(|dnc| match missing.first() {
            Some((flag, next)) => *flag != DNC_LIST && next.turn > dnc.turn,
            None => answers.is_asked,
        });
        let Some((first, question)) = optional.map(|it| (DNC_LIST, it)).or(missing.first().copied()) else {
            // What was said about an answer is not said again.
            let (all, mut left) = (std::mem::take(&mut checked.findings), Findings::new());
            left.extend(all.into_iter().filter(|finding| !told.contains(&finding.problem)));
            checked.findings = left;
            return Ok((answers, checked));
        };
        if !context.ui.can_prompt() {
            return Err(lacking(&missing, &document, &checked.findings, context)?);
        }
        // Nothing more is asked where what was given, or an answer beside it, is wrong.
        refuse_wrong(checked.findings).map_err(|error| answers.add_to(error))?;
        // The account is looked for, and its campaigns are read, before the first question.
        if taken.is_none() {
            context.platform()?;
            let rows = if if_absent { Vec::new() } else { rows(context).await? };
            if let Some(name) = name_of(&document)
                && let Some(other) = namesake(name, &rows)
            {
                return Err(Error::new("campaign/exists", exists(other), Exit::Conflict)
                    .nothing_sent()
                    .hint(format!("look at it: kcamp campaign get {}", other.id)));
            }
            taken = Some(rows);
        }
        let taken = taken.as_deref().unwrap_or_default();
        // One question at a time, because an answer changes what is missing, such as the format of an sms.
        let answered = match optional {
            Some(_) => dnc_list::ask(question.text, Need::Optional, &document, context),
            None => ask(first, question.text, &document, taken, context).await,
        };
        let values = answered.map_err(|error| answers.add_to(error))?;
        if first == DNC_LIST {
            open_dnc = None;
        }
        if !values.is_empty() {
            told.extend(about_answer(first, &values, &document, &files::check_context(context)?));
            overlay_flag(&mut document, table, first, &values);
            answers.take(first, values);
        }
    }
}

/// The error that names all missing values, where nobody can be asked for them.
fn lacking(
    missing: &[(&'static str, Question)],
    document: &Node,
    findings: &Findings,
    context: &Context,
) -> Result<Error, Error> {
    let flags: Vec<&str> = missing.iter().map(|(flag, _)| *flag).collect();
    let error = Error::usage("usage/missing-values", format!("campaign create needs {}", flags.join(", ")));
    let check_context = files::check_context(context)?;
    let depending = depending(document, &[], &flags, Table::of(check_context.platform), &check_context);
    let error = if depending.is_empty() {
        error
    } else {
        let depending = depending.join("; ");
        error.hint(format!("these values decide which other flags are needed: {depending}"))
    };
    let error = error.with_hints(wrong_values(findings));
    Ok(error.hint(give_as_flags(flags.len(), ", or a file with -f")))
}

/// The account's campaigns. Empty in a dry run, which opens no connection, and if they cannot be read: the create
/// then reports the reason.
async fn rows(context: &mut Context) -> Result<Vec<LiveCampaign>, Error> {
    if context.dry_run().is_some() {
        return Ok(Vec::new());
    }
    let read = match context.connect().await {
        Ok(platform) => platform.list(&[]).await.map_err(Error::from),
        Err(error) => Err(error),
    };
    match read {
        Ok(campaigns) => Ok(campaigns),
        Err(error) if error.exit == Exit::Interrupted => Err(error),
        Err(_) => Ok(Vec::new()),
    }
}

fn name_of(document: &Node) -> Option<&str> {
    match &document.at(&["name"])?.value {
        Value::Text(name) => Some(name),
        _ => None,
    }
}

/// The campaign with the name, in any case.
fn namesake<'rows>(name: &str, taken: &'rows [LiveCampaign]) -> Option<&'rows LiveCampaign> {
    taken.iter().find(|taken| NameKey::of(&taken.name) == NameKey::of(name))
}

fn exists(other: &LiveCampaign) -> String {
    format!("a campaign named {:?} exists already", other.name)
}

/// The flags that are missing if the first of these open flags with choices has one of them, without those already
/// named: `--type sms: --format (--format simple: --message; …)`.
fn depending(
    document: &Node,
    named: &[&'static str],
    open: &[&'static str],
    table: &'static Table,
    check_context: &CheckContext,
) -> Vec<String> {
    let choices = |flag: &&'static str| {
        let choices = table.by_flag(flag).map(Field::choices).unwrap_or_default();
        (!choices.is_empty()).then_some((*flag, choices))
    };
    let Some((flag, choices)) = open.iter().find_map(choices) else { return Vec::new() };
    let mut found = Vec::new();
    for choice in choices {
        let mut chosen = document.clone();
        overlay_flag(&mut chosen, table, flag, std::slice::from_ref(&choice));
        let (_, findings) = manifest::decode(&chosen, &read_text, check_context);
        let further: Vec<&str> = missing(&findings, table)
            .into_iter()
            .map(|(flag, _)| flag)
            .filter(|flag| !named.contains(flag) && !open.contains(flag))
            .collect();
        if !further.is_empty() {
            let below = depending(&chosen, &[named, open].concat(), &further, table, check_context);
            let below = if below.is_empty() { String::new() } else { format!(" ({})", below.join("; ")) };
            found.push(format!("{flag} {choice}: {}{below}", further.join(", ")));
        }
    }
    found
}

/// The missing fields, in a good order for questions.
fn missing(findings: &Findings, table: &'static Table) -> Vec<(&'static str, Question)> {
    let is_missing = |flag: &str| {
        findings.iter().any(|finding| {
            finding.problem.code == MISSING && matches!(&finding.origin, Origin::Flag(known) if known == flag)
        })
    };
    let asked = table.fields.iter().filter_map(|field| Some((field.flag_name()?, field.question?)));
    let mut missing: Vec<_> = asked.filter(|(flag, _)| is_missing(flag)).collect();
    missing.sort_by_key(|(_, question)| question.turn);
    missing
}

/// Refuses given values with errors, before further ones are asked for.
///
/// # Errors
///
/// The errors, without those about values that are missing.
pub(super) fn refuse_wrong(findings: Findings) -> Result<(), Error> {
    let mut wrong = Findings::new();
    wrong.extend(findings.into_iter().filter(|finding| finding.problem.code != MISSING));
    if wrong.has_errors() { Err(Error::stopped_by(wrong)) } else { Ok(()) }
}

/// The errors in the given values, so that they are reported together with the missing ones.
fn wrong_values(findings: &Findings) -> Vec<String> {
    let is_wrong = |problem: &Problem| problem.severity == Severity::Error && problem.code != MISSING;
    let in_words = |finding: &Finding| match (&finding.origin, &finding.problem) {
        (Origin::Flag(flag), Problem { message, help, .. }) if is_wrong(&finding.problem) => {
            let told: Vec<&str> = iter::once(message).chain(help).map(String::as_str).collect();
            Some(format!("{flag}: {}", told.join("; ")))
        }
        _ => None,
    };
    findings.iter().filter_map(in_words).collect()
}

/// Asks for the values of a flag: a choice if the possible values are known, else a text. The value in `before` is
/// offered, if there is one.
///
/// # Errors
///
/// The question is not answered, or the settings cannot be resolved.
pub(super) async fn ask(
    flag: &'static str,
    question: &str,
    before: &Node,
    taken: &[LiveCampaign],
    context: &mut Context,
) -> Result<Vec<String>, Error> {
    let check_context = files::check_context(context)?;
    if flag == DNC_LIST {
        return dnc_list::ask(question, Need::Required, before, context);
    }
    let table = Table::of(check_context.platform);
    let mut choices = table.by_flag(flag).map(Field::choices).unwrap_or_default();
    let present = table.by_flag(flag).and_then(|field| plain(before.at(field.path)?));
    if !choices.is_empty() {
        // What was given may leave only some of them.
        let is_wrong = |it: &Finding| it.problem.severity == Severity::Error && it.problem.code != MISSING;
        let fits = |choice: &String| {
            !decoded(flag, std::slice::from_ref(choice), before, &check_context).iter().any(is_wrong)
        };
        if choices.iter().any(fits) {
            choices.retain(fits);
        }
        choices.sort_by_key(|choice| present.as_ref() != Some(choice));
        let chosen = context.ui.prompts().select(question, &choices)?;
        return Ok(choices[chosen..=chosen].to_vec());
    }
    if flag == CONTACT_LIST
        && let Some(lists) = contact_lists(context).await?
    {
        return choose(flag, &lists, before, &check_context, context);
    }
    let zone = if flag == CALLING_HOURS_ZONE { context.zone_to_offer()? } else { None };
    let offered = present.or_else(|| zone.map(|zone| zone.to_string()));
    // A flag takes a duration with its unit, and so does its question.
    let typed = |text: &str| in_the_flags_unit(table.by_flag(flag), text);
    let check = |text: &str| {
        let text = &typed(text)?;
        if let Some(other) = namesake(text, taken).filter(|_| flag == NAME) {
            return Err(exists(other));
        }
        check_answer(flag, std::slice::from_ref(text), before, &check_context)
    };
    loop {
        let text = context.ui.prompts().text(question, offered.as_deref(), &check)?;
        let answer = vec![typed(&text).unwrap_or(text)];
        let remarks = about_answer(flag, &answer, before, &check_context);
        for remark in &remarks {
            context.ui.problem(remark);
        }
        if remarks.is_empty() || context.ui.prompts().confirm("keep this answer?", Answer::Yes)? {
            return Ok(answer);
        }
    }
}

/// The account's contact lists to choose from. `None` if there are none, with a message, and in a dry run, which
/// opens no connection.
async fn contact_lists(context: &mut Context) -> Result<Option<Vec<ContactList>>, Error> {
    let platform = context.settings()?.platform.value;
    if context.dry_run().is_some() || Feature::ContactLists.of(platform).is_err() {
        return Ok(None);
    }
    let read = match context.connect().await {
        Ok(platform) => platform.contact_lists().await.map_err(Error::from),
        Err(error) => Err(error),
    };
    match read {
        Ok(mut lists) => {
            lists.retain(|list| !list.global_dnc);
            if lists.is_empty() {
                context.ui.note(
                    "the account has no contact list yet; make one with: kcamp contact-list create NAME --description TEXT",
                );
            }
            Ok((!lists.is_empty()).then_some(lists))
        }
        Err(error) if error.exit == Exit::Interrupted => Err(error),
        Err(error) => {
            let message = error.reason;
            context
                .ui
                .note(&format!("the contact lists could not be read ({message}); type the name of one"));
            Ok(None)
        }
    }
}

/// Asks for a choice of these lists until it passes the rules.
fn choose(
    flag: &'static str,
    lists: &[ContactList],
    before: &Node,
    check_context: &CheckContext,
    context: &mut Context,
) -> Result<Vec<String>, Error> {
    let items: Vec<String> = lists.iter().map(list_label).collect();
    let present = match before.contact_lists().map(|node| &node.value) {
        Some(Value::Sequence(items)) => {
            items.iter().filter_map(plain).map(|name| NameKey::of(&name)).collect()
        }
        _ => Vec::new(),
    };
    let mut ticked: Vec<usize> =
        (0..lists.len()).filter(|at| present.contains(&NameKey::of(&lists[*at].name))).collect();
    loop {
        ticked = context.ui.prompts().multi_select("contact lists", &items, &ticked)?;
        let names: Vec<String> = ticked.iter().map(|at| lists[*at].name.clone()).collect();
        match check_answer(flag, &names, before, check_context) {
            Ok(()) => return Ok(names),
            Err(complaint) => context.ui.problem(&Problem::warning("prompt/answer-refused", complaint)),
        }
    }
}
