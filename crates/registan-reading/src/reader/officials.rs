//! Whose officials speak where the text does not say: "…, the ministry said", "…, aldus een woordvoerder". The state whose body of that kind the report
//! named before, else the one state that does what they tell of. Where two could be meant the words stay as they are.

use registan_language::{Relation as Deprel, TokenIndex};
use registan_types::{CountryCode, EntityKind, Filler, Grounded, PloverType, Sector, Span, Statement, Voice};

use super::assembly::Assembly;
use crate::{
    frame::Candidate,
    mention::{Mention, MentionForm, Referent},
};

impl Assembly<'_> {
    /// Gives the unnamed officials and bodies of state among the voices of a statement the state they speak for.
    pub(super) fn name_officials(&self, candidate: &Candidate, statement: &mut Statement) {
        let officials: Vec<(Span, CountryCode, Option<Sector>)> = statement
            .attribution
            .iter()
            .filter_map(|attribution| match &attribution.voice {
                Voice::Source { span, entity: Some(entity), .. } if entity.id.is_none() && entity.country.is_none() => {
                    let speaker = self.official(*span)?;
                    let told = || acting_state(statement, speaker).filter(|_| !self.is_aside(candidate.predicate.trigger));
                    let country = self.of_same_body(speaker).or_else(told)?;
                    Some((*span, country, speaker.referents.first().and_then(|referent| referent.entity.sector)))
                }
                _ => None,
            })
            .collect();
        for (said, country, sector) in officials {
            let Some(state) = self.matcher.knowledge.country(country) else { continue };
            let state = Grounded { sector, ..state.plain_referent(1.0).entity };
            for attribution in &mut statement.attribution {
                if let Voice::Source { span, entity, .. } = &mut attribution.voice
                    && *span == said
                {
                    *entity = Some(state.clone());
                }
            }
        }
    }

    /// The mention of unnamed officials or of a body of state.
    fn official(&self, span: Span) -> Option<&Mention> {
        let mention = self.matcher.mentions.iter().find(|mention| mention.span == span && mention.form == MentionForm::Description)?;
        let [speaker] = mention.referents.as_slice() else { return None };
        // Whom diplomats speak for nobody can tell; those who have a title otherwise speak for themselves.
        if self.speaks_for_another(mention) {
            return None;
        }
        match self.matcher.mentions.office_at(mention.head) {
            Some(office) => office.entity.name.ends_with(SPOKESPERSON) || office.entity.name == OFFICIAL,
            None => is_of_state(speaker) && !self.is_diplomat(mention),
        }
        .then_some(mention)
    }

    /// "Police backed by Kenya took the port, officials said": who does what describes a noun is not whose officials speak.
    fn is_aside(&self, trigger: TokenIndex) -> bool {
        let tree = self.matcher.clauses.tree();
        let above = tree.analysis().ancestors(trigger);
        std::iter::once(trigger).chain(above).any(|at| tree.is(at, Deprel::Acl) || tree.is(at, Deprel::Amod))
    }

    /// "A spokesman for the mission": of whoever it is, not of the state that acts.
    fn speaks_for_another(&self, speaker: &Mention) -> bool {
        let tree = self.matcher.clauses.tree();
        let mut phrases = tree.child_tokens(speaker.head);
        phrases.any(|(phrase, token)| token.deprel.is(Deprel::Nmod) && phrase > speaker.head && tree.child(phrase, Deprel::Case).is_some())
    }

    fn is_diplomat(&self, mention: &Mention) -> bool {
        let document = self.matcher.document;
        let noun = document.lemma(mention.head).to_lowercase();
        self.matcher.knowledge.title(document.report.language, &noun).is_some_and(|title| title.role() == DIPLOMAT)
    }

    /// The state whose body of that kind the report named before, if it named one state's only.
    fn of_same_body(&self, speaker: &Mention) -> Option<CountryCode> {
        // "The ministry" is the one that was named; "officials" may be anybody's.
        let class = &speaker.referents.first()?.class;
        if !matches!(&**class, "ministry" | "government" | "army" | "police" | "court" | "parliament" | "security-service") {
            return None;
        }
        let before = self.matcher.mentions.iter().filter(|mention| mention.span.end <= speaker.span.start);
        let bodies = before.flat_map(|mention| &mention.referents).filter(|referent| referent.class == *class && is_of_state(referent));
        one_only(bodies.filter_map(|referent| referent.entity.country))
    }
}

/// The one state that acts in what is told, or in which it is done. What one state does to another its officials may tell, or the other's.
fn acting_state(statement: &Statement, speaker: &Mention) -> Option<CountryCode> {
    let official = |filler: &Filler| match filler.entity.kind {
        EntityKind::State => filler.entity.country,
        EntityKind::Person => {
            filler.entity.country.filter(|_| filler.entity.id.is_some() && filler.entity.sector == Some(Sector::Government))
        }
        _ => None,
    };
    let suffers = matches!(speaker.referents.first()?.entity.sector, Some(Sector::Military)) && statement.actors.is_empty();
    if statement.actors.is_empty() {
        let done_to = statement.recipients.iter().filter_map(official).chain(statement.place.iter().filter_map(|place| place.country));
        return one_only(done_to).filter(|_| suffers || is_at_home(statement));
    }
    let acting = one_only(statement.actors.iter().map(official).collect::<Option<Vec<_>>>()?.into_iter())?;
    let foreign = statement.recipients.iter().any(|filler| filler.entity.country != Some(acting));
    (!foreign || is_own_decision(statement)).then_some(acting)
}

/// Harm done to people, which the authorities where it is done tell of.
fn is_at_home(statement: &Statement) -> bool {
    statement.plover.as_ref().is_none_or(|code| matches!(code.kind, PloverType::Assault | PloverType::Coerce | PloverType::Protest))
}

/// What a state decides about another, and makes known itself.
fn is_own_decision(statement: &Statement) -> bool {
    use PloverType as Type;
    let decided = |kind| matches!(kind, Type::Sanction | Type::Reject | Type::Request | Type::Retreat | Type::Accuse | Type::Support);
    statement.plover.as_ref().is_some_and(|code| decided(code.kind))
}

fn is_of_state(referent: &Referent) -> bool {
    use Sector as S;
    matches!(referent.entity.sector, Some(S::Government | S::Military | S::Police | S::Judiciary | S::Legislature | S::Intelligence))
}

fn one_only(mut countries: impl Iterator<Item = CountryCode>) -> Option<CountryCode> {
    let first = countries.next()?;
    countries.all(|other| other == first).then_some(first)
}

/// The office of everybody who speaks for somebody.
const SPOKESPERSON: &str = "spokesperson";

/// … and of those who serve a state without a title of their own.
const OFFICIAL: &str = "official";

/// The kind of office of those who serve a state abroad.
const DIPLOMAT: &str = "diplomat";
