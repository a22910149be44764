//! `kcamp man`.

use std::io;
use std::path::PathBuf;

use anyhow::Context as _;
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, roman};

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::files;

/// The page of `kcamp help` that kcamp(1) repeats.
const ENVIRONMENT: &str = include_str!("../cli/topics/environment.txt");
const FILES: &str = include_str!("../cli/topics/files.txt");

/// Write the manual pages into a folder, one for each command
///
/// Example: kcamp man manual/
#[derive(Debug, clap::Args)]
pub struct ManArgs {
    /// The folder; it is created if it does not exist
    dir: PathBuf,
}

/// Writes the pages made from the command tree.
///
/// # Errors
///
/// The folder or a page cannot be written.
pub fn run(args: &ManArgs, tree: clap::Command, context: &mut Context) -> Result<Exit, Error> {
    context.refuse_dry_run("man")?;
    let folder = args.dir.display();
    std::fs::create_dir_all(&args.dir).with_context(|| format!("cannot make the folder {folder}")).map_err(
        |error| {
            Error::from(error).hint("name a folder that this user can make or write to, such as kcamp-man")
        },
    )?;
    let pages = pages(tree).context("cannot make the manual pages")?;
    for (count, (name, page)) in pages.iter().enumerate() {
        let path = args.dir.join(name);
        files::refuse_to_follow(&path)
            .and_then(|()| std::fs::write(&path, page))
            .with_context(|| {
                let last =
                    pages[..count].last().map(|(name, _)| format!(", up to {name}")).unwrap_or_default();
                format!("cannot write {}; {count} of {} pages are written{last}", path.display(), pages.len())
            })
            .map_err(|error| Error::from(error).after_writing(count))?;
    }
    context.wrote(format!("wrote the manual pages in {folder}"));
    let first = args.dir.join("kcamp.1");
    let first = first.display();
    context.show_done(format!("the manual pages are in {folder}; read one with: man {first}"))?;
    Ok(Exit::Success)
}

/// Every page, with the name of its file.
fn pages(tree: clap::Command) -> io::Result<Vec<(String, Vec<u8>)>> {
    fn below(command: &clap::Command, source: &str, pages: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name());
        pages.push((format!("{name}.1"), page(command, source)?));
        let mut shown = command.get_subcommands().filter(|below| !below.is_hide_set());
        shown.try_for_each(|command| below(command, source, pages))
    }
    let mut tree = tree.disable_help_subcommand(true);
    tree.build();
    let source = format!("kcamp {}", tree.get_version().unwrap_or_default());
    let mut pages = Vec::new();
    below(&tree, &source, &mut pages)?;
    Ok(pages)
}

/// One page. The global options, exit codes, variables and files are only on the page of kcamp itself, which the
/// others name.
fn page(command: &clap::Command, source: &str) -> io::Result<Vec<u8>> {
    let is_first = command.get_name() == "kcamp";
    let command = command
        .clone()
        .mut_args(|option| if option.is_global_set() { option.hide(!is_first) } else { option });
    let man = Man::new(command.clone()).source(source).manual("kcamp");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    // Readers copy options, paths and variables from a page, so words are neither hyphenated nor spread.
    Roff::new().control("nh", []).control("ad", ["l"]).to_writer(&mut page)?;
    man.render_name_section(&mut page)?;
    page.extend(unbroken(&synopsis(&command)).into_bytes());
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.get_subcommands().any(|below| !below.is_hide_set()) {
        man.render_subcommands_section(&mut page)?;
    }
    if is_first {
        exit_status().to_writer(&mut page)?;
        topic("ENVIRONMENT", ENVIRONMENT).to_writer(&mut page)?;
        topic("FILES", FILES).to_writer(&mut page)?;
    } else {
        named_elsewhere(&files_of(&command)).to_writer(&mut page)?;
    }
    Ok(page)
}

/// The command line with the values of its options; the global options are named as a whole.
fn synopsis(command: &clap::Command) -> Roff {
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
    let (globals, own): (Vec<_>, Vec<_>) = command
        .get_arguments()
        .filter(|it| !matches!(it.get_id().as_str(), "help" | "version"))
        .partition(|it| it.is_global_set());
    let own = own.into_iter().filter(|it| !it.is_hide_set());
    let (places, options): (Vec<_>, Vec<_>) = own.partition(|it| it.is_positional());
    let mut line: Vec<Inline> = vec![bold(name)];
    let options = options.into_iter().map(|it| {
        let written = it.to_string().replace(' ', UNBROKEN);
        if it.is_required_set() { written } else { format!("[{written}]") }
    });
    let globals = (!globals.is_empty()).then(|| format!("[GLOBAL{UNBROKEN}OPTIONS]"));
    // An argument's text has the brackets that it needs.
    let places = places.into_iter().map(ToString::to_string);
    let below = match (command.has_subcommands(), command.is_subcommand_required_set()) {
        (false, _) => None,
        (true, true) => Some("<COMMAND>".to_owned()),
        (true, false) => Some("[COMMAND]".to_owned()),
    };
    line.extend(options.chain(globals).chain(places).chain(below).map(|word| roman(format!(" {word}"))));
    let mut roff = Roff::new();
    roff.control("SH", ["SYNOPSIS"]).text(line);
    roff
}

/// Stands for a space without a line break, until it is replaced for roff.
const UNBROKEN: &str = "\u{a0}";

