//! Headers and cells of columns that say who opted out, and such that do not.

use std::collections::HashMap;

use super::flags::Flags;
use super::header::InDoubt;
use super::words::{Kind, entries};
use super::{OptOutColumn, OptOutMeaning, Said, Topic};

/// A column of this meaning, about which nothing was said by hand.
fn column(says: OptOutMeaning) -> OptOutColumn {
    OptOutColumn { place: 0, says, by_hand: HashMap::new(), topic: Topic::Anything }
}

/// Headers of columns of opt-outs, with `|` between them.
const OUT_HEADERS: &str = "Ne pas déranger|Не беспокоить|Не телефонувати|Jangan hubungi|Không gọi|donotbulkphone|Do Not Call|DoNotCall|do_not_call|DO-NOT-CALL|Do not contact|Do Not Text|DNC|dnc|Opt out|opt_out|Opt-Out|OptedOut|\
    Opted out|Unsubscribed|Suppress|suppressed|Blocked|Do Not Call?|Nicht anrufen|Désinscrit|Não ligar|Do_Not_Call__c|\
    DO NOT CALL (SMS)|Please do not call|Do not send SMS|HasOptedOutOfSms|Has_Opted_Out_Of_SMS__c|Opt Out Voice|\
    Customer opt-out|optOutReason|DNC_Status|dnc flag|Federal DNC|TPS|CTPS registered|Robinson|Robinson-Liste|\
    Telefonsperre|Bloctel|Inscrit Bloctel|Kein Anruf|Keine Werbeanrufe / nicht anrufen|Ne pas m'appeler|Not opted in|\
    No consent|Blocked for calls|Opted out of email and SMS|No Calls|no_calls|NoCalls|No SMS|No phone calls|No texts|Stop SMS|\
    Stop calling|Unsub|unsub_date|Ikke ring|Ring ikke|Ring inte|Ej ringa|Nie dzwonić|Не звонить";
/// Headers of agreements that ended or are missing: columns of opt-outs.
const WITHDRAWN_HEADERS: &str = "Consent withheld|Consent inactive|Consent voided|Einwilligung aufgehoben|Einwilligung gelöscht|\
    Consentement supprimé|Cofnięcie zgody|Data wycofania zgody|Consent suppressed|Consent suppression|Suppressed consent|\
    Consent blacklisted|Consent blocklist|Permission suppressed|Opt-in suppressed|Rifiuta consenso|Rechaza consentimiento|Weigert toestemming|\
    Toestemming nee|Samtykke nej|Samtykke nei|Einwilligung: nein|Einwilligung nein|Consent: no|Toestemming afgewezen|Samtykke mangler|Samtycke saknas|Inget samtycke|Zgoda wygasła|Suostumus puuttuu|Consent revoked|Consent_Revoked__c|consentRevoked|consent-revoked|CONSENT REVOKED|Consent withdrawn|\
    Consent Withdrawn Date|Consent Withdrawn At|Has consent been withdrawn?|Date of withdrawal of consent|SMS consent revoked|Consent denied|\
    Consent expired|Consent refused|Consent declined|Consent cancelled|Permission withdrawn|permission_revoked|Opt-in revoked|\
    Opt in cancelled|OptInExpired|Subscribed until|Revoked consent|Withdrew consent|Lost consent|Missing consent|Without consent|\
    No marketing consent|Consent not given|Consent: none|Consent missing|Never consented|Consent to be removed|Keine Einwilligung|\
    Einwilligung widerrufen|Widerruf der Einwilligung|Einwilligungswiderruf|Einwilligung zurückgezogen|Einwilligung fehlt|Ohne Zustimmung|\
    Consentimiento revocado|consentimiento_retirado|Sin consentimiento|Consentement retiré|Consentement révoqué le|Sans consentement|\
    Retrait du consentement|Pas de consentement|Consentimento revogado|Sem consentimento|Consenso revocato|Senza consenso|\
    Toestemming ingetrokken|Geen toestemming|Samtykke trukket tilbake|Uten samtykke|Brak zgody|Wycofana zgoda|Без согласия|\
    Согласие отозвано|同意撤回|동의 철회|Cannot call|Can't call|Can’t text|Can not call|Calls not allowed|Not callable|\
    No consent / withdrawn";
