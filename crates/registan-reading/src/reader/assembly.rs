//! From a candidate reading to a statement of the contract.

use jiff::civil::Date;
use registan_language::{Relation, TokenIndex, Upos};
use registan_types::{
    BlockKind, Casualties, CountryCode, EntityKind, Evidence, Filler, Grounded, Polarity, Reality, Roles, StatedTime, Statement, Trigger,
};

use super::home::is_unnamed_people;
use crate::{
    clause::Slot,
    confidence::{self, Features, Observed, Weights},
    frame::{CameoTable, Candidate, Filled, Frame, Matcher, Role, Unit},
    reader::UnreadReason,
    reality::{Judge, Verdict},
    time::Times,
    voice::{Quotations, Voices},
};

/// What statements are put together from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Assembly<'r> {
    pub(super) matcher: Matcher<'r>,
    pub(super) judge: Judge<'r>,
    pub(super) voices: Voices<'r>,
    pub(super) quotations: &'r Quotations,
    pub(super) times: &'r Times,
    pub(super) codes: &'r CameoTable,
    pub(super) weights: &'r Weights,
    /// The state that the report is about alone, if there is one.
    pub(super) home: Option<CountryCode>,
}

impl Assembly<'_> {
    /// The statement of a candidate, and what speaks for and against it; else why there is none.
    pub(super) fn statement(&self, sentence: usize, candidate: &Candidate) -> Result<(Statement, Features), UnreadReason> {
        let trigger = candidate.predicate.trigger;
        if self.voices.is_unsaid(trigger, |saying| self.judge.judge(saying, None).polarity == Polarity::Denied) {
            return Err(UnreadReason::Unsaid);
        }
        self.told(sentence, candidate).ok_or(UnreadReason::NobodyKnown)
    }

    /// The statement of a candidate that is told; `None` when no party of it is known.
    fn told(&self, sentence: usize, candidate: &Candidate) -> Option<(Statement, Features)> {
        let unit = self.matcher.frames.unit(candidate.unit)?;
        let frame = self.matcher.frames.frame_of(unit)?;
        let span = self.matcher.document.analysis.sentences.get(sentence)?.span;
        let (mut actors, mut recipients) = self.parties(frame, candidate);
        let granted = self.is_granted(frame, candidate);
        if frame.relation == Some(registan_types::Relation::HoldsOffice) {
            // "Minister X van Buitenlandse Zaken", "Home Affairs Minister X": a portfolio that is nobody's in particular says not whose minister she is.
            let office = self.matcher.mentions.office_at(candidate.predicate.trigger);
            let of_government = office.is_some_and(|office| office.entity.sector == Some(registan_types::Sector::Government));
            let portfolio = |filler: &Filler| (granted && !is_known(filler)) || (of_government && is_of_report(filler));
            recipients.retain(|recipient| recipient.entity.kind != EntityKind::Organisation || !portfolio(recipient));
        }
        if recipients.is_empty() {
            recipients.extend(self.state_of_official(frame, candidate, &actors));
        }
        let place = self.place(candidate);
        let settled = self.settle_at(frame, place.as_ref(), candidate, [&mut actors, &mut recipients]);
        if !actors.iter().chain(&recipients).any(is_known) {
            return None;
        }
        if granted && frame.relation == Some(registan_types::Relation::HoldsOffice) && recipients.is_empty() {
            // "Minister Jansen": a post, but of whom?
            return None;
        }
        let time = if granted {
            self.own_time(sentence, candidate)
        } else {
            self.time(sentence, candidate).or_else(|| self.caption_time(sentence))
        };
        let mut verdict = match granted {
            true => self.judge.judge_alone(candidate.predicate.trigger),
            false => self.judge.judge(candidate.predicate.trigger, candidate.light_noun),
        };
        self.settle(&mut verdict, unit, frame, candidate, time.as_ref());
        // A title before a name is the author's own word, whoever is quoted beside it.
        let mut links = if granted { Vec::new() } else { self.voices.around(candidate.predicate.trigger, verdict.hearsay) };
        self.quotations.enclose(candidate.predicate.trigger, &mut links);
        let mut statement = Statement {
            frame: frame.name.clone(),
            plover: unit.plover.clone().or_else(|| frame.plover.clone()),
            cameo: unit.cameo.as_ref().or(frame.cameo.as_ref()).map(|code| self.codes.cameo(code)),
            relation: frame.relation,
            reciprocal: frame.reciprocal,
            actors,
            recipients,
            roles: self.roles(candidate),
            time,
            place,
            quantities: self.quantities(candidate),
            polarity: verdict.polarity,
            reality: verdict.reality,
            certainty: verdict.certainty,
            attribution: self.voices.attribution(&links),
            trigger: self.trigger(candidate)?,
            evidence: Evidence { sentence: u32::try_from(sentence).unwrap_or(u32::MAX), span },
            confidence: 0.0,
        };
        let voices = self.voices.lexicon;
        let observed = Observed { matcher: &self.matcher, unit, frame, candidate, statement: &statement, voices, settled };
        let features = confidence::observe(observed);
        statement.confidence = self.weights.probability(&features);
        self.give_states(frame, candidate, &mut statement.actors, &mut statement.recipients);
        merge_states(&mut statement.actors);
        merge_states(&mut statement.recipients);
        self.name_officials(candidate, &mut statement);
        Some((statement, features))
    }

    /// Whether a noun takes for granted that its state holds: a title before a name, "zijn lidmaatschap", "the alliance".
    fn is_granted(&self, frame: &Frame, candidate: &Candidate) -> bool {
        let tree = self.matcher.clauses.tree();
        let noun = candidate.predicate.trigger;
        let is_noun = tree.token(noun).is_some_and(|token| matches!(token.upos, Upos::Noun | Upos::Propn));
        let said =
            tree.child(noun, Relation::Cop).is_some() || tree.child(noun, Relation::Nsubj).is_some() || candidate.light_noun.is_some();
        let possessed = candidate.predicate.arguments.iter().any(|argument| argument.slot == Slot::Possessive);
        let beside = |bearer: TokenIndex| tree.head(bearer) == Some(noun) && !tree.is(bearer, Relation::Nsubj);
        let titles = || self.matcher.mentions.bearers().filter(|(title, _)| *title == noun);
        // "Among them is the minister, Anne Rousseau": what is said of him is another thing.
        let title = if said { titles().any(|(_, bearer)| beside(bearer)) } else { titles().next().is_some() };
        frame.relation.is_some() && is_noun && candidate.light_noun.is_none() && (title || (!said && possessed))
    }

    /// Actors and recipients; of what is done together everybody is an actor.
    fn parties(&self, frame: &Frame, candidate: &Candidate) -> (Vec<Filler>, Vec<Filler>) {
        let mut actors = Vec::new();
        let mut recipients = Vec::new();
        for filled in &candidate.fillers {
            let side = match filled.role {
                Role::Actor => &mut actors,
                Role::Recipient | Role::Body if frame.reciprocal => &mut actors,
                Role::Recipient | Role::Body => &mut recipients,
                _ => continue,
            };
            let states = self.states_spoken_of(filled);
            if !states.is_empty() {
                states.into_iter().for_each(|state| add(side, state));
            } else if let Some(filler) = self.filler(filled) {
                add(side, filler);
            }
        }
        // Nobody does it to himself: a state that stands on both sides is kept where it was found first.
        recipients.retain(|recipient| !actors.iter().any(|actor| same_entity(actor, recipient)));
        recipients.retain(|recipient| !self.is_home(frame, candidate, &actors, recipient));
        (actors, recipients)
    }

    /// A filler with its entity; words without one stand for themselves.
    fn filler(&self, filled: &Filled) -> Option<Filler> {
        let referent = filled.referent.as_ref()?;
        Some(Filler { span: filled.span, entity: referent.entity.clone(), implicit: filled.implicit })
    }

    fn words_as_filler(&self, filled: &Filled) -> Filler {
        self.filler(filled).unwrap_or_else(|| {
            let name = filled.span.of(&self.matcher.document.report.text).to_owned();
            let entity = Grounded { id: None, name, kind: EntityKind::Other, country: None, sector: None };
            Filler { span: filled.span, entity, implicit: filled.implicit }
        })
    }

    fn roles(&self, candidate: &Candidate) -> Roles {
        let all = |role| {
            let mut fillers = Vec::new();
            for filled in candidate.of(role) {
                add(&mut fillers, self.words_as_filler(filled));
            }
            fillers
        };
        let amount = |role| candidate.of(role).find_map(|filled| self.matcher.quantities.at(filled.head)).cloned();
        let casualties = Casualties {
            killed: amount(Role::Killed),
            injured: amount(Role::Injured),
            missing: amount(Role::Missing),
            displaced: amount(Role::Displaced),
        };
        Roles { topic: all(Role::Topic), office: all(Role::Office), goods: all(Role::Goods), currency: all(Role::Currency), casualties }
    }

    fn trigger(&self, candidate: &Candidate) -> Option<Trigger> {
        let document = self.matcher.document;
        let span = document.token(candidate.predicate.trigger)?.span;
        let particle = candidate.predicate.particle.and_then(|particle| document.token(particle)).map(|token| token.span);
        let noun = candidate.light_noun.and_then(|noun| document.token(noun)).map(|token| token.span);
        let mut parts: Vec<_> = particle.into_iter().chain(noun).collect();
        parts.sort_unstable();
        Some(Trigger { span, parts })
    }

    /// What unit, frame and time add to the verdict of the words.
    fn settle(&self, verdict: &mut Verdict, unit: &Unit, frame: &Frame, candidate: &Candidate, time: Option<&StatedTime>) {
        if unit.negated {
            verdict.polarity = match verdict.polarity {
                Polarity::Affirmed => Polarity::Denied,
                Polarity::Denied => Polarity::Affirmed,
            };
        }
        if verdict.perhaps_when && time.is_some() && verdict.reality == Reality::Hypothetical {
            // "als zij elkaar deze week spreken": with a date the word means "when".
            verdict.reality = if self.is_past(candidate.predicate.trigger) { Reality::Actual } else { Reality::Planned };
        }
        if let Some(reality) = verdict.if_dated
            && matches!(verdict.reality, Reality::Possible | Reality::Hypothetical)
            && time.is_some_and(|time| time.edtf.is_some_and(|edtf| edtf.first_day().is_some()))
        {
            verdict.reality = reality;
        }
        if matches!(verdict.reality, Reality::Planned | Reality::Demanded) && unit.reality == Some(Reality::Actual) {
            // "Heeft te maken met sancties", "has to contend with": an infinitive of what is so already.
            verdict.reality = Reality::Actual;
        }
        if verdict.reality != Reality::Actual {
            return;
        }
        if let Some(reality) = unit.reality.or(frame.reality) {
            verdict.reality = reality;
        } else if !verdict.marked && self.lies_ahead(candidate, time) {
            verdict.reality = Reality::Planned;
        }
    }

    /// A doing dated after the report, and not told in the past tense, is yet to come.
    fn lies_ahead(&self, candidate: &Candidate, time: Option<&StatedTime>) -> bool {
        let first_day = time.and_then(|time| time.edtf).and_then(|edtf| edtf.first_day());
        let published: Option<Date> = self.matcher.document.report.published.date().map(|date| date.first_day());
        let (Some(first_day), Some(published)) = (first_day, published) else { return false };
        first_day > published && !self.is_past(candidate.predicate.trigger)
    }

    /// Whether the trigger, or for a noun the verb above it, is told in the past tense.
    fn is_past(&self, trigger: TokenIndex) -> bool {
        let document = self.matcher.document;
        let tree = self.matcher.clauses.tree();
        let is_verb = |index: &TokenIndex| document.token(*index).is_some_and(|token| matches!(token.upos, Upos::Verb | Upos::Aux));
        let past = |index: TokenIndex| {
            document.token(index).is_some_and(|token| token.feats.has("Tense", "Past") && token.feats.has("VerbForm", "Fin"))
        };
        // An infinitive is told in the tense of the verb above it: "continued to shell on Friday".
        let tensed = |index: &TokenIndex| is_verb(index) && !self.is_infinitive(*index);
        let clause = if tensed(&trigger) { Some(trigger) } else { document.analysis.ancestors(trigger).find(tensed) };
        // "Sends troops next week, she said": only its own auxiliaries tell a verb's tense.
        let carried = |verb: TokenIndex| {
            let mut auxiliaries = tree.child_tokens(verb).filter(|(_, token)| matches!(token.deprel.base(), Relation::Aux | Relation::Cop));
            auxiliaries.any(|(child, _)| past(child))
        };
        clause.is_some_and(|verb| past(verb) || carried(verb))
    }

    fn is_infinitive(&self, verb: TokenIndex) -> bool {
        let document = self.matcher.document;
        let finite = |token: &registan_language::Token| token.feats.has("VerbForm", "Fin");
        let bare = document.token(verb).is_some_and(|token| token.feats.has("VerbForm", "Inf"));
        bare && !self.matcher.clauses.tree().child_tokens(verb).any(|(_, token)| token.deprel.is(Relation::Aux) && finite(token))
    }

    /// A caption is dated as its picture is.
    fn caption_time(&self, sentence: usize) -> Option<StatedTime> {
        let document = self.matcher.document;
        let block = document.block_of(document.analysis.sentences.get(sentence)?)?;
        let date = block.date.filter(|_| block.kind == BlockKind::Caption)?;
        Some(StatedTime { edtf: Some(registan_types::Edtf::Date(date)), span: None })
    }
}

