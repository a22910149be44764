//! A plan as rows of values, for CSV.

use super::{PlanAction, PlanView};
use crate::ui::{Cell, Table};
use crate::view::update::ChangeView;

/// The columns. `NEXT RUN` is the next run of the schedule in the line.
const COLUMNS: [&str; 9] = ["ACTION", "CAMPAIGN", "ID", "TYPE", "STATUS", "FIELD", "OLD", "NEW", "NEXT RUN"];

impl PlanView {
    /// A row for each field of a line, and one row for a line without fields.
    pub(super) fn values(&self) -> Table {
        Table::new(COLUMNS).rows(self.value_rows())
    }

    fn value_rows(&self) -> impl Iterator<Item = [Cell; 9]> {
        let shown = self.lines.iter().filter(|line| self.shows_all || line.action != PlanAction::Unchanged);
        shown.flat_map(|line| {
            let changes = line.changes.iter().map(ChangeView::values);
            let fields = line.fields.iter().map(|field| [Some((*field).to_owned()), None, None]);
            let mut values: Vec<[Option<String>; 3]> = changes.chain(fields).collect();
            if values.is_empty() {
                values.push([None, None, None]);
            }
            values.into_iter().map(move |[field, old, new]| {
                [
                    Cell::from(line.action.verb().replace(' ', "_")),
                    Cell::from(&line.name),
                    Cell::of(line.id.as_ref()),
                    Cell::from(&line.campaign_type),
                    Cell::of(line.status.as_ref()),
                    Cell::of(field),
                    Cell::of(old),
                    Cell::of(new),
                    Cell::of(line.next_runs.first()),
                ]
            })
        })
    }
}
