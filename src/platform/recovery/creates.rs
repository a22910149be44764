//! Settles creates whose answers were lost together, with one listing per look for all of them.
//!
//! A campaign counts as the one that was sent only if the platform's own clock shows that it was created after the
//! sending, and if every readable field is equal. Everything else leaves the outcome open. So does an answer, or a
//! read of the campaign that it names, that contradicts what was sent.

use std::collections::HashSet;
use std::time::Duration;

use super::age::Age;
use crate::domain::difference::{creation_contradictions, creation_differences, in_words};
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::plural::counted;
use crate::platform::error::{ErrorKind, PlatformError};
use crate::platform::http::{ClockReading, Http};
use crate::platform::outcome::{CreateDone, Created, Creation, LostCreate, SentCreate};
use crate::platform::retry::WaitReason;

/// The waits before each look. A create may be asynchronous: a campaign appears seconds later. Seven and a half
/// seconds are more than the documented samples need, and short enough to wait.
const WAITS: [Duration; 4] =
    [Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];

impl LostCreate {
    /// Why the outcome is unknown.
    pub const fn error(&self) -> &PlatformError {
        &self.error
    }
}

impl SentCreate {
    /// How the platform's data about the campaign that it reports as created contradicts what was sent, in words;
    /// `None` if it does not. A missing field contradicts nothing.
    fn contradiction(&self, live: &LiveCampaign, clock: Option<ClockReading>) -> Option<String> {
        if self.before.contains(&live.id) {
            return Some("was there before this create".to_owned());
        }
        let differences = creation_contradictions(live, &self.campaign);
        if !differences.is_empty() {
            return Some(format!("is not what was sent: {}", in_words(&differences)));
        }
        let age = Age::of(live.created_at, clock, self.sent);
        live.created_at
            .filter(|_| age == Age::Older)
            .map(|at| format!("is older than this create: it was created at {at}"))
    }

    /// The create as done, unless the returned fields of the campaign contradict what was sent.
    fn judged(self, created: Created, told: &LiveCampaign, clock: Option<ClockReading>) -> Creation {
        match self.contradiction(told, clock) {
            None => Creation::Done(Box::new(CreateDone { created, create: self })),
            Some(words) => self.doubted(&created.value.id, &words),
        }
    }

    /// The create as lost, because its answer cannot be trusted. `words` says what is wrong with the campaign that
    /// the answer named.
    fn doubted(self, id: &CampaignId, words: &str) -> Creation {
        let cause = format!("the platform's answer names {id}, which {words}");
        let error = PlatformError::new(ErrorKind::OutcomeUnknown, &*self.purpose, cause);
        Creation::Lost(Box::new(LostCreate { create: self, error }))
    }
}

impl Creation {
    /// Judges the answer to a create that was sent for this purpose. If it was lost or contradicts what was sent, the
    /// create is kept so that it can be looked for. `before` are the campaigns that existed before, if they were
    /// read.
    ///
    /// # Errors
    ///
    /// The create failed with a known outcome.
    pub(in crate::platform) fn of(
        answer: Result<Created, PlatformError>,
        purpose: String,
        campaign: PlatformCampaign,
        before: HashSet<CampaignId>,
        http: &Http,
    ) -> Result<Self, PlatformError> {
        let create = SentCreate { purpose, campaign, sent: http.last_write_began(), before };
        match answer {
            Ok(created) => {
                let told = created.value.clone();
                Ok(create.judged(created, &told, http.last_clock_reading()))
            }
            Err(error) if error.is_outcome_unknown() => {
                Ok(Self::Lost(Box::new(LostCreate { create, error })))
            }
            Err(error) => Err(error),
        }
    }
}

impl CreateDone {
    /// Compares with a later read of the campaign. If that contradicts what was sent, the outcome is open.
    pub(in crate::platform) fn held_against(self, read: &LiveCampaign, http: &Http) -> Creation {
        self.create.judged(self.created, read, http.last_clock_reading())
    }

    /// Leaves the create open because the platform does not know the campaign that its answer named.
    pub fn named_nothing(self) -> Creation {
        self.create.doubted(&self.created.value.id, "it does not know when it is asked for it")
    }
}

/// The search for one create.
struct Search {
    lost: LostCreate,
    /// The result of the last look, in words.
    seen: String,
    /// A campaign that has the name and may be another user's; `None` if the last look found none.
    of_the_name: Option<CampaignId>,
    found: Option<LiveCampaign>,
}

