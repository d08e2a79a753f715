//! Matching: which unit a predicate evokes, and who fills its roles.

use registan_language::{Relation, TokenIndex, Upos};
use registan_types::{EntityKind, Grounded, PloverType, Sector};

use super::{
    FrameSet, Need, Unit, UnitForm, UnitId,
    candidate::{Attempt, Candidate, Filled, Misfit, Role},
    fit::{fit, is_grounded, rank},
    picture::PICTURE,
};
use crate::{
    Document,
    clause::{Argument, Clauses, Predicate, PredicateKind, Slot},
    knowledge::Knowledge,
    mention::{Mention, MentionForm, Mentions, Standing},
    quantity::Quantities,
};

/// What a matcher looks at: one document, its mentions and amounts, and the lexicon.
#[derive(Debug, Clone, Copy)]
pub struct Matcher<'m> {
    /// The document.
    pub document: Document<'m>,
    /// Its clauses.
    pub clauses: Clauses<'m>,
    /// Who is meant.
    pub mentions: &'m Mentions,
    /// How much.
    pub quantities: &'m Quantities,
    /// What is known.
    pub knowledge: &'m Knowledge,
    /// The lexicon.
    pub frames: &'m FrameSet,
}

impl<'m> Matcher<'m> {
    /// The best reading of the predicate that `trigger` carries; `None` when no unit fits.
    pub fn read(&self, trigger: TokenIndex) -> Option<Candidate> {
        let candidates = self.attempts(trigger).into_iter().filter_map(|attempt| attempt.outcome.ok());
        candidates.max_by(|a, b| rank(a).total_cmp(&rank(b)).then(b.unit.cmp(&a.unit)))
    }

    /// Every unit that has the word, tried on the predicate that `trigger` carries.
    pub fn attempts(&self, trigger: TokenIndex) -> Vec<Attempt> {
        let mut attempts = Vec::new();
        if let Some(picture) = self.picture(trigger) {
            let units = self.frames.nouns(self.document.report.language, PICTURE);
            attempts.extend(units.iter().map(|&id| self.attempt(id, &picture, None)));
            return attempts;
        }
        let bears = self.mentions.bearers().any(|(title, _)| title == trigger);
        let part_of_name = self.document.token(trigger).is_none_or(|token| token.upos == Upos::Propn) || self.is_modifier_of_name(trigger);
        // "President Xi" is written like a name in English, and says what he is.
        let name = part_of_name && !bears;
        let Some(predicate) = self.clauses.predicate(trigger).filter(|_| !name) else { return attempts };
        if self.is_implicative(trigger) || self.is_naming(trigger) {
            return attempts;
        }
        match predicate.kind {
            PredicateKind::Verb => self.verb_candidates(&predicate, &mut attempts),
            PredicateKind::Noun => self.noun_candidates(&predicate, &mut attempts),
            PredicateKind::Adjective => self.adjective_candidates(&predicate, &mut attempts),
        }
        attempts
    }

    /// "Wist te ontkomen": the verb tells of nothing but its infinitive.
    fn is_implicative(&self, verb: TokenIndex) -> bool {
        let infinitive = |(_, token): (TokenIndex, &registan_language::Token)| {
            matches!(token.deprel.base(), Relation::Xcomp | Relation::Ccomp) && token.feats.has("VerbForm", "Inf")
        };
        self.clauses.grammar().implicatives.contains(&self.document.lemma(verb).to_lowercase())
            && self.clauses.tree().child_tokens(verb).any(infinitive)
    }

    /// "What he called a victory", "wat hij een overwinning noemde": whoever says so only gives a thing its name.
    fn is_naming(&self, verb: TokenIndex) -> bool {
        let grammar = self.clauses.grammar();
        let token = self.document.token(verb).filter(|token| grammar.naming_verbs.contains(&token.lemma.to_lowercase()));
        let Some(head) = token.filter(|token| token.deprel.is(Relation::Acl)).and_then(|token| token.head) else { return false };
        self.document.token(head).is_some_and(|pronoun| pronoun.upos == Upos::Pron && head < verb)
    }

