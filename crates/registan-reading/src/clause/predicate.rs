//! Predicates: a verb, noun or adjective with everything that stands in its slots.

use registan_language::{Relation, Token, TokenIndex, Upos};

use super::{
    Argument, Grammar, Slot, Tree,
    subject::{SurfaceSubject, antecedent, holder_of, is_apposed, is_nominalised, is_participle, relative_head, surface_subject},
};

/// What kind of word carries the predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PredicateKind {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// An adjective or adverb said of something.
    Adjective,
}

/// A word that tells of a doing or being, with its arguments.
#[derive(Debug, Clone, PartialEq)]
pub struct Predicate {
    /// The word.
    pub trigger: TokenIndex,
    /// What kind of word.
    pub kind: PredicateKind,
    /// Its separated particle, if any.
    pub particle: Option<TokenIndex>,
    /// Told in the passive.
    pub passive: bool,
    /// With a reflexive pronoun as object.
    pub reflexive: bool,
    /// With a reciprocal pronoun: "elkaar", "each other".
    pub reciprocal: bool,
    /// What stands in its slots, in text order within a slot, coordination spread out.
    pub arguments: Vec<Argument>,
}

impl Predicate {
    /// The same with subject and object in each other's place.
    #[must_use]
    pub fn turned(mut self) -> Self {
        for argument in &mut self.arguments {
            argument.slot = match &argument.slot {
                Slot::Subject => Slot::Object,
                Slot::Object => Slot::Subject,
                other => other.clone(),
            };
        }
        self
    }

    /// What stands in `slot`.
    pub fn at<'p>(&'p self, slot: &'p Slot) -> impl Iterator<Item = &'p Argument> {
        self.arguments.iter().filter(move |argument| argument.slot == *slot)
    }
}

/// Reads predicates off trees, with one language's grammar.
#[derive(Debug, Clone, Copy)]
pub struct Clauses<'d> {
    pub(super) tree: &'d Tree<'d>,
    pub(super) grammar: &'d Grammar,
}

impl<'d> Clauses<'d> {
    /// For the trees of one document.
    pub fn new(tree: &'d Tree<'d>, grammar: &'d Grammar) -> Self {
        Self { tree, grammar }
    }

    /// The trees.
    pub fn tree(&self) -> &'d Tree<'d> {
        self.tree
    }

    /// The predicate that a token carries; `None` for words that carry none (pronouns, prepositions …).
    pub fn predicate(&self, trigger: TokenIndex) -> Option<Predicate> {
        let token = self.tree.token(trigger)?;
        match token.upos {
            Upos::Verb | Upos::Aux => Some(self.verb(trigger, token)),
            Upos::Noun | Upos::Propn => Some(self.noun(trigger)),
            Upos::Adj | Upos::Adv if is_participle(self.tree, trigger) => Some(self.verb(trigger, token)),
            Upos::Adj | Upos::Adv => Some(self.adjective(trigger)),
            _ => None,
        }
    }