/// Headers of columns of consents.
const CONSENT_HEADERS: &str = "Consent|consent|Opt in|opt_in|OptedIn|Opted-In|Subscribed|SMS consent|GDPR consent|GDPR_Consent__c|Consent to calls|\
    Contactable|Can call|canText|May contact|OK to call?|Allow calls|Calls allowed|Permission to contact|\
    Einwilligung Telefon|Not opted out|Consent (yes/no)|Samtykke (ja/nej)|Samtykke ja/nei|Consent Y/N|Einwilligung (ja/nein)|Consent not revoked|\
    Consent not withdrawn|Einwilligung nicht widerrufen|OK to call (Y/N)|Can call until|Samtykke|Accepts SMS Marketing|accepts_marketing|Accepts calls";
/// Headers of columns of states.
const STATUS_HEADERS: &str = "Status|status|Contact Status|Subscription status|Opt-in source|optInSource|SMS Opt-in channel|Consent method";
/// Headers of columns of tags.
const TAGS_HEADERS: &str = "Tags|tag|Labels|Contact tags|contact_labels|Lead Tags|Customer tag list|Etiquetas|Étiquettes|Schlagwörter|Tags__c";
/// Headers that say nothing of an opt-out.
const OTHER_HEADERS: &str = "Dnc list name|Call|Notes|Email opt out|Block|Status date|Opt|Subscriber id|Phone|Call back|Contact||\
    HasOptedOutOfEmail|HasOptedOutOfFax|Email_Opt_Out__c|Do Not Mail|Email consent|Newsletter opt in|Unsubscribe link|\
    Opt-out URL|DNC checked|Do not call before|No. of calls|May calls|Calls|Last call|Not called|Text|Message|\
    Accepts Email Marketing|No. calls|Phone No SMS|Stop date|No emails|Cookie consent|Candidate|Optician|Outcome";
/// Cells of a column of opt-outs that say so.
const OUT_YES: &str = "yes|Y|TRUE|t|1|x|ja|si|Sí|oui| true |=TRUE()|2026-11-02|asked on the phone|STOP|*|✓|Do Not Allow|?|10|active|\
    Registered|ok|never|safe|.|/|…|•|no?|#N/A|n/a?|0*|+|false (until May)|unknown|N/A - asked by mail|-1|0.5|not yet";
/// Cells of one that do not.
const OUT_NO: &str = "| |no|N|FALSE|f|0|-|–|\u{a0}|nein|Não|0.0|0000-00-00|N/A|null|Allow|none|No!|no.|0.00|--|\
    0,0|false.|n.a.|(none)|-0|NULL|=FALSE()|—|−|\u{200b}|\"\"|_";
/// Cells of a column of consents that say that there is none.
const CONSENT_OUT: &str = "never|no|N|FALSE|f|0|nein|non|opted out|Unsubscribed|withdrawn|none|out|Customer opted out|No (2024)|No - 2024-05-01|\
    no 2023-01-01|No, thank you|N (SMS)|false (imported)|not consented|not agreed|no consent given|consent withdrawn|withdrew|\
    revoked on 2024-05-01|stop sms|asked to stop|remove me|disagree|expired|never given|nein danke|nej tack|no sms|\
    opted-out (sms)|0.0|0000-00-00|doesn't agree|STOP|widerrufen am 1.5.2024|ikke givet|sin consentimiento|yes, now revoked";
/// Cells of one that do not.
const CONSENT_GIVEN: &str = "|yes|Y|TRUE|1|x|2026-11-02|-|Yes, by form|YES (2024-05-01)|opted in|Opted in 2024|double opt-in|granted|Consent given|agreed|02.11.2026|\
    2 Nov 2026|2026-11-02T10:30:00Z|✓|Ja|=TRUE()|on";
/// Cells of one that say neither.
const CONSENT_UNCLEAR: &str = "by form|N/A|?|null|unknown|pending|yes?|consent requested|web|2|call me|see notes|implied|yes (email only)|yes, except calls|true -> false|1/0|y/n|yes 0|\
    yes (tbc)|opted in; complained|ja, nur E-Mail|oui, sauf appels|sí, solo correo";