    /// Whether a word evokes any unit by its lemma alone, whether or not its roles are filled.
    pub fn is_coded(&self, trigger: TokenIndex) -> bool {
        let Some(token) = self.document.token(trigger) else { return false };
        let (language, lemma) = (self.document.report.language, token.lemma.to_lowercase());
        match token.upos {
            Upos::Verb => self.verb_lemmas(trigger, None).iter().any(|lemma| !self.frames.verbs(language, lemma).is_empty()),
            Upos::Noun => !self.frames.nouns(language, &lemma).is_empty() || !self.frames.light(language, &lemma).is_empty(),
            _ => false,
        }
    }

    /// "Ministerie" in a name, the title before one: parts of names tell of no doing.
    fn is_modifier_of_name(&self, token: TokenIndex) -> bool {
        self.document.analysis.name_of(token).is_some_and(|name| name.tokens.len() > 1)
    }

    fn verb_lemmas(&self, verb: TokenIndex, particle: Option<TokenIndex>) -> Vec<String> {
        let lemma = self.document.lemma(verb).to_lowercase();
        match particle {
            // Separable as the dictionary has it (binnenvallen), or behind the verb (call off).
            Some(particle) => {
                let particle = self.document.words(particle).to_lowercase();
                // A lemma that has its particle already stays as it is.
                let joined = if lemma.starts_with(&particle) { lemma.clone() } else { format!("{particle}{lemma}") };
                let form = self.document.words(verb).to_lowercase();
                let guessed =
                    self.clauses.grammar().verb_bases(&form).map(|base| format!("{particle}{base}")).find(|base| self.is_verb(base));
                let unknown = !self.is_verb(&joined);
                [joined, format!("{lemma} {particle}")].into_iter().chain(guessed.filter(|_| unknown)).collect()
            }
            None if !self.is_verb(&lemma) => {
                let form = self.document.words(verb).to_lowercase();
                let grammar = self.clauses.grammar();
                let second = grammar.verb_bases(&form).chain(grammar.separable_bases(&form)).find(|base| self.is_verb(base));
                [lemma].into_iter().chain(second).collect()
            }
            None => vec![lemma],
        }
    }

    /// Whether a unit has the verb, alone or with one of its nouns.
    fn is_verb(&self, lemma: &str) -> bool {
        let language = self.document.report.language;
        !self.frames.verbs(language, lemma).is_empty() || self.frames.is_light_verb(language, lemma)
    }

    fn verb_candidates(&self, predicate: &Predicate, out: &mut Vec<Attempt>) {
        let language = self.document.report.language;
        let lemmas = self.verb_lemmas(predicate.trigger, predicate.particle);
        for lemma in &lemmas {
            for &id in self.frames.verbs(language, lemma) {
                out.push(self.attempt(id, predicate, None));
            }
        }
        if let Some((phrasal, lemma)) = self.phrasal(predicate) {
            let adverb = phrasal.particle.and_then(|word| self.document.token(word)).is_some_and(|word| !word.deprel.is(Relation::Case));
            if adverb {
                // "Never back down" backs nobody.
                out.iter_mut().for_each(|attempt| attempt.outcome = Err(Misfit::Idiom));
            }
            for &id in self.frames.verbs(language, &lemma) {
                out.push(self.attempt(id, &phrasal, None));
            }
        }
        if predicate.at(&Slot::Object).any(|object| self.is_fixed_noun(object.head)) {
            // "Fought a price war" fights nobody.
            out.iter_mut().for_each(|attempt| attempt.outcome = Err(Misfit::Idiom));
        }
        let plain = out.len();
        self.light_candidates(predicate, &lemmas, out);
        let lights = || out.iter().skip(plain);
        let phrasal = |attempt: &Attempt| {
            let form = self.frames.unit(attempt.unit).map(|unit| &unit.form);
            matches!(form, Some(UnitForm::Light { slot: Slot::Marked(_), .. }))
        };
        if lights().any(phrasal) && lights().all(|attempt| attempt.outcome.is_err()) {
            // "Kwam om het leven": verb and phrase together mean what they mean, though nobody is known to whom it happened.
            out.iter_mut().take(plain).for_each(|attempt| attempt.outcome = Err(Misfit::Idiom));
        }
        if let Some(turned) = turned_round(predicate).filter(|_| out.iter().all(|attempt| attempt.outcome.is_err())) {
            let before = out.len();
            self.light_candidates(&turned, &lemmas, out);
            for candidate in out.iter_mut().skip(before).filter_map(|attempt| attempt.outcome.as_mut().ok()) {
                candidate.score *= TURNED_ROUND;
            }
        }
    }

