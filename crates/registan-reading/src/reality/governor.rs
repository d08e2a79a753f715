//! Governors: what a verb, noun or adjective says of what hangs on it, and what it leaves as it is.

use registan_language::{Relation, Token, TokenIndex, Upos};

use super::{Effect, Judge};

impl<'d> Judge<'d> {
    /// What stands as known around a doing: behind "after", or with an article in a phrase beside it ("will he speak about the attack?").
    pub(super) fn is_granted(&self, phrase: TokenIndex, relation: Relation) -> bool {
        let aside = matches!(relation, Relation::Obl | Relation::Nmod);
        let definite = |(_, token): (TokenIndex, &Token)| {
            token.deprel.is(Relation::Det) && (token.feats.has("Definite", "Def") || token.feats.has("PronType", "Dem"))
        };
        if aside && self.tree.token(phrase).is_some_and(|token| token.upos == Upos::Noun) && self.tree.child_tokens(phrase).any(definite) {
            return true;
        }
        let marker = self.tree.child(phrase, Relation::Case).and_then(|case| Some((case, self.tree.token(case)?)));
        matches!(relation, Relation::Obl | Relation::Nmod)
            && marker.is_some_and(|(case, token)| self.triggers.granting_markers.contains(&self.words_of_marker(case, token)))
    }

    /// "Barred Iran from importing arms": a gerund that its governor decides on, not a clause beside it.
    pub(super) fn is_ruled(&self, governor: TokenIndex, gerund: TokenIndex) -> bool {
        let marks = |(_, token): (TokenIndex, &Token)| {
            matches!(token.deprel.base(), Relation::Mark | Relation::Case)
                && self.triggers.gerund_markers.contains(&token.form.to_lowercase())
        };
        // "Ruled out attacking", "considers leaving": right behind its governor it needs no preposition.
        let bare = || {
            let ing = |token: &Token| {
                token.feats.has("VerbForm", "Ger") || (token.feats.has("VerbForm", "Part") && token.feats.has("Tense", "Pres"))
            };
            let before = gerund.get().checked_sub(1).map(TokenIndex::new);
            let adjoins =
                before.is_some_and(|before| before == governor || (self.tree.head(before) == Some(governor) && self.is_particle(before)));
            adjoins && self.tree.token(gerund).is_some_and(ing)
        };
        (self.tree.child_tokens(gerund).any(marks) || bare()) && self.governor_effect(governor, gerund).is_some()
    }

    fn is_particle(&self, word: TokenIndex) -> bool {
        self.tree.token(word).is_some_and(|token| token.deprel.subtype() == Some("prt"))
    }

    /// "During a call with Biden, he promised …": when something was promised is not what was promised.
    pub(super) fn is_occasion(&self, phrase: TokenIndex) -> bool {
        let case = self.tree.child(phrase, Relation::Case).and_then(|case| Some((case, self.tree.token(case)?)));
        case.is_some_and(|(case, token)| self.triggers.occasion_markers.contains(&self.words_of_marker(case, token)))
    }

    pub(super) fn is_realising(&self, governor: TokenIndex) -> bool {
        self.tree.token(governor).is_some_and(|token| self.triggers.realising.contains(&token.lemma.to_lowercase()))
    }

    /// Told in the past tense, by the word itself or its copula.
    pub(super) fn is_past(&self, governor: TokenIndex) -> bool {
        let past = |token: &Token| token.feats.has("VerbForm", "Fin") && token.feats.has("Tense", "Past");
        let copula = |token: &Token| matches!(token.deprel.base(), Relation::Cop | Relation::Aux) && past(token);
        self.tree.token(governor).is_some_and(past) || self.tree.child_tokens(governor).any(|(_, token)| copula(token))
    }

    /// Whether a clause says what the noun holds: "reports that …".
    pub(super) fn has_contents(&self, noun: TokenIndex) -> bool {
        let clause = |(_, token): (TokenIndex, &Token)| {
            let content = matches!(token.deprel.base(), Relation::Acl | Relation::Ccomp) && token.deprel.subtype() != Some("relcl");
            content && token.upos == Upos::Verb
        };
        self.tree.child_tokens(noun).any(clause)
    }

    /// "Sent ships to attack", "the right to veto": the infinitive of a governor that does not bring it about is yet to come.
    pub(super) fn looks_ahead(&self, governor: TokenIndex, infinitive: TokenIndex) -> bool {
        let Some(token) = self.tree.token(governor).filter(|_| self.is_infinitive(infinitive)) else { return false };
        if self.is_of_manner(infinitive) {
            return false;
        }
        let ranked = self
            .tree
            .child_tokens(governor)
            .any(|(_, child)| child.feats.has("NumType", "Ord") || self.triggers.superlatives.contains(&child.lemma.to_lowercase()));
        let own = self.triggers.superlatives.contains(&token.lemma.to_lowercase()) || token.feats.has("NumType", "Ord");
        !ranked && !own && !self.triggers.realising.contains(&token.lemma.to_lowercase())
    }

