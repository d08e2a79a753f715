//! Which field of a record holds what: usual names, or those that the user gives.

use std::str::FromStr;

/// What a field of a record can hold for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The report's text.
    Text,
    /// Its address.
    Url,
    /// When it was published.
    Date,
    /// Who published it.
    Publisher,
    /// In which language it is.
    Language,
}

impl Field {
    /// Every field, in a fixed order.
    pub const ALL: [Self; 5] = [Self::Text, Self::Url, Self::Date, Self::Publisher, Self::Language];

    /// The name used on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Url => "url",
            Self::Date => "date",
            Self::Publisher => "publisher",
            Self::Language => "language",
        }
    }

    /// Names that files use for it, the most telling first; compared without case, `_`, `-` and spaces.
    fn usual_names(self) -> &'static [&'static str] {
        match self {
            Self::Text => &[
                "text",
                "body",
                "maintext",
                "fulltext",
                "articletext",
                "articlebody",
                "bodytext",
                "content",
                "plaintext",
                "article",
                "story",
                "tekst",
                "inhoud",
            ],
            Self::Url => &["url", "link", "weburl", "sourceurl", "articleurl", "permalink", "canonicalurl", "uri"],
            Self::Date => &[
                "datepublished",
                "published",
                "publishedat",
                "publishedon",
                "publicationdate",
                "publicatiedatum",
                "datepublish",
                "publishdate",
                "pubdate",
                "webpublicationdate",
                "publishedtime",
                "publishdatetime",
                "publicationdatetime",
                "date",
                "datum",
                "seendate",
                "datetime",
            ],
            Self::Publisher => &[
                "publisher",
                "outlet",
                "newspaper",
                "krant",
                "publication",
                "sitename",
                "sourcename",
                "source",
                "sourcedomain",
                "medium",
                "site",
                "domain",
            ],
            Self::Language => &["language", "lang", "taal", "inlanguage", "locale"],
        }
    }
}

impl FromStr for Field {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|field| field.name() == text).ok_or(())
    }
}

/// Names that the user gives for fields, before the usual ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldNames(Vec<(Field, String)>);

/// A mapping that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` maps no field; write text=NAME, url=NAME, date=NAME, publisher=NAME or language=NAME")]
pub struct FieldError(String);

impl FieldNames {
    /// From mappings such as `text=body`.
    ///
    /// # Errors
    /// When one is no mapping.
    pub fn new<'m>(mappings: impl IntoIterator<Item = &'m str>) -> Result<Self, FieldError> {
        let one = |mapping: &str| {
            let (field, name) = mapping.split_once('=').ok_or(())?;
            Ok((field.trim().parse()?, name.trim().to_owned()))
        };
        let all = mappings.into_iter().map(|mapping| one(mapping).map_err(|()| FieldError(mapping.to_owned())));
        all.collect::<Result<_, _>>().map(Self)
    }

    /// The value of `field` in a record.
    pub(crate) fn pick<'r>(&self, field: Field, record: &'r [(String, String)]) -> Option<&'r str> {
        let named: Vec<&String> = self.0.iter().filter(|(mapped, _)| *mapped == field).map(|(_, name)| name).collect();
        let value = |found: &'r (String, String)| Some(found.1.as_str()).filter(|value| !value.trim().is_empty());
        if !named.is_empty() {
            return named.iter().find_map(|name| record.iter().find(|(key, _)| key == *name || plain(key) == plain(name)).and_then(value));
        }
        let usual = field.usual_names().iter();
        usual.flat_map(|name| record.iter().filter(move |(key, _)| is_called(key, name))).find_map(value)
    }
}

/// Whether a field is called so; that of a nested record too (`source.name`).
fn is_called(key: &str, name: &str) -> bool {
    let key = key.strip_suffix(".name").or_else(|| key.strip_suffix(".title")).unwrap_or(key);
    plain(key) == name
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-' | ' ' | ':')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_and_given_names() {
        let record = [("Full_Text", "a"), ("source.name", "De Krant"), ("kop", "x"), ("pub-date", "2022"), ("inner.words", "b")];
        let record: Vec<(String, String)> = record.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let usual = FieldNames::default();
        assert_eq!(usual.pick(Field::Text, &record), Some("a"));
        assert_eq!(usual.pick(Field::Publisher, &record), Some("De Krant"));
        assert_eq!(usual.pick(Field::Date, &record), Some("2022"));
        assert_eq!(usual.pick(Field::Url, &record), None);
        let given = FieldNames::new(["text=inner.words"]).unwrap();
        assert_eq!(given.pick(Field::Text, &record), Some("b"));
        assert!(FieldNames::new(["txt=body"]).is_err());
    }
}
