//! Writes a file that is sent as a whole: UTF-8, with commas and a header, without the rows and columns
//! that are not sent.

use super::ImportError;
use super::content::{Content, changed};
use super::dialect::Dialect;
use super::plan::Plan;
use super::rows::Rows;

/// The accepted rows of a file that was checked before and is unchanged. Every sent column is included under its own
/// header, in the file's order. The numbers are written as in the plan.
///
/// # Errors
///
/// The file cannot be read, or is not the one that was checked (`import/file-changed`).
pub fn clean(plan: &Plan, content: &mut Content) -> Result<String, ImportError> {
    content.check_unchanged()?;
    let path = content.path().to_owned();
    let places = plan.columns.places();
    let mut writer = Dialect::with_delimiter(b',').writer(Vec::new());
    let failed =
        |error: csv::Error| ImportError::File { what: "rewrite", path: path.clone(), reason: error.into() };
    let header = places.iter().map(|place| plan.columns.name(*place));
    writer.write_record(header).map_err(failed)?;
    let mut rows = Rows::new(plan, content)?;
    while let Some(verdict) = rows.judge_next()? {
        let Ok(number) = verdict else { continue };
        let number = number.written(plan.form);
        let cells = places
            .iter()
            .map(|place| if *place == plan.columns.phone { number.as_str() } else { rows.cell(*place) });
        writer.write_record(cells).map_err(failed)?;
    }
    let bytes =
        writer.into_inner().map_err(|error| ImportError::file("rewrite", &path)(error.into_error()))?;
    // Every cell was checked to be text.
    Ok(String::from_utf8(bytes).map_err(|_| changed())?)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::clean;
    use crate::domain::number::{NumberForm, Numbers};
    use crate::import::content::SizeLimit;
    use crate::import::{
        Columns, Content, DestinationRules, Dialect, DoNotContact, FurtherParts, Header, ImportError,
        LeftOut, NumberMemory, OptOutColumns, Plan,
    };

    const LIMIT: SizeLimit = SizeLimit { bytes: 1000, help: "" };

    fn plan(first: &[&str]) -> Plan {
        let first: Vec<String> = first.iter().map(ToString::to_string).collect();
        Plan {
            dialect: Dialect::with_delimiter(b';'),
            intake: &DestinationRules::CAMPAIGN,
            columns: Columns::map(
                &first,
                Header::Detect,
                &["Note=".parse().unwrap()],
                &DestinationRules::CAMPAIGN,
                &[],
            )
            .unwrap(),
            numbers: Numbers::of("US".parse().unwrap()),
            country: None,
            area_code: None,
            form: NumberForm::Plus,
            do_not_contact: DoNotContact::default(),
            opt_outs: OptOutColumns::default(),
            parts: FurtherParts::default(),
            left_out: LeftOut::default(),
            sent: NumberMemory::default(),
            may_have_unseen: false,
        }
    }

    #[test]
    fn what_goes_out_has_the_good_rows_and_the_columns_that_are_sent() {
        let folder = tempfile::tempdir().unwrap();
        let text = "\u{feff}Name;Phone;Note;Deal\n\"Ada; L. \";202.555.0125;x;\"\"\"gold\"\", 5\"\nBo;12;y;z\n\
                    Ada;+1 202 555 0125;;\n\"Cy\nC.\";+442079460958;;\n";
        let mut content = Content::spool(text.as_bytes(), folder.path(), LIMIT).unwrap();
        let plan = plan(&["Name", "Phone", "Note", "Deal"]);
        let expected =
            "Name,Phone,Deal\nAda; L.,+12025550125,\"\"\"gold\"\", 5\"\n\"Cy\nC.\",+442079460958,\n";
        assert_eq!(clean(&plan, &mut content).unwrap(), expected);
    }

    #[test]
    fn a_file_that_changed_since_it_was_checked_does_not_go_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("contacts.csv");
        std::fs::write(&path, "Phone;Note\n2025550125;x\n").unwrap();
        let plan = plan(&["Phone", "Note"]);
        for written in
            ["Phone;Note\n2025550126;x\n", "Phone;Note\n2025550125;x\n2025550126;x\n", "Phone;Note\n", ""]
        {
            std::fs::write(&path, "Phone;Note\n2025550125;x\n").unwrap();
            let mut content = Content::open(&path, LIMIT).unwrap();
            std::fs::write(&path, written).unwrap();
            let Err(ImportError::Wrong(problem)) = clean(&plan, &mut content) else { panic!("{written}") };
            assert_eq!(problem.code, "import/file-changed");
        }
    }
}
