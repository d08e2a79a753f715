//! Whether two times in EDTF may be the same.

/// Whether they overlap, and `said` is hardly wider than `gold`: no more than the months that gold touches, or its year where gold has no
/// more than a year.
pub(super) fn same_time(gold: &str, said: &str) -> bool {
    if said.is_empty() {
        return false;
    }
    let (a, b) = days(gold);
    let (c, d) = days(said);
    let head = |text: &str, len: usize| text.get(..len).unwrap_or(text).to_owned();
    let first = gold.split(' ').next().unwrap_or("").split('/').next().unwrap_or("");
    let same_year = head(&a, 4) == head(&c, 4) || head(&b, 4) == head(&d, 4);
    let no_wider = head(&c, 7) >= head(&a, 7) && head(&d, 7) <= head(&b, 7);
    a <= d && c <= b && same_year && (first.len() == 4 || no_wider)
}

/// The first and last day of an EDTF date or interval, as text that sorts; open or unknown parts widen it.
fn days(edtf: &str) -> (String, String) {
    let bare = edtf.split(' ').next().unwrap_or("");
    let parts: Vec<&str> = bare.split('/').map(|part| part.split(['~', '?', '%']).next().unwrap_or("")).collect();
    let (first, last) = (parts.first().copied().unwrap_or(""), parts.last().copied().unwrap_or(""));
    let unknown_pair = if last.matches('-').count() == 2 { "31" } else { "12" };
    let last = last.replace("XX", unknown_pair).replace('X', "9");
    (filled(&first.replace('X', "0"), "0000-01-01"), filled(&last, "9999-12-31"))
}

fn filled(part: &str, tail: &str) -> String {
    if part.is_empty() || part == ".." { tail.to_owned() } else { format!("{part}{}", tail.get(part.len()..).unwrap_or("")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_that_may_be_the_same() {
        for (gold, said, same) in [
            ("2022-09-15/2022-09-16", "2022-09-15", true),
            ("2022-09", "2022-09-14", true),
            ("2022-09-14", "2022", false),
            ("2022", "2022", true),
            ("2022", "2022-05", true),
            ("2022-02", "2022-03", false),
            ("2014/..", "2014", true),
            ("2022-09-14", "", false),
            ("2022-02~", "2022-02-24", true),
        ] {
            assert_eq!(same_time(gold, said), same, "{gold} {said}");
        }
    }
}