/// Cells of a column of states that say that somebody opted out.
const STATUS_OUT: &str = "unsubscribed|Opted out|opted-out|OptedOut|Do not call|DNC|do_not_contact|Unsubscribed (2026-11-02)|Blocked|STOP|Stop!|\
    STOPALL|Customer opted out|Please do not call|On federal DNC|Nicht anrufen|Keine Anrufe|Ne pas contacter|Pas d'appel|No contactar más|Non contattare|Geen contact";
/// Cells of one that do not.
const STATUS_OTHER: &str = "|active|Subscribed|new|no|0|true|customer|pending|Called|x|Stopped by|Not opted out|Not contactable|Could not contact|\
    No contact|Non-stop|Call stopped|nicht erreicht";

/// Cells of a column of tags that say that somebody opted out.
const TAGS_OUT: &str = "dnc|vip;dnc|vip, do not call|Opt-Out,new|unsubscribed|vip; stop|STOP|vip dnc|group a; DNC|#dnc|[\"vip\",\"stop\"]|\
    photo dnc|vip\nopted out|blocked,vip|Nicht anrufen; Kunde";
/// Cells of one that do not.
const TAGS_OTHER: &str =
    "|vip|vip;new|non-stop|subscribed|no|vip, not opted out|stopover; vip|DNC checked; vip|candidate";

/// Headers that may be about an opt-out or an agreement, and that nobody knows: each is a question.
const IN_DOUBT_HEADERS: &str = "Permiso revocado|Permiso|Sin permiso|Nicht einverstanden|Einverstanden|Widerruf|Widerrufsdatum|Ne plus appeler|\
    Désinscription|Date de désinscription|Accord retiré|Accord|Date d'accord|Sans accord|Objection|Objected|Stop|Subscription cancelled|\
    Cancelled subscription|Opt-in opt out|Opt in / opt out date|Permissions|Blocked by user 7|dnc2024|DNC2024_flag|Never call|\
    Nunca llamar calls|Refus|Refus d'appel|Refusé|Droit d'opposition|Abgemeldet am|Gesperrt|Sperrvermerk|Anrufverbot|Untersagt|\
    Rechazó llamadas|Revogado em|Bloqueado|Toestemming onbekend|Bezwaar|Afgemeld|Uitgeschreven|Samtykketype|Avmeldt|Suostumuksen tila|\
    Markkinointikielto|Sprzeciw|Rezygnacja|Wycofanie|Odvoláno|Odhlášen|İzin|Onay|İptal|Ditolak|Отказ|Отписался|\
    Отказ от звонков|Согласен|Запрет звонков|Заблокирован|Відмова|Заборона дзвінків|同意しない|拒否|受信拒否|配信停止|退订|黑名单|수신거부|수신 동의|\
    सहमति|رفض|موافقة|Consent elállás|Consent dispute|Consent xyz|Declined|Rejected|Removed|Excluded|Withdrawn|Revoked|GDPR|RGPD|\
    No subscription|SMS subscription|Authorized to call|Keine Werbung|Do not market|Autorisation retirée|Disagreed|Suppressed by import|\
    Blacklisted by Ana|Opt in/out|Opt-in/out|Opt In/Out date|OptInOut|optinout|Consent or else|Consent nullified|\
    Lehnt Einwilligung ab|Consent forwarded|Fecha de baja|Baja|NIX|Anruf nicht gewünscht|Unsubscribes|Opted|Known Litigator|Cease and Desist|\
    Erasure requested|Deceased|Ex-directory|Opt Status|Phone Opt|Excluido|Austragung|Чорний список|\
    Daftar hitam|Aranmak istemiyor|İYS SMS İzni|डीएनडी|不再联系|DM不可|Iscritto RPO|Markkinointilupa|\
    Cancelación de suscripción";