    /// The closed-class words.
    pub fn grammar(&self) -> &'d Grammar {
        self.grammar
    }

    /// Who carries out the clause that `token` belongs to: the surface subjects of the nearest verb above, coordination spread out.
    pub fn subjects_above(&self, token: TokenIndex) -> Vec<TokenIndex> {
        let verb =
            self.tree.analysis().ancestors(token).find(|&index| self.tree.token(index).is_some_and(|token| token.upos == Upos::Verb));
        let subject = verb.and_then(|verb| surface_subject(self.tree, self.grammar, verb));
        subject.map_or_else(Vec::new, |subject| self.tree.conjuncts(subject.head))
    }

    fn verb(&self, trigger: TokenIndex, token: &Token) -> Predicate {
        let passive = self.is_passive(trigger, token);
        let mut predicate = Predicate {
            trigger,
            kind: PredicateKind::Verb,
            particle: self.particle(trigger),
            passive,
            reflexive: false,
            reciprocal: false,
            arguments: Vec::new(),
        };
        if let Some(subject) = surface_subject(self.tree, self.grammar, trigger) {
            let slot = if passive { Slot::Object } else { Slot::Subject };
            self.add(&mut predicate, slot, subject);
        }
        self.add_joining_subjects(&mut predicate);
        self.add_gap(&mut predicate, token);
        self.add_dependents(&mut predicate);
        self.add_behind_days(&mut predicate);
        self.add_shared_objects(&mut predicate);
        self.add_hidden_agent(&mut predicate);
        if self.is_turned_round(&predicate) { predicate.turned() } else { predicate }
    }

    /// "Vielen woedende betogers de ambassades aan": whether, of two nouns on one side of the verb, the tree has the second for the subject. A
    /// pronoun may stand before it as an object.
    fn is_turned_round(&self, predicate: &Predicate) -> bool {
        let verb = predicate.trigger;
        let own = |slot: &Slot| predicate.at(slot).find(|argument| !argument.inherited).map(|argument| argument.head);
        let Some((subject, object)) = own(&Slot::Subject).zip(own(&Slot::Object)) else { return false };
        let noun_of_verb = |at: TokenIndex| {
            let noun = self.tree.token(at).is_some_and(|token| matches!(token.upos, Upos::Noun | Upos::Propn));
            noun && self.tree.head(at) == Some(verb)
        };
        let one_side = (subject > verb) == (object > verb);
        !predicate.passive && one_side && object < subject && noun_of_verb(subject) && noun_of_verb(object)
    }

    /// "Was awarded the medal by the president": an agent that the tree hung on the object.
    fn add_hidden_agent(&self, predicate: &mut Predicate) {
        if !predicate.passive || predicate.arguments.iter().any(|argument| argument.slot == Slot::Subject) {
            return;
        }
        let objects =
            self.tree.child_tokens(predicate.trigger).filter(|(_, token)| matches!(token.deprel.base(), Relation::Obj | Relation::Xcomp));
        let agent = |(object, _): (TokenIndex, &Token)| {
            let below = self.tree.child_tokens(object).filter(|(_, token)| token.deprel.is(Relation::Nmod)).map(|(child, _)| child);
            below.into_iter().find(|&child| self.marker(child).is_some_and(|marker| self.grammar.agent_markers.contains(&*marker)))
        };
        if let Some(head) = objects.into_iter().find_map(agent) {
            self.add(predicate, Slot::Subject, SurfaceSubject { head, inherited: true });
        }
    }

    /// Objects and obliques of a verb or noun, from its children.
    fn add_dependents(&self, predicate: &mut Predicate) {
        for (child, token) in self.tree.child_tokens(predicate.trigger) {
            let form = token.form.to_lowercase();
            if self.grammar.reflexives.contains(&form) && matches!(token.deprel.base(), Relation::Obj | Relation::Iobj | Relation::Expl) {
                predicate.reflexive = true;
                continue;
            }
            if self.grammar.reciprocals.contains(&form) {
                predicate.reciprocal = true;
                continue;
            }
            if let Some((marker, noun)) = self.fixed_phrase(child, token) {
                self.add(predicate, Slot::Marked(marker), SurfaceSubject { head: noun, inherited: false });
            }
            if let Some(mut slot) = self.slot_of(predicate, child, token) {
                if slot == Slot::Object && self.is_first_of_two_objects(predicate.trigger, child) {
                    slot = Slot::Indirect;
                }
                let head = antecedent(self.tree, self.grammar, predicate.trigger, child);
                let inherited = head.is_some();
                self.add(predicate, slot, SurfaceSubject { head: head.unwrap_or(child), inherited });
            }
            self.add_pronominal_adverb(predicate, child, &form);
        }
    }

    /// "legde Iran sancties op": of two objects the first is the one to whom.
    fn is_first_of_two_objects(&self, verb: TokenIndex, object: TokenIndex) -> bool {
        let objects = self.tree.child_tokens(verb).filter(|(_, token)| token.deprel.is(Relation::Obj)).map(|(index, _)| index);
        let plain = objects.filter(|&index| self.tree.child(index, Relation::Case).is_none() && !self.is_way(verb, index));
        let plain: Vec<TokenIndex> = plain.collect();
        plain.len() == 2 && plain.first() == Some(&object) && self.tree.child(verb, Relation::Iobj).is_none()
    }

    /// "Wees drie diplomaten het land uit": what one goes, or is put, out of or across, right before the particle.
    fn is_way(&self, verb: TokenIndex, object: TokenIndex) -> bool {
        let noun = self.tree.token(object).is_some_and(|token| self.grammar.way_nouns.contains(&token.lemma.to_lowercase()));
        let next = self.tree.token(TokenIndex::new(object.get() + 1));
        noun && next.is_some_and(|next| next.deprel == "compound:prt" && next.head == Some(verb))
    }

    fn is_bare_count(&self, predicate: &Predicate, child: TokenIndex, token: &Token) -> bool {
        let counted = matches!(token.upos, Upos::Noun | Upos::Propn) && self.tree.child(child, Relation::Nummod).is_some();
        let free = !predicate.passive && self.tree.child(predicate.trigger, Relation::Obj).is_none();
        counted && free && child > predicate.trigger && (self.marker(child).is_none() || self.is_limited(child))
    }

    /// "Up to five ships": what the tree takes for a preposition limits the number.
    fn is_limited(&self, phrase: TokenIndex) -> bool {
        let Some(case) = self.tree.child(phrase, Relation::Case) else { return false };
        let words = |index: TokenIndex| self.tree.token(index).map(|token| token.form.to_lowercase());
        let before = case.get().checked_sub(1).map(TokenIndex::new).and_then(words);
        before.zip(words(case)).is_some_and(|(before, word)| self.grammar.limits.contains(&format!("{before} {word}")))
    }

    /// "Iran-backed", "Qatari-brokered": a name with a hyphen between it and a participle is whose doing it is.
    fn is_joined_agent(&self, predicate: &Predicate, child: TokenIndex) -> bool {
        let Some(hyphen) = predicate.trigger.get().checked_sub(1).filter(|&hyphen| predicate.passive && hyphen > child.get()) else {
            return false;
        };
        let name = self.tree.analysis().name_of(child).is_some_and(|name| name.tokens.end == hyphen);
        name && self.tree.token(TokenIndex::new(hyphen)).is_some_and(|token| token.form == "-")
    }

    fn slot_of(&self, predicate: &Predicate, child: TokenIndex, token: &Token) -> Option<Slot> {
        match token.deprel.base() {
            Relation::Compound | Relation::Nmod | Relation::Amod | Relation::Obl if self.is_joined_agent(predicate, child) => {
                Some(Slot::Subject)
            }
            Relation::Obj if !predicate.passive => Some(Slot::Object),
            // A passive's second object keeps its slot; only its subject moved.
            Relation::Obj => Some(Slot::Object),
            Relation::Iobj => Some(self.marker(child).map_or(Slot::Indirect, Slot::Marked)),
            // "Threatened on Monday to resume": an infinitive that the tree took for one of purpose.
            Relation::Advcl if self.is_bare_infinitive(child) && self.tree.child(predicate.trigger, Relation::Xcomp).is_none() => {
                Some(Slot::Clause)
            }
            // "Kwam aan de macht", "stak in brand": a noun with its preposition, though the tree calls it a predicate.
            Relation::Xcomp if matches!(token.upos, Upos::Noun | Upos::Propn) && self.tree.child(child, Relation::Case).is_some() => {
                self.marker(child).map(Slot::Marked)
            }
            Relation::Ccomp | Relation::Xcomp | Relation::Csubj => Some(Slot::Clause),
            // "Arrested at least sixty people": a phrase without preposition that counts something is an object to the tree's other readings.
            Relation::Obl if self.is_bare_count(predicate, child, token) => Some(Slot::Object),
            Relation::Obl | Relation::Nmod | Relation::Advmod | Relation::Advcl => {
                let marker = self.marker(child)?;
                if let Some(slot) = self.nominalised_slot(predicate, &marker) {
                    return Some(slot);
                }
                // "Er wordt gedemonstreerd tegen de premier": whatever the tree says, only by and door bring in who does it.
                let agent = self.grammar.agent_markers.contains(&*marker);
                Some(if agent && predicate.passive { Slot::Subject } else { Slot::Marked(marker) })
            }
            _ => None,
        }
    }

    /// "Het leveren van tanks door Polen", "het aftreden van de minister": the genitive of an infinitive that stands as a noun is what is done, or who
    /// does it where nothing can be.
    fn nominalised_slot(&self, predicate: &Predicate, marker: &str) -> Option<Slot> {
        let verb = predicate.trigger;
        let token = self.tree.token(verb).filter(|_| is_nominalised(self.tree, verb))?;
        let intransitive = self.grammar.being_perfects.contains(&self.full_lemma(verb, token));
        let whose = self.grammar.owner_markers.contains(marker) && self.tree.child(verb, Relation::Obj).is_none();
        let by = self.grammar.agent_markers.contains(marker);
        match (whose, by) {
            (true, _) if intransitive => Some(Slot::Subject),
            (true, _) => Some(Slot::Object),
            (_, true) => Some(Slot::Subject),
            _ => None,
        }
    }

    /// An infinitive with nothing but its own marker ("to", not "in order to").
    fn is_bare_infinitive(&self, clause: TokenIndex) -> bool {
        let marks: Vec<&str> = self
            .tree
            .child_tokens(clause)
            .filter(|(_, token)| token.deprel.is(Relation::Mark))
            .map(|(_, token)| token.form.as_str())
            .collect();
        matches!(marks.as_slice(), [only] if self.grammar.complement_markers.contains(*only))
    }

    /// "waaraan India deelneemt", "daarmee": marker and pronoun in one word.
    fn add_pronominal_adverb(&self, predicate: &mut Predicate, child: TokenIndex, form: &str) {
        let relative = relative_head(self.tree, predicate.trigger);
        if let Some(marker) = self.grammar.pronominal_adverbs.get(form) {
            let head = relative.filter(|_| form.starts_with('w')).unwrap_or(child);
            self.add(predicate, Slot::Marked(marker.as_str().into()), SurfaceSubject { head, inherited: head != child });
        } else if let (Some(marker), Some(head)) = (self.grammar.relative_places.get(form), relative) {
            self.add(predicate, Slot::Marked(marker.as_str().into()), SurfaceSubject { head, inherited: true });
        }
    }

    /// "the arms that Russia bought", with no pronoun at all: the object of a relative clause may be missing in its place.
    fn add_gap(&self, predicate: &mut Predicate, token: &Token) {
        let bare = token.deprel == "acl:relcl"
            && !predicate.passive
            && self.tree.child(predicate.trigger, Relation::Obj).is_none()
            && !self.tree.child_tokens(predicate.trigger).any(|(_, child)| {
                self.grammar.relative_pronouns.contains(&child.form.to_lowercase())
                    || self.grammar.pronominal_adverbs.contains_key(&child.form.to_lowercase())
                    || self.grammar.relative_places.contains_key(&child.form.to_lowercase())
            });
        if let (true, Some(head)) =
            (bare && predicate.arguments.iter().any(|argument| argument.slot == Slot::Subject && !argument.inherited), token.head)
        {
            self.add(predicate, Slot::Object, SurfaceSubject { head, inherited: true });
        }
    }

    /// "kocht en verkocht olie": an object of the last conjunct is shared by those before it.
    fn add_shared_objects(&self, predicate: &mut Predicate) {
        if predicate.passive || predicate.arguments.iter().any(|argument| argument.slot == Slot::Object) {
            return;
        }
        let later =
            self.tree.child_tokens(predicate.trigger).find(|(_, token)| token.deprel.is(Relation::Conj) && token.upos == Upos::Verb);
        let Some((conjunct, _)) = later else { return };
        let adjacent = conjunct.get().saturating_sub(predicate.trigger.get()) <= 3;
        if let (true, Some(object)) = (adjacent, self.tree.child(conjunct, Relation::Obj)) {
            self.add(predicate, Slot::Object, SurfaceSubject { head: object, inherited: true });
        }
    }

    fn noun(&self, trigger: TokenIndex) -> Predicate {
        let mut predicate = Predicate {
            trigger,
            kind: PredicateKind::Noun,
            particle: None,
            passive: false,
            reflexive: false,
            reciprocal: false,
            arguments: Vec::new(),
        };
        // Alone: "the chancellor and Turkey" are not two offices.
        predicate.arguments.push(Argument { slot: Slot::Head, head: trigger, part: None, inherited: false, fallback: None });
        for (child, token) in self.tree.child_tokens(trigger) {
            if let Some(slot) = self.nominal_slot(child, token) {
                self.add(&mut predicate, slot, SurfaceSubject { head: child, inherited: false });
            }
        }
        self.add_bearers(&mut predicate);
        // Who stands by another in a war does not wage it.
        self.add_subject_of_reason(&mut predicate);
        self.add_light_subject(&mut predicate);
        self.add_clause_subject(&mut predicate);
        self.add_intender(&mut predicate);
        predicate
    }

    /// "Plannen voor een aanval", "considers sanctions": whoever means to do it does it, unless somebody else is said to; as one that does it, for
    /// the owner of an arrest may be whom it befalls.
    fn add_intender(&self, predicate: &mut Predicate) {
        let told = |slot: &Slot| match slot {
            Slot::Subject | Slot::Possessive | Slot::Demonym | Slot::Bearer => true,
            Slot::Marked(marker) => self.grammar.agent_markers.contains(&**marker),
            _ => false,
        };
        if predicate.arguments.iter().any(|argument| told(&argument.slot)) {
            return;
        }
        let first = self.tree.first_conjunct(predicate.trigger);
        let Some(governor) = self.tree.head(first) else { return };
        let Some((above, token)) = self.tree.token(governor).zip(self.tree.token(first)) else { return };
        let subject = match above.upos {
            Upos::Verb if self.is_passive(governor, above) => None,
            Upos::Verb => self
                .intends(&self.full_lemma(governor, above), first, token)
                .then(|| surface_subject(self.tree, self.grammar, governor))
                .flatten(),
            _ => self.intends(&above.lemma.to_lowercase(), first, token).then(|| holder_of(self.tree, self.grammar, governor)).flatten(),
        };
        let Some(marker) = self.grammar.agent_markers.iter().min() else { return };
        if let Some(subject) = subject.filter(|subject| subject.head != first) {
            self.add(predicate, Slot::Marked(marker.as_str().into()), SurfaceSubject { head: subject.head, inherited: true });
        }
    }

    /// Whether a word of this lemma means to do what its object, or the phrase behind its preposition, tells of.
    fn intends(&self, lemma: &str, phrase: TokenIndex, token: &Token) -> bool {
        match token.deprel.base() {
            Relation::Obj => self.grammar.intending_words.contains(lemma),
            Relation::Obl | Relation::Nmod => {
                self.marker(phrase).is_some_and(|marker| self.grammar.intending_words.contains(&format!("{lemma} {marker}")))
            }
            _ => false,
        }
    }

    /// "Na een bezoek aan Kenia reisde hij door": who visits is the subject of the clause, unless somebody else is said to.
    fn add_clause_subject(&self, predicate: &mut Predicate) {
        let told = |slot: &Slot| match slot {
            Slot::Subject | Slot::Possessive | Slot::Bearer => true,
            Slot::Marked(marker) => self.grammar.owner_markers.contains(&**marker) || self.grammar.agent_markers.contains(&**marker),
            _ => false,
        };
        if predicate.arguments.iter().any(|argument| told(&argument.slot)) {
            return;
        }
        let first = self.tree.first_conjunct(predicate.trigger);
        let framing = self.marker(first).is_some_and(|marker| self.grammar.occasion_markers.contains(&*marker));
        let verb = self.tree.token(first).filter(|token| token.deprel.is(Relation::Obl)).and_then(|token| token.head);
        let active =
            |&verb: &TokenIndex| self.tree.token(verb).is_some_and(|token| token.upos == Upos::Verb && !self.is_passive(verb, token));
        let Some(verb) = verb.filter(|_| framing).filter(active) else { return };
        if let Some(subject) = surface_subject(self.tree, self.grammar, verb) {
            self.add(predicate, Slot::ClauseSubject, SurfaceSubject { head: subject.head, inherited: true });
        }
    }

    /// "beschuldigt Iran van steun aan", "kwam voor overleg naar Parijs", "steunt Mali in de oorlog": who is blamed for it, came for it or is helped in it,
    /// does it.
    fn add_subject_of_reason(&self, predicate: &mut Predicate) {
        let told = |slot: &Slot| matches!(slot, Slot::Subject | Slot::Possessive);
        if predicate.arguments.iter().any(|argument| told(&argument.slot)) {
            return;
        }
        let first = self.tree.first_conjunct(predicate.trigger);
        let Some((verb, marker)) = self.tree.token(first).and_then(|token| {
            let below = matches!(token.deprel.base(), Relation::Obl | Relation::Nmod | Relation::Advcl);
            token.head.filter(|_| below).zip(self.opener(first))
        }) else {
            return;
        };
        let Some(lemma) = self.tree.token(verb).filter(|token| token.upos == Upos::Verb).map(|token| self.full_lemma(verb, token)) else {
            return;
        };
        let blamed = self.grammar.blaming_verbs.contains(&lemma) && self.grammar.reason_markers.contains(&marker);
        let came = self.grammar.motion_verbs.contains(&lemma) && self.grammar.purpose_markers.contains(&marker);
        let doer = match (blamed || self.is_helped_in(first, &lemma), came) {
            (true, _) if self.tree.token(verb).is_some_and(|token| self.is_passive(verb, token)) => {
                surface_subject(self.tree, self.grammar, verb).map(|subject| subject.head)
            }
            (true, _) => [Relation::Iobj, Relation::Obj].into_iter().find_map(|relation| self.tree.child(verb, relation)),
            (_, true) => surface_subject(self.tree, self.grammar, verb).map(|subject| subject.head),
            _ => None,
        };
        if let Some(head) = doer.filter(|&doer| doer != first) {
            self.add(predicate, Slot::Subject, SurfaceSubject { head, inherited: true });
        }
    }

    /// Whether a verb of standing by somebody governs what he is helped in: "steunde Mali in de oorlog".
    fn is_helped_in(&self, doing: TokenIndex, lemma: &str) -> bool {
        let marked = || self.opener(doing).is_some_and(|marker| self.grammar.help_markers.contains(&marker));
        self.grammar.helping_verbs.contains(lemma) && marked()
    }

    fn is_agent(&self, phrase: TokenIndex) -> bool {
        self.marker(phrase).is_some_and(|marker| self.grammar.agent_markers.contains(&*marker))
    }

    /// A verb's lemma with its separated particle.
    fn full_lemma(&self, verb: TokenIndex, token: &Token) -> String {
        let lemma = token.lemma.to_lowercase();
        match self.particle(verb).and_then(|particle| self.tree.token(particle)).map(|particle| particle.form.to_lowercase()) {
            Some(particle) if !lemma.starts_with(&particle) => format!("{particle}{lemma}"),
            _ => lemma,
        }
    }

    fn nominal_slot(&self, child: TokenIndex, token: &Token) -> Option<Slot> {
        let possessive = token.deprel.subtype() == Some("poss") || token.feats.has("Poss", "Yes");
        match token.deprel.base() {
            Relation::Nmod | Relation::Det if possessive => Some(Slot::Possessive),
            // "Kamerlid De Vries (CDA)": what stands in brackets is no part of the noun.
            Relation::Nmod | Relation::Obl => match self.marker(child) {
                None => (!self.is_bracketed(child)).then_some(Slot::Compound),
                Some(marker) => Some(Slot::Marked(marker)),
            },
            Relation::Compound if token.upos != Upos::Adp => Some(self.against(token).unwrap_or(Slot::Compound)),
            Relation::Amod => Some(self.against(token).unwrap_or(Slot::Demonym)),
            Relation::Acl | Relation::Ccomp | Relation::Xcomp => Some(Slot::Clause),
            _ => None,
        }
    }

    /// "Anti-Chinese maatregelen" are measures against China.
    fn against(&self, adjective: &Token) -> Option<Slot> {
        self.grammar.opposed(&adjective.form).map(|(marker, _)| Slot::Marked(marker.into()))
    }

    fn is_bracketed(&self, token: TokenIndex) -> bool {
        let before = token.get().checked_sub(1).and_then(|before| self.tree.token(TokenIndex::new(before)));
        before.is_some_and(|before| before.form == "(")
    }

    /// Who a noun describes: subject of its copula, apposition on either side, a name beside it.
    fn add_bearers(&self, predicate: &mut Predicate) {
        let noun = predicate.trigger;
        let copular = self.tree.child(noun, Relation::Cop).is_some();
        if copular || self.tree.child(noun, Relation::Nsubj).is_some() {
            if let Some(subject) = surface_subject(self.tree, self.grammar, noun) {
                self.add(predicate, Slot::Bearer, subject);
                self.add(predicate, Slot::Subject, subject);
            }
            return;
        }
        let below = self.tree.child_tokens(noun).filter(|(_, token)| matches!(token.deprel.base(), Relation::Appos | Relation::Flat));
        let beside: Vec<_> = below.filter(|(_, token)| token.upos == Upos::Propn).map(|(index, _)| index).collect();
        // "In a letter to Annan, the minister, X, said": whoever stands behind the noun bears it, not what the tree hangs both on.
        let above =
            self.tree.token(noun).filter(|token| token.deprel.is(Relation::Appos) && beside.is_empty()).and_then(|token| token.head);
        let compound_of = self
            .tree
            .token(noun)
            .filter(|token| token.deprel.is(Relation::Compound) || token.deprel == "nmod:desc")
            .and_then(|token| token.head);
        let sibling =
            self.tree.token(noun).filter(|token| token.deprel.is(Relation::Nsubj)).and_then(|token| token.head).and_then(|verb| {
                let subjects = self.tree.child_tokens(verb).filter(|(_, token)| token.deprel.is(Relation::Nsubj)).map(|(index, _)| index);
                subjects.into_iter().find(|&name| is_apposed(self.tree, name, noun))
            });
        // "Candidate Rao, senator Ngarta and …": a title in the singular is that of one.
        let one = self.tree.token(noun).is_some_and(|token| token.feats.has("Number", "Sing") && token.head.is_some());
        for head in beside.into_iter().take(1).chain(above).chain(compound_of).chain(sibling) {
            let known = predicate.at(&Slot::Bearer).any(|argument| argument.head == head);
            if !one {
                self.add(predicate, Slot::Bearer, SurfaceSubject { head, inherited: false });
            } else if !known && head != noun {
                predicate.arguments.push(Argument { slot: Slot::Bearer, head, part: None, inherited: false, fallback: None });
            }
        }
    }

    /// "hield een toespraak", "is verwikkeld in een oorlog": the subject of a light verb is the noun's too.
    fn add_light_subject(&self, predicate: &mut Predicate) {
        let first = self.tree.first_conjunct(predicate.trigger);
        let Some(token) = self.tree.token(first) else { return };
        // "Stelt sancties in tegen Rusland, ondanks druk": the pressure is not on Russia; "verbreekt de banden vanwege de oorlog": others wage it.
        if self.marker(first).is_some_and(|marker| self.grammar.circumstance_markers.contains(&*marker)) {
            return;
        }
        let verb = match token.deprel.base() {
            Relation::Obj | Relation::Obl | Relation::Xcomp => token.head,
            Relation::Nsubj if token.deprel.subtype() == Some("pass") => token.head,
            _ => None,
        };
        let Some((verb, verb_token)) = verb.and_then(|verb| Some((verb, self.tree.token(verb)?))) else { return };
        if self.is_helped_in(first, &self.full_lemma(verb, verb_token)) {
            return;
        }
        if !self.grammar.light_verbs.contains(&verb_token.lemma.to_lowercase()) {
            return;
        }
        // "Called for sanctions": what is asked of others is not the caller's.
        let asked = self.marker(first).is_some_and(|marker| self.grammar.addressee_markers.contains(&*marker));
        if asked && self.grammar.commanding_verbs.contains(&verb_token.lemma.to_lowercase()) {
            return;
        }
        if self.is_passive(verb, verb_token) {
            let agents =
                self.tree.child_tokens(verb).filter(|(index, token)| token.deprel.subtype() == Some("agent") && self.is_agent(*index));
            let agents = agents.map(|(index, _)| index);
            for head in agents.collect::<Vec<_>>() {
                self.add(predicate, Slot::Subject, SurfaceSubject { head, inherited: true });
            }
        } else if let Some(subject) = surface_subject(self.tree, self.grammar, verb) {
            let subject = SurfaceSubject { inherited: true, ..subject };
            self.add(predicate, Slot::Subject, subject);
            let owned = predicate.at(&Slot::Possessive).next().is_some();
            // "Started the debate on a resolution": what is begun is the object, if there is one.
            let begun = token.deprel.is(Relation::Obj) || self.tree.child(verb, Relation::Obj).is_none();
            if begun && !owned && self.grammar.aspectual_verbs.contains(&self.full_lemma(verb, verb_token)) {
                // "Began with the attack": their attack.
                self.add(predicate, Slot::Possessive, subject);
            }
        }
        // "sancties opleggen aan Rusland": obliques of the light verb are the noun's as well.
        for (child, token) in self.tree.child_tokens(verb) {
            if let (Relation::Obl | Relation::Iobj, Some(marker)) = (token.deprel.base(), self.marker(child).filter(|_| child != first)) {
                self.add(predicate, Slot::Marked(marker), SurfaceSubject { head: child, inherited: true });
            }
        }
    }

    fn adjective(&self, trigger: TokenIndex) -> Predicate {
        let mut predicate = Predicate {
            trigger,
            kind: PredicateKind::Adjective,
            particle: None,
            passive: false,
            reflexive: false,
            reciprocal: false,
            arguments: Vec::new(),
        };
        if let Some(subject) = surface_subject(self.tree, self.grammar, trigger) {
            self.add(&mut predicate, Slot::Subject, subject);
        } else if let Some(noun) = self.tree.token(trigger).filter(|token| token.deprel.is(Relation::Amod)).and_then(|token| token.head) {
            self.add(&mut predicate, Slot::Subject, SurfaceSubject { head: noun, inherited: true });
        }
        self.add_dependents(&mut predicate);
        self.add_object_of_governor(&mut predicate);
        predicate
    }

    /// "Heeft het gas nodig": what is had or made so is the object of a light verb that the adjective completes.
    fn add_object_of_governor(&self, predicate: &mut Predicate) {
        let token = self.tree.token(predicate.trigger).filter(|token| token.deprel.is(Relation::Xcomp));
        let light =
            |verb: &TokenIndex| self.tree.token(*verb).is_some_and(|verb| self.grammar.light_verbs.contains(&verb.lemma.to_lowercase()));
        let object = token.and_then(|token| token.head).filter(light).and_then(|verb| self.tree.child(verb, Relation::Obj));
        let subject = |object: TokenIndex| predicate.arguments.iter().any(|argument| argument.head == object);
        if let Some(head) = object.filter(|&object| !subject(object)) {
            self.add(predicate, Slot::Object, SurfaceSubject { head, inherited: true });
        }
    }

    pub(super) fn add(&self, predicate: &mut Predicate, slot: Slot, subject: SurfaceSubject) {
        let mut heads = self.tree.conjuncts(self.whole_of(subject.head));
        heads.retain(|&head| head == subject.head || head == self.whole_of(subject.head) || !self.is_excluded(head));
        heads = heads.into_iter().flat_map(|head| self.named_members(head)).collect();
        for head in heads {
            let known = predicate.arguments.iter().any(|argument| argument.slot == slot && argument.head == head);
            if !known && (head != predicate.trigger || slot == Slot::Head) {
                let fallback = if subject.inherited { self.noun_before_relative(predicate.trigger, head) } else { None };
                predicate.arguments.push(Argument { slot: slot.clone(), head, part: None, inherited: subject.inherited, fallback });
            }
        }
    }

    /// "Some of its troops", "een deel van de soldaten": of whom a part is taken.
    fn whole_of(&self, part: TokenIndex) -> TokenIndex {
        let counts =
            self.tree.token(part).is_some_and(|token| self.grammar.parts.contains(&token.lemma.to_lowercase()) || token.upos == Upos::Num);
        let whole = || {
            self.tree.child_tokens(part).find(|(child, token)| {
                let of = |marker: std::sync::Arc<str>| self.grammar.owner_markers.contains(&*marker);
                // "Een reeks toezeggingen": some languages put what is counted right behind.
                let behind = *child > part && !self.is_bracketed(*child) && token.upos == Upos::Noun;
                token.deprel.is(Relation::Nmod) && self.marker(*child).map_or(behind, of)
            })
        };
        counts.then(whole).flatten().filter(|(_, token)| matches!(token.upos, Upos::Noun | Upos::Propn)).map_or(part, |(index, _)| index)
    }

    /// "Attacked Kenya, but not Uganda".
    fn is_excluded(&self, conjunct: TokenIndex) -> bool {
        self.tree
            .child_tokens(conjunct)
            .any(|(child, token)| child < conjunct && self.grammar.exclusions.contains(&token.form.to_lowercase()))
    }

    /// "howitzers to Ukraine, which had asked for them": the name before the comma, where the tree hangs the relative clause on another noun.
    fn noun_before_relative(&self, verb: TokenIndex, antecedent: TokenIndex) -> Option<TokenIndex> {
        if relative_head(self.tree, verb) != Some(antecedent) {
            return None;
        }
        let pronoun =
            self.tree.child_tokens(verb).find(|(_, token)| self.grammar.relative_pronouns.contains(&token.form.to_lowercase()))?.0;
        let mut before = (0..pronoun.get()).rev().map(TokenIndex::new).filter_map(|index| Some((index, self.tree.token(index)?)));
        let (_, comma) = before.next()?;
        let (index, token) = before.next().filter(|_| comma.form == ",")?;
        // The last word of a name hangs on its first.
        let head = if token.deprel.is(Relation::Flat) { token.head? } else { index };
        (head != antecedent && matches!(token.upos, Upos::Propn | Upos::Noun)).then_some(head)
    }

    /// The preposition of a phrase, lower case, the words of a fixed one joined by `_`; before a noun also what the tree takes for a subordinator
    /// ("vertrekt als secretaris-generaal").
    pub fn marker(&self, phrase: TokenIndex) -> Option<std::sync::Arc<str>> {
        let nominal = self.tree.token(phrase).is_some_and(|token| matches!(token.upos, Upos::Noun | Upos::Propn))
            && self.tree.child(phrase, Relation::Nsubj).is_none()
            && self.tree.child(phrase, Relation::Cop).is_none();
        let by =
            |relation: Relation| self.tree.child_tokens(phrase).find(|(_, token)| token.deprel.is(relation) && token.upos != Upos::Part);
        let (case, token) = by(Relation::Case).or_else(|| by(Relation::Mark).filter(|_| nominal))?;
        let mut words = token.form.to_lowercase();
        for (_, more) in self.tree.child_tokens(case).filter(|(_, token)| token.deprel.is(Relation::Fixed)) {
            words.push('_');
            words.push_str(&more.form.to_lowercase());
        }
        Some(words.into())
    }

    /// "Nam in beslag", "bracht op de been": preposition and noun, a particle to the tree.
    fn fixed_phrase(&self, child: TokenIndex, token: &Token) -> Option<(std::sync::Arc<str>, TokenIndex)> {
        let fixed = self.tree.child_tokens(child).filter(|(_, word)| word.deprel.is(Relation::Fixed) && word.upos == Upos::Noun);
        let noun = fixed.map(|(noun, _)| noun).last().filter(|_| token.deprel == "compound:prt")?;
        Some((token.form.to_lowercase().into(), noun))
    }

    fn particle(&self, verb: TokenIndex) -> Option<TokenIndex> {
        let bare = |index: TokenIndex| self.tree.children(index).is_empty();
        let next = |index: TokenIndex| self.tree.token(TokenIndex::new(index.get() + 1)).map(|token| token.form.to_lowercase());
        // "Buy up to five ships": the words limit the number.
        let limits = |index: TokenIndex, token: &Token| {
            next(index).is_some_and(|next| self.grammar.limits.contains(&format!("{} {next}", token.form.to_lowercase())))
        };
        let particle = |(index, token): &(TokenIndex, &Token)| token.deprel == "compound:prt" && bare(*index) && !limits(*index, token);
        let lemma = self.tree.token(verb)?.lemma.to_lowercase();
        // "Liepen samen de zaal uit" (uitlopen): the one that the verb has in its dictionary form, else the first.
        let own = |(_, token): &(TokenIndex, &Token)| lemma.starts_with(&token.form.to_lowercase());
        let particles = || self.tree.child_tokens(verb).filter(particle);
        particles().find(own).or_else(|| particles().next()).map(|(index, _)| index)
    }

    fn is_passive(&self, verb: TokenIndex, token: &Token) -> bool {
        // "Has attacked or occupied it": a participle without an auxiliary of its own is told as the first.
        let first = token.head.filter(|_| token.deprel.is(Relation::Conj) && is_participle(self.tree, verb));
        let shared = first.and_then(|first| Some((first, self.tree.token(first).filter(|token| token.upos == Upos::Verb)?)));
        if let Some((first, token)) = shared.filter(|(first, _)| *first < verb && self.tree.child(*first, Relation::Aux).is_some()) {
            return self.is_passive(first, token);
        }
        let has = |relation: Relation, subtype: Option<&str>| {
            self.tree.child_tokens(verb).any(|(_, child)| child.deprel.is(relation) && child.deprel.subtype() == subtype)
        };
        let becomes = |(_, child): (TokenIndex, &Token)| {
            child.deprel.is(Relation::Aux) && self.grammar.passive_auxiliaries.contains(&child.lemma.to_lowercase())
        };
        if token.feats.has("VerbForm", "Part") && self.tree.child_tokens(verb).any(becomes) {
            return true;
        }
        // "Is gestapt": whatever the tree says, some verbs make their perfect so and have no passive.
        if self.grammar.being_perfects.contains(&self.full_lemma(verb, token)) {
            return false;
        }
        // "Boeren hebben wegen geblokkeerd": who has done something did it, whatever the tree calls the subject.
        let has_done =
            |(_, child): (TokenIndex, &Token)| child.deprel.is(Relation::Aux) && self.grammar.having.contains(&child.lemma.to_lowercase());
        if has(Relation::Obj, None) && self.tree.child_tokens(verb).any(has_done) && !has(Relation::Aux, Some("pass")) {
            return false;
        }
        // A plain subject beside a passive auxiliary is a perfect: "is uitgetreden".
        let marked = has(Relation::Nsubj, Some("pass")) || (has(Relation::Aux, Some("pass")) && !has(Relation::Nsubj, None));
        let attributive = matches!(token.deprel.base(), Relation::Acl | Relation::Amod | Relation::Advcl)
            && is_participle(self.tree, verb)
            && !token.feats.has("Tense", "Pres")
            && !token.feats.has("VerbForm", "Ger")
            && self.tree.child(verb, Relation::Nsubj).is_none();
        let told_so = token.feats.has("Voice", "Pass") && !has(Relation::Nsubj, None) && !has(Relation::Obj, None);
        marked || attributive || told_so || self.is_headline_passive(verb, token)
    }

    /// "Drie soldaten gedood in Mali", "Rebel leader arrested": a participle or past without auxiliary and object behind its subject, where the verb
    /// always has an object.
    fn is_headline_passive(&self, verb: TokenIndex, token: &Token) -> bool {
        let past = token.feats.has("VerbForm", "Part") || (self.grammar.participle_like_past && token.feats.has("Tense", "Past"));
        let bare = |relation: Relation| self.tree.child(verb, relation).is_none();
        let alone = [Relation::Aux, Relation::Cop, Relation::Obj, Relation::Iobj, Relation::Ccomp, Relation::Xcomp].into_iter().all(bare);
        let led = self.tree.child(verb, Relation::Nsubj).is_some_and(|subject| subject < verb);
        // "Deported as many as 2,000": an object that the tree does not know.
        let counts = self.tree.child_tokens(verb).any(|(child, token)| {
            let nominal = matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron | Upos::Adj);
            let day = self.grammar.days.contains(&token.form.to_lowercase());
            child > verb && nominal && !day && self.marker(child).is_none()
        });
        let alone = alone && !counts;
        let told = token.head.is_none() || token.deprel.is(Relation::Parataxis);
        told && past && alone && led && self.grammar.always_with_object.contains(&self.full_lemma(verb, token))
    }
}
