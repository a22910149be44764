//! The output of every dry run: the exact requests.

use super::{Context, DryRun, WriteBatch};
use crate::domain::effect::Effect;
use crate::error::Error;
use crate::platform::preview::RequestPreview;
use crate::platform::request::Request;
use crate::ui::Format;
use crate::view::request::RequestsView;

impl Context {
    /// Like `rehearse`, for writes, with what there is to say beside their requests.
    ///
    /// # Errors
    ///
    /// The requests cannot be shown.
    pub(super) fn rehearse_all(&mut self, together: &WriteBatch) -> Result<bool, Error> {
        if self.dry_run().is_some() {
            together.remarks.iter().for_each(|remark| self.ui.note(remark));
            // The remark says why there are no requests.
            if together.requests().is_empty() && !together.remarks.is_empty() {
                return Ok(true);
            }
        }
        self.rehearse(together.requests())
    }

    /// Refuses a dry run of what sends no requests and changes files: there would be nothing to show. `what` is the
    /// command or flag.
    ///
    /// # Errors
    ///
    /// `usage/no-dry-run`.
    pub fn refuse_dry_run(&self, what: &str) -> Result<(), Error> {
        if self.dry_run().is_none() {
            return Ok(());
        }
        let message = format!("{what} has no dry run: it sends nothing that --dry-run could show");
        Err(Error::usage("usage/no-dry-run", message)
            .with_effect(Effect::NothingDone)
            .hint("leave --dry-run out to do it"))
    }

    /// In a dry run, prints these requests in the form of `--dry-run` and returns true: nothing may be sent.
    ///
    /// # Errors
    ///
    /// A request contains a secret, dry run or not, or the requests cannot be printed.
    pub fn rehearse(&mut self, requests: &[Request]) -> Result<bool, Error> {
        self.refuse_secrets(requests)?;
        let Some(form) = self.dry_run() else { return Ok(false) };
        self.note_settings()?;
        if form == DryRun::Curl {
            self.refuse_format_and_filter_beside("--dry-run=curl")?;
        }
        let previews: Vec<RequestPreview> = requests.iter().map(RequestPreview::from).collect();
        let text =
            |join: fn(&RequestPreview) -> String| previews.iter().map(join).collect::<Vec<_>>().join("\n");
        match (form, self.ui.format()) {
            (DryRun::Curl, _) => self.ui.write_raw(&text(RequestPreview::curl))?,
            (DryRun::Text, Format::Table | Format::Wide | Format::Name | Format::Csv | Format::Markdown) => {
                self.ui.write_raw(&text(RequestPreview::text))?;
            }
            (DryRun::Text, Format::Json | Format::Yaml) => {
                let requests = previews.iter().map(|preview| serde_json::json!(preview));
                self.ui.show(&RequestsView(requests.collect()))?;
            }
        }
        self.ui.talk("dry run: nothing was sent");
        Ok(true)
    }
}