/// Headers of real exports with a word that may also be one of these, or looks like it.
const HARMLESS_HEADERS: &str = "Stop-by date|Stop time|Bus stop|Next Stop|Stop 1|Contact owner|Last contacted|Do you own your home?|Do you rent|\
    Accord Type|Model: Honda Accord|Vehicle: Accord|Bloque|Block|Block/Street|Tower/Block|Subscription plan|Subscription|Subscription ID|\
    Subscription end date|Subscription No|Subscription renewal|Agreement No|Agreement end date|Contract end|Retired|Retirement date|Objective|Object ID|\
    Objekt|Opposite|Opportunity|Opportunity Stage|Option|Options|Optional|Operator|Opt|Contact No. 2|No. of contacts|Call count|\
    Call duration|Last call outcome|Calls made|Call back|Callback date|Last Call Date|Next call|Number of calls|Text|SMS sent|\
    Times Contacted|Last Contacted Date|Became a customer date|Lifecycle Stage|Lead Source|Record ID|HubSpot Owner|Create Date|\
    Last Activity|Original Source|Associated Company|Number of Associated Deals|Account Name|Mailing Street|Billing Block|Lead Rating|\
    Annual Revenue|Do Not Ship|Do Not Mail|Modified By|Created Time|Lead Owner|Industry|Secondary Email|Email Opt Out|Skype ID|\
    Unsubscribed link|Consent form URL|Cancelled orders|Cancellation fee|Order cancelled|Payment declined|Loan rejected|Application withdrawn|\
    Withdrawal amount|Authorization code|Permit number|Refund|Reference|Referral|Removal van|Removed by|Excluded items|Baja California|\
    Abonnement|Inscription|Anmeldung|Quarter|Sperling|Robin|Notes|Nie|Nicht erreicht|Never called|Not contacted|Dndetails id|Zustand|Verein|Accordion|\
    rejected_line|rejected_code|rejected_reason";

#[test]
fn a_header_says_what_its_column_is_in_every_way_of_writing_it() {
    for (says, headers) in [
        (Ok(Some(OptOutMeaning::OptOut)), OUT_HEADERS),
        (Ok(Some(OptOutMeaning::OptOut)), WITHDRAWN_HEADERS),
        (Ok(Some(OptOutMeaning::Consent)), CONSENT_HEADERS),
        (Ok(Some(OptOutMeaning::Status)), STATUS_HEADERS),
        (Ok(Some(OptOutMeaning::Tags)), TAGS_HEADERS),
        (Ok(None), OTHER_HEADERS),
        (Ok(None), HARMLESS_HEADERS),
        (Err(InDoubt), IN_DOUBT_HEADERS),
    ] {
        let wrong = headers.split('|').filter(|header| OptOutMeaning::of_header(header) != says);
        assert_eq!(wrong.collect::<Vec<_>>(), [""; 0], "{says:?}");
    }
}

#[test]
fn a_cell_says_whether_somebody_opted_out() {
    for (says, out, cells) in [
        (OptOutMeaning::OptOut, true, OUT_YES),
        (OptOutMeaning::OptOut, false, OUT_NO),
        (OptOutMeaning::Consent, true, CONSENT_OUT),
        (OptOutMeaning::Consent, false, CONSENT_GIVEN),
        (OptOutMeaning::Consent, false, CONSENT_UNCLEAR),
        (OptOutMeaning::Status, true, STATUS_OUT),
        (OptOutMeaning::Status, false, STATUS_OTHER),
        (OptOutMeaning::Tags, true, TAGS_OUT),
        (OptOutMeaning::Tags, false, TAGS_OTHER),
    ] {
        let column = column(says);
        let wrong = cells.split('|').filter(|cell| column.opted_out(cell) != out);
        assert_eq!(wrong.collect::<Vec<_>>(), [""; 0], "{says:?}");
    }
    for (is_unclear, cells) in [(true, CONSENT_UNCLEAR), (false, CONSENT_GIVEN), (false, CONSENT_OUT)] {
        let is_wrong = |cell: &&str| (OptOutMeaning::Consent.said(cell) == Said::Unclear) != is_unclear;
        assert_eq!(cells.split('|').filter(is_wrong).collect::<Vec<_>>(), [""; 0], "{is_unclear}");
    }
}

