//! Profiles: a person's accounts in a configuration file, and the sources of their secrets.
//!
//! The file is `$XDG_CONFIG_HOME/kcamp/config.yaml`. It is rewritten as a whole: comments in it are lost when kcamp
//! changes it.

mod command;
mod complaint;
mod config;
mod config_schema;
mod encode;
mod error;
mod folders;
mod keys;
mod name;
mod no_secret;
mod own_folder;
mod secret_file;
mod secret_source;
mod secret_text;
mod shell_syntax;
mod store;

pub use command::end_running;
pub use config::ConfigFile;
pub use config_schema::config_schema;
pub use encode::shared_yaml;
pub use error::{ErrorClass, ProfileError};
pub use folders::{config_path, expand_home, folder_not_used, is_usual_config, state_dir};
pub use keys::{Profile, Value};
pub use name::{ProfileName, nearest};
pub use own_folder::{check_private, keep_private, refuse_linked_halts};
pub use secret_source::{COMMAND_LIMIT, PlaceError, SecretSource, read_secret, resolve_secret};
pub use secret_text::{ReadSecret, SecretKind};
pub use store::{load, update};
