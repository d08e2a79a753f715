//! Filling: who or what stands where a unit looks for the filler of a role, and whether it may stand there.

use registan_language::{Relation, TokenIndex, Upos};
use registan_types::{EntityKind, PloverType, Quad, Span};

use super::{
    FillerKind, Frame, Pattern, SlotChoice, Unit, UnitForm,
    admission::{allowed_kinds, as_kind},
    candidate::{Filled, Role},
    fit::is_grounded,
    matching::Matcher,
};
use crate::{
    clause::{Argument, Predicate, PredicateKind, Slot},
    mention::{Mention, MentionForm, Referent},
};

/// Who may be taken to do together what a noun tells, without the unit's saying so.
const SHARERS: [FillerKind; 4] = [FillerKind::Entity(EntityKind::State), FillerKind::Bloc, FillerKind::Armed, FillerKind::Official];

/// The PLOVER type of what a frame tells, if it has one.
fn kind_of(frame: &Frame) -> Option<PloverType> {
    frame.plover.as_ref().map(|code| code.kind)
}

/// Whether it is done against somebody, in words or deeds.
fn harms(kind: PloverType) -> bool {
    matches!(kind.quad(), Quad::VerbalConflict | Quad::MaterialConflict)
}

/// A role to be filled, and what its filler has to go by.
#[derive(Clone, Copy)]
struct Seat<'s> {
    role: Role,
    /// Of what kinds the filler may be.
    kinds: &'s [FillerKind],
    /// … and the role, whatever the slot asks for.
    open: &'s [FillerKind],
    predicate: &'s Predicate,
    /// The noun of a light verb, which is the doing and fills no role in it.
    light_noun: Option<TokenIndex>,
    /// Who fills other roles already.
    taken: &'s [Filled],
    /// Whether the doing is done together, by actors alone.
    joint: bool,
    /// Whether it is well meant: whom something is against is not who it is for.
    kindly: bool,
    /// Whether initials before a noun stand for the adjective that they have none of: "the U.S. refusal". Where the unit itself says what the first part
    /// of a compound does, they do that ("EU membership").
    initials: bool,
}

