//! The headers of a column with the country of a number, in common languages and exports.

/// Headers of such a column, in the form of [`plain`](super::headers::plain), in ranks: headers about the number come
/// before those that may be about the person.
pub(super) const HEADERS: [&str; 4] = [
    "callingcode countrycallingcode dialcode dialingcode diallingcode dialprefix countrydialcode isdcode \
     isd phonecountrycode phonecountry phonecode mobilecountrycode mobilecountry countryprefix \
     countrydialingcode countrydiallingcode internationalcode intlcode intcode internationaldialingcode \
     phonecc idd iddcode internationalprefix ddi landekode landskod kodkraju кодстраны 国番号 國碼 国家代码 국가번호 \
     landervorwahl landesvorwahl laendervorwahl landeskennzahl internationalevorwahl internationalvorwahl \
     intvorwahl auslandsvorwahl landnummer landennummer landnummerprefix utlandsnummer indicatifpays \
     indicatifdupays indicatifinternational prefijodelpais prefijodepais prefijopais prefissodelpaese \
     prefissopaese codigointernacional codigoddi ulkekodu kodekenegaraan kodenegara kodnegara maquocgia \
     رمزالدولة مفتاحالدولة देशकोड prefissointernazionale prefijointernacional prefixointernacional",
    PREFIX_HEADERS,
    CODE_HEADERS,
    "country country1 countryname countryabbreviation cntry primarycountry personcountry shipcountry \
     landregion ulke kraj 国 ctry nation countryregion countryregioncode countryterritory \
     countryofresidence addresscountry mailingcountry mailingcountrycode billingcountry billingcountrycode \
     shippingcountry shippingcountrycode homecountry businesscountry workcountry companycountry \
     contactcountry customercountry land landercode laendercode landescode landerkennung laenderkennung \
     landeskennung landeskurzel laenderkuerzel landeskuerzel landkurzel landname staat wohnsitzland \
     herkunftsland stato statoestero paysderesidence paysdorigine paisderesidencia paisdeorigen \
     paisdeorigem paesediresidenza paesediorigine countryoforigin origincountry alpha2 alpha2code alpha3 \
     alpha3code الدولة البلد pais codigopais codigodepais pays codepays paese nazione страна 国家 國家 \
     landcode landerkurzel maa negara देश orszag tara ประเทศ quocgia 국가",
];

/// Headers of a country's calling code or of another prefix: an area code, or a title before a name. A cell counts as a
/// calling code only if a cell of its column has a `+` or `00` before it.
pub(super) const PREFIX_HEADERS: &str = "prefix telcode telephonecode phoneprefix mobileprefix telprefix telephoneprefix telvorwahl telefonvorwahl \
    vorwahl indicatif indicatiftelephonique prefijo prefijotelefonico prefisso prefissotelefonico prefixo";

/// Headers of a country's code, or of another kind of code.
pub(super) const CODE_HEADERS: &str =
    "countrycode cc ccode countryiso countryiso2 countryiso3 isocountry isocountrycode isocode iso iso2 iso3";

/// Words in a header that make a column count if every cell that is not empty is a country or a calling code.
pub(super) const COUNTRY_WORDS: &str =
    "country ctry cntry nation land pays pais paese nazione ulke kraj zeme страна країна 国 国家 國家 国名";

/// Words in a header that may also mean a part of a country, or something about a person other than the place. Such
/// a column never decides the country of a number. It only prevents using the common country for rows that name
/// another country.
pub(super) const PLACE_WORDS: &str = "region market location nationality territory";
