//! Words with which an agreement is taken back, missing or refused, in the languages of the headers that are known.

/// They are compared in the form of [`plain`](crate::import::headers::plain): beside a word for an agreement they say that there is none.
const WITHDRAWN: &str = "
    revoke revoked revokes revoking revocation withdraw withdrawn withdrew withdrawal withdrawals deny denied denies denial decline
    declined declines expire expired expires expiry expiration until refuse refused refuses refusal cancel cancelled canceled
    cancels cancellation lost missing lacking lacks lapsed absent remove removed removal end ended ends terminated termination
    suspended stop stopped invalid invalidated object objected objection objects oppose opposed opposes reject rejected rejects
    rejection rescinded retracted void disabled deleted erased forbidden prohibited disagree disagreed disagrees unconsented optout
    unsubscribe unsubscribed unsub withheld withholding inactive voided blocked failed outdated off

    widerrufen widerruf widerrufe entzogen zuruckgezogen zurueckgezogen zuruckgenommen abgelehnt ablehnung verweigert
    aufgehoben geloscht geloescht versagt gekundigt gekuendigt inaktiv
    verweigerung abgelaufen erloschen fehlt fehlend fehlende storniert beendet ungultig widersprochen widerspruch verfallen

    retire retiree retires retirees retrait revoque revoquee refus refusee annule annulee expiree absence absente manquant manquante
    caduc resilie oppose opposee supprime supprimee perime perimee

    revocado revocada revocacion retirado retirada denegado denegada negado negada rechazado rechazada rechazo caducado caducada
    vencido vencida expirado expirada cancelado cancelada anulado anulada falta

    revogado revogada revogacao recusado recusada recusa ausente

    revocato revocata revoca ritirato ritirata ritiro negato negata rifiutato rifiutata rifiuto scaduto scaduta annullato annullata
    manca mancante assente

    ingetrokken intrekking geweigerd weigering verlopen geannuleerd ontbreekt ontbrekend vervallen afgewezen

    mangler afvist avvist tilbakekalt saknas tilbagekaldt tilbagetrukket tilbaketrukket trukket aterkallat aterkallad tillbakadraget nekat nektet utgatt udlobet peruttu

    chybi puuttuu wygasla wygasła wygaslo wygasło wycofana wycofano wycofanie cofnieta cofnieto odwolana odwolano odmowa odvolan odvolany iptal reddedildi reddetti yok
    отозвано отозван отказ отклонено відкликано відмова dicabut ditolak";

/// Words that say no to the agreement that stands beside them.
const NEGATION: &str = "
    not no non without never none cannot cant neither nor dont donot isnt hasnt doesnt didnt wont wasnt arent havent un
    kein keine keiner keinen nicht ohne sans pas aucun aucune jamais sin ninguno ninguna nunca sem nao nenhum senza nessun nessuno
    mai geen zonder niet nooit ikke ingen intet uden uten utan ej inte inget inga ei ilman bez brak nie zadna ne neni yok degil не нет без
    немає ні tanpa tidak";

/// The answer that a header asks for, as in `Consent (yes/no)`: there `no` says nothing.
const YES: &[&str] = &["yes", "y", "ja", "oui", "si", "sim"];
const NO_OF_A_QUESTION: &[&str] = &["no", "n", "non", "nein", "nee", "nao"];

/// Words for an agreement and for its end in scripts that put no space between words, and such that other words are made of.
const INSIDE: &[(&str, &str)] = &[
    ("einwilligung", "widerruf"),
    ("einwilligung", "entzug"),
    ("einwilligung", "fehlt"),
    ("zustimmung", "widerruf"),
    ("同意", "撤回"),
    ("同意", "取消"),
    ("同意", "取り消"),
    ("同意", "拒"),
    ("同意", "なし"),
    ("同意", "未"),
    ("同意", "不"),
    ("同意", "无"),
    ("同意", "無"),
    ("동의", "철회"),
    ("동의", "거부"),
    ("동의", "없"),
    ("동의", "안함"),
];

/// Whether a word takes an agreement back.
pub(super) fn is_withdrawn(word: &str) -> bool {
    WITHDRAWN.split_whitespace().any(|known| known == word)
}

/// Whether a word says no.
pub(super) fn is_negation(word: &str) -> bool {
    NEGATION.split_whitespace().any(|known| known == word)
}

/// Whether words take an agreement back that stands among them. A no to the end of it, as in `Consent not revoked`, does not.
pub(super) fn take_back(words: &[String]) -> bool {
    match words.iter().rposition(|word| is_withdrawn(word)) {
        Some(place) => {
            let before = &words[..place];
            before.split_last().is_none_or(|(last, others)| !is_negation(last) || deny(others))
        }
        None => deny(words),
    }
}

/// Whether words say no, and do not only ask for yes or no.
pub(super) fn deny(words: &[String]) -> bool {
    let is_question = words.iter().any(|word| YES.contains(&word.as_str()));
    let is_asked = |word: &str| is_question && NO_OF_A_QUESTION.contains(&word);
    words.iter().any(|word| is_negation(word) && !is_asked(word))
}

/// Whether one word has both an agreement and its end in it, as in `Einwilligungswiderruf`; in other scripts, the whole header.
pub(super) fn is_inside(words: &[String]) -> bool {
    let whole = words.concat();
    INSIDE.iter().any(|(agreed, ended)| {
        let are_in = |text: &str| text.contains(agreed) && text.contains(ended);
        if agreed.is_ascii() { words.iter().any(|word| are_in(word)) } else { are_in(&whole) }
    })
}
