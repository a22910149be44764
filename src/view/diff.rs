//! The changes in a text, in the form of `diff -u`, which `patch -p0` reads.

use std::fmt::Write as _;
use std::ops::Range;

/// The number of lines that are shown around each change.
const AROUND: usize = 3;

/// The difference between a file's text and another one with the same number of lines; empty if they are equal.
pub fn unified(name: &str, before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let mut text = String::new();
    for hunk in hunks(&old, &new) {
        if text.is_empty() {
            push(&mut text, format_args!("--- {name}\n+++ {name}\n"));
        }
        let place = format!("{},{}", hunk.start + 1, hunk.len());
        push(&mut text, format_args!("@@ -{place} +{place} @@\n"));
        let mut at = hunk.start;
        while at < hunk.end {
            let changed = (at..hunk.end).take_while(|line| old[*line] != new[*line]).count();
            if changed == 0 {
                line(&mut text, ' ', old[at]);
                at += 1;
                continue;
            }
            old[at..at + changed].iter().for_each(|it| line(&mut text, '-', it));
            new[at..at + changed].iter().for_each(|it| line(&mut text, '+', it));
            at += changed;
        }
    }
    text
}

/// The ranges of lines around changes. Ranges that meet are joined.
fn hunks(old: &[&str], new: &[&str]) -> Vec<Range<usize>> {
    let mut hunks: Vec<Range<usize>> = Vec::new();
    for (at, _) in old.iter().zip(new).enumerate().filter(|(_, (old, new))| old != new) {
        let end = (at + 1 + AROUND).min(old.len());
        match hunks.last_mut() {
            Some(last) if at.saturating_sub(AROUND) <= last.end => last.end = end,
            _ => hunks.push(at.saturating_sub(AROUND)..end),
        }
    }
    hunks
}

fn line(text: &mut String, sign: char, line: &str) {
    text.push(sign);
    text.push_str(line);
    if !line.ends_with('\n') {
        text.push_str("\n\\ No newline at end of file\n");
    }
}

fn push(text: &mut String, part: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = text.write_fmt(part);
}

#[cfg(test)]
mod tests {
    use super::unified;

    fn lines(count: usize) -> String {
        (1..=count).map(|line| line.to_string()).collect::<Vec<_>>().join("\n") + "\n"
    }

    #[test]
    fn each_change_stands_with_three_lines_around_it() {
        let before = lines(20);
        let after =
            before.replace("\n5\n", "\nfive\n").replace("\n6\n", "\nsix\n").replace("\n20\n", "\nend\n");
        let expected = "--- a.yaml\n+++ a.yaml\n@@ -2,8 +2,8 @@\n 2\n 3\n 4\n-5\n-6\n+five\n+six\n 7\n 8\n 9\n\
                        @@ -17,4 +17,4 @@\n 17\n 18\n 19\n-20\n+end\n";
        assert_eq!(unified("a.yaml", &before, &after), expected);
        assert_eq!(unified("a.yaml", &before, &before), "");
    }

    #[test]
    fn a_last_line_without_its_end_is_said_to_have_none() {
        let expected = "--- a\n+++ a\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+y\n\\ No newline at end of file\n";
        assert_eq!(unified("a", "x", "y"), expected);
    }

    #[test]
    fn changes_that_are_near_stand_in_one_place() {
        let before = lines(9);
        let after = before.replace("1\n", "one\n").replace("8\n", "eight\n");
        assert_eq!(unified("a", &before, &after).matches("@@ -").count(), 1);
    }
}