/// Looks for the campaigns of all the creates, a few times, and returns the outcomes in the order of the creates.
/// `rows_of` lists the campaigns of these types; `whole` reads every field of one row.
pub(in crate::platform) async fn settle_creates(
    http: &Http,
    lost: Vec<LostCreate>,
    mut rows_of: impl AsyncFnMut(&[&'static str]) -> Result<Vec<LiveCampaign>, PlatformError>,
    mut whole: impl AsyncFnMut(LiveCampaign) -> Result<LiveCampaign, PlatformError>,
) -> Vec<Result<Created, PlatformError>> {
    let mut searches: Vec<Search> = lost.into_iter().map(Search::new).collect();
    for (index, wait) in WAITS.iter().enumerate() {
        let open = || searches.iter().filter(|search| search.found.is_none());
        let Some(Search { lost: LostCreate { error: lost, .. }, .. }) = open().next() else { break };
        let mut types: Vec<&str> = open().map(|search| search.lost.create.campaign.type_word()).collect();
        types.sort_unstable();
        types.dedup();
        if http.pause(*wait, WaitReason::LookingAgain, lost.purpose(), lost.cause()).await.is_err() {
            for search in searches.iter_mut().filter(|search| search.found.is_none()) {
                search.seen.push_str("; the deadline leaves no time to look again");
            }
            break;
        }
        let rows = rows_of(&types).await;
        let clock = http.last_clock_reading();
        for at in 0..searches.len() {
            if searches[at].found.is_some() {
                continue;
            }
            // A campaign that is matched to one create is not matched to another.
            let taken: Vec<CampaignId> =
                searches.iter().filter_map(|search| search.found.as_ref().map(|it| it.id.clone())).collect();
            searches[at].look(rows.as_deref(), clock, index + 1, &taken, &mut whole).await;
        }
    }
    searches.into_iter().map(Search::end).collect()
}

impl Search {
    fn new(lost: LostCreate) -> Self {
        Self { lost, seen: "the campaign was not read back".to_owned(), of_the_name: None, found: None }
    }

    async fn look(
        &mut self,
        rows: Result<&[LiveCampaign], &PlatformError>,
        clock: Option<ClockReading>,
        looks: usize,
        taken: &[CampaignId],
        whole: &mut impl AsyncFnMut(LiveCampaign) -> Result<LiveCampaign, PlatformError>,
    ) {
        let rows = match rows {
            Ok(rows) => rows,
            Err(error) => {
                self.seen = format!("looking for it failed too: {error}");
                return;
            }
        };
        let id = rows
            .iter()
            .find(|row| row.name == self.lost.create.campaign.name() && !taken.contains(&row.id))
            .map(|row| row.id.clone());
        self.of_the_name = id;
        let row = match self.candidate(rows, clock, looks, taken) {
            Ok(row) => row.clone(),
            Err(words) => {
                self.seen = words;
                return;
            }
        };
        let id = row.id.clone();
        match whole(row).await {
            Err(error) => self.seen = format!("{id} has this name, and reading it failed too: {error}"),
            Ok(live) => {
                let differences = creation_differences(&live, &self.lost.create.campaign);
                if differences.is_empty() {
                    self.found = Some(live);
                } else {
                    let how = in_words(&differences);
                    self.seen = format!(
                        "{id} has this name and was created since, and it is not what was sent: {how}"
                    );
                }
            }
        }
    }

    /// The one row that can be what was sent, by its name and the clocks; else the reason why no row is, in words.
    fn candidate<'rows>(
        &self,
        rows: &'rows [LiveCampaign],
        clock: Option<ClockReading>,
        looks: usize,
        taken: &[CampaignId],
    ) -> Result<&'rows LiveCampaign, String> {
        let campaign = &self.lost.create.campaign;
        let of_the_name: Vec<&LiveCampaign> = rows
            .iter()
            .filter(|row| row.name == campaign.name() && row.type_word() == Some(campaign.type_word()))
            .filter(|row| !taken.contains(&row.id))
            .collect();
        if of_the_name.is_empty() {
            return Err(format!(
                "no campaign of this name appeared in {}, and it may still appear",
                counted(looks, "look")
            ));
        }
        let ages: Vec<(&LiveCampaign, Age)> =
            of_the_name.iter().map(|row| (*row, self.age(row, clock))).collect();
        let fresh: Vec<&LiveCampaign> =
            ages.iter().filter(|(_, age)| *age == Age::Fresh).map(|(row, _)| *row).collect();
        match fresh.as_slice() {
            [only] => Ok(only),
            [] => {
                let shown = |age: &Age| ages.iter().find(|(_, other)| other == age).map(|(row, _)| &row.id);
                let order = [Age::Undated, Age::NoClock, Age::Ahead, Age::Older];
                let (id, age) = order
                    .into_iter()
                    .find_map(|age| shown(&age).map(|id| (id, age)))
                    .unwrap_or((&ages[0].0.id, Age::Older));
                Err(format!("{id} has this name, and {}", age.words("create")))
            }
            several => {
                let ids: Vec<&str> = several.iter().map(|row| row.id.as_str()).collect();
                Err(format!("{} campaigns of this name were created since: {}", ids.len(), ids.join(", ")))
            }
        }
    }

    fn age(&self, row: &LiveCampaign, clock: Option<ClockReading>) -> Age {
        if row.created_at.is_some() && self.lost.create.before.contains(&row.id) {
            return Age::Older;
        }
        Age::of(row.created_at, clock, self.lost.create.sent)
    }

    fn end(self) -> Result<Created, PlatformError> {
        if let Some(live) = self.found {
            return Ok(Created::read_back(live));
        }
        let name = self.lost.create.campaign.name();
        let look = match self.of_the_name {
            Some(id) => format!(
                "look at what has the name: `kcamp campaign get {id}`; create it again only if that is another's"
            ),
            None => format!(
                "look for {name:?} in `kcamp campaign list` in a minute, and create it again only if it is not there"
            ),
        };
        Err(self.lost.error.with_more_of_cause(&self.seen).with_hint(look))
    }
}
