//! Participles that the tree hangs on the noun behind them, though they are the verb of their clause and the noun is its object.

use registan_language::{Analysis, Deprel, Relation, Token, TokenIndex, Upos};

use super::NEAR;
use crate::clause::Grammar;

/// A participle that takes the place of the word above its noun.
pub(super) struct Ascent {
    verb: TokenIndex,
    /// The noun that it hangs on, which hangs on `over`.
    object: TokenIndex,
    over: TokenIndex,
    /// What that word is to the participle; an auxiliary leaves it all that hangs on it.
    becomes: Relation,
}

/// The ascent of a participle, if any.
pub(super) fn of_participle(analysis: &Analysis, grammar: &Grammar, verb: TokenIndex) -> Option<Ascent> {
    of_modifier(analysis, grammar, verb).or_else(|| of_progressive(analysis, grammar, verb))
}

/// "Mali is mulling sanctions", sanctions being the predicate: a present participle right behind the copula is the verb.
fn of_progressive(analysis: &Analysis, grammar: &Grammar, verb: TokenIndex) -> Option<Ascent> {
    let progressive = |token: &&Token| grammar.progressive_endings.iter().any(|ending| token.form.ends_with(ending.as_str()));
    let token = analysis.token(verb).filter(|token| token.deprel.is(Relation::Amod)).filter(progressive)?;
    let object = token.head.filter(|&object| object > verb)?;
    let over = verb.get().checked_sub(1).map(TokenIndex::new)?;
    let copula = analysis.token(over).is_some_and(|copula| copula.deprel.is(Relation::Cop) && copula.head == Some(object));
    let subject = || analysis.tokens.iter().take(over.get()).any(|word| word.head == Some(object) && word.deprel.is(Relation::Nsubj));
    (copula && subject()).then_some(Ascent { verb, object, over, becomes: Relation::Aux })
}

fn of_modifier(analysis: &Analysis, grammar: &Grammar, verb: TokenIndex) -> Option<Ascent> {
    let token = analysis.token(verb).filter(|token| token.deprel.is(Relation::Amod) && token.feats.has("Tense", "Past"))?;
    let object = token.head.filter(|&object| object > verb)?;
    let noun = analysis.token(object).filter(|token| matches!(token.upos, Upos::Noun | Upos::Propn))?;
    let over = noun.head.filter(|&over| over < verb)?;
    // What the noun has before the participle would stand between verb and object.
    let near = || analysis.tokens.iter().enumerate().take(object.get()).skip(object.get().saturating_sub(NEAR));
    let bare = near().take_while(|(at, _)| *at < verb.get()).all(|(_, word)| word.head != Some(object));
    let marked = near().any(|(_, word)| word.head == Some(object) && matches!(word.deprel.base(), Relation::Case | Relation::Det));
    let above = analysis.token(over).filter(|_| bare && !marked)?;
    let becomes = as_perfect(analysis, grammar, (verb, over), noun).or_else(|| as_subject(above, noun))?;
    Some(Ascent { verb, object, over, becomes })
}

/// "Mali has broken relations with Chad": a verb of having right before the participle is its auxiliary.
fn as_perfect(analysis: &Analysis, grammar: &Grammar, (verb, over): (TokenIndex, TokenIndex), noun: &Token) -> Option<Relation> {
    let above = analysis.token(over).filter(|above| above.upos == Upos::Verb && above.feats.has("VerbForm", "Fin"))?;
    let has = grammar.perfect_verbs.contains(&above.lemma.to_lowercase()) && noun.deprel.is(Relation::Obj);
    let next = analysis.tokens.get(over.get() + 1..verb.get())?.iter().all(|word| word.upos == Upos::Adv);
    (has && next).then_some(Relation::Aux)
}

/// "A Chadian court on Monday freed pastor Odile Ngarta": a noun without preposition does not hang on the noun that opens the sentence.
fn as_subject(above: &Token, noun: &Token) -> Option<Relation> {
    let opens = above.head.is_none() && matches!(above.upos, Upos::Noun | Upos::Propn);
    (opens && noun.deprel.is(Relation::Nmod)).then_some(Relation::Nsubj)
}

/// A finite verb that the tree hangs on its subject.
pub(super) struct Rise {
    subject: TokenIndex,
    verb: TokenIndex,
}

/// "Turkish jets bombed positions": what describes a noun is no finite verb with an object, so that a noun which would be the whole sentence is its
/// subject.
pub(super) fn rise(analysis: &Analysis, verb: TokenIndex) -> Option<Rise> {
    let token = analysis.token(verb).filter(|token| token.deprel == "acl" && token.feats.has("Mood", "Ind"))?;
    let subject = token.head.filter(|&subject| subject < verb)?;
    let noun = analysis.token(subject).filter(|noun| noun.head.is_none() && matches!(noun.upos, Upos::Noun | Upos::Propn))?;
    let has = |relation| analysis.children_by(verb, relation).next().is_some();
    let object = analysis.children_by(verb, Relation::Obj).any(|(object, _)| object > verb);
    let clause = object && !has(Relation::Nsubj) && !has(Relation::Mark) && !has(Relation::Aux);
    let between = analysis.tokens.get(subject.get() + 1..verb.get())?;
    let apart = between.iter().any(|token| token.upos == Upos::Punct) || noun.feats.has("Case", "Gen");
    let copula = analysis.children(subject).any(|(_, child)| matches!(child.deprel.base(), Relation::Cop | Relation::Nsubj));
    (clause && !apart && !copula).then_some(Rise { subject, verb })
}

