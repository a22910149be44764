//! What every dry run prints: the exact requests.

use crate::context::{Context, DryRun};
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::preview::RequestPreview;
use crate::platform::request::Request;
use crate::ui::Format;
use crate::view::request::RequestsView;

/// Prints the requests in the form that `--dry-run` asks for. Nothing is sent.
pub fn show(requests: &[Request], context: &mut Context) -> Result<Exit, Error> {
    let previews: Vec<RequestPreview> = requests
        .iter()
        .map(RequestPreview::from)
        .map(|preview| RequestPreview { url: context.shown_url(&preview.url), ..preview })
        .collect();
    let text = |join: fn(&RequestPreview) -> String| previews.iter().map(join).collect::<Vec<_>>().join("\n");
    match (context.dry_run(), context.ui.format()) {
        (Some(DryRun::Curl), _) => {
            let commands = text(RequestPreview::curl);
            context.ui.write_raw(&commands)?;
        }
        (_, Format::Table | Format::Csv) => {
            let requests = text(RequestPreview::text);
            context.ui.write_raw(&requests)?;
        }
        (_, Format::Json | Format::Yaml) => context
            .ui
            .show(&RequestsView(previews.iter().map(|preview| serde_json::json!(preview)).collect()))?,
    }
    context.ui.talk("dry run: nothing was sent");
    Ok(Exit::Success)
}
