//! The config file and the credentials in it.