impl Rise {
    /// The verb takes the noun's place, with the clauses and marks that hung on it behind the verb.
    pub(super) fn turn(&self, analysis: &mut Analysis) {
        let Some((head, deprel)) = analysis.token(self.subject).map(|noun| (noun.head, noun.deprel)) else { return };
        for (at, token) in analysis.tokens.iter_mut().enumerate() {
            if token.head == Some(self.subject) && at > self.verb.get() {
                token.head = Some(self.verb);
            }
        }
        let arcs = [(self.verb, head, deprel), (self.subject, Some(self.verb), Deprel::new(Relation::Nsubj))];
        for (at, head, deprel) in arcs {
            if let Some(token) = analysis.tokens.get_mut(at.get()) {
                (token.head, token.deprel) = (head, deprel);
            }
        }
    }
}

/// "Heeft Eritrea ervan beschuldigd rebellen te steunen": a participle that the tree hangs on the infinitive behind it, though it is the verb of the
/// clause and the infinitive its content.
pub(super) struct Cluster {
    participle: TokenIndex,
    infinitive: TokenIndex,
    auxiliary: TokenIndex,
}

/// The cluster that a participle belongs to, if the tree has it upside down.
pub(super) fn cluster(analysis: &Analysis, grammar: &Grammar, participle: TokenIndex) -> Option<Cluster> {
    let token = analysis.token(participle).filter(|token| token.feats.has("VerbForm", "Part"))?;
    let infinitive = token.head.filter(|&above| above > participle && token.deprel.is(Relation::Advcl))?;
    let below = analysis.token(infinitive).filter(|below| below.feats.has("VerbForm", "Inf") && below.deprel.is(Relation::Xcomp))?;
    let auxiliary = below.head.filter(|&above| above < participle)?;
    let above = analysis.token(auxiliary).filter(|above| above.feats.has("VerbForm", "Fin"))?;
    let has = grammar.having.contains(&above.lemma.to_lowercase()) && matches!(above.upos, Upos::Aux | Upos::Verb);
    let marked = analysis.children_by(infinitive, Relation::Mark).next().is_some();
    (has && marked).then_some(Cluster { participle, infinitive, auxiliary })
}

impl Cluster {
    pub(super) fn turn(&self, analysis: &mut Analysis) {
        let Some((head, deprel)) = analysis.token(self.auxiliary).map(|above| (above.head, above.deprel)) else { return };
        for (at, token) in analysis.tokens.iter_mut().enumerate() {
            let of_auxiliary = token.head == Some(self.auxiliary);
            let before = token.head == Some(self.infinitive) && at < self.participle.get();
            if of_auxiliary || before {
                token.head = Some(self.participle);
            }
        }
        let arcs = [
            (self.participle, head, deprel),
            (self.auxiliary, Some(self.participle), Deprel::new(Relation::Aux)),
            (self.infinitive, Some(self.participle), Deprel::new(Relation::Xcomp)),
        ];
        for (at, head, deprel) in arcs {
            if let Some(token) = analysis.tokens.get_mut(at.get()) {
                token.head = head;
                token.deprel = deprel;
            }
        }
        if let Some(auxiliary) = analysis.tokens.get_mut(self.auxiliary.get()) {
            auxiliary.upos = Upos::Aux;
        }
    }
}

impl Ascent {
    pub(super) fn climb(&self, analysis: &mut Analysis) {
        // The object of a progressive stands above its copula.
        let progressive = analysis.token(self.over).is_some_and(|over| over.head == Some(self.object));
        let top = if progressive { self.object } else { self.over };
        let Some((head, deprel)) = analysis.token(top).map(|above| (above.head, above.deprel)) else { return };
        if self.becomes == Relation::Aux {
            let of_clause = |at: usize| !progressive || at < self.verb.get();
            for (_, token) in analysis.tokens.iter_mut().enumerate().filter(|(at, token)| token.head == Some(top) && of_clause(*at)) {
                token.head = Some(self.verb);
            }
        }
        self.hang(analysis, self.verb, head, deprel);
        self.hang(analysis, self.object, Some(self.verb), Deprel::new(Relation::Obj));
        self.hang(analysis, self.over, Some(self.verb), Deprel::new(self.becomes));
        if let Some(auxiliary) = analysis.tokens.get_mut(self.over.get()).filter(|_| self.becomes == Relation::Aux) {
            auxiliary.upos = Upos::Aux;
        }
    }

    fn hang(&self, analysis: &mut Analysis, token: TokenIndex, head: Option<TokenIndex>, deprel: Deprel) {
        if let Some(token) = analysis.tokens.get_mut(token.get()) {
            token.head = head;
            token.deprel = deprel;
        }
    }
}
