#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use jiff::Timestamp;

use super::page;
use crate::domain::calling_hours::{CallingHours, CallingWindow, Frequency};
use crate::domain::finding::{Findings, Located, Origin};
use crate::domain::platform_kind::ClockBasis;
use crate::domain::preview::{PlannedCampaign, Selection, preview};
use crate::domain::recurrence::Recurrence;
use crate::domain::schedule::{BurkiScheduleRequest, RunPlan};
use crate::domain::wall_time::{ScheduleBound, TimeInput};
use crate::domain::zone::Zone;

const NOW: &str = "2026-12-03T08:00:00Z";

fn plan(start: &str, days: &str, zone: &str) -> RunPlan {
    let zone: Zone = zone.parse().unwrap();
    let input: TimeInput = start.parse().unwrap();
    let start = input.resolve(Some(&zone), ScheduleBound::Start { at: None }, NOW.parse().unwrap()).unwrap();
    let days = days.parse().unwrap();
    let pattern = Recurrence::Weekly { every: 1.try_into().unwrap(), days }.into();
    let origin = Origin::Flag("--start".into());
    let request = BurkiScheduleRequest {
        start: Located::new(start, origin.clone()),
        is_start_said: true,
        end: None,
        pattern: Located::new(pattern, origin),
    };
    request.plan(NOW.parse().unwrap(), &mut Findings::new()).unwrap()
}

fn campaign(name: &str, plan: RunPlan, hours: Option<(&str, &str)>) -> PlannedCampaign {
    PlannedCampaign {
        name: name.into(),
        contact_lists: vec!["Guests".parse().unwrap()],
        calling_hours: hours.map(|(zone, windows)| CallingHours {
            frequency: Frequency::Weekly,
            zone: zone.parse().unwrap(),
            windows: CallingWindow::parse_all(windows).unwrap(),
        }),
        plan,
        caveats: Vec::new(),
    }
}

fn shown(campaigns: &[PlannedCampaign], count: usize) -> String {
    let now: Timestamp = NOW.parse().unwrap();
    page(
        campaigns,
        &preview(campaigns, now, Selection { count, until: None }).runs,
        ClockBasis::Documented,
        now,
    )
}

#[test]
fn a_name_stays_text() {
    let name = "<script>alert(\"1\")</script>&'";
    let page = shown(&[campaign(name, plan("2026-12-07 09:00", "Mon", "UTC"), None)], 1);
    assert!(!page.contains("<script"), "{page}");
    assert!(page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;"), "{page}");
}

#[test]
fn nothing_comes_from_elsewhere() {
    let page = shown(&[campaign("a", plan("2026-12-07 09:00", "Mon", "UTC"), None)], 1);
    for forbidden in ["http:", "https:", "src=", "url(", "@import", "<link", "javascript:"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn a_run_stands_on_its_day_at_its_time_over_its_window() {
    let campaigns = [campaign("a", plan("2026-12-07 12:00", "Mon", "UTC"), Some(("UTC", "Mon 06:00-18:00")))];
    let page = shown(&campaigns, 1);
    assert!(page.contains("<h2 id=\"week-2026-12-07\">Week of 7 December 2026</h2>"), "{page}");
    let day = "<td style=\"background-image:linear-gradient(#0000 25.0%,var(--open) 25.0% 75.0%,#0000 75.0%)\">\
               <time class=\"run\" style=\"top:50.0%\" datetime=\"2026-12-07T12:00:00Z\">12:00</time>\
               <span class=\"spoken\">, calling hours 06:00 to 18:00</span></td>";
    assert!(page.contains(day), "{page}");
    assert_eq!(page.matches("<td></td>").count(), 6);
}

#[test]
fn a_week_is_a_table_whose_cells_have_a_day_and_a_campaign_as_headers() {
    let campaigns = [
        campaign("a", plan("2026-12-07 12:00", "Mon", "UTC"), None),
        campaign("b", plan("2026-12-03 12:00", "Thu", "UTC"), None),
    ];
    let page = shown(&campaigns, 3);
    assert!(!page.contains("<div"), "{page}");
    let tables: Vec<&str> = page.split("<table ").skip(1).collect();
    assert_eq!(tables.len(), page.matches("<h2 ").count());
    for table in tables {
        assert!(table.starts_with("aria-labelledby=\"week-"), "{table}");
        assert_eq!(table.matches("<th scope=\"col\"").count(), 8, "{table}");
        let rows = table.matches("<th scope=\"row\"").count();
        assert!(rows > 0 && table.matches("<td").count() == 7 * rows, "{table}");
    }
    assert_eq!(
        page.matches("<th scope=\"col\" aria-current=\"date\">Thu <b>3</b></th>").count(),
        1,
        "{page}"
    );
}

#[test]
fn windows_of_another_zone_are_cut_at_midnight() {
    // 18:00 to 23:00 in New York is 23:00 to 04:00 UTC.
    let hours = Some(("America/New_York", "Mon 18:00-23:00"));
    let page = shown(&[campaign("a", plan("2026-12-07 23:30", "Mon", "UTC"), hours)], 1);
    assert!(page.contains("var(--open) 95.8% 100.0%,"), "{page}");
    assert!(page.contains("var(--open) 0.0% 16.6%,"), "{page}");
    assert!(page.contains("calling hours 23:00 to 24:00"), "{page}");
}

#[test]
fn runs_outside_the_hours_and_collisions_are_marked_in_words_too() {
    let campaigns = [
        campaign("early", plan("2026-12-07 07:00", "Mon", "UTC"), Some(("UTC", "Mon 09:00-18:00"))),
        campaign("late", plan("2026-12-07 10:00", "Mon", "UTC"), Some(("UTC", "Mon 09:00-18:00"))),
    ];
    let page = shown(&campaigns, 1);
    assert!(page.contains("run waits clash"), "{page}");
    let heard = ">07:00 <i aria-hidden=\"true\">…</i><span class=\"spoken\">, outside the calling hours</span> \
                 <i aria-hidden=\"true\">!</i><span class=\"spoken\">, two campaigns on one contact list</span></time>";
    assert!(page.contains(heard), "{page}");
    assert!(page.contains("nobody is reached before Mon 2026-12-07 09:00 UTC"), "{page}");
    assert!(page.contains("late reaches the contact list Guests on the same day"), "{page}");
}

#[test]
fn a_page_holds_so_many_weeks_and_says_what_it_leaves_out() {
    let campaigns = [campaign("a", plan("2026-12-07 12:00", "Mon", "UTC"), None)];
    assert_eq!(shown(&campaigns, 60).matches("<section").count(), 60);
    assert!(!shown(&campaigns, 60).contains("left out"));
    let page = shown(&campaigns, 61);
    assert_eq!(page.matches("<section").count(), 60);
    assert!(page.contains("The runs from 2028-01-31 on are left out"), "{page}");
}

#[test]
fn no_run_is_said() {
    assert!(
        page(&[], &[], ClockBasis::Documented, NOW.parse().unwrap()).contains("There is no run to show.")
    );
}