/// States and tags that may be an opt-out, and that nobody knows: each is a question.
const STATES_IN_DOUBT: &str = "dnc2024|dncall|Widerrufen|Consent withdrawn|revoked 2024|Désinscription le 2 mai|never call|\
    Ne plus appeler|Sperre|отписался|拒否|bloqueado|blocked-by-ana|opt-in expired|Permiso retirado|no consent|\
    Withdrawn|withdrawn 2024-05-01|objected|declined contact|no calls|no_contact|removed by request|Kein Kontakt|widersprochen|\
    refus de contact|opposition|dado de baja|sin contacto|opposizione|\
    Nessun contatto|Bel-me-niet|verzet|uitgeschreven|Sprzeciw|Brak kontaktu|wypisany|Odmowa kontaktu";

/// Cells that say by themselves in any column that somebody wants no calls, or may say it: each is a question.
const CELLS_THAT_SAY_IT: &str = "do not call|Do Not Call|DNC|dnc 2024-05-01|DO_NOT_CALL|DoNotCall|Please don't call|Please do not ever call me again|don’t text|no calls|No more calls|no_contact|\
    STOP|Stop!|opted out|Opted out (SMS)|opt-out|unsubscribed|withdrawn|Withdrawn on 1.5.2024|objected|declined contact|removed by request|Remove me|\
    DND|never call|Consent withdrawn|blacklisted|must not call|vip;do not call|a, DNC|Nicht anrufen|Bitte nicht mehr anrufen|Kein Kontakt|Widerrufen|widersprochen am 1.5.24|\
    Keine Werbung|Ne pas appeler|ne plus m'appeler|Refus de contact|Désinscrit|No llamar|No llamar más|Dado de baja|Sin contacto|Oposición|\
    Non chiamare più|Opposizione|Niet bellen|Geen contact|Bezwaar|Nie dzwonić|nie kontaktować|Sprzeciw|Não ligar|Descadastrado|Ring inte|\
    Ikke ring|Älä soita|Nevolat|Aramayın|Не звонить|отписался|電話不可|退订|수신거부|Call: do not call|Notes - do not contact|No further calls|\
    No phone calls please|Take me off your list|Removed from list|Removed at customer request|Asked to stop calling|Refused consent|hat widersprochen|\
    No volver a llamar|Dar de baja|Não quer ser contatado|Vill inte bli uppringd|連絡不要";
/// Cells of notes with a word of calls, texts or a list beside a refusal or an end: each is a question.
const REFUSALS: &str = "please stop calling me|please do not phone|no more texts please|do not ring|remove from list|asked to be removed|lawyer letter - no contact|DO NOT DIAL|\
    angry, never call again|unsubscribe|take me off|cease contact|not to be contacted|Stop texting him!|quit calling|No contact|asked for no more calls|\
    please take my number off your list|take me off of the list|delete my number from your database|wants to be removed|asked us to remove her|\
    doesn't want to be called|does not want calls|no longer wants to be contacted|Customer said: no further contact please|no calls, ever|\
    angry after the last call, do not call again|changed plan, do not call|said no more sms|never text this number|Wife answered, do not ever call here again|\
    keine Anrufe mehr|bitte nicht anrufen|möchte keine Anrufe mehr bekommen|bitte aus der Liste löschen|rufen Sie mich bitte nicht mehr an|wünscht keinen Kontakt|\
    möchte nicht angerufen werden|ne plus appeler|merci de ne plus m'appeler|ne m'appelez plus|arrêtez d'appeler|retirer de la liste|no llamar más|\
    no me llamen más por favor|dejen de llamar|quitar de la lista|não ligar|por favor não ligue mais|parem de ligar|remover da lista|non chiamare|\
    per favore non chiamare più|smettete di chiamare|togliere dalla lista, rimuovere dalla lista|niet bellen|stop met bellen|bel mij niet meer|\
    van de lijst verwijderen|ring inte|snälla ring inte igen|sluta ringa|ikke ring|vil ikke kontaktes|älä soita enää|nie dzwonić|proszę więcej nie dzwonić|\
    usunąć z listy|prosím nevolejte|ne hívjanak többet|nu mai sunați|ne zvati više|aramayın|lütfen bir daha aramayın|не звонить|больше не звоните|\
    удалить из списка|прошу не беспокоить|не дзвонити більше|не се обаждайте|勿打电话|请不要再打电话|以后别打电话了|電話しないで|もう電話しないでください|\
    전화하지 마세요|ห้ามโทรมาอีก|jangan telepon lagi|đừng gọi nữa|लॉक नहीं, कॉल न करें|لا تتصلوا بي مرة أخرى|לא להתקשר יותר";