    /// "Handed over the suspect": a particle right behind the verb that the tree takes for a preposition or an adverb, with the phrase behind it as object.
    fn phrasal(&self, predicate: &Predicate) -> Option<(Predicate, String)> {
        let next = TokenIndex::new(predicate.trigger.get() + 1);
        let word = self.document.token(next).filter(|token| matches!(token.upos, Upos::Adp | Upos::Adv) && predicate.particle.is_none())?;
        let lemma = format!("{} {}", self.document.lemma(predicate.trigger).to_lowercase(), word.form.to_lowercase());
        if self.frames.verbs(self.document.report.language, &lemma).is_empty() {
            return None;
        }
        let mut phrasal = predicate.clone();
        phrasal.particle = Some(next);
        if let Some(object) = word.head.filter(|_| word.deprel.is(Relation::Case)) {
            // "Walked out of the talks": behind the particle the phrase may have a preposition of its own.
            let cases = self.clauses.tree().child_tokens(object);
            let own = cases.into_iter().find(|(at, token)| token.deprel.is(Relation::Case) && *at > next);
            let slot = own.map_or(Slot::Object, |(_, token)| Slot::Marked(token.form.to_lowercase().into()));
            for argument in phrasal.arguments.iter_mut().filter(|argument| argument.head == object) {
                argument.slot = slot.clone();
            }
        }
        Some((phrasal, lemma))
    }

    /// Light verbs with one of their nouns.
    fn light_candidates(&self, predicate: &Predicate, lemmas: &[String], out: &mut Vec<Attempt>) {
        for argument in &predicate.arguments {
            for id in self.light_units(argument.head) {
                let Some(unit) = self.frames.unit(id) else { continue };
                let UnitForm::Light { verbs, slot } = &unit.form else { continue };
                if argument.slot == *slot && lemmas.iter().any(|lemma| verbs.contains(lemma)) {
                    let merged = self.with_noun(predicate, argument.head);
                    out.push(self.attempt(id, &merged, Some(argument.head)));
                }
            }
        }
    }

    /// The units of light verbs with this noun: by its lemma, or by a second guess at it, and by the last part of a compound ("sloten een
    /// lithiumakkoord").
    fn light_units(&self, noun: TokenIndex) -> Vec<UnitId> {
        let language = self.document.report.language;
        let grammar = self.clauses.grammar();
        let (lemma, form) = (self.document.lemma(noun).to_lowercase(), self.document.words(noun).to_lowercase());
        let several = self.open_compound(noun).map_or(&[][..], |several| self.frames.light(language, &several));
        if self.is_fixed_noun(noun) {
            return several.to_vec();
        }
        let mut units = self.frames.light(language, &lemma).to_vec();
        units.extend(several);
        if units.is_empty() {
            let guessed = grammar.noun_bases(&form).map(|base| self.frames.light(language, &base)).find(|units| !units.is_empty());
            units.extend(guessed.unwrap_or_default());
        }
        if self.document.token(noun).is_some_and(|token| token.upos == Upos::Noun) {
            let by_last_part = grammar.last_parts(&lemma).map(|part| self.frames.light(language, part)).find(|units| !units.is_empty());
            units.extend(by_last_part.unwrap_or_default());
        }
        units.sort_unstable();
        units.dedup();
        units
    }

