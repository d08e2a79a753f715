//! When two names are one: the same words, a part that stands for the whole, or initials.

/// The words of a name without marks, in lower case, a genitive ending cut off.
pub(super) fn parts<'t>(words: impl Iterator<Item = &'t str>) -> Vec<String> {
    let plain = |word: &str| {
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("\u{2019}s")).unwrap_or(word);
        word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase()
    };
    words.map(plain).filter(|word| !word.is_empty() && word != "s").collect()
}

/// Whether the shorter of two names is a part that can stand for the longer: its last word, or for a person its first; and all its words in order.
pub(super) fn shortens(short: &[String], long: &[String], person: bool) -> bool {
    if short.is_empty() || short.len() >= long.len() {
        return false;
    }
    let mut rest = long.iter();
    let in_order = short.iter().all(|word| rest.any(|other| other == word));
    let key = short.last() == long.last() || (person && short.first() == long.first());
    in_order && key
}

/// Whether a name of capitals is made of the initials of a longer one's capitalised words.
pub(super) fn abbreviates<'t>(acronym: &str, words: impl Iterator<Item = &'t str>) -> bool {
    let letters: String = acronym.chars().filter(|letter| letter.is_alphabetic()).collect();
    if letters.chars().count() < 2 || !letters.chars().all(char::is_uppercase) {
        return false;
    }
    let mut wanted = letters.chars();
    let mut count = 0;
    let initials = words.filter_map(|word| word.chars().next()).filter(|first| first.is_uppercase());
    let fits = initials.into_iter().all(|first| {
        count += 1;
        wanted.next() == Some(first)
    });
    fits && count > 1 && wanted.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(words: &str) -> Vec<String> {
        parts(words.split(' '))
    }

    #[test]
    fn a_part_stands_for_the_whole() {
        for (short, long, person, wanted) in [
            ("Jansen", "Piet Jansen", true, true),
            ("Piet", "Piet Jansen", true, true),
            ("Piet", "Piet Jansen", false, false),
            ("Anna Jansen", "Piet Jansen", true, false),
            ("Commission", "European Commission", false, true),
            ("European", "European Commission", false, false),
            ("Jansen's", "Piet Jansen", true, true),
        ] {
            assert_eq!(shortens(&name(short), &name(long), person), wanted, "{short} for {long}");
        }
    }

    #[test]
    fn initials_stand_for_words() {
        for (short, long, wanted) in [
            ("WHO", "World Health Organization", true),
            ("W.H.O.", "World Health Organization", true),
            ("EU", "European Union", true),
            ("OECD", "Organisation for Economic Co-operation and Development", true),
            ("WHO", "World Trade Organization", false),
            ("Who", "World Health Organization", false),
        ] {
            assert_eq!(abbreviates(short, long.split(' ')), wanted, "{short} for {long}");
        }
    }
}
