//! In which language a text is written.

use std::collections::HashSet;

use registan_types::Language;
use whatlang::Lang;

use super::Reason;

/// No more of a text than this is looked at.
const SAMPLE: usize = 6000;

/// Small words that every text of the language has, and the other has not.
const SMALL_WORDS: [(Language, &[&str]); 2] = [
    (
        Language::Dutch,
        &[
            "de", "het", "een", "van", "en", "dat", "met", "voor", "zijn", "niet", "aan", "er", "om", "ook", "bij", "uit", "naar", "heeft",
            "volgens", "wordt", "op", "te",
        ],
    ),
    (
        Language::English,
        &[
            "the", "a", "of", "and", "to", "that", "with", "for", "has", "not", "on", "by", "his", "from", "said", "have", "will", "were",
            "is", "are", "an", "as",
        ],
    ),
];

/// The language of `text`. What the text itself shows beyond doubt goes before what a page or file declares of it.
///
/// # Errors
/// When it is in a language that is not read, or nobody can tell.
pub(crate) fn of_text(text: &str, declared: Option<&str>) -> Result<Language, Reason> {
    let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(at, _)| at);
    let sample = text.get(..end).unwrap_or(text);
    let seen = whatlang::detect(sample);
    let votes = votes(sample);
    match (seen, declared.map(str::trim).filter(|tag| !tag.is_empty())) {
        (Some(seen), _) if seen.is_reliable() => match of_whatlang(seen.lang()) {
            Some(language) => Ok(language),
            // Afrikaans and Dutch, or English full of foreign names, are told apart by their small words.
            None => votes
                .filter(|votes| votes.sure)
                .map(|votes| votes.language)
                .ok_or_else(|| Reason::OtherLanguage(seen.lang().eng_name().to_owned())),
        },
        (_, Some(tag)) => match (Language::from_tag(tag), votes) {
            (_, Some(votes)) if votes.sure => Ok(votes.language),
            (Some(language), _) => Ok(language),
            (None, _) => Err(Reason::OtherLanguage(name_of_tag(tag))),
        },
        (Some(seen), None) => match votes {
            Some(votes) if votes.sure || of_whatlang(seen.lang()) == Some(votes.language) => Ok(votes.language),
            _ => Err(Reason::UnknownLanguage),
        },
        (None, None) => Err(Reason::UnknownLanguage),
    }
}

/// The language of the two that a short text looks more like, where nobody need be sure.
pub(crate) fn likelier(text: &str) -> Language {
    let detector = whatlang::Detector::with_allowlist(vec![Lang::Nld, Lang::Eng]);
    let seen = || detector.detect_lang(text).and_then(of_whatlang);
    votes(text).map(|votes| votes.language).or_else(seen).unwrap_or(Language::English)
}

/// What the small words say.
#[derive(Debug, Clone, Copy)]
struct Votes {
    language: Language,
    /// A fifth of all words, and three times as many as the other language has.
    sure: bool,
}

fn votes(sample: &str) -> Option<Votes> {
    let words: Vec<String> = sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let counts = SMALL_WORDS.map(|(language, small)| {
        let found: Vec<&String> = words.iter().filter(|word| small.contains(&word.as_str())).collect();
        let different: HashSet<&String> = found.iter().copied().collect();
        (found.len(), different.len(), language)
    });
    let [one, other] = counts;
    let (most, least) = if one.0 >= other.0 { (one, other) } else { (other, one) };
    let (count, different, language) = most;
    let enough = count >= 2 && count > 2 * least.0;
    enough.then_some(Votes { language, sure: different >= 4 && count * 5 >= words.len() && count >= 3 * least.0 })
}

fn of_whatlang(lang: Lang) -> Option<Language> {
    match lang {
        Lang::Nld => Some(Language::Dutch),
        Lang::Eng => Some(Language::English),
        _ => None,
    }
}

/// The English name of a language tag, or the tag itself.
fn name_of_tag(tag: &str) -> String {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
    let names = [
        ("de", "German"),
        ("fr", "French"),
        ("es", "Spanish"),
        ("it", "Italian"),
        ("pt", "Portuguese"),
        ("ru", "Russian"),
        ("zh", "Chinese"),
        ("ar", "Arabic"),
        ("uk", "Ukrainian"),
        ("pl", "Polish"),
        ("tr", "Turkish"),
        ("ja", "Japanese"),
        ("af", "Afrikaans"),
        ("fy", "Frisian"),
    ];
    let known = names.iter().find(|(code, _)| *code == primary).map(|(_, name)| (*name).to_owned());
    known.unwrap_or_else(|| format!("language \u{201c}{}\u{201d}", primary.chars().take(20).collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dutch_and_english_are_recognised() {
        let dutch = "Bij de Russische inval in Oekraïne zijn donderdag zeker 137 Oekraïners om het leven gekomen. Dat zei de president.";
        let english = "Russian forces invaded Ukraine on Thursday from the north, the east and the south. Missiles hit airfields.";
        assert_eq!(of_text(dutch, None), Ok(Language::Dutch));
        assert_eq!(of_text(english, None), Ok(Language::English));
        assert_eq!(of_text(dutch, Some("en")), Ok(Language::Dutch));
        assert_eq!(of_text("Volgens Reuters bracht de premier een bezoek aan Kyiv.", None), Ok(Language::Dutch));
    }

    #[test]
    fn other_languages_are_refused_by_name() {
        let german = "Die russischen Streitkräfte sind am Donnerstag in die Ukraine einmarschiert, sagte der Präsident in einer Ansprache an das Volk.";
        let french =
            "Les forces russes ont envahi l’Ukraine jeudi, a déclaré le président dans un discours à la nation prononcé hier soir.";
        let afrikaans = "Die Russiese magte het Donderdag die Oekraïne binnegeval, het die president gesê. Hy het nie gesê wat die volgende stap sal wees nie.";
        assert_eq!(of_text(german, None), Err(Reason::OtherLanguage("German".to_owned())));
        assert_eq!(of_text(french, None), Err(Reason::OtherLanguage("French".to_owned())));
        assert_eq!(of_text(afrikaans, None), Err(Reason::OtherLanguage("Afrikaans".to_owned())));
    }

    #[test]
    fn too_little_is_not_guessed_at() {
        assert_eq!(of_text("NAVO", None), Err(Reason::UnknownLanguage));
        assert_eq!(of_text("12345", None), Err(Reason::UnknownLanguage));
        assert_eq!(of_text("NAVO", Some("nl-BE")), Ok(Language::Dutch));
        assert_eq!(of_text("OTAN", Some("fr_FR")), Err(Reason::OtherLanguage("French".to_owned())));
    }
}
