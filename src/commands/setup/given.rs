//! The values that flags and variables give: without spaces around them, and all checked before the first question.

use std::str::FromStr;

use super::SetupArgs;
use super::keep::place_of_flags;
use crate::context::Context;
use crate::domain::duration::parse_duration;
use crate::domain::effect::Effect;
use crate::domain::finding::Problem;
use crate::domain::number::NumberRegion;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::settings::{AccountId, Host, SignIn, identifier};

/// The word for no country.
pub(super) const NO_REGION: &str = "none";

/// Refuses the given values that cannot be used, all at once.
///
/// # Errors
///
/// At least one value cannot be used.
pub(super) fn refuse_wrong_values(
    platform: PlatformKind,
    args: &SetupArgs,
    context: &Context,
) -> Result<(), Error> {
    let sign_in = SignIn::to(platform);
    let refused = |name, text: Option<&str>, check: &dyn Fn(&str) -> Result<(), Problem>| {
        Some(Error::bad_value(name, check(text?.trim()).err()?))
    };
    let of_flag =
        |flag, check: &dyn Fn(&str) -> Result<(), Problem>| refused(flag, context.flag(flag), check);
    let of = |flag, variable, check: &dyn Fn(&str) -> Result<(), Problem>| match context.flag(flag) {
        Some(_) => of_flag(flag, check),
        None => refused(variable, context.environment.text(variable), check),
    };
    let ids = sign_in.ids.iter().map(|id| of(id.flag, id.variable, &|text| is_id_of(id, text)));
    let region = match args.region.as_deref() {
        Some(text) => refused("--region", Some(text), &is_region),
        None => of("--region", "KCAMP_REGION", &is_region),
    };
    let wrong = [
        refused("--schedule-timezone", args.schedule_timezone.as_deref(), &parses::<Zone>),
        of_flag("--timeout", &is_duration),
        of("--host", "KCAMP_HOST", &parses::<Host>),
        sign_in.name.and_then(|name| of_flag(name.flag, &is_id)),
        of("--timezone", "KCAMP_TIMEZONE", &parses::<Zone>),
        region,
    ];
    let mut wrong = ids.chain(wrong).flatten().chain(place_of_flags(args).err());
    let Some(first) = wrong.next() else { return Ok(()) };
    let others: Vec<Error> = wrong.collect();
    Err(if others.is_empty() { first } else { first.and_values(others).with_effect(Effect::NothingSaved) })
}

/// The value from a flag, or from an environment variable, without spaces around it. A variable is reported, because it
/// may still be set for something else, such as a rehearsal. With `--from-env` the variables are listed at the end.
pub(super) fn given(flag: &str, variable: &str, args: &SetupArgs, context: &mut Context) -> Option<String> {
    let typed = context.flag_or_variable(flag, variable)?;
    let text = typed.trim().to_owned();
    if text != typed {
        context.ui.talk(&format!("{flag} {text} (without the spaces around it)"));
    }
    if context.flag(flag).is_none() && !args.from_env {
        context.ui.talk(&format!("{} {text}, from {variable}", flag.trim_start_matches("--")));
    }
    Some(text)
}

/// The text, if it passes the check.
///
/// # Errors
///
/// It does not.
pub(super) fn checked(
    flag: &'static str,
    text: &str,
    check: impl Fn(&str) -> Result<(), Problem>,
) -> Result<String, Error> {
    check(text).map_err(|problem| Error::bad_value(flag, problem))?;
    Ok(text.to_owned())
}

/// Checks a value by its type.
///
/// # Errors
///
/// It cannot be read.
pub(super) fn parses<T: FromStr<Err = Problem>>(text: &str) -> Result<(), Problem> {
    text.parse::<T>().map(|_| ())
}

/// Checks a country, which may also be empty or `none`.
///
/// # Errors
///
/// There is no such country.
pub(super) fn is_region(text: &str) -> Result<(), Problem> {
    match text.trim() {
        "" => Ok(()),
        text if text.eq_ignore_ascii_case(NO_REGION) => Ok(()),
        text => parses::<NumberRegion>(text),
    }
}

/// Checks an id of an account.
///
/// # Errors
///
/// It has spaces, or cannot be part of an address.
pub(super) fn is_id(text: &str) -> Result<(), Problem> {
    if text.trim().is_empty() || text.contains(char::is_whitespace) {
        return Err(Problem::error("setup/id-unreadable", format!("{text:?} is not an id"))
            .help("copy it from the platform, without spaces"));
    }
    identifier(text).map(drop)
}

/// Checks an id of an account, which must not be another one of its ids.
///
/// # Errors
///
/// It is no id, or another one.
pub(super) fn is_id_of(id: &AccountId, text: &str) -> Result<(), Problem> {
    is_id(text).and_then(|()| id.refuse_another(text))
}

/// Checks a duration.
///
/// # Errors
///
/// It cannot be read.
pub(super) fn is_duration(text: &str) -> Result<(), Problem> {
    parse_duration(text).map(drop)
}
