//! The choices of `--map` about a column, and about cells in it.

use std::str::FromStr;

use super::headers::plain;
use super::intake::DestinationRules;
use super::opt_out_meaning::{CONSENT_FIELD, OPT_OUT_FIELD, OptOutMeaning};
use crate::domain::choice::nearest;
use crate::domain::finding::Problem;
use crate::domain::shell::shell_flag;

/// The field for a column with the country of each row's number.
const COUNTRY_FIELD: &str = "country";
/// The shortest name of the field of phone numbers, which every destination takes.
const PHONE_FIELD: &str = "phone";

/// `--map COLUMN=FIELD`; an empty field leaves the column out. `COLUMN:2` is the second column of this name, `:2` the
/// second without one, and `COLUMN:CELL` or `COLUMN:2:CELL` what is said of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapChoice {
    column: String,
    field: String,
}

impl FromStr for MapChoice {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let (column, field) =
            text.rsplit_once('=').filter(|(column, _)| !column.trim().is_empty()).ok_or_else(|| {
                Problem::error("import/map-unreadable", format!("{text:?} is not COLUMN=FIELD"))
                    .help("write it as in \"Customer mobile=phoneNumber\"; COLUMN= leaves a column out")
            })?;
        Ok(Self { column: column.trim().to_owned(), field: field.trim().to_owned() })
    }
}

/// Whether somebody opted out by a column, or by a cell in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OptOutChoice {
    pub(super) place: usize,
    /// The cell, or the tag in one; `None` for the column itself.
    pub(super) cell: Option<String>,
    /// Its meaning; `None` if it says nothing of an opt-out.
    pub(super) says: Option<OptOutMeaning>,
}

/// The choices that were made by hand.
pub(super) struct Chosen {
    /// The fields by index. For a column that is left out, the text is empty.
    pub(super) fields: Vec<Option<String>>,
    pub(super) opt_outs: Vec<OptOutChoice>,
}

impl Chosen {
    /// The choices among columns with these names.
    ///
    /// # Errors
    ///
    /// A choice names a column that is not there, or one of several with the same name, or two are for one field.
    pub(super) fn among(
        names: &[String],
        choices: &[MapChoice],
        intake: &DestinationRules,
    ) -> Result<Self, Problem> {
        let mut chosen = Self { fields: vec![None; names.len()], opt_outs: Vec::new() };
        for choice @ MapChoice { field, .. } in choices {
            let says = choice.says(intake)?;
            let (place, cell) = choice.place_among(names)?;
            if cell.is_some() || says.is_some() {
                if cell.is_some() && says.is_none() && !field.is_empty() {
                    return Err(choice.unknown(names));
                }
                // The column itself is read, and not sent.
                if cell.is_none() {
                    chosen.fields[place] = Some(String::new());
                }
                chosen.opt_outs.push(OptOutChoice { place, cell, says });
                continue;
            }
            let field = intake.known_field(field).unwrap_or(field);
            if !field.is_empty() && chosen.fields.iter().flatten().any(|known| known == field) {
                return Err(Problem::error(
                    "import/map-field-twice",
                    format!("two columns are mapped to {field}"),
                )
                .help("map one of them, and leave the other out with COLUMN="));
            }
            chosen.fields[place] = Some(field.to_owned());
        }
        Ok(chosen)
    }
}

impl MapChoice {
    /// The meaning of its field for opt-outs. Other words for `optOut`, such as `opt_out` or `dnc`, mean that too: as
    /// the name of a field to send they would send everybody who opted out.
    fn says(&self, intake: &DestinationRules) -> Result<Option<OptOutMeaning>, Problem> {
        let field = &self.field;
        let said = OptOutMeaning::of_field(field);
        // A column whose header says it is read by that, whatever the name is under which it is sent.
        let is_said_by_header = matches!(OptOutMeaning::of_header(&self.column), Ok(Some(_)));
        if said.is_some() || is_said_by_header || intake.known_field(field).is_some() {
            return Ok(said);
        }
        match OptOutMeaning::of_header(field) {
            Ok(Some(OptOutMeaning::OptOut)) => Ok(Some(OptOutMeaning::OptOut)),
            Ok(Some(OptOutMeaning::Consent)) | Err(_) => {
                let message = format!("the field {field:?} of --map may be about who opted out or agreed");
                Err(Problem::error("import/map-unreadable", message).help(format!(
                    "write {}={OPT_OUT_FIELD} where a yes is an opt-out, ={CONSENT_FIELD} where a no is one, and another name for a \
                     field that is only sent",
                    self.column
                )))
            }
            Ok(_) => Ok(None),
        }
    }

