//! `--columns`: which columns a list shows.

use crate::context::Context;
use crate::error::Error;
use crate::ui::{Column, Format, column_key};

/// The columns of a list.
#[derive(Debug, clap::Args)]
pub struct ColumnsArgs {
    /// Show only these columns of the table or the CSV, in this order, such as name,status; -o wide shows every column
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    columns: Vec<String>,
}

impl ColumnsArgs {
    /// Chooses the columns of a list, if the flag is given. They are checked against all columns before anything is
    /// read.
    ///
    /// # Errors
    ///
    /// `usage/unknown-column` if the format has no columns or the list has no such column.
    pub(super) fn choose<R>(&self, all: &[Column<R>], context: &mut Context) -> Result<(), Error> {
        if self.columns.is_empty() {
            return Ok(());
        }
        let format = context.ui.format();
        if !matches!(format, Format::Table | Format::Wide | Format::Csv) {
            let message = format!("--columns is for a table or CSV, and the output format is {format}");
            return Err(Error::usage("usage/unknown-column", message)
                .hint("leave out --columns, or use -o table, wide or csv"));
        }
        let known: Vec<String> = all.iter().map(Column::key).collect();
        let keys: Vec<String> = self.columns.iter().map(|column| column_key(column)).collect();
        if let Some(at) = keys.iter().position(|key| !known.contains(key)) {
            let message = format!("--columns: there is no column {:?}", self.columns[at]);
            let hint = format!("the columns are: {}", known.join(", "));
            return Err(Error::usage("usage/unknown-column", message).hint(hint));
        }
        context.ui.choose_columns(keys);
        Ok(())
    }
}