    /// "Door het plan te steunen", "zonder iets te zeggen": how or after what something was done was done as well, or was not.
    fn is_of_manner(&self, infinitive: TokenIndex) -> bool {
        let marks = |token: &Token| {
            matches!(token.deprel.base(), Relation::Mark | Relation::Case)
                && self.grammar.manner_markers.contains(&token.form.to_lowercase())
        };
        self.tree.child_tokens(infinitive).any(|(_, token)| marks(token))
    }

    /// The effect of a governor on `at`, by its lemma with the preposition of `at` ("call for"), with its particle ("call off"), with an adverb
    /// ("stop short", "have yet"), or alone; else that of its object ("issued a call to …").
    pub(super) fn governor_effect(&self, governor: TokenIndex, at: TokenIndex) -> Option<&'d Effect> {
        let token = self.tree.token(governor)?;
        let lemma = token.lemma.to_lowercase();
        let table = &self.triggers.governors;
        if let Some(effect) = self.preposed_effect(governor, at) {
            return Some(effect);
        }
        if let Some((_, particle)) = self.tree.child_tokens(governor).find(|(_, token)| token.deprel.subtype() == Some("prt")) {
            let particle = particle.form.to_lowercase();
            // "Ging niet door": the lemma may have its particle already.
            if let Some(effect) = table.get(&lemma).filter(|_| lemma.starts_with(&particle)) {
                return Some(effect);
            }
            return table.get(&format!("{particle}{lemma}")).or_else(|| table.get(&format!("{lemma} {particle}")));
        }
        let beside = |(_, child): (TokenIndex, &Token)| {
            let adverbial =
                matches!(child.deprel.base(), Relation::Advmod | Relation::Xcomp) && matches!(child.upos, Upos::Adv | Upos::Adj);
            adverbial.then(|| table.get(&format!("{lemma} {}", child.form.to_lowercase()))).flatten()
        };
        let adverbial = self.tree.child_tokens(governor).find_map(beside);
        adverbial
            .or_else(|| self.phrase_effect(governor, token))
            .or_else(|| table.get(&lemma))
            .or_else(|| self.guessed_effect(token))
            .or_else(|| self.object_effect(governor, at))
    }

    /// "Dat wil zeggen": the effect of a verb and its infinitive that mean something together where their subject is nobody.
    fn phrase_effect(&self, infinitive: TokenIndex, token: &Token) -> Option<&'d Effect> {
        let above = token.head.filter(|_| token.deprel.is(Relation::Xcomp))?;
        let subject = self.tree.child(above, Relation::Nsubj).or_else(|| self.tree.child(infinitive, Relation::Nsubj))?;
        let nobody = self.tree.token(subject).is_some_and(|token| token.upos == Upos::Pron && token.feats.has("PronType", "Dem"));
        self.triggers.governors.get(&format!("{} {}", self.lemma(above), self.lemma(infinitive))).filter(|_| nobody)
    }

    /// The effect of a word whose lemma the tagger got wrong: by what its ending allows.
    fn guessed_effect(&self, token: &Token) -> Option<&'d Effect> {
        let form = token.form.to_lowercase();
        let effect = |base: String| self.triggers.governors.get(&base);
        match token.upos {
            Upos::Verb => self.grammar.verb_bases(&form).find_map(effect),
            Upos::Noun => self.grammar.noun_bases(&form).find_map(effect),
            _ => None,
        }
    }

    /// The effect of a governor together with the preposition of what it governs.
    pub(super) fn preposed_effect(&self, governor: TokenIndex, at: TokenIndex) -> Option<&'d Effect> {
        let marker = self.tree.child_tokens(at).find(|(_, token)| matches!(token.deprel.base(), Relation::Case | Relation::Mark));
        let (case, token) = marker?;
        let lemma = self.full_lemma(governor)?;
        self.triggers.governors.get(&format!("{lemma} {}", self.words_of_marker(case, token)))
    }

    /// A verb's lemma with its separated particle.
    fn full_lemma(&self, governor: TokenIndex) -> Option<String> {
        let lemma = self.tree.token(governor)?.lemma.to_lowercase();
        let particle = self.tree.child_tokens(governor).find(|(_, token)| token.deprel.subtype() == Some("prt"));
        let particle = particle.map(|(_, token)| token.form.to_lowercase()).filter(|particle| !lemma.starts_with(particle.as_str()));
        Some(particle.map_or_else(|| lemma.clone(), |particle| format!("{particle}{lemma}")))
    }

    /// "Took the decision to leave", "has plans for sanctions": an infinitive or phrase that the tree hung on the verb and not on its object.
    fn object_effect(&self, governor: TokenIndex, at: TokenIndex) -> Option<&'d Effect> {
        let object = self.tree.child(governor, Relation::Obj).filter(|&object| object < at)?;
        let noun = self.tree.token(object).filter(|token| token.upos == Upos::Noun)?;
        if !self.is_infinitive(at) {
            return self.preposed_effect(object, at);
        }
        self.triggers.governors.get(&noun.lemma.to_lowercase())
    }
}
