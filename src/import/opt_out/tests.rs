//! Headers and cells of columns that say who opted out, and such that do not.

use super::{NO, NOT_OPTED_OUT, OptOutMeaning};

/// Headers of columns of opt-outs, with `|` between them.
const OUT_HEADERS: &str = "Do Not Call|DoNotCall|do_not_call|DO-NOT-CALL|Do not contact|Do Not Text|DNC|dnc|Opt out|opt_out|Opt-Out|OptedOut|\
    Opted out|Unsubscribed|Suppress|suppressed|Blocked|Do Not Call?|Nicht anrufen|Désinscrit|Não ligar|Do_Not_Call__c|\
    DO NOT CALL (SMS)|Please do not call|Do not send SMS|HasOptedOutOfSms|Has_Opted_Out_Of_SMS__c|Opt Out Voice|\
    Customer opt-out|optOutReason|DNC_Status|dnc flag|Federal DNC|TPS|CTPS registered|Robinson|Robinson-Liste|\
    Telefonsperre|Bloctel|Inscrit Bloctel|Kein Anruf|Keine Werbeanrufe / nicht anrufen|Ne pas m'appeler|Not opted in|\
    No consent|Blocked for calls|Opted out of email and SMS";
/// Headers of columns of consents.
const CONSENT_HEADERS: &str = "Consent|consent|Opt in|opt_in|OptedIn|Opted-In|Subscribed|SMS consent|GDPR consent|GDPR_Consent__c|Consent to calls|\
    Contactable|Can call|canText|May contact|OK to call?|Allow calls|Calls allowed|Permission to contact|\
    Einwilligung Telefon|Not opted out|Opt in/out";
/// Headers of columns of states.
const STATUS_HEADERS: &str = "Status|status|Contact Status|Subscription status";
/// Headers of columns of tags.
const TAGS_HEADERS: &str = "Tags|tag|Labels|Contact tags|contact_labels|Lead Tags|Customer tag list|Etiquetas|Étiquettes|Schlagwörter|Tags__c";
/// Headers that say nothing of an opt-out.
const OTHER_HEADERS: &str = "Dnc list name|Call|Notes|Email opt out|Block|Status date|Opt|Subscriber id|Phone|Call back|Contact||\
    HasOptedOutOfEmail|HasOptedOutOfFax|Email_Opt_Out__c|Do Not Mail|Email consent|Newsletter opt in|Unsubscribe link|\
    Opt-out URL|DNC checked|Do not call before|No. of calls|May calls|Calls|Last call|Not called|Text|Message|\
    Blocked by user 7|Cookie consent|Permissions|Candidate|Optician|Outcome";
/// Cells of a column of opt-outs that say so.
const OUT_YES: &str = "yes|Y|TRUE|t|1|x|ja|si|Sí|oui| true |=TRUE()|2026-11-02|asked on the phone|STOP|*|✓|Do Not Allow|?|10|active|\
    Registered|ok|never|safe|.|/|…|•|no?|#N/A|n/a?|0*|+|false (until May)|unknown|N/A - asked by mail|-1|0.5|not yet";
/// Cells of one that do not.
const OUT_NO: &str = "| |no|N|FALSE|f|0|-|–|\u{a0}|nein|Não|0.0|0000-00-00|N/A|null|Allow|none|No!|no.|0.00|--|\
    0,0|false.|n.a.|(none)|-0|NULL|=FALSE()|—|−|\u{200b}|\"\"|_";
/// Cells of a column of consents that say that there is none.
const CONSENT_OUT: &str =
    "never|no|N|FALSE|f|0|nein|non|opted out|Unsubscribed|withdrawn|none|out|Customer opted out";
/// Cells of one that do not.
const CONSENT_GIVEN: &str = "|yes|Y|TRUE|1|x|2026-11-02|by form|-";
/// Cells of a column of states that say that somebody opted out.
const STATUS_OUT: &str = "unsubscribed|Opted out|opted-out|OptedOut|Do not call|DNC|do_not_contact|Unsubscribed (2026-11-02)|Blocked|STOP|Stop!|\
    STOPALL|Customer opted out|Please do not call|On federal DNC|Nicht anrufen";
/// Cells of one that do not.
const STATUS_OTHER: &str = "|active|Subscribed|new|no|0|true|customer|pending|Called|x|Stopped by|Not opted out|Not contactable|Could not contact|\
    No contact|Non-stop|Call stopped|nicht erreicht";

/// Cells of a column of tags that say that somebody opted out.
const TAGS_OUT: &str = "dnc|vip;dnc|vip, do not call|Opt-Out,new|unsubscribed|vip; stop|STOP|vip dnc|group a; DNC|#dnc|[\"vip\",\"stop\"]|\
    photo dnc|vip\nopted out|blocked,vip|Nicht anrufen; Kunde";
/// Cells of one that do not.
const TAGS_OTHER: &str =
    "|vip|vip;new|non-stop|subscribed|no|vip, not opted out|stopover; vip|DNC checked; vip|candidate";

#[test]
fn a_header_says_what_its_column_is_in_every_way_of_writing_it() {
    for (says, headers) in [
        (Some(OptOutMeaning::OptOut), OUT_HEADERS),
        (Some(OptOutMeaning::Consent), CONSENT_HEADERS),
        (Some(OptOutMeaning::Status), STATUS_HEADERS),
        (Some(OptOutMeaning::Tags), TAGS_HEADERS),
        (None, OTHER_HEADERS),
    ] {
        for header in headers.split('|') {
            assert_eq!(OptOutMeaning::of_header(header), says, "{header}");
        }
    }
}

#[test]
fn a_cell_says_whether_somebody_opted_out() {
    for (says, out, cells) in [
        (OptOutMeaning::OptOut, true, OUT_YES),
        (OptOutMeaning::OptOut, false, OUT_NO),
        (OptOutMeaning::Consent, true, CONSENT_OUT),
        (OptOutMeaning::Consent, false, CONSENT_GIVEN),
        (OptOutMeaning::Status, true, STATUS_OUT),
        (OptOutMeaning::Status, false, STATUS_OTHER),
        (OptOutMeaning::Tags, true, TAGS_OUT),
        (OptOutMeaning::Tags, false, TAGS_OTHER),
    ] {
        for cell in cells.split('|') {
            assert_eq!(says.opted_out(cell), out, "{says:?} {cell:?}");
        }
    }
}

#[test]
fn the_documents_have_every_cell_that_says_no() {
    let table = include_str!("../../../docs/import.md");
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| `")).collect();
    let words = rows.iter().flat_map(|row| row.split('`').skip(1).step_by(2));
    let written: Vec<String> = words.map(crate::import::headers::plain).collect();
    for word in NO.iter().chain(NOT_OPTED_OUT) {
        assert!(written.iter().any(|it| it == word), "docs/import.md has no row with {word}");
    }
}
