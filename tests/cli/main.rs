//! End to end: the real binary, in an empty environment, against the sandbox.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot set itself up has to stop")]

mod accounts_of_keys;
mod anothers;
mod api;
mod apply;
#[cfg(unix)]
mod asked_changes;
mod assumptions;
mod budget;
mod burki;
mod burki_files;
mod burki_unread;
mod calendar_file;
mod calls;
mod canary;
mod checklist;
mod clock_edges;
mod clocks_apart;
mod colleagues;
mod colours;
mod command_line;
mod completed_names;
mod completions;
#[cfg(unix)]
mod consent;
mod contact_countries;
mod contact_inputs;
mod contact_list;
#[cfg(target_os = "linux")]
mod costs;
mod crashes;
mod create;
mod created_otherwise;
mod cut_lists;
mod data_out;
mod defaults;
mod do_not_contact;
mod doctor;
mod dry_run;
#[cfg(unix)]
mod ending;
#[cfg(target_os = "linux")]
mod examples;
mod explain;
mod export;
mod exported_schedules;
mod fault_matrix;
mod faults;
mod features;
mod files_for_names;
mod first_account;
#[cfg(unix)]
mod first_minutes;
mod flags_over_files;
mod halt;
mod help_examples;
mod if_absent;
mod if_absent_at_once;
mod import;
mod import_again;
mod import_counts;
mod import_files;
mod import_languages;
mod import_meanwhile;
mod import_outcomes;
mod import_settled;
mod import_to_campaign;
mod imports_at_once;
mod init;
#[cfg(unix)]
mod init_nearby;
mod inputs_kept;
mod journal_unread;
mod judged_first;
mod jwt;
mod large_lists;
mod late_rows;
mod leaves;
mod left_out_later;
mod lifecycle;
mod list;
mod live_hours;
mod live_names;
mod live_preview;
mod local_times;
#[cfg(unix)]
mod long_names;
mod lost_creates;
mod many_warnings;
mod meant;
mod misnamed;
mod missing_arguments;
#[cfg(target_os = "linux")]
mod mounted_secrets;
mod named_accounts;
mod names;
mod names_like_ids;
mod narrow;
#[cfg(unix)]
mod numbers_at_rest;
mod offsets;
mod opt_out_columns;
mod opt_out_questions;
mod opted_out;
mod opted_out_unread;
mod other_scheduled;
mod output;
mod outputs_kept;
#[cfg(unix)]
mod pipelines;
mod plan;
mod policy;
mod policy_hours;
mod policy_hours_now;
mod preview;
#[cfg(unix)]
mod printed_names;
mod profile;
#[cfg(unix)]
mod prompts;
mod proxy;
#[cfg(unix)]
mod questions;
mod reached_contacts;
mod ready_tokens;
mod relay;
mod remembered;
mod replaced;
mod samples;
mod sandbox;
mod schedule;
mod schedule_refusals;
mod schema_output;
#[cfg(unix)]
mod screens;
#[cfg(unix)]
mod second_project;
mod secret_forms;
mod secret_places;
mod secret_values;
mod secrets;
mod settings_files;
mod settings_nearby;
#[cfg(unix)]
mod settle;
mod setup;
mod several;
mod shared_list_names;
mod shared_numbers;
mod signals;
mod slips;
#[cfg(unix)]
mod small_terminal;
mod snapshots;
mod stale_writes;
mod taken_names;
mod tampering;
#[cfg(unix)]
mod terminal;
mod texts_in_logs;
mod tls;
mod twins;
mod typed_hints;
mod units;
mod unnamed_codes;
mod update;
mod validate;
mod validate_fix;
mod watch;
mod world;
mod writes_at_once;
mod zones;