/// Cells of notes that say nothing of it.
const NO_REFUSALS: &str = "left voicemail, no message|no contact made|no contact yet|No contact number|never called|never calls back|no call back yet|do not call before 9|\
    don't call me after 6pm|call back Monday, not today|did not call|removed two items from order|waiting list, removed|tooth to be removed|20% off list price|\
    stopped by, call tomorrow|first stop, then call|takes off at 10:30|prefers email|no answer|number not in service|Stop loss, call broker|no calls made|\
    delete order 12|price list sent|asked for brochure|asked to call back|wants a call|likes texts|noch kein Kontakt|Kein Kontakt möglich|\
    nicht erreicht, später anrufen|ruft nicht zurück|rappeler lundi|pas de réponse|llamar el lunes|no contesta|ligar amanhã|não atende|richiamare domani|\
    non risponde|bel terug|neemt niet op|ring igen på måndag|svarer ikke|nie odbiera|oddzwonić|перезвонить завтра|не отвечает|не дозвонились|\
    无人接听|稍后致电|電話に出ない|折り返し電話|부재중, 다시 전화|โทรกลับพรุ่งนี้|No call no show|removed from wait list|list of stops|please call";

/// Such that say nothing of it.
const CELLS_OF_OTHERS: &str = "|No Limit|Stop & Shop|Stop-by|Bus stop|Non-stop|Block A|Blocked|Robinson|Robinson Crusoe|TPS Ltd|Declined|Rejected|Refused|Removed|\
    Cancelled|No answer|No|no|0|Not interested|Not contacted|Could not contact|Call back|Called|Left message|No message left|Do not ship|Do not bend|\
    Doughnut contact|Don Contacto|Contact Ltd|Call Centre|Optician|Opt|Options|subscribed|opted in|not opted out|Berlin|Stoppenberg|Dnipro|\
    Alto|Baja|Prioridad baja|Nicht erreicht|Nicht erreicht, Anruf wiederholen|Email unsubscribed|do not call before 9|Do not mail|Widerrufsbelehrung gesendet|\
    She said that we do not call often enough for her to remember us at all|N/A|-|1|+12025550131|ada@example.com|Can't wait|List|Listed|\
    München|Zürich|Łódź|Москва|東京|नई दिल्ली|Uncontactable|Kein Interesse|Pas intéressé|No interesado|Niet geïnteresseerd";

#[test]
fn a_cell_of_any_column_that_says_it_alone_is_a_question() {
    let column = column(OptOutMeaning::Unknown);
    for (is_asked, cells) in
        [(true, CELLS_THAT_SAY_IT), (true, REFUSALS), (false, CELLS_OF_OTHERS), (false, NO_REFUSALS)]
    {
        let is_wrong = |cell: &&str| (column.said(cell) == Said::Unclear) != is_asked;
        assert_eq!(cells.split('|').filter(is_wrong).collect::<Vec<_>>(), [""; 0], "{is_asked}");
    }
}

/// Headers with cells of columns that may say who opted out, and such that do not; each with the cells after a `:`.
const FLAGS: &str = "Calls:yes,no|Marketing:no|Marketing calls:Y,N,|Phone marketing:1,0|Calling:ja,nein|Telefonwerbung:nein|Kontakt:x,|Contact?:no,yes|\
    SMS:TRUE,FALSE|WhatsApp marketing:no|Bloqué:oui,non|Bloqué:2026-05-01,|Stop bezorging:ja|Call list:n|Wants to be called:yes,no|Kontakt gewünscht:ja,nein|\
    Darf angerufen werden:nein|Llamadas:sí,no|Appels:oui,non|Chiamate:sì,no|Bellen:nee|Telefonické hovory:ano,ne|Звонки:да,нет|Calls:withdrawn,|\
    Contact pref:stop,|Privacy:no,yes|Promotions:0,1|電話:はい,いいえ|Telefon:nein|Lista:no,si|Contact:declined,|Objections raised:Y,";
