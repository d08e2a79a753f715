//! Those who do it too: additions, companions, members of lists, and names that the tree hung elsewhere.

use registan_language::{Relation, Token, TokenIndex, Upos};

use super::{
    Clauses, Predicate, Slot,
    subject::{SurfaceSubject, other_subjects},
};

impl Clauses<'_> {
    /// "Net zoals India koopt China olie", "naast Rusland neemt ook India deel": those who do it too. A second subject without such a marker is
    /// an object that the tree mistook.
    pub(super) fn add_joining_subjects(&self, predicate: &mut Predicate) {
        let verb = predicate.trigger;
        let slot = if predicate.passive { Slot::Object } else { Slot::Subject };
        let additive = |phrase| self.is_addition(phrase);
        for head in other_subjects(self.tree, verb) {
            let object_free = self.tree.child(verb, Relation::Obj).is_none() && !predicate.passive;
            let own = SurfaceSubject { head, inherited: false };
            if additive(head) {
                self.add(predicate, slot.clone(), own);
            } else if object_free {
                self.add(predicate, Slot::Object, own);
            }
        }
        let joining: Vec<TokenIndex> = self
            .tree
            .child_tokens(verb)
            .filter(|(child, token)| matches!(token.deprel.base(), Relation::Obl | Relation::Advcl) && additive(*child))
            .map(|(child, _)| child)
            .filter(|&child| {
                self.is_alike(child, predicate.arguments.iter().filter(|argument| argument.slot == slot).map(|argument| argument.head))
            })
            .collect();
        let subjects: Vec<TokenIndex> =
            predicate.arguments.iter().filter(|argument| argument.slot == slot).map(|argument| argument.head).collect();
        if !subjects.is_empty() {
            for head in joining.into_iter().chain(self.companions(predicate, &subjects)).chain(self.likewise(verb)) {
                self.add(predicate, slot.clone(), SurfaceSubject { head, inherited: false });
            }
        }
    }

    /// "Washington blacklisted a firm, evenals een kapitein uit India": beside a name that does something somebody without one is rather one more of those
    /// to whom it is done.
    fn is_alike(&self, joined: TokenIndex, mut subjects: impl Iterator<Item = TokenIndex>) -> bool {
        let named = |at: TokenIndex| self.tree.token(at).is_some_and(|token| token.upos == Upos::Propn);
        let indefinite = self.tree.child(joined, Relation::Det).and_then(|article| self.tree.token(article));
        let some = indefinite.is_some_and(|article| article.feats.has("Definite", "Ind"));
        !(some && !named(joined) && subjects.all(named))
    }

    /// Whether "besides", "net als" or the like opens a phrase; its first word may hang elsewhere.
    fn is_addition(&self, phrase: TokenIndex) -> bool {
        let Some(marker) = self.opener(phrase) else { return false };
        let opens = |(_, token): &(TokenIndex, &Token)| matches!(token.deprel.base(), Relation::Case | Relation::Mark);
        let first = self.tree.child_tokens(phrase).find(opens).and_then(|(first, _)| first.get().checked_sub(1));
        let before = first.and_then(|at| self.tree.token(TokenIndex::new(at))).map(|token| token.form.to_lowercase());
        let joined = before.is_some_and(|before| self.grammar.additive_markers.contains(&format!("{before}_{marker}")));
        joined || self.grammar.additive_markers.contains(&marker)
    }

    /// "Kenya condemned it, as did Mali", "… and so did Mali": the subject of a clause whose verb only stands for the one above it.
    fn likewise(&self, verb: TokenIndex) -> Option<TokenIndex> {
        let echoes = |clause: TokenIndex| {
            self.tree
                .child_tokens(clause)
                .any(|(_, token)| token.deprel.is(Relation::Advmod) && self.grammar.echoing_adverbs.contains(&token.form.to_lowercase()))
        };
        let likens = |clause: TokenIndex| self.opener(clause).is_some_and(|marker| self.grammar.likening_markers.contains(&marker));
        let stands_for = |(clause, token): &(TokenIndex, &Token)| {
            let pro_verb = self.grammar.pro_verbs.contains(&token.lemma.to_lowercase());
            let says_so = match token.deprel.base() {
                Relation::Advcl | Relation::Acl => likens(*clause),
                Relation::Parataxis => likens(*clause) || echoes(*clause),
                Relation::Conj => echoes(*clause),
                _ => false,
            };
            *clause > verb && pro_verb && says_so
        };
        let (clause, _) = self.tree.child_tokens(verb).find(stands_for)?;
        let says = |(_, token): &(TokenIndex, &Token)| {
            !matches!(token.deprel.base(), Relation::Mark | Relation::Punct | Relation::Advmod | Relation::Case | Relation::Cc)
                && token.upos != Upos::Pron
        };
        let phrases: Vec<(TokenIndex, &Token)> = self.tree.child_tokens(clause).filter(says).collect();
        // Whatever the tree takes it for, nothing else stands there.
        let [(subject, token)] = phrases[..] else { return None };
        let named = matches!(token.upos, Upos::Propn | Upos::Noun);
        (named && matches!(token.deprel.base(), Relation::Nsubj | Relation::Obj)).then_some(subject)
    }

    /// "Kenya, together with Uganda, attacked": whoever does it too, on the subject, the verb or the adverb. What is done to somebody is so shared
    /// only where the phrase stands beside him.
    fn companions(&self, predicate: &Predicate, subjects: &[TokenIndex]) -> Vec<TokenIndex> {
        let verb = predicate.trigger;
        let adverbs =
            self.tree.child_tokens(verb).filter(|(_, token)| token.deprel.is(Relation::Advmod) || token.deprel.subtype() == Some("prt"));
        let of_verb = std::iter::once(verb).chain(adverbs.map(|(adverb, _)| adverb)).filter(|_| !predicate.passive);
        let heads: Vec<TokenIndex> = of_verb.chain(subjects.iter().copied()).collect();
        let phrases = heads.into_iter().flat_map(|head| self.tree.child_tokens(head));
        let beside = phrases.filter(|(child, token)| {
            matches!(token.deprel.base(), Relation::Obl | Relation::Nmod | Relation::Advcl) && self.is_companion(*child)
        });
        beside.map(|(child, _)| child).collect()
    }

    /// Whether "along with" or the like opens the phrase, however the tree divides the words.
    fn is_companion(&self, phrase: TokenIndex) -> bool {
        let form = |at: usize| self.tree.token(TokenIndex::new(at)).map(|token| token.form.to_lowercase());
        let adverb = |at: usize| form(at).is_some_and(|form| self.grammar.companion_adverbs.contains(&form));
        let with = |at: usize| form(at).is_some_and(|form| self.grammar.comitative_markers.contains(&form));
        let opener = self.tree.child_tokens(phrase).find(|(_, token)| token.deprel.is(Relation::Case)).map(|(case, _)| case.get());
        opener.is_some_and(|at| (adverb(at) && with(at + 1)) || (with(at) && at.checked_sub(1).is_some_and(adverb)))
    }

    /// "During a visit", "after talks": on what occasion something is done.
    pub(crate) fn is_occasion(&self, phrase: TokenIndex) -> bool {
        self.opener(phrase).is_some_and(|marker| self.grammar.occasion_markers.contains(&marker))
    }

    /// The word that opens a phrase, be it preposition or subordinator.
    pub(super) fn opener(&self, phrase: TokenIndex) -> Option<String> {
        let words = self.tree.child_tokens(phrase).filter(|(index, token)| {
            *index < phrase && (matches!(token.deprel.base(), Relation::Case | Relation::Mark) || self.opens_list(token))
        });
        let words: Vec<(TokenIndex, &Token)> = words.collect();
        let (first, token) = *words.first()?;
        let mut marker = token.form.to_lowercase();
        for (_, more) in self.tree.child_tokens(first).filter(|(_, token)| token.deprel.is(Relation::Fixed)) {
            marker.push('_');
            marker.push_str(&more.form.to_lowercase());
        }
        Some(marker)
    }

    /// "Waaronder", an adverb to the tree.
    fn opens_list(&self, token: &Token) -> bool {
        token.upos == Upos::Adv && self.grammar.list_openers.contains(&token.form.to_lowercase())
    }

    /// "Viel donderdag Oekraïne binnen": a name right behind a day of the week, which the tree hung on the day.
    pub(super) fn add_behind_days(&self, predicate: &mut Predicate) {
        let is_day = |token: &Token| self.grammar.days.contains(&token.form.to_lowercase());
        let mut behind = Vec::new();
        for (day, _) in self.tree.child_tokens(predicate.trigger).filter(|(_, token)| is_day(token)) {
            let names = self.tree.child_tokens(day).filter(|(child, token)| {
                let hung = matches!(token.deprel.base(), Relation::Nmod | Relation::Flat | Relation::Appos);
                hung && token.upos == Upos::Propn && child.get() == day.get() + 1 && !is_day(token)
            });
            behind.extend(names.map(|(name, _)| name));
        }
        for head in behind.into_iter().filter(|&name| self.tree.child(name, Relation::Case).is_none()) {
            let has = |slot: &Slot| predicate.arguments.iter().any(|argument| argument.slot == *slot && !argument.inherited);
            let slot = if predicate.passive || has(&Slot::Subject) { Slot::Object } else { Slot::Subject };
            if !has(&slot) {
                self.add(predicate, slot, SurfaceSubject { head, inherited: false });
            }
        }
    }

    /// "Opposition parties such as Labour" are those that the list names; any other noun or name is itself.
    pub(super) fn named_members(&self, noun: TokenIndex) -> Vec<TokenIndex> {
        let members = self.listed_members(noun);
        let kind = self.tree.token(noun).is_some_and(|token| token.upos == Upos::Noun && token.feats.has("Number", "Plur"));
        match members.is_empty() {
            true => vec![noun],
            false if kind => members,
            false => [vec![noun], members].concat(),
        }
    }

    /// "landen zoals India en Pakistan", "states including Mali": the members that a list names.
    fn listed_members(&self, noun: TokenIndex) -> Vec<TokenIndex> {
        let lists = self.tree.child_tokens(noun).filter(|(child, token)| {
            matches!(token.deprel.base(), Relation::Nmod | Relation::Appos | Relation::Obl | Relation::Advcl | Relation::Acl)
                && self.opener(*child).is_some_and(|marker| {
                    self.grammar.list_openers.contains(&marker)
                        || self.grammar.member_markers.contains(&marker) && self.are_members(noun, *child)
                })
        });
        lists.flat_map(|(child, _)| self.tree.conjuncts(child)).collect()
    }

    /// "Landen als Polen": a name right behind a noun in the plural and the marker; elsewhere the word compares.
    fn are_members(&self, noun: TokenIndex, name: TokenIndex) -> bool {
        let token = |index| self.tree.token(index);
        let plural = token(noun).is_some_and(|noun| noun.upos == Upos::Noun && noun.feats.has("Number", "Plur"));
        let named = token(name).is_some_and(|name| name.upos == Upos::Propn);
        let marker = TokenIndex::new(noun.get() + 1);
        plural && named && self.tree.head(marker) == Some(name)
    }
}
