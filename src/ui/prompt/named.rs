//! Items of a list that a person names by typing.

/// The text that may follow an item's name, before its number of contacts or its description.
const BEHIND_NAMES: [&str; 3] = [" (", ": ", ", "];
/// The least length of the beginning of a name, so that a stray letter names nothing.
const FEWEST_LETTERS: usize = 3;

/// The index of the item with this name, in any case: the whole name, or a beginning that no other item has.
pub(super) fn one(name: &str, items: &[String]) -> Option<usize> {
    let name = name.trim().to_lowercase();
    let rests: Vec<(usize, String)> = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| Some((at, item.to_lowercase().strip_prefix(&name)?.to_owned())))
        .collect();
    let is_whole = |rest: &str| rest.is_empty() || BEHIND_NAMES.iter().any(|behind| rest.starts_with(behind));
    let only = |mut found: Vec<usize>| found.pop().filter(|_| found.is_empty());
    let whole = rests.iter().filter(|(_, rest)| is_whole(rest)).map(|(at, _)| *at).collect();
    let begun = || rests.iter().map(|(at, _)| *at).collect();
    let is_long = name.chars().count() >= FEWEST_LETTERS;
    (!name.is_empty()).then(|| only(whole).or_else(|| only(begun()).filter(|_| is_long)))?
}

/// The indices of the items that this names, ascending. Between two names is a comma; a space or the word `and` where
/// names have none in them. The error is the part that names no item.
///
/// # Errors
///
/// The part that names no item.
pub(super) fn several(names: &str, items: &[String]) -> Result<Vec<usize>, String> {
    let mut chosen = Vec::new();
    for part in names.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        if let Some(at) = one(part, items) {
            chosen.push(at);
            continue;
        }
        let words = part.split_whitespace().filter(|word| !word.eq_ignore_ascii_case("and"));
        let found: Option<Vec<usize>> = words.map(|word| one(word, items)).collect();
        chosen.extend(found.filter(|found| !found.is_empty()).ok_or_else(|| part.to_owned())?);
    }
    chosen.sort_unstable();
    chosen.dedup();
    if chosen.is_empty() { Err(names.to_owned()) } else { Ok(chosen) }
}

#[cfg(test)]
mod tests {
    use super::{one, several};

    fn items(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn an_item_is_named_whole_or_by_a_beginning_of_its_own() {
        let lists = items(&["VIP (5 contacts)", "VIP gold (3 contacts)", "Spring leads (1 contact)", "a"]);
        for (name, found) in [
            ("vip", Some(0)),
            ("VIP g", Some(1)),
            ("spring", Some(2)),
            (" Spring Leads ", Some(2)),
            ("Spring leads (1 contact)", Some(2)),
            ("a", Some(3)),
            ("sp", None),
            ("vi", None),
            ("", None),
            ("leads", None),
            ("all", None),
        ] {
            assert_eq!(one(name, &lists), found, "{name}");
        }
    }

    #[test]
    fn several_are_named_as_people_write_them() {
        let days = items(&["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]);
        for names in
            ["Mon and Wed", "mon, wed", "Wed,Mon,", "MONDAY WEDNESDAY", "Mon, and Wed", "wed mon mon"]
        {
            assert_eq!(several(names, &days), Ok(vec![0, 2]), "{names}");
        }
        for (names, wrong) in [
            ("a", "a"),
            ("kcamp apply files", "kcamp apply files"),
            ("Mon, T", "T"),
            ("and", "and"),
            (",", ","),
        ] {
            assert_eq!(several(names, &days), Err(wrong.to_owned()), "{names}");
        }
        let lists = items(&["Spring leads (1 contact)", "Event Guests (2 contacts)"]);
        assert_eq!(several("event guests, spring leads", &lists), Ok(vec![0, 1]));
    }
}