const NO_FLAGS: &str = "VIP:yes,no|Calls:0,1|Calls:3,1|Contacts:1|Last call date:2026-05-01,|Contacted:yes,no|Call answered:yes,no|Primary contact:TRUE,FALSE|\
    Contact owner:Ada,Bo|Phone type:mobile,home|Phone verified:yes,no|Newsletter design:yes|Email marketing:yes,no|Plan:no,yes|Language:no,da|\
    Gender:m,f|Product:No Limit|Call result:declined,sold|Contact:Ada,no|Calls:,|Calls:-|Number of calls:1,0|Has phone:yes|Price list:yes,no|\
    Payment:declined|Country:no,si|Homeowner:Y,N|Married:yes,no|Call back:yes,no|Text:Hello,no|List:a,b|Campaign:1,0|Phone model:x,1|Emergency contact:yes";

#[test]
fn a_column_is_judged_by_its_header_and_its_cells_together() {
    for (is_asked, columns) in [(true, FLAGS), (false, NO_FLAGS)] {
        let is_wrong = |column: &&str| {
            let (header, cells) = column.split_once(':').unwrap_or_default();
            let mut flags = Flags::of_header(0, header);
            cells.split(',').for_each(|cell| flags.iter_mut().for_each(|flags| flags.add(cell.as_bytes())));
            let is_header_asked = OptOutMeaning::of_header(header) != Ok(None);
            (is_header_asked || flags.is_some_and(|flags| flags.may_say())) != is_asked
        };
        assert_eq!(columns.split('|').filter(is_wrong).collect::<Vec<_>>(), [""; 0], "{is_asked}");
    }
}

/// Headers from real exports that must not be read as if they said nothing: each is an opt-out, a consent or a
/// question.
const HEADERS_THAT_SAY_IT: &str = "Objection received|STOP (y/n)|Replied STOP|Must not call|Do not ring|No marketing|Oposición|Lista negra|Verzet|\
    Bel-me-niet|Geen telefoon|Nie kontaktować|Nie dzwonić|Ne plus contacter|Ne pas appeler|Nicht anrufen|Kein Anruf|Non chiamare|No llamar|Não ligar|\
    Ring inte|Ikke ring|Älä soita|Nevolat|Aramayın|Не звонить|Werbeeinwilligung|Can be called|OK to call|Call allowed|Contact permitted|GDPR|\
    DoNotCall|Do_Not_Call|donotphone|DoNotPhone|Do not allow Phone Calls|Phone Opt Out|SMS Opt Out|Marketing permissions granted|Opted out of SMS|\
    HasOptedOutOfCalls|Call Opt Out|Mobile Opt-Out|Is Unsubscribed|DNC Reason|DNC List|In DNC|National DNC|Internal DNC|Wireless DNC|State DNC|\
    Consent Status|Consent Date|Consent to Contact|Express consent|TCPA Consent|TCPA opt-in|SMS Consent Status|Lawful basis consent|\
    Unsubscribed from all calls|Marketing Consent|Contact consent|Phone consent|Voice consent|Suppressed|Suppression list|Suppression reason|\
    Blacklist|Blocklist|Block list|Black list|Do Not Disturb|DND status|Not to be called|May not be contacted|Should not be called|\
    Call restriction: do not call|Robinsonliste|Anrufsperre|Rufsperre|Werbesperre|Kontaktsperre|Telefonsperre|Sperrliste|Sperrvermerk|Widerspruch|\
    Widerspruch Werbung|Werbewiderspruch|Telefonverbot|Keine Anrufe|Keine Werbeanrufe|Einwilligung Telefonwerbung|Telefoneinwilligung|\
    Opt-in Telefon|Darf kontaktiert werden (Einwilligung)|Einwilligungserklärung|Abgemeldet|Opposition au démarchage|Liste rouge|Liste noire|Bloctel|\
    Consentement appels|Ne pas contacter|Ne pas démarcher|Désinscrit|Désabonné|Refus de contact|Refuse les appels|Stop appels|Stop SMS|\
    Opt-out téléphone|No contactar|No molestar|Lista Robinson|Consentimiento llamadas|Baja|Dado de baja|Oposición a llamadas|Rechaza llamadas|\
    Non contattare|Non disturbare|Consenso marketing|Opposizione|Registro opposizioni|Lista nera|Revoca consenso|Niet bellen|Niet contacteren|\
    Geen contact|Bel-me-niet register|Toestemming telefoon|Uitgeschreven|Afgemeld|Bezwaar|Zwarte lijst|Zgoda marketingowa|Brak zgody|Sprzeciw|\
    Nie kontaktować się|Czarna lista|Zgoda na kontakt|Wycofana zgoda|Não contatar|Não perturbe|Consentimento|Descadastrado|Oposição|Ej kontakt|\
    Kontakta ej|NIX|Nix-telefon|Reservert mot telefonsalg|Samtykke til opkald|Frameldt|Markkinointikielto|Suostumus|Nesouhlas|Souhlas s voláním|Nekontaktovat|\
    Hozzájárulás|Ne hívja|Nu sunați|Consimțământ|Aranmasın|Arama izni|İzin|Отказ от звонков|Чёрный список|Согласие на звонки|Не контактировать|\
    電話不可|架電禁止|連絡拒否|同意|退订|黑名单|请勿致电|수신거부|수신 동의|전화금지|不同意";