    /// The index of its column, and the cell that it is about, if it is about one.
    fn place_among(&self, names: &[String]) -> Result<(usize, Option<String>), Problem> {
        let column = &self.column;
        match named(names, column).as_slice() {
            [only] => return Ok((*only, None)),
            [] => {}
            several => return Err(self.of_several(several, names)),
        }
        for (colon, _) in column.match_indices(':') {
            let (name, rest) = (&column[..colon], column[colon + 1..].trim());
            let places = named(names, name);
            let (nth, cell) =
                rest.split_once(':').map_or((rest, None), |(nth, cell)| (nth, Some(cell.trim())));
            let nth = nth.trim().parse().ok().and_then(|nth: usize| places.get(nth.checked_sub(1)?));
            match (places.as_slice(), nth) {
                ([], _) => {}
                // A column without a name is told by its place alone.
                (several, Some(place)) if several.len() > 1 || name.is_empty() => {
                    return Ok((*place, cell.filter(|cell| !cell.is_empty()).map(str::to_owned)));
                }
                ([only], _) if !rest.is_empty() => return Ok((*only, Some(rest.to_owned()))),
                (several, _) => return Err(self.of_several(several, names)),
            }
        }
        Err(self.unknown(names))
    }

    /// The error for a choice of a column that is not there. A cell has no field.
    fn unknown(&self, names: &[String]) -> Problem {
        Problem::error("import/map-column-unknown", format!("the file has no column {:?}", self.column))
            .help(format!("its columns are: {}", names.join(", ")))
    }

    /// The error for a choice that names several columns.
    fn of_several(&self, places: &[usize], names: &[String]) -> Problem {
        let maps: Vec<String> =
            places.iter().map(|place| map_flag(&choice(names, *place), &self.field)).collect();
        Problem::error(
            "import/column-ambiguous",
            format!("{:?} could be any one of {} columns", self.column, places.len()),
        )
        .help(format!("choose one, counted from the left: {}", maps.join(" or ")))
    }
}

/// The columns with a name: as it is written, else in any spelling.
fn named(names: &[String], wanted: &str) -> Vec<usize> {
    let places = |is: &dyn Fn(&String) -> bool| -> Vec<usize> {
        (0..names.len()).filter(|place| is(&names[*place])).collect()
    };
    let exact = places(&|name| name == wanted);
    if exact.is_empty() { places(&|name| plain(name) == plain(wanted)) } else { exact }
}

/// The name of a column for `--map`: with its place among those with the same name, where there are several.
pub(super) fn choice(names: &[String], place: usize) -> String {
    let name = &names[place];
    let same: Vec<usize> = (0..names.len()).filter(|other| names[*other] == *name).collect();
    match same.iter().position(|other| *other == place) {
        Some(nth) if same.len() > 1 || name.is_empty() => format!("{name}:{}", nth + 1),
        _ => name.clone(),
    }
}

pub(super) fn is_country(field: &str) -> bool {
    field.eq_ignore_ascii_case(COUNTRY_FIELD)
}

/// The flag of the first choice whose field is almost that of the phone number, with this one in its place.
pub(super) fn near_field(choices: &[MapChoice], intake: &DestinationRules) -> Option<String> {
    let is_near = |choice: &&MapChoice| nearest(&choice.field, [PHONE_FIELD, intake.phone]).is_some();
    choices.iter().find(is_near).map(|choice| map_flag(&choice.column, intake.phone))
}

/// The flag that gives a column a field, as typed in a shell.
pub fn map_flag(column: &str, field: &str) -> String {
    shell_flag("--map", &format!("{column}={field}"))
}