fn add(side: &mut Vec<Filler>, filler: Filler) {
    let same_words = |known: &&mut Filler| {
        let unnamed = known.entity.id.is_none() && filler.entity.id.is_none();
        // "His British, French and German counterparts" are of three states.
        let of_states = is_unnamed_people(&filler.entity) && known.entity.country != filler.entity.country;
        unnamed && !of_states && known.span == filler.span && known.entity.name == filler.entity.name
    };
    if let Some(known) = side.iter_mut().find(same_words) {
        // "France and Germany protect their industry": one filler, of no one state.
        if known.entity.country != filler.entity.country {
            known.entity.country = None;
        }
        return;
    }
    if !side.iter().any(|known| same_entity(known, &filler)) {
        side.push(filler);
    }
}

/// "French farmers and students": a state whose people stand there several times is one party.
fn merge_states(side: &mut Vec<Filler>) {
    let mut kept: Vec<Filler> = Vec::with_capacity(side.len());
    for filler in side.drain(..) {
        if !kept.iter().any(|known| known.entity.id.is_some() && known.entity.id == filler.entity.id) {
            kept.push(filler);
        }
    }
    *side = kept;
}

/// Whether it is told who somebody is, or whose.
fn is_known(filler: &Filler) -> bool {
    filler.entity.id.is_some() || filler.entity.country.is_some()
}

/// Whether nobody of that name is known beyond the report.
fn is_of_report(filler: &Filler) -> bool {
    filler.entity.id.as_ref().is_none_or(crate::mention::is_of_report)
}

fn same_entity(a: &Filler, b: &Filler) -> bool {
    match (&a.entity.id, &b.entity.id) {
        (Some(a), Some(b)) => a == b,
        _ => a.span == b.span && a.entity.country == b.entity.country,
    }
}