    /// The predicate of a light verb with the arguments of its noun added.
    fn with_noun(&self, predicate: &Predicate, noun: TokenIndex) -> Predicate {
        let mut merged = predicate.clone();
        let own = self.clauses.predicate(noun).map(|noun| noun.arguments).unwrap_or_default();
        for argument in own {
            let taken = argument.head == noun || matches!(argument.slot, Slot::Subject | Slot::Bearer | Slot::Head);
            if !taken && !merged.arguments.iter().any(|known| known.slot == argument.slot && known.head == argument.head) {
                merged.arguments.push(argument);
            }
        }
        merged
    }

    fn noun_candidates(&self, predicate: &Predicate, out: &mut Vec<Attempt>) {
        let language = self.document.report.language;
        let mut lemma = self.document.lemma(predicate.trigger).to_lowercase();
        let several = self.open_compound(predicate.trigger).map_or(&[][..], |several| self.frames.nouns(language, &several));
        out.extend(several.iter().map(|&id| self.attempt(id, predicate, None)));
        if self.is_fixed_noun(predicate.trigger) || self.is_part_of_title(predicate.trigger) {
            return;
        }
        if self.frames.nouns(language, &lemma).is_empty() {
            let form = self.document.words(predicate.trigger).to_lowercase();
            let known = self.clauses.grammar().noun_bases(&form).find(|base| !self.frames.nouns(language, base).is_empty());
            lemma = known.unwrap_or(lemma);
        }
        let units = self.frames.nouns(language, &lemma);
        let narrowed = self.with_one_bearer(predicate);
        let predicate = narrowed.as_ref().unwrap_or(predicate);
        let titled = self.titled(predicate);
        let standing = self.mentions.standing(predicate.trigger);
        for &id in units.iter().filter(|_| standing.is_none()) {
            out.push(self.attempt(id, titled.as_ref().unwrap_or(predicate), None));
        }
        if let Some(titled) = &titled {
            let title = match standing {
                Some(Standing::Former) => FORMER_OFFICE,
                Some(Standing::Designate) => DESIGNATE_OFFICE,
                None => ANY_OFFICE,
            };
            out.extend(self.frames.nouns(language, title).iter().map(|&id| self.attempt(id, titled, None)));
        }
        if units.is_empty() {
            self.compound_candidates(predicate, &lemma, out);
        }
    }

    /// "Trade war": a noun with the noun right before it, as the dictionary has them together.
    fn open_compound(&self, noun: TokenIndex) -> Option<String> {
        let before = TokenIndex::new(noun.get().checked_sub(1)?);
        let token = self.document.token(before)?;
        let joined = token.head == Some(noun) && matches!(token.deprel.base(), Relation::Compound | Relation::Amod);
        joined.then(|| format!("{} {}", token.form.to_lowercase(), self.document.lemma(noun).to_lowercase()))
    }

    /// "President-elect": the title is the whole.
    fn is_part_of_title(&self, noun: TokenIndex) -> bool {
        let title = self.document.token(noun).filter(|token| token.deprel.is(Relation::Compound)).and_then(|token| token.head);
        title.is_some_and(|title| title > noun && self.mentions.standing(title).is_some())
    }

    /// "Price war", "war of words": with the words beside it the noun means something that is not coded.
    fn is_fixed_noun(&self, noun: TokenIndex) -> bool {
        let fixed = &self.clauses.grammar().fixed_nouns;
        let behind = || {
            let words = (noun.get() + 1..noun.get() + 3).filter_map(|at| self.document.token(TokenIndex::new(at)));
            words.fold(self.document.lemma(noun).to_lowercase(), |phrase, word| phrase + " " + &word.form.to_lowercase())
        };
        !fixed.is_empty() && (self.open_compound(noun).is_some_and(|joined| fixed.contains(&joined)) || fixed.contains(&behind()))
    }