#[test]
fn a_header_of_a_real_export_that_says_who_opted_out_is_never_read_as_saying_nothing() {
    let is_wrong = |header: &&str| OptOutMeaning::of_header(header) == Ok(None);
    assert_eq!(HEADERS_THAT_SAY_IT.split('|').filter(is_wrong).collect::<Vec<_>>(), [""; 0]);
}
/// Such that say nothing of it.
const STATES_OF_OTHERS: &str = "subscribed|Opted in|opt-in pending|consent|SMS consent|Rejected|Declined|Closed lost|Removed|Not contactable|\
    Could not contact|Cancelled|Stop by|Bus stop|accord|Block A|Never called|Email unsubscribed|Unsubscribe link sent id|not opted out";

#[test]
fn a_state_or_a_tag_that_may_be_an_opt_out_is_a_question() {
    for says in [OptOutMeaning::Status, OptOutMeaning::Tags] {
        let column = column(says);
        for (is_asked, cells) in [(true, STATES_IN_DOUBT), (false, STATES_OF_OTHERS)] {
            let is_wrong = |cell: &&str| (column.said(cell) == Said::Unclear) != is_asked;
            assert_eq!(cells.split('|').filter(is_wrong).collect::<Vec<_>>(), [""; 0], "{says:?} {is_asked}");
        }
    }
    let tags = column(OptOutMeaning::Tags);
    assert_eq!(tags.in_doubt("vip; dnc2024 ;revoked").collect::<Vec<_>>(), [" dnc2024 ", "revoked"]);
    // Whoever opted out by one tag did, whatever the others say.
    assert_eq!(tags.in_doubt("dnc;dnc2024").count(), 0);
    let by_hand = HashMap::from([("dnc2024".to_owned(), Said::OptedOut), ("dnc".to_owned(), Said::Nothing)]);
    let tags = OptOutColumn { by_hand, ..tags };
    let opted_out = ["vip;DNC 2024", "dnc2024", "dnc", "vip;dnc", "stop"].map(|cell| tags.opted_out(cell));
    assert_eq!(opted_out, [true, true, false, false, true]);
}

#[test]
fn the_documents_have_every_cell_that_says_no() {
    let table = include_str!("../../../docs/import.md");
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| `")).collect();
    let words = rows.iter().flat_map(|row| row.split('`').skip(1).step_by(2));
    let written: Vec<String> = words.map(crate::import::headers::plain).collect();
    let no = entries().filter(|(_, kind)| matches!(kind, Kind::No | Kind::NotOptedOut));
    for (word, _) in no {
        assert!(written.iter().any(|it| it == word), "docs/import.md has no row with {word}");
    }
}
