//! The input of `schedule enable` and `schedule preview`, from flags, environment, file and questions.

mod asking;

use super::pattern;
use super::repeat::Answered;
use super::timing::TimingArgs;
use crate::commands::campaign_files as files;
use crate::commands::campaign_files::texts::read_text;
use crate::context::Context;
use crate::domain::calling_hours::CallingHours;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::finding::{Finding, Findings, Located, Origin, Problem, Severity};
use crate::domain::plural::give_as_flags;
use crate::domain::schedule::{RequestedSchedule, TypedSchedule, TypingZone, variable_ignored};
use crate::error::Error;
use crate::manifest::{self, NamedCampaign, Node};
use crate::settings::SettingSource;

/// The input of `schedule enable`, complete but not yet converted.
pub struct EnableInput {
    /// The campaign's name or id, as it was given.
    pub campaign: CampaignRef,
    /// The schedule, in the user's terms.
    pub request: RequestedSchedule,
    /// The calling hours, if a file has them.
    pub calling_hours: Option<CallingHours>,
    /// The campaign that the file names, if it names one.
    pub campaign_of_file: Option<NamedCampaign>,
}

/// The input of `schedule preview`; the campaign is optional.
pub struct PreviewInput {
    /// The campaign's name or id, as it was given.
    pub campaign: Option<CampaignRef>,
    /// The schedule, in the form of the chosen platform.
    pub request: RequestedSchedule,
    /// The calling hours, if a file has them.
    pub calling_hours: Option<CallingHours>,
}

/// The values of an input that are known so far.
struct Values {
    campaign: Option<CampaignRef>,
    schedule: TypedSchedule,
    /// The calling hours of the file, if it has them.
    calling_hours: Option<CallingHours>,
    /// The campaign that the file names, if it names one.
    campaign_of_file: Option<NamedCampaign>,
}

impl EnableInput {
    /// Gathers everything that goes out, and notes in `answered` what was typed at prompts. `None` where the findings
    /// say what is wrong; an error where values are missing.
    ///
    /// # Errors
    ///
    /// Values are missing and nobody can be asked, a prompt ends, or the settings cannot be resolved.
    pub async fn gather(
        campaign: Option<&String>,
        timing: &TimingArgs,
        document: Option<&Node>,
        answered: &mut Answered,
        findings: &mut Findings,
        context: &mut Context,
    ) -> Result<Option<Self>, Error> {
        let mut values = Values::given(campaign, timing, document, findings, context)?;
        if values.is_wrong(findings, context) {
            return Ok(None);
        }
        if context.ui.can_prompt() {
            values.ask_all(timing, answered, context).await?;
        }
        let missing = values.campaign.is_none().then_some("CAMPAIGN (or KCAMP_CAMPAIGN)");
        values.all_there("schedule enable", missing)?;
        let request = values.schedule.requested(context.clock.now(), findings);
        Ok(request.map(|request| Self {
            campaign: values.campaign.unwrap_or_else(|| CampaignRef::Name(String::new())),
            request,
            calling_hours: values.calling_hours,
            campaign_of_file: values.campaign_of_file,
        }))
    }
}

impl PreviewInput {
    /// Gathers all values from which runs are computed, without a request to the platform. `None` if the findings say
    /// what is wrong.
    ///
    /// # Errors
    ///
    /// Values are missing and there is no terminal, or a question was not answered.
    pub fn gather(
        campaign: Option<&String>,
        timing: &TimingArgs,
        document: Option<&Node>,
        findings: &mut Findings,
        context: &mut Context,
    ) -> Result<Option<Self>, Error> {
        let mut values = Values::given(campaign, timing, document, findings, context)?;
        if values.is_wrong(findings, context) {
            return Ok(None);
        }
        if context.ui.can_prompt() {
            values.ask(timing, &mut Answered::default(), context)?;
        }
        values.all_there("schedule preview", None)?;
        let request = values.schedule.requested(context.clock.now(), findings);
        Ok(request.map(|request| Self {
            campaign: values.campaign,
            request,
            calling_hours: values.calling_hours,
        }))
    }
}