    /// "Chancellor Merkel and Prime Minister Johnson": one title has one bearer, whatever is coordinated with him. Several are said of a subject.
    fn with_one_bearer(&self, predicate: &Predicate) -> Option<Predicate> {
        let title = self.document.token(predicate.trigger).filter(|token| token.feats.has("Number", "Sing"))?;
        self.mentions.office_at(predicate.trigger).filter(|_| title.deprel.base() != Relation::Root)?;
        let bearers: Vec<TokenIndex> = predicate.at(&Slot::Bearer).map(|argument| argument.head).collect();
        let said = predicate.at(&Slot::Subject).any(|subject| bearers.contains(&subject.head));
        let first = *bearers.first().filter(|_| bearers.len() > 1 && !said)?;
        let mut narrowed = predicate.clone();
        narrowed.arguments.retain(|argument| argument.slot != Slot::Bearer || argument.head == first);
        Some(narrowed)
    }

    /// The predicate of a title of state with those who bear it, wherever the tree hangs them.
    fn titled(&self, predicate: &Predicate) -> Option<Predicate> {
        let office = self.mentions.office_at(predicate.trigger)?;
        let of_state = matches!(
            office.entity.sector,
            Some(Sector::Government | Sector::Military | Sector::Legislature | Sector::Judiciary | Sector::Police | Sector::Intelligence)
        );
        let bearers = self.mentions.bearers().filter(|(title, _)| *title == predicate.trigger).map(|(_, bearer)| bearer);
        let mut titled = predicate.clone();
        for head in bearers {
            if !titled.arguments.iter().any(|argument| argument.slot == Slot::Bearer && argument.head == head) {
                titled.arguments.push(Argument { slot: Slot::Bearer, head, part: None, inherited: false, fallback: None });
            }
        }
        titled.arguments.extend(self.body_before(predicate.trigger));
        of_state.then_some(titled)
    }

    /// "NAVO-gezant", "VN-topman": the body whose short name is the first part of a title. A party's minister is not minister of the party.
    fn body_before(&self, title: TokenIndex) -> Option<Argument> {
        let (prefix, _) = self.document.words(title).split_once('-')?;
        let short = prefix.chars().filter(|character| character.is_uppercase()).count() > 1;
        let body = self.knowledge.part(self.document.report.language, prefix).filter(|_| short)?;
        let official = body.entity.kind == EntityKind::Organisation && body.entity.sector != Some(Sector::Party);
        let part = Some(prefix.to_owned());
        official.then_some(Argument { slot: Slot::Compound, head: title, part, inherited: false, fallback: None })
    }

    /// "wapenaankopen", "invasieplannen": the last part of a compound evokes the unit, the first fills its slot `compound`.
    fn compound_candidates(&self, predicate: &Predicate, lemma: &str, out: &mut Vec<Attempt>) {
        let language = self.document.report.language;
        for (at, _) in lemma.char_indices().skip(3) {
            let (part, rest) = lemma.split_at(at);
            if rest.chars().count() < 4 {
                return;
            }
            let units = self.frames.nouns(language, rest);
            let part = part.trim_end_matches('-');
            if units.is_empty() || (self.knowledge.part(language, part).is_none() && !self.clauses.grammar().plain_modifiers.contains(part))
            {
                continue;
            }
            let mut with_part = predicate.clone();
            with_part.arguments.push(Argument {
                slot: Slot::Compound,
                head: predicate.trigger,
                part: Some(part.to_owned()),
                inherited: false,
                fallback: None,
            });
            for &id in units {
                out.push(self.attempt(id, &with_part, None));
            }
            return;
        }
    }

    fn adjective_candidates(&self, predicate: &Predicate, out: &mut Vec<Attempt>) {
        let lemma = self.document.lemma(predicate.trigger).to_lowercase();
        for &id in self.frames.adjectives(self.document.report.language, &lemma) {
            out.push(self.attempt(id, predicate, None));
        }
    }

    fn attempt(&self, id: UnitId, predicate: &Predicate, light_noun: Option<TokenIndex>) -> Attempt {
        Attempt { unit: id, outcome: self.fit(id, predicate, light_noun) }
    }

