//! "I", "we": in quotation marks the one who speaks.

use registan_language::{TokenIndex, Upos};
use registan_types::{EntityKind, Grounded, Sector};

use super::{Quotations, VoiceLexicon, Voices};
use crate::{
    Document,
    clause::Clauses,
    knowledge::Knowledge,
    mention::{Mention, MentionForm, Mentions, Referent},
};

/// How sure it is that "I" is the one who is said to speak.
const ONE: f32 = 0.9;

/// … and that "we" is the state or body of the one who speaks: a minister may mean his party or his family.
const SEVERAL: f32 = 0.75;

impl Quotations {
    /// Whose words stand in quotation marks; "I" and "we" in them become known among the mentions.
    pub fn hear(
        document: Document<'_>,
        clauses: Clauses<'_>,
        lexicon: &VoiceLexicon,
        knowledge: &Knowledge,
        mentions: &mut Mentions,
    ) -> Self {
        let voices = Voices { document, clauses, mentions, lexicon };
        let quotations = Self::find(&voices);
        let more = first_person(&voices, &quotations, knowledge);
        mentions.extend(more);
        quotations
    }
}

/// Mentions for the pronouns of the first person in quotations and turns whose speaker is known.
fn first_person(voices: &Voices<'_>, quotations: &Quotations, knowledge: &Knowledge) -> Vec<Mention> {
    let tokens = quotations.tokens().flat_map(|(tokens, speaker)| tokens.map(move |token| (TokenIndex::new(token), speaker)));
    tokens.filter_map(|(at, speaker)| mention(voices, knowledge, at, speaker)).collect()
}

fn mention(voices: &Voices<'_>, knowledge: &Knowledge, at: TokenIndex, speaker: &Grounded) -> Option<Mention> {
    let token = voices.document.token(at).filter(|token| matches!(token.upos, Upos::Pron | Upos::Det))?;
    let number = knowledge.word(voices.document.report.language, &token.form.to_lowercase(), "first-person")?;
    let referent = match number.value {
        "one" if speaker.kind == EntityKind::Person => {
            Referent { entity: speaker.clone(), class: "person".into(), location: None, confidence: ONE }
        }
        "several" => side(knowledge, speaker)?,
        _ => return None,
    };
    Some(Mention { head: at, span: token.span, form: MentionForm::Pronoun, referents: vec![referent] })
}

/// Whom a speaker means by "we": his state, if he speaks for one; a body, itself.
fn side(knowledge: &Knowledge, speaker: &Grounded) -> Option<Referent> {
    let official = matches!(speaker.sector, Some(Sector::Government | Sector::Military));
    let state = speaker.country.filter(|_| official || speaker.kind == EntityKind::State).and_then(|country| knowledge.country(country));
    match (state, speaker.kind) {
        (Some(state), EntityKind::Person | EntityKind::State) => Some(Referent { location: None, ..state.plain_referent(SEVERAL) }),
        (_, EntityKind::Organisation | EntityKind::Group) if speaker.id.is_some() => {
            Some(Referent { entity: speaker.clone(), class: "organisation".into(), location: None, confidence: SEVERAL })
        }
        _ => None,
    }
}
