//! `kcamp campaign template-preview`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::commands::campaign_files::texts::read_text;
use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::feature::Feature;
use crate::view::burki_contacts::TemplatePreviewView;

/// Show a template as the platform fills it in (Burki); nothing is changed
///
/// Example: kcamp campaign template-preview "Hi {{ name | title_case }}, try {{ plan }}." --var name=ana --var
/// plan=Gold
#[derive(Debug, clap::Args)]
pub struct TemplatePreviewArgs {
    /// The template's text
    #[arg(required_unless_present = "file")]
    template: Option<String>,
    /// The template's text from a file
    #[arg(short, long, value_name = "FILE", conflicts_with = "template")]
    file: Option<PathBuf>,
    /// A variable and its value; give it again for more
    #[arg(long = "var", value_name = "NAME=VALUE")]
    variables: Vec<String>,
}

/// Has the platform fill in the template, and shows the result.
///
/// # Errors
///
/// The platform has no preview, the file or a variable cannot be read, or the request fails.
pub async fn run(args: &TemplatePreviewArgs, context: &mut Context) -> Result<Exit, Error> {
    context.require(Feature::TemplatePreview)?;
    let platform = context.platform()?;
    let template = match (&args.template, &args.file) {
        (Some(template), _) => template.clone(),
        (None, Some(path)) => read_text(path).map_err(|why| {
            Error::usage("template/unreadable", format!("cannot read {}: {why}", path.display()))
                .hint("name a text file in UTF-8")
        })?,
        (None, None) => String::new(),
    };
    let variables =
        args.variables.iter().map(|text| variable(text)).collect::<Result<BTreeMap<_, _>, _>>()?;
    if context.rehearse(&[platform.template_preview_request(&template, &variables)?])? {
        return Ok(Exit::Success);
    }
    let rendered = context.connect().await?.template_preview(&template, &variables).await?;
    context.ui.show(&TemplatePreviewView { rendered })?;
    Ok(Exit::Success)
}

fn variable(text: &str) -> Result<(String, String), Error> {
    let (name, value) = text.split_once('=').filter(|(name, _)| !name.is_empty()).ok_or_else(|| {
        Error::usage("template/variable-unreadable", format!("--var: {text:?} is not NAME=VALUE"))
            .hint("write it as in --var name=Ana")
    })?;
    Ok((name.to_owned(), value.to_owned()))
}
