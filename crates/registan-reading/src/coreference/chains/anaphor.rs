//! Pronouns as `knowledge/mentions/anaphors.tsv` has them.

use registan_language::{Relation, Token, Upos};

use super::agreement::{Agreement, Genders, Numbers};

/// What a pronoun does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnaphorKind {
    /// She, them.
    Personal,
    /// Her, their: before a noun or in its place.
    Possessive,
    /// Herself, zich.
    Reflexive,
    /// Each other, elkaar.
    Reciprocal,
    /// This, die.
    Demonstrative,
    /// Who, die: opens a clause on its antecedent.
    Relative,
    /// Men: nobody in particular.
    Generic,
}

/// A pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Anaphor {
    pub(super) kind: AnaphorKind,
    /// 1, 2 or 3.
    pub(super) person: u8,
    pub(super) agreement: Agreement,
}

impl Anaphor {
    /// From its value in knowledge, in the place where it stands; `None` for question words and determiners.
    pub(super) fn parse(value: &str, token: &Token) -> Option<Self> {
        let field = |name: &str| {
            let mut fields = value.split(';').filter_map(|part| part.split_once('='));
            fields.find(|(key, _)| *key == name).map_or("", |(_, value)| value)
        };
        let possessive = token.deprel == "nmod:poss" || token.feats.has("Poss", "Yes");
        let relative = token.feats.has("PronType", "Rel");
        let kind = match field("kind") {
            "possessive" => AnaphorKind::Possessive,
            "reflexive" => AnaphorKind::Reflexive,
            "reciprocal" => AnaphorKind::Reciprocal,
            "generic" => AnaphorKind::Generic,
            "demonstrative" | "relative" if relative => AnaphorKind::Relative,
            "demonstrative" => AnaphorKind::Demonstrative,
            "relative" => return None,
            _ if possessive => AnaphorKind::Possessive,
            _ => AnaphorKind::Personal,
        };
        let determiner = token.upos == Upos::Det || token.deprel.is(Relation::Det);
        if determiner && kind != AnaphorKind::Possessive {
            return None;
        }
        let person = field("person").parse().unwrap_or(3);
        let agreement = Agreement::new(Genders::parse(field("gender")), Numbers::parse(field("number")));
        Some(Self { kind, person, agreement })
    }
}
