//! The part of the command tree that a command line can mean.

use std::ffi::OsString;

use clap::{Args as _, Subcommand as _};

use super::{Command, GlobalArgs};

/// The tree without the commands that no word of the line names: each would get a copy of every global option, for
/// nothing. It takes the lines that the whole tree takes, with the same values; what it refuses may be a call for help
/// or the version.
pub(super) fn tree(line: &[OsString]) -> clap::Command {
    let root = GlobalArgs::augment_args(clap::Command::new("kcamp"));
    with_named(root, &mut Command::augment_subcommands(clap::Command::default()), line)
}

/// The command with those commands of the whole one below it that the line names.
fn with_named(command: clap::Command, whole: &mut clap::Command, line: &[OsString]) -> clap::Command {
    // Clap makes its own `help` again.
    let named =
        whole.get_subcommands_mut().filter(|below| below.get_name() != "help" && is_named(below, line));
    named.fold(command.subcommand_required(true), |command, below| {
        let unbuilt = below.clone();
        // What is below a command is there from the moment on at which something is asked of it.
        let _ = below.render_usage();
        command.subcommand(if below.is_subcommand_required_set() {
            with_named(clap::Command::new(below.get_name().to_owned()), below, line)
        } else {
            unbuilt
        })
    })
}

/// Whether a word of the line is a name of the command. The word may also be the value of an option: then the command
/// is there for nothing.
fn is_named(command: &clap::Command, line: &[OsString]) -> bool {
    let mut names = std::iter::once(command.get_name()).chain(command.get_all_aliases());
    names.any(|name| line.iter().any(|word| word == name))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use clap::CommandFactory as _;

    use super::super::{Cli, command_tree, read};
    use super::tree;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    /// The paths of all commands, those of groups among them, but for clap's own `help`.
    fn paths(command: &clap::Command, above: &[&str]) -> Vec<String> {
        let path = [above, &[command.get_name()]].concat();
        let below = command.get_subcommands().filter(|below| below.get_name() != "help");
        std::iter::once(path.join(" ")).chain(below.flat_map(|below| paths(below, &path))).collect()
    }

    /// The names of the command of a path and of what it takes.
    fn takes(mut tree: clap::Command, path: &str) -> Option<Vec<String>> {
        tree.build();
        let mut names = path.split(' ').skip(1);
        let command = names.try_fold(&tree, |command, name| command.find_subcommand(name))?;
        let arguments = command.get_arguments().filter(|arg| arg.get_id() != "version");
        let mut names: Vec<String> = arguments.map(ToString::to_string).collect();
        names.extend(command.get_all_aliases().map(str::to_owned));
        names.sort_unstable();
        Some(names)
    }

    #[test]
    fn the_command_that_a_line_names_takes_all_that_it_takes_in_the_whole_tree() {
        for path in paths(&command_tree(), &[]) {
            let whole = takes(command_tree(), &path);
            assert!(whole.is_some(), "{path}");
            assert_eq!(takes(tree(&words(&path)), &path), whole, "{path}");
        }
    }

    #[test]
    fn only_what_a_line_names_is_built() {
        let mut asked = tree(&words("kcamp jwt mint --sub schedule"));
        asked.build();
        assert_eq!(paths(&asked, &[]), ["kcamp", "kcamp schedule", "kcamp jwt", "kcamp jwt mint"]);
    }

    #[test]
    fn a_line_that_the_whole_tree_takes_means_the_same() {
        for line in [
            "kcamp jwt mint",
            "kcamp -o json jwt -q mint --ttl 5m --platform kore",
            "kcamp --profile jwt campaign list --limit 3",
            "kcamp --profile=campaign jwt mint --sub list --claim mint=1",
            "kcamp jwt --quiet mint --jti",
            "kcamp campaign new --name validate",
            "kcamp campaign get help",
            "kcamp campaign get -- list",
            "kcamp lint a.yaml -vv",
            "kcamp diff . --dry-run=curl -y",
            "kcamp apply apply --yes --sandbox",
            "kcamp journal --since 24h --failed",
            "kcamp journal settle 12",
            "kcamp exit-codes -o json",
            "kcamp explain campaign/exists",
            "kcamp sandbox serve --port 0",
            "kcamp profile use campaign",
        ] {
            let whole = read(Cli::command(), &words(line)).map(|cli| format!("{cli:?}"));
            let asked = read(tree(&words(line)), &words(line)).map(|cli| format!("{cli:?}"));
            assert!(whole.is_ok(), "{line}: {whole:?}");
            assert_eq!(asked.ok(), whole.ok(), "{line}");
        }
    }

    #[test]
    fn a_line_that_the_whole_tree_refuses_is_refused() {
        for line in [
            "kcamp",
            "kcamp campaign",
            "kcamp list",
            "kcamp jwt list",
            "kcamp jwt jwt mint",
            "kcamp jwt mint mint",
            "kcamp jwt mint --quiet -v",
            "kcamp jwt mint --sub",
            "kcamp journal --failed settle 12",
            "kcamp -- campaign list",
            "kcamp --version",
            "kcamp jwt mint --help",
            "kcamp help jwt mint",
            "kcamp jwt help",
        ] {
            assert!(read(Cli::command(), &words(line)).is_err(), "{line}");
            assert!(read(tree(&words(line)), &words(line)).is_err(), "{line}");
        }
    }
}
