//! The thirty checks that a good command line passes, a test each: `cargo test --test cli checklist::` prints them as a list, in
//! which `ok` is held and `FAILED` is not.
//!
//! Each is a short probe of the whole check. Where other tests look at it in depth, its comment names them. Nothing is timed
//! here: how long a start, a command and a wait take is measured by `cargo bench`.

mod c01_to_c10;
mod c11_to_c20;
mod c21_to_c30;
mod documented_keys;
mod many_rows;
mod walk;