impl Matcher<'_> {
    /// Fills one role: the first alternative of the pattern that gives anybody.
    pub(super) fn fill(
        &self,
        unit: &Unit,
        role: Role,
        pattern: &Pattern,
        predicate: &Predicate,
        light_noun: Option<TokenIndex>,
        taken: &[Filled],
    ) -> Vec<Filled> {
        let frame = self.frames.frame_of(unit);
        let kinds = frame.and_then(|frame| frame.roles.get(&role)).map_or(&[][..], Vec::as_slice);
        let joint = frame.is_some_and(|frame| frame.reciprocal);
        let kindly = frame.and_then(kind_of).is_some_and(|kind| !harms(kind));
        let initials = !unit.patterns.iter().any(|(_, pattern)| pattern.names(&Slot::Compound));
        // "The soldiers Janssen and Peters were shot in Breda": who is named there and not known is not the town instead.
        let stranger = role == Role::Recipient && pattern.names(&Slot::Object) && self.has_named_object(predicate);
        for alternative in &pattern.alternatives {
            let mut found = Vec::new();
            for choice in alternative.iter().filter(|choice| !(stranger && self.is_of_place(choice))) {
                let allowed = allowed_kinds(&choice.kinds, role, kinds);
                let seat = Seat { role, kinds: &allowed, open: kinds, predicate, light_noun, taken, joint, kindly, initials };
                self.fill_slot(seat, choice, &mut found);
            }
            if let Some(frame) = frame.filter(|frame| frame.judges && role == Role::Recipient) {
                let judged = predicate.arguments.iter().map(|argument| argument.head).filter(|&head| Some(head) != light_noun);
                let judged: Vec<TokenIndex> = judged.collect();
                found.retain(|filled| !self.suffers_what_is_judged(frame, predicate.trigger, &judged, filled.head));
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// "Kenya is seeking a deal with Mali", "deepened its rivalry with Iran": what a noun tells to be done together with somebody, and does not say by
    /// whom, is done by the subject of the verb above, if that verb is one that leaves its object with the subject.
    pub(super) fn sharers(&self, unit: &Unit, predicate: &Predicate, light_noun: Option<TokenIndex>, fillers: &[Filled]) -> Vec<Filled> {
        let partners: Vec<&Filled> = fillers.iter().filter(|filled| filled.role.is_party()).collect();
        let grammar = self.clauses.grammar();
        let company = |slot: &Slot| matches!(slot, Slot::Marked(marker) if grammar.comitative_markers.contains(&**marker));
        let beside = |filled: &&Filled| predicate.arguments.iter().any(|argument| argument.head == filled.head && company(&argument.slot));
        if !self.is_shared(unit) || partners.is_empty() || !partners.iter().all(beside) {
            return Vec::new();
        }
        let pattern = |slot: &Slot| {
            let choice = SlotChoice { slot: slot.clone(), path: Vec::new(), kinds: SHARERS.to_vec(), lemmas: Vec::new() };
            Pattern { alternatives: vec![vec![choice]], required: false }
        };
        let companies = predicate.arguments.iter().map(|argument| &argument.slot).filter(|slot| company(slot));
        let of_public_life =
            companies.flat_map(|slot| self.fill(unit, Role::Recipient, &pattern(slot), predicate, light_noun, &[])).next().is_some();
        let Some(verb) = self.verb_above(predicate.trigger).filter(|_| of_public_life) else { return Vec::new() };
        let shares = self.clauses.grammar().sharing_verbs.contains(&self.document.lemma(verb).to_lowercase());
        let above = self.clauses.predicate(verb).filter(|verb| shares && !verb.passive);
        let above = above.as_ref().unwrap_or(predicate);
        let mut sharers = self.fill(unit, Role::Actor, &pattern(&Slot::Subject), above, light_noun, fillers);
        sharers.retain(|sharer| !partners.iter().any(|partner| is_same_party(partner, sharer)));
        sharers
    }

    /// Whether a unit is a noun that tells what is done together.
    pub(super) fn is_shared(&self, unit: &Unit) -> bool {
        unit.form == UnitForm::Noun && self.frames.frame_of(unit).is_some_and(|frame| frame.reciprocal)
    }

    /// The verb in whose object or oblique a noun stands.
    fn verb_above(&self, noun: TokenIndex) -> Option<TokenIndex> {
        let token = self.document.token(noun)?;
        token.head.filter(|_| matches!(token.deprel.base(), Relation::Obj | Relation::Obl | Relation::Xcomp))
    }

    /// "Condemned the attack on Iran": Iran is not whom the words are against. What is well spoken of may be done to a friend, unless it harms him.
    fn suffers_what_is_judged(&self, judging: &Frame, trigger: TokenIndex, judged: &[TokenIndex], party: TokenIndex) -> bool {
        let kindly = kind_of(judging).is_some_and(|kind| !harms(kind));
        // Only what hangs below, so that looking into it comes to an end.
        let below = |head: TokenIndex| self.document.analysis.ancestors(head).any(|above| above == trigger);
        let nouns = judged.iter().copied().filter(|&head| head != party && below(head));
        let nouns = nouns.filter(|&head| self.document.token(head).is_some_and(|token| token.upos == Upos::Noun));
        nouns.filter_map(|noun| self.read(noun)).any(|judged| {
            let frame = self.frames.unit(judged.unit).and_then(|unit| self.frames.frame_of(unit));
            // "From the Union came criticism of Georgia": the criticism itself.
            let kind = frame.filter(|frame| frame.name != judging.name).and_then(kind_of);
            kind.is_some_and(|kind| !kindly || harms(kind)) && judged.of(Role::Recipient).any(|filled| filled.head == party)
        })
    }

    /// Whether the object, or somebody in apposition to it, is a name.
    fn has_named_object(&self, predicate: &Predicate) -> bool {
        let tree = self.clauses.tree();
        let is_name = |token: &registan_language::Token| token.upos == Upos::Propn;
        predicate.at(&Slot::Object).filter(|argument| !argument.inherited).any(|argument| {
            let apposed = |(_, token): (TokenIndex, &registan_language::Token)| {
                is_name(token) && matches!(token.deprel.base(), Relation::Appos | Relation::Flat)
            };
            self.document.token(argument.head).is_some_and(is_name) || tree.child_tokens(argument.head).any(apposed)
        })
    }

    /// A slot in which only the state of a place would stand for the party.
    fn is_of_place(&self, choice: &SlotChoice) -> bool {
        self.is_local(choice.path.last().unwrap_or(&choice.slot)) && choice.kinds == [FillerKind::Host]
    }

    /// A slot behind a preposition of place.
    fn is_local(&self, slot: &Slot) -> bool {
        matches!(slot, Slot::Marked(marker) if self.clauses.grammar().place_markers.contains(&**marker))
    }

    fn fill_slot(&self, seat: Seat<'_>, choice: &SlotChoice, out: &mut Vec<Filled>) {
        if !choice.path.is_empty() {
            return self.fill_along(seat, choice, out);
        }
        let before = out.len();
        let Seat { role, light_noun, .. } = seat;
        let before_noun = (choice.slot == Slot::Demonym).then(|| self.adjectival(seat));
        for argument in seat.predicate.at(&choice.slot).chain(before_noun.into_iter().flatten()) {
            // What is done together may name its parties twice: "Kenya works together with Uganda".
            let used =
                !seat.joint && seat.taken.iter().any(|filled| filled.head == argument.head && filled.role.is_party() && role.is_party());
            if !used && Some(argument.head) != light_noun {
                let filled = out.len();
                self.accept(seat, choice, argument, false, out);
                if let Some(head) = argument.fallback.filter(|_| out.len() == filled) {
                    let other = Argument { head, fallback: None, ..argument.clone() };
                    self.accept(seat, choice, &other, true, out);
                }
            }
        }
        if out.len() > before {
            self.fill_with_others(seat, choice, before, out);
        } else if matches!(choice.slot, Slot::Marked(_)) {
            self.fill_from_neighbour(seat, choice, out);
        }
    }

    /// "The minister and Shell signed": where one of a coordination tells the sense, the others do it too, of whatever kind the role allows.
    fn fill_with_others(&self, seat: Seat<'_>, choice: &SlotChoice, before: usize, out: &mut Vec<Filled>) {
        let accepted: Vec<TokenIndex> = out.iter().skip(before).map(|filled| filled.head).collect();
        if !seat.role.is_party() || !choice.lemmas.is_empty() || seat.open == seat.kinds {
            return;
        }
        let tree = self.clauses.tree();
        for argument in seat.predicate.at(&choice.slot).filter(|argument| !accepted.contains(&argument.head)) {
            let together = accepted.iter().any(|&head| tree.conjuncts(tree.first_conjunct(head)).contains(&argument.head));
            let free = Some(argument.head) != seat.light_noun && !seat.taken.iter().any(|filled| filled.head == argument.head);
            let Some(mention) = self.mentions.at(argument.head).filter(|_| together && free) else { continue };
            self.accept_referents(Seat { kinds: seat.open, ..seat }, mention, argument, false, out);
        }
        if let Some(all) = out.get_mut(before..) {
            all.sort_by_key(|filled| filled.head);
        }
    }

    /// `object.of.with`: what stands in a slot of the word in the slot ("welcomed the resumption of ties with Cuba": Cuba). Nobody does something
    /// to himself so.
    fn fill_along(&self, seat: Seat<'_>, choice: &SlotChoice, out: &mut Vec<Filled>) {
        let Some((last, way)) = choice.path.split_last() else { return };
        let mut heads: Vec<TokenIndex> = seat.predicate.at(&choice.slot).map(|argument| argument.head).collect();
        for slot in way {
            heads = self.arguments_of(&heads).filter(|argument| argument.slot == *slot).map(|argument| argument.head).collect();
        }
        let deepest = if *last == Slot::Within { DEEPEST } else { 1 };
        for _ in 0..deepest {
            let below: Vec<Argument> = self.arguments_of(&heads).filter(|argument| self.leads_to(last, argument, seat.kindly)).collect();
            let of_last = |slot: &Slot| SlotChoice { slot: slot.clone(), path: Vec::new(), ..choice.clone() };
            let before = out.len();
            for argument in &below {
                self.accept(seat, &of_last(&argument.slot), argument, *last == Slot::Within, out);
            }
            // "Agreed to swap 300 prisoners": whom nobody can tell by these words is not the one whom it concerns.
            let nobody =
                |filled: &Filled| *last == Slot::Within && !filled.referent.as_ref().is_some_and(|referent| is_grounded(&referent.entity));
            let mut at = 0;
            out.retain(|filled| {
                at += 1;
                let taken = || seat.taken.iter().any(|other| is_same_party(other, filled));
                at <= before || !(seat.role.is_party() && (nobody(filled) || taken()))
            });
            if out.len() > before {
                return;
            }
            heads = below.into_iter().map(|argument| argument.head).collect();
        }
    }

    /// Whether what stands in `argument` stands in `slot`. Who does what a phrase or clause tells, and where, is not whom it concerns.
    fn leads_to(&self, slot: &Slot, argument: &Argument, kindly: bool) -> bool {
        let grammar = self.clauses.grammar();
        match (slot, &argument.slot) {
            // "The customs posts" are nobody's.
            (Slot::Within, Slot::Compound) => self.mentions.at(argument.head).is_some_and(|part| part.form != MentionForm::Description),
            (Slot::Within, Slot::Object | Slot::Indirect | Slot::Clause | Slot::Possessive | Slot::Demonym) => true,
            (Slot::Within, Slot::Marked(marker)) if kindly && grammar.opposes(marker) => false,
            (Slot::Within, Slot::Marked(marker)) => grammar.concern_markers.contains(&**marker),
            (Slot::Within, _) => false,
            (Slot::Demonym, Slot::Compound) => self.is_demonym(argument.head) || self.is_initials(argument.head),
            (slot, other) => slot == other,
        }
    }

    /// What stands before the noun of a predicate as an adjective would, whatever the tree calls it: a demonym, or initials.
    fn adjectival<'s>(&self, seat: Seat<'s>) -> Vec<&'s Argument> {
        let noun = seat.predicate.kind == PredicateKind::Noun;
        let parts = seat.predicate.at(&Slot::Compound).filter(|argument| noun && argument.part.is_none());
        parts.filter(|part| self.is_demonym(part.head) || (seat.initials && self.is_initials(part.head))).collect()
    }

    fn is_demonym(&self, head: TokenIndex) -> bool {
        self.mentions.at(head).is_some_and(|mention| mention.form == MentionForm::Demonym)
    }

    /// "U.S.", "EU", "UK": a state or body named by its initials.
    fn is_initials(&self, head: TokenIndex) -> bool {
        let named = |mention: &Mention| {
            let public = |referent: &Referent| referent.entity.kind == EntityKind::State || &*referent.class == "igo";
            mention.form == MentionForm::Name && mention.referents.iter().all(public)
        };
        let form = self.document.token(head).map_or("", |token| token.form.as_str());
        let capitals = form.chars().filter(|letter| letter.is_uppercase()).count();
        let only = form.chars().all(|letter| letter.is_uppercase() || letter == '.');
        capitals > 1 && only && self.mentions.at(head).is_some_and(named)
    }

    /// What stands in the slots of several words.
    fn arguments_of(&self, heads: &[TokenIndex]) -> impl Iterator<Item = Argument> {
        heads.iter().filter_map(|&head| self.clauses.predicate(head)).flat_map(|word| word.arguments)
    }

    /// "verkoopt wapens aan Iran", "het bezoek van Pelosi aan Taiwan", "hervat de levering van bommen aan Israël": the tree may hang the phrase on the
    /// object, or on another modifier of the noun. Taken, but less sure.
    fn fill_from_neighbour(&self, seat: Seat<'_>, choice: &SlotChoice, out: &mut Vec<Filled>) {
        let Seat { predicate, light_noun, .. } = seat;
        let of_verb = predicate.kind == PredicateKind::Verb;
        // "Seeks the help of a coach in Spain": where that stands is nobody's.
        let local = self.is_local(&choice.slot);
        let of_noun = |head: TokenIndex| !local && light_noun.is_some() && self.clauses.tree().head(head) == light_noun;
        let lends = |argument: &Argument| match argument.slot {
            Slot::Object => of_verb,
            Slot::Marked(_) => !of_verb || of_noun(argument.head),
            _ => false,
        };
        let neighbours: Vec<TokenIndex> =
            predicate.arguments.iter().filter(|argument| lends(argument) && !argument.inherited).map(|argument| argument.head).collect();
        for neighbour in neighbours.into_iter().filter(|&neighbour| Some(neighbour) != light_noun) {
            let Some(noun) = self.clauses.predicate(neighbour) else { continue };
            // "Sent five jets to Belarus": where goods go to is where they are sent.
            let sent = self.is_destination(&choice.slot) && self.is_goods(neighbour);
            for argument in noun.at(&choice.slot).filter(|argument| argument.head != predicate.trigger) {
                self.accept(seat, choice, argument, !sent, out);
            }
        }
    }

    fn is_destination(&self, slot: &Slot) -> bool {
        matches!(slot, Slot::Marked(marker) if self.clauses.grammar().destination_markers.contains(&**marker))
    }

    fn is_goods(&self, noun: TokenIndex) -> bool {
        let goods = |mention: &Mention| mention.referents.iter().any(|referent| referent.class.starts_with("good"));
        self.mentions.at(noun).is_some_and(goods)
    }

    /// Adds what stands in a slot if its kind is allowed there.
    fn accept(&self, seat: Seat<'_>, choice: &SlotChoice, argument: &Argument, displaced: bool, out: &mut Vec<Filled>) {
        let Seat { role, kinds, .. } = seat;
        if !choice.lemmas.is_empty() && !self.is_one_of(argument.head, &choice.lemmas) {
            return;
        }
        let Some(span) = self.document.token(argument.head).map(|token| token.span) else { return };
        let implicit = argument.inherited;
        let mut add = |span, referent| out.push(Filled { role, head: argument.head, span, referent, implicit, displaced });
        if let Some(part) = &argument.part {
            // As it is written: "PvdA-leider" is of another party than "PVDA-voorzitter".
            let form = self.document.token(argument.head).and_then(|token| token.form.split_once('-')).map(|(prefix, _)| prefix);
            let written = form.filter(|form| form.eq_ignore_ascii_case(part.trim_end_matches('-'))).unwrap_or(part);
            let referent = self.knowledge.part(self.document.report.language, written);
            if let Some(referent) =
                referent.and_then(|referent| kinds.iter().find_map(|kind| as_kind(kind, &referent, MentionForm::Demonym)))
            {
                add(span, Some(referent));
            }
            return;
        }
        let mention = self.mentions.at(argument.head);
        // "Iraqi and U.S. airstrikes": behind an adjective a name may stand for one.
        let behind_adjective = || self.clauses.tree().is(argument.head, Relation::Conj);
        let attributive = |mention: &Mention| match mention.form {
            MentionForm::Demonym => true,
            MentionForm::Name => behind_adjective() || self.is_initials(argument.head),
            _ => false,
        };
        if choice.slot == Slot::Demonym && !mention.is_some_and(attributive) {
            return;
        }
        // "An Islamic threat": the adjective of a faith says of what kind a doing is, not whose.
        let of_faith = |mention: &Mention| mention.referents.iter().all(|referent| &*referent.class == "religion");
        if choice.slot == Slot::Demonym && mention.is_some_and(of_faith) {
            return;
        }
        let office = self.mentions.office_at(argument.head).filter(|_| kinds.contains(&FillerKind::Office));
        if let Some(office) = office {
            add(span, Some(office.clone()));
            return;
        }
        if choice.slot == Slot::Clause
            && kinds.iter().any(|kind| matches!(kind, FillerKind::Any | FillerKind::Event))
            && let Some(span) = self.clause(argument.head)
        {
            out.push(Filled { role, head: argument.head, span, referent: None, implicit, displaced });
            return;
        }
        let before = out.len();
        if let Some(mention) = mention {
            self.accept_referents(seat, mention, argument, displaced, out);
        }
        // "Rwanda denies that": a pronoun where the unit asks for it by name.
        let pronoun = || self.document.token(argument.head).is_some_and(|token| token.upos == Upos::Pron);
        let asked = || !choice.lemmas.is_empty() && kinds.contains(&FillerKind::Any) && pronoun();
        if out.len() == before && (kinds.iter().any(|kind| self.is_of_words(kind, argument.head)) || asked()) {
            let span = self.phrase(argument.head).unwrap_or(span);
            out.push(Filled { role, head: argument.head, span, referent: None, implicit, displaced });
        }
    }

    /// Whether a word is one of some lemmas: by its own, or for a noun by a second guess at it.
    fn is_one_of(&self, word: TokenIndex, lemmas: &[String]) -> bool {
        if lemmas.contains(&self.document.lemma(word).to_lowercase()) {
            return true;
        }
        let noun = self.document.token(word).is_some_and(|token| matches!(token.upos, Upos::Noun | Upos::Adj | Upos::Propn));
        let form = self.document.words(word).to_lowercase();
        let lemma = self.document.lemma(word).to_lowercase();
        let grammar = self.clauses.grammar();
        let by_last_part = || grammar.last_parts(&lemma).any(|part| lemmas.iter().any(|lemma| lemma == part));
        // "Het kabinet-Rutte": a noun with a name behind its hyphen.
        let words = self.document.words(word);
        let named = || words.split_once('-').filter(|(noun, name)| noun.len() > 3 && name.starts_with(char::is_uppercase));
        if named().is_some_and(|(noun, _)| lemmas.iter().any(|lemma| *lemma == noun.to_lowercase())) {
            return true;
        }
        noun && (grammar.noun_bases(&form).any(|base| lemmas.contains(&base)) || by_last_part())
    }

    fn accept_referents(&self, seat: Seat<'_>, mention: &Mention, argument: &Argument, displaced: bool, out: &mut Vec<Filled>) {
        let Seat { role, kinds, .. } = seat;
        for referent in &mention.referents {
            if let Some(referent) = kinds.iter().find_map(|kind| as_kind(kind, referent, mention.form)) {
                let implicit = argument.inherited;
                out.push(Filled { role, head: argument.head, span: mention.span, referent: Some(referent), implicit, displaced });
            }
        }
    }

    /// Whether bare words can fill the kind: amounts, events told by nouns, anything.
    fn is_of_words(&self, kind: &FillerKind, head: TokenIndex) -> bool {
        let noun = self.document.token(head).is_some_and(|token| matches!(token.upos, Upos::Noun | Upos::Propn));
        match kind {
            FillerKind::Any => noun,
            FillerKind::Amount => self.quantities.at(head).is_some(),
            FillerKind::Event => {
                noun && !self.frames.nouns(self.document.report.language, &self.document.lemma(head).to_lowercase()).is_empty()
            }
            _ => false,
        }
    }

    /// The words of a clause, if the token leads one.
    fn clause(&self, head: TokenIndex) -> Option<Span> {
        let leads = self.document.token(head).is_some_and(|token| matches!(token.upos, Upos::Verb | Upos::Aux));
        let tree = self.clauses.tree();
        let mut words = vec![head];
        let mut at = 0;
        while let Some(&word) = words.get(at).filter(|_| leads) {
            let below = tree.child_tokens(word).filter(|(_, token)| !token.deprel.is(Relation::Punct));
            words.extend(below.map(|(index, _)| index));
            at += 1;
        }
        self.document.span_of(&words).filter(|_| leads)
    }

    /// The words of a phrase without its preposition and relative clauses.
    fn phrase(&self, head: TokenIndex) -> Option<Span> {
        let tree = self.clauses.tree();
        let inner = tree.child_tokens(head).filter(|(_, token)| {
            matches!(token.deprel.base(), Relation::Det | Relation::Amod | Relation::Nummod | Relation::Compound | Relation::Flat)
        });
        let mut tokens: Vec<TokenIndex> = inner.map(|(index, _)| index).collect();
        tokens.push(head);
        self.document.span_of(&tokens)
    }
}

/// How many words deep a party may stand within a phrase: "restore (full ties (with the republics (of Bosnia)))".
const DEEPEST: usize = 3;

/// Whether two fillers are one party.
fn is_same_party(one: &Filled, other: &Filled) -> bool {
    one.role.is_party() && (one.head == other.head || (one.referent.is_some() && one.referent == other.referent))
}
