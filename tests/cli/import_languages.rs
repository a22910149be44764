//! Headers of contact files in many languages.

use serde_json::json;

use crate::world::Sandbox;

const LIST: &str = "Renewal Due July";

/// For each language, the headers of a first name, a last name, a number, and a column that is not sent.
const LANGUAGES: [(&str, [&str; 4]); 14] = [
    ("English", ["First Name", "Surname", "Contact No", "Notes"]),
    ("German", ["Vorname", "Nachname", "Handynummer", "Bemerkung"]),
    ("French", ["Prénom", "Nom de famille", "Téléphone", "Ville"]),
    ("Spanish", ["Nombre", "Apellidos", "Teléfono", "Ciudad"]),
    ("Mexican", ["Nombres", "Apellido", "Celular", "Ciudad"]),
    ("Portuguese", ["Nome", "Sobrenome", "Telemóvel", "Cidade"]),
    ("Italian", ["Nome", "Cognome", "Cellulare", "Città"]),
    ("Dutch", ["Voornaam", "Achternaam", "Telefoonnummer", "Plaats"]),
    ("Polish", ["Imię", "Nazwisko", "Numer telefonu", "Miasto"]),
    ("Russian", ["Имя", "Фамилия", "Мобильный телефон", "Город"]),
    ("Turkish", ["Ad", "Soyad", "Cep Telefonu", "Şehir"]),
    ("Hindi", ["पहला नाम", "उपनाम", "मोबाइल", "शहर"]),
    ("Chinese", ["名", "姓", "手机号", "城市"]),
    ("Korean", ["이름", "성", "휴대폰 번호", "도시"]),
];

#[test]
fn headers_of_many_languages_are_the_right_fields() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for (place, (language, headers)) in LANGUAGES.into_iter().enumerate() {
        // The headers are composed, decomposed or in capitals, with the cells in another order each time.
        let number = format!("1202555{place:04}");
        let cells = ["Ada", "Lovelace", &format!("+{number}"), "never sent"];
        for (turn, written) in
            [headers.map(str::to_owned), headers.map(str::to_uppercase), headers.map(|it| format!(" {it} "))]
                .into_iter()
                .enumerate()
        {
            let mut columns: Vec<(String, &str)> = written.into_iter().zip(cells).collect();
            columns.rotate_left(turn);
            let (first, second): (Vec<String>, Vec<&str>) = columns.into_iter().unzip();
            let name = format!("{language}-{turn}.csv");
            world.file(&name, format!("{}\n{}\n", first.join(","), second.join(",")));
            let before = sandbox.received_at("POST", "/addContacts").len();
            let run = world.run(["contact-list", "import", LIST, &name, "--yes"]).expect_code(0);
            let received = sandbox.received_at("POST", "/addContacts").split_off(before);
            let expected = json!([{"phoneNumber": number, "firstName": "Ada", "lastName": "Lovelace"}]);
            assert_eq!(received[0]["body"]["data"], expected, "{name}: {}", run.stderr);
        }
    }
}