    /// Reads `predicate` as the unit, if its restrictions allow.
    fn fit(&self, id: UnitId, predicate: &Predicate, light_noun: Option<TokenIndex>) -> Result<Candidate, Misfit> {
        let unit = self.frames.unit(id).ok_or(Misfit::Form)?;
        if unit.passive.is_some_and(|passive| passive != predicate.passive)
            || (unit.reflexive && !predicate.reflexive)
            || (unit.each_other && !predicate.reciprocal)
            || (unit.needs == Some(Need::Singular) && self.is_plural(predicate.trigger))
            || (unit.needs == Some(Need::Obligation) && !self.tells_what_ought(predicate))
        {
            return Err(Misfit::Form);
        }
        let mut fillers = Vec::new();
        for (role, pattern) in &unit.patterns {
            let found = self.fill(unit, *role, pattern, predicate, light_noun, &fillers);
            let overt = *role == Role::Actor && pattern.names(&Slot::Subject) && has_overt_subject(predicate);
            let shared = *role == Role::Actor && self.is_shared(unit);
            if found.is_empty() && (pattern.required || overt) && !shared {
                // Somebody stands there, and the unit does not allow him: "de zanger veroverde Nederland".
                return Err(Misfit::Unfilled(*role));
            }
            fillers.extend(found);
        }
        fillers.extend(self.sharers(unit, predicate, light_noun, &fillers));
        let actor = || unit.patterns.iter().any(|(role, pattern)| *role == Role::Actor && pattern.required);
        if self.is_shared(unit) && !fillers.iter().any(|filled| filled.role == Role::Actor) && actor() {
            return Err(Misfit::Unfilled(Role::Actor));
        }
        if self.is_place_for_known(unit, predicate, &fillers) {
            return Err(Misfit::Unfilled(Role::Recipient));
        }
        if unit.needs == Some(Need::Obligation) && !asks_another(&fillers) {
            return Err(Misfit::Unfilled(Role::Recipient));
        }
        if unit.needs == Some(Need::Own) && !self.tells_of_himself(predicate, &fillers) {
            return Err(Misfit::Form);
        }
        if unit.needs == Some(Need::Plural) && !self.is_several(&fillers, predicate) {
            return Err(Misfit::NotSeveral);
        }
        let score = fit(unit, &fillers);
        let candidate = Candidate { unit: id, predicate: predicate.clone(), light_noun, fillers, score };
        if candidate.has_known_party() { Ok(candidate) } else { Err(Misfit::NobodyKnown) }
    }

    /// "The writer Ana Rao was murdered in the Saudi consulate", "three Israeli soldiers died in Lebanon": where it is done is no recipient beside
    /// an object that is somebody's name, or whose state is known.
    fn is_place_for_known(&self, unit: &Unit, predicate: &Predicate, fillers: &[Filled]) -> bool {
        let place = |filled: &&Filled| {
            let slot = predicate.arguments.iter().find(|argument| argument.head == filled.head).map(|argument| &argument.slot);
            let marked = matches!(slot, Some(Slot::Marked(marker)) if self.clauses.grammar().place_markers.contains(&**marker));
            filled.role == Role::Recipient && marked
        };
        let code = self.frames.frame_of(unit).and_then(|frame| frame.plover.as_ref()).map(|code| code.kind);
        let violent = matches!(code, Some(PloverType::Assault | PloverType::Coerce));
        let actors = || fillers.iter().filter(|filled| filled.role == Role::Actor).filter_map(|filled| filled.referent.as_ref());
        let own = |one: &Grounded| actors().any(|actor| actor.entity.country == one.country);
        let named = |argument: &Argument| {
            let mention = self.mentions.at(argument.head);
            let person = |mention: &Mention, one: &Grounded| mention.form == MentionForm::Name && one.kind == EntityKind::Person;
            let of_state = |one: &Grounded| violent && one.country.is_some() && one.kind != EntityKind::Place && !own(one);
            let known = |mention: &Mention| mention.referents.iter().any(|one| person(mention, &one.entity) || of_state(&one.entity));
            mention.is_some_and(known) && fillers.iter().all(|filled| !filled.role.is_party() || filled.head != argument.head)
        };
        fillers.iter().find(place).is_some() && predicate.at(&Slot::Object).any(named)
    }