impl Values {
    fn given(
        campaign: Option<&String>,
        timing: &TimingArgs,
        document: Option<&Node>,
        findings: &mut Findings,
        context: &Context,
    ) -> Result<Self, Error> {
        let settings = context.settings()?;
        let platform = settings.platform.value;
        let typing_zone = settings.timezone.as_ref().map(|setting| TypingZone {
            zone: setting.value.clone(),
            is_named: matches!(setting.source, SettingSource::Flag(_)),
        });
        let check_context = files::check_context(context)?;
        let file = document.and_then(|document| {
            let (file, found) = manifest::decode_schedule(document, &read_text, &check_context);
            findings.extend(found);
            file
        });
        let variable = |name: &str| context.environment.text(name).map(str::to_owned);
        let time = |flag: Option<&String>, flag_name: &str, variable_name: &str| match flag {
            Some(text) => Some(Located::new(text.clone(), Origin::Flag(flag_name.to_owned()))),
            None => variable(variable_name)
                .map(|text| Located::new(text, Origin::Environment(variable_name.to_owned()))),
        };
        // A file has its own times: variables that a pipeline sets for all commands do not change them.
        let unused = |time: &Option<Located<String>>| {
            let place = time.as_ref().map(|time| &time.origin)?;
            let is_unused = file.is_some() && matches!(place, Origin::Environment(_));
            is_unused.then(|| variable_ignored("the file has its own times").at(place))
        };
        let start = time(timing.start.as_ref(), "--start", "KCAMP_START");
        let end = time(timing.end.as_ref(), "--end", "KCAMP_END");
        let (start_unused, end_unused) = (unused(&start), unused(&end));
        let (campaign_of_file, calling_hours, in_file) = match file {
            Some(file) => (file.campaign, file.calling_hours, Some(Located::new(file.schedule, file.place))),
            None => (None, None, None),
        };
        let typed = |text: &str| CampaignRef::typed(text, platform);
        let campaign = campaign
            .map(|text| typed(text))
            .or_else(|| {
                campaign_of_file.as_ref().map(|of_file| CampaignRef::Name(of_file.name.value.clone()))
            })
            .or_else(|| variable("KCAMP_CAMPAIGN").map(|text| typed(&text)));
        let pattern = pattern::flagged(timing, platform, in_file.as_ref().map(|file| &file.value), findings)?;
        findings.extend(start_unused.clone().into_iter().chain(end_unused.clone()));
        let schedule = TypedSchedule {
            platform,
            pattern,
            start: start.filter(|_| start_unused.is_none()),
            end: end.filter(|_| end_unused.is_none()),
            at: timing.at.clone().map(|text| Located::new(text, Origin::Flag("--at".to_owned()))),
            zone: settings
                .timezone
                .as_ref()
                .map(|setting| Located::new(setting.value.clone(), Origin::Flag(setting.source.to_string()))),
            typing_zone,
            platform_zone: settings.schedule_timezone.value.clone(),
            in_file,
        };
        Ok(Self { campaign, schedule, calling_hours, campaign_of_file })
    }

    /// Whether what was given is wrong, so that nothing more is asked; then with all that is wrong with its times.
    fn is_wrong(&self, findings: &mut Findings, context: &mut Context) -> bool {
        let mut of_times = Findings::new();
        self.schedule.check_times(context.clock.now(), &mut of_times);
        let is_wrong = findings.has_firm_errors();
        // Without questions, what is missing is told first.
        let asks = context.ui.can_prompt();
        let may_be_answered = |code: &str| matches!(code, "time/zone-missing" | "time/at-without-start");
        let is_told = |finding: &Finding| {
            let Problem { severity, code, .. } = &finding.problem;
            is_wrong || asks && *severity == Severity::Error && !may_be_answered(code)
        };
        findings.extend(of_times.into_iter().filter(is_told));
        findings.has_firm_errors()
    }

    /// Returns an error that lists everything that is missing; `missing` is what the command itself misses.
    fn all_there(&self, command: &str, missing: Option<&str>) -> Result<(), Error> {
        let schedule = &self.schedule;
        let timed = schedule.in_file.is_some();
        let patterns = pattern::flags_of(schedule.platform);
        let mut missing: Vec<&str> = missing.into_iter().collect();
        let start = if !schedule.platform.has_own_clock() && !schedule.is_once() {
            "a time (--at HH:MM, or --start or KCAMP_START)"
        } else {
            "--start (or KCAMP_START)"
        };
        missing.extend((schedule.pattern.is_none() && !timed).then_some(patterns.as_str()));
        let start_missing =
            schedule.start.is_none() && !schedule.starts_by_itself() && !schedule.is_immediate();
        missing.extend((start_missing && !timed).then_some(start));
        let end_missing = schedule.end.is_none() && schedule.platform.has_own_clock() && !timed;
        missing.extend(end_missing.then_some("--end (or KCAMP_END)"));
        let time_missing = !timed && !schedule.is_immediate() && (start_missing || end_missing);
        let zone_missing = schedule.misses_zone() || (time_missing && schedule.may_miss_zone());
        missing.extend(zone_missing.then_some("--timezone (or KCAMP_TIMEZONE, or a profile's timezone)"));
        if missing.is_empty() {
            return Ok(());
        }
        let error = Error::usage("usage/missing-values", format!("{command} needs {}", missing.join(", ")));
        let others = missing.len() - usize::from(zone_missing);
        let error = if others > 0 {
            error.hint(give_as_flags(others, ", or a file with a schedule block with -f"))
        } else {
            error
        };
        Err(if zone_missing {
            error.hint("name the time zone of the times, such as --timezone Asia/Kolkata; --timezone UTC sends them as typed")
        } else {
            error
        })
    }
}