/// The text of a section, in which no line break comes between an option and its value.
fn unbroken(section: &Roff) -> String {
    section.to_roff().replace(UNBROKEN, "\\~")
}

const PROFILE: &str =
    "Reads the profile in $XDG_CONFIG_HOME/kcamp/config.yaml (KCAMP_CONFIG names another file).";
const STATE: &str =
    "Keeps the journal, the count of requests and the names for completion in $XDG_STATE_HOME/kcamp.";
const CAMPAIGN_FILES: &str =
    "Reads campaign files, with each kcamp.defaults.yaml and kcamp.policy.yaml beside or above them.";
const NO_FILES: &str = "Reads and writes no files of its own.";

/// The files that a command reads and writes, one sentence each.
fn files_of(command: &clap::Command) -> Vec<&'static str> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    let name = name.strip_prefix("kcamp-").unwrap_or(name);
    let noun = ["campaign", "contact-list", "schedule", "profile", "sandbox", "jwt", "journal"]
        .into_iter()
        .find(|noun| name.strip_prefix(noun).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')));
    match (noun.unwrap_or(name), name) {
        (_, "campaign-create" | "campaign-update" | "schedule-enable" | "schedule-preview")
        | ("plan" | "apply", _) => vec![CAMPAIGN_FILES, PROFILE, STATE],
        (_, "campaign-export") => {
            vec!["With -d writes a campaign file for each campaign into that folder.", PROFILE, STATE]
        }
        (_, "contact-list-import" | "campaign-import") => {
            vec![
                "Reads the file of contacts and those of --dnc, and keeps in $XDG_STATE_HOME/kcamp which rows were sent.",
                PROFILE,
                STATE,
            ]
        }
        ("campaign" | "contact-list" | "schedule" | "api" | "doctor", _) => vec![PROFILE, STATE],
        ("halt" | "resume", _) => {
            vec!["The record of a halt is kept in $XDG_STATE_HOME/kcamp.", PROFILE, STATE]
        }
        ("validate", _) => vec![CAMPAIGN_FILES, "Writes none of them without --fix."],
        ("init", _) => vec!["Writes the files of a project into DIR; init --dry-run lists them.", PROFILE],
        ("setup" | "profile", _) => {
            vec!["The profiles are in $XDG_CONFIG_HOME/kcamp/config.yaml (KCAMP_CONFIG names another file)."]
        }
        ("jwt", _) => vec![PROFILE],
        ("journal", _) => {
            vec!["The journal is in $XDG_STATE_HOME/kcamp (KCAMP_JOURNAL names another file).", PROFILE]
        }
        ("sandbox", _) => vec!["The sandbox is kept in $XDG_STATE_HOME/kcamp."],
        ("schema", _) => vec!["Reads only the file of --defaults."],
        ("man", _) => vec!["Writes the manual pages into DIR."],
        ("completions" | "explain" | "licenses", _) => vec![NO_FILES],
        _ => Vec::new(),
    }
}

fn exit_status() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"]);
    for exit in Exit::ALL {
        roff.control("TP", []).text([bold(exit.number().to_string())]).text([roman(exit.meaning())]);
    }
    roff
}

/// A page of `kcamp help` as a section. A line that ends in a colon is a heading. An indented line is a name with its
/// meaning, and a far indented line continues a meaning. All other lines are prose.
fn topic(title: &str, text: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [title]);
    let mut begins = true;
    for line in text.lines().skip(1) {
        let words = line.trim_start();
        let indent = line.len() - words.len();
        match (words, indent) {
            ("", _) => begins = true,
            (_, 0) => {
                if let Some(heading) = words.strip_suffix(':') {
                    roff.control("SS", [heading]);
                } else {
                    if begins {
                        roff.control("PP", []);
                    }
                    roff.text([roman(words)]);
                }
                begins = false;
            }
            (_, 1..=4) => {
                begins = true;
                let (name, meaning) = words.split_once("  ").unwrap_or((words, ""));
                roff.control("TP", []).text([bold(name)]).text([roman(meaning.trim_start())]);
            }
            _ => drop(roff.text([roman(words)])),
        }
    }
    roff
}

/// The sections that refer to kcamp(1), which has their full text.
fn named_elsewhere(files: &[&str]) -> Roff {
    let files = if files.is_empty() { "None.".to_owned() } else { files.join(" ") };
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"])
        .text([
            roman("0 where everything asked for happened. "),
            bold("kcamp"),
            roman("(1) has the other codes."),
        ])
        .control("SH", ["ENVIRONMENT"])
        .text([bold("kcamp"), roman("(1) has the variables, and the options that every command takes.")])
        .control("SH", ["FILES"])
        .text([roman(format!("{files} ")), bold("kcamp"), roman("(1) has all files.")])
        .control("SH", ["SEE ALSO"])
        .text([bold("kcamp"), roman("(1)")]);
    roff
}

#[cfg(test)]
mod tests {
    use super::topic;

    #[test]
    fn a_topic_keeps_its_headings_names_and_prose() {
        let roff = topic(
            "FILES",
            "Files\n\nProse that\ngoes on.\n\nHere:\n  a, b   one\n         two\nAnd\nmore.\n",
        );
        assert_eq!(
            roff.render().lines().skip(3).collect::<Vec<_>>().join("\n"),
            ".PP\nProse that\ngoes on.\n.SS Here\n.TP\n\\fBa, b\\fR\none\ntwo\n.PP\nAnd\nmore."
        );
    }
}