    /// Whether the clause is under a verb of obligation: "said that Mali must go".
    fn tells_what_ought(&self, predicate: &Predicate) -> bool {
        let tree = self.clauses.tree();
        let obliges = |(_, token): (TokenIndex, &registan_language::Token)| {
            token.deprel.base() == Relation::Aux && self.clauses.grammar().obligations.contains(&token.lemma.to_lowercase())
        };
        predicate.at(&Slot::Clause).any(|clause| tree.child_tokens(clause.head).any(obliges))
    }

    /// Whether the subject of the clause is the actor, by his name, a pronoun for him, or because the clause has none of its own.
    fn tells_of_himself(&self, predicate: &Predicate, fillers: &[Filled]) -> bool {
        let entity = |head: TokenIndex| self.mentions.at(head).into_iter().flat_map(|mention| &mention.referents).map(|one| &one.entity);
        let mut actors = fillers.iter().filter(|filled| filled.role == Role::Actor).filter_map(|filled| filled.referent.as_ref());
        let same = |one: &Grounded, other: &Grounded| (one.id.is_some() && one.id == other.id) || one.name == other.name;
        predicate.at(&Slot::Clause).all(|clause| {
            let own = self.clauses.tree().child(clause.head, Relation::Nsubj);
            own.is_none_or(|subject| actors.any(|actor| entity(subject).any(|one| same(one, &actor.entity))))
        })
    }

    fn is_plural(&self, word: TokenIndex) -> bool {
        self.document.token(word).is_some_and(|token| token.feats.has("Number", "Plur"))
    }

    fn is_several(&self, fillers: &[Filled], predicate: &Predicate) -> bool {
        let parties: Vec<_> = fillers.iter().filter(|filled| filled.role.is_party()).collect();
        parties.len() > 1 || (predicate.reciprocal && !parties.is_empty()) || parties.iter().any(|filled| self.is_plural(filled.head))
    }
}

/// "Kenya said it must act", "the premier says the government must": what somebody says of his own state asks nobody, nor does anybody ask who is
/// not known.
fn asks_another(fillers: &[Filled]) -> bool {
    let entities = |role: Role| fillers.iter().filter(move |filled| filled.role == role).map(|filled| filled.referent.as_ref());
    let other = |asking: &Grounded, asked: &Grounded| {
        is_grounded(asked) && asking.name != asked.name && (asking.country.is_none() || asking.country != asked.country)
    };
    let asked_by = |asking: &Grounded| entities(Role::Recipient).flatten().all(|asked| other(asking, &asked.entity));
    entities(Role::Actor).flatten().all(|asking| is_grounded(&asking.entity) && asked_by(&asking.entity))
}

/// Whether an active clause has a subject of its own.
fn has_overt_subject(predicate: &Predicate) -> bool {
    let verb = predicate.kind == PredicateKind::Verb && !predicate.passive;
    verb && predicate.at(&Slot::Subject).any(|argument| !argument.inherited)
}

/// What a reading loses that takes the tree's object for the subject.
const TURNED_ROUND: f32 = 0.85;

/// "Steun biedt Peking niet": subject and object told apart by sense alone, where the tree may have them the wrong way round.
fn turned_round(predicate: &Predicate) -> Option<Predicate> {
    let both = [Slot::Subject, Slot::Object]
        .iter()
        .all(|slot| predicate.arguments.iter().any(|argument| argument.slot == *slot && !argument.inherited));
    if !both || predicate.passive {
        return None;
    }
    Some(predicate.clone().turned())
}

/// In a frame file, the noun that stands for every title of state in `knowledge/offices/titles.tsv`.
const ANY_OFFICE: &str = "<office>";

/// … and for those that their bearers have no more.
const FORMER_OFFICE: &str = "<former-office>";

/// … and for those that their bearers are to have.
const DESIGNATE_OFFICE: &str = "<designate-office>";
