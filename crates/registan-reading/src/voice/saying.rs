//! What a word of saying passes on: the climb of a statement and the list of a document's attributions both ask here.

use std::collections::HashSet;

use registan_language::{Relation, Token, TokenIndex, Upos};
use registan_types::Stance;

use super::{
    SpeechVerb,
    chain::{Link, REACH, Voices},
};

/// Somebody passes something on, or has a mind about it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Passed {
    /// Who, and how.
    pub(super) link: Link,
    /// The word that shows it: verb or noun of saying, or the source itself behind its marker.
    pub(super) cue: TokenIndex,
    /// Whether what is passed on is told as his word; else he wants it, or speaks of it.
    pub(super) word: bool,
}

/// How a word of saying stands to what hangs on it.
#[derive(Clone, Copy)]
struct Bond {
    stance: Stance,
    word: bool,
    shows: bool,
    named: bool,
}

/// Who can be the subject of a word of saying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaking {
    /// Whoever it is, he speaks: the word says so.
    Anybody,
    /// Persons, bodies and accounts that are known to speak; the word is also used of evidence.
    Known,
}

impl Speaking {
    /// With this verb, where otherwise so many are heard.
    fn with(self, speech: &SpeechVerb) -> Self {
        if speech.shows { Self::Known } else { self }
    }
}

impl Bond {
    fn word(speech: &SpeechVerb) -> Self {
        Self { stance: speech.stance(), word: true, shows: speech.shows, named: speech.named }
    }

    fn mind(stance: Stance) -> Self {
        Self { stance, word: false, shows: false, named: false }
    }
}

impl Voices<'_> {
    /// Whether `governor` passes on `content`, which hangs on it. `heard` are those whom the caller listens to.
    pub(super) fn passed_on(&self, governor: TokenIndex, content: TokenIndex, heard: Speaking) -> Option<Passed> {
        let token = self.document.token(governor)?;
        // "Said so", "zo meldt": the words point at what stands elsewhere.
        let below = self.document.token(content).filter(|below| below.upos != Upos::Adv)?;
        match token.upos {
            Upos::Verb | Upos::Adj => {
                let (speaking, bond) = self.verb_bond(governor, content, below)?;
                // Of "found guilty of interference" nobody says the interference.
                let clausal = matches!(below.deprel.base(), Relation::Ccomp | Relation::Xcomp | Relation::Csubj | Relation::Advcl);
                let speakers = if bond.shows { Speaking::Known } else { heard };
                let link = self
                    .speakers_of_verb(speaking, content, bond.stance, speakers)
                    .filter(|link| (bond.word && clausal && !bond.named) || !link.is_unnamed())?;
                Some(Passed { link, cue: governor, word: bond.word || self.is_wish(governor, content, below) })
            }
            Upos::Noun => {
                let bond = self.noun_bond(governor, content, below)?;
                let link = self.speakers_of_noun(governor, bond.stance)?;
                Some(Passed { link, cue: governor, word: bond.word })
            }
            _ => None,
        }
    }

    /// Whether a word of saying on the way up from `trigger` is `denied`, so that nobody says what hangs on it: "did not say that it left", "no
    /// claim that it left". What is said to be believed by nobody is denied instead.
    pub fn is_unsaid(&self, trigger: TokenIndex, denied: impl Fn(TokenIndex) -> bool) -> bool {
        let mut at = trigger;
        for _ in 0..REACH {
            let Some((token, governor)) = self.document.token(at).and_then(|token| Some((token, token.head?))) else { return false };
            let unsaid = match token.deprel.base() {
                Relation::Ccomp | Relation::Csubj => {
                    self.speech_phrase(governor).is_some_and(|(_, speech)| !speech.raises) && denied(governor)
                }
                Relation::Acl if !self.is_relative(at, token) => {
                    let says = self.lexicon.nouns.contains_key(&self.document.lemma(governor).to_lowercase());
                    says && self.clauses.tree().child_tokens(governor).any(|(_, token)| self.is_nobody(token))
                }
                _ => false,
            };
            if unsaid {
                return true;
            }
            at = governor;
        }
        false
    }

    /// "Wants Berlin to send tanks": a wish about what somebody else does.
    fn is_wish(&self, verb: TokenIndex, content: TokenIndex, below: &Token) -> bool {
        let tree = self.clauses.tree();
        let another = || {
            tree.child(content, Relation::Nsubj).is_some()
                || tree.child(verb, Relation::Obj).is_some()
                || tree.child(verb, Relation::Iobj).is_some()
        };
        matches!(below.deprel.base(), Relation::Ccomp | Relation::Xcomp)
            && self.lexicon.wishes.contains(&self.full_lemma(verb))
            && another()
    }

    /// "Seoul proposes a reunion, Pyongyang stays silent": behind a comma or semicolon another clause begins where the verb has an object already.
    fn is_beside(&self, verb: TokenIndex, content: TokenIndex, below: &Token) -> bool {
        let tree = self.clauses.tree();
        if !below.deprel.is(Relation::Parataxis) || content < verb {
            return false;
        }
        let word = |at: &TokenIndex| self.document.token(*at).is_some_and(|token| token.upos != Upos::Punct);
        let start = self.document.analysis.subtree(content).into_iter().filter(word).min().unwrap_or(content);
        let before =
            start.get().checked_sub(1).map(TokenIndex::new).and_then(|at| self.document.token(at)).map_or("", |token| token.form.as_str());
        let own = [Relation::Obj, Relation::Ccomp, Relation::Xcomp].iter().any(|&relation| tree.child(verb, relation).is_some());
        before == ";" || (before == "," && own)
    }

    /// The verb whose subject speaks, and how the verb stands to its complement.
    fn verb_bond(&self, verb: TokenIndex, content: TokenIndex, below: &Token) -> Option<(TokenIndex, Bond)> {
        let relation = below.deprel.base();
        if self.is_beside(verb, content, below) {
            return None;
        }
        let clausal = matches!(relation, Relation::Ccomp | Relation::Xcomp | Relation::Csubj | Relation::Parataxis | Relation::Acl)
            || self.is_bare_gerund(verb, content, below);
        let phrase = self.speech_phrase(verb).filter(|_| !(below.deprel.is(Relation::Xcomp) && self.is_phrase(verb, content)));
        if let Some((speaking, speech)) = phrase {
            // "During a visit he promised tanks" promises no visit.
            let within = match relation {
                Relation::Obj | Relation::Iobj => true,
                Relation::Obl => !self.clauses.is_occasion(content),
                _ => false,
            };
            let nominal = speech.nominal && within && matches!(below.upos, Upos::Noun);
            if (clausal && !(speech.finite && below.deprel.is(Relation::Xcomp))) || nominal {
                return Some((speaking, Bond::word(speech)));
            }
            if matches!(below.upos, Upos::Verb | Upos::Noun) && self.is_about(verb, content, below, &speech.told) {
                return Some((speaking, Bond::word(speech)));
            }
            if self.is_about(verb, content, below, &speech.about) {
                return Some((speaking, Bond::mind(speech.stance())));
            }
        }
        let about = self.lexicon.attitudes.get(&self.full_lemma(verb))?;
        let minded = matches!(relation, Relation::Ccomp | Relation::Xcomp | Relation::Csubj) && about.contains("clause");
        (minded || self.is_about(verb, content, below, about)).then_some((verb, Bond::mind(Stance::Asserts)))
    }

    /// "Denies supporting the group": a gerund right behind the verb, with nothing that joins it, is what is said, whatever the tree calls it.
    fn is_bare_gerund(&self, verb: TokenIndex, content: TokenIndex, below: &Token) -> bool {
        let gerund = below.deprel.is(Relation::Advcl) && is_participle(below);
        gerund && content.get() == verb.get() + 1 && self.subordinator(content).is_none()
    }

    fn noun_bond(&self, noun: TokenIndex, content: TokenIndex, below: &Token) -> Option<Bond> {
        let lemma = self.document.lemma(noun).to_lowercase();
        let relation = below.deprel.base();
        // "A statement condemning": whoever makes it condemns, and nobody tells of it but the author.
        let grammar = self.clauses.grammar();
        let does = below.deprel.is(Relation::Acl) && grammar.acts_in_words.contains(&below.lemma.to_lowercase());
        if does && grammar.messages.contains(&lemma) && self.subordinator(content).is_none() {
            return None;
        }
        let clausal =
            matches!(relation, Relation::Ccomp | Relation::Xcomp | Relation::Csubj | Relation::Acl) && !self.is_relative(content, below);
        if let Some(speech) = self.lexicon.nouns.get(&lemma) {
            if clausal {
                return Some(Bond::word(speech));
            }
            if self.is_about(noun, content, below, &speech.about) {
                return Some(Bond::mind(speech.stance()));
            }
        }
        let about = self.lexicon.attitude_nouns.get(&lemma)?;
        let minded = clausal && about.contains("clause");
        (minded || self.is_about(noun, content, below, about)).then_some(Bond::mind(Stance::Asserts))
    }

    /// What is spoken of stands in one of these slots.
    fn is_about(&self, cue: TokenIndex, content: TokenIndex, below: &Token, slots: &HashSet<String>) -> bool {
        match below.deprel.base() {
            Relation::Obj | Relation::Iobj => slots.contains("object"),
            Relation::Nsubj => slots.contains("object") && below.deprel.subtype() == Some("pass"),
            Relation::Obl | Relation::Nmod | Relation::Advcl | Relation::Acl => {
                let marker = self.clauses.marker(content).or_else(|| self.subordinator(content).map(|mark| mark.as_str().into()));
                marker.is_some_and(|marker| slots.contains(&*marker)) && !self.is_owner(cue, content)
            }
            _ => false,
        }
    }

    /// The verb and its infinitive are one word of saying.
    fn is_phrase(&self, verb: TokenIndex, infinitive: TokenIndex) -> bool {
        self.lexicon.verbs.contains_key(&self.joined(verb, infinitive))
    }

    fn joined(&self, verb: TokenIndex, complement: TokenIndex) -> String {
        format!("{} {}", self.document.lemma(verb).to_lowercase(), self.document.lemma(complement).to_lowercase())
    }

    /// The entry of a verb of saying, and the verb whose subject speaks: itself, alone or with its infinitive ("laat weten dat"), or the one above
    /// ("liet ons weten dat").
    pub(super) fn speech_phrase(&self, verb: TokenIndex) -> Option<(TokenIndex, &SpeechVerb)> {
        let token = self.document.token(verb)?;
        let phrase = |above: TokenIndex, below: TokenIndex| Some((above, self.lexicon.verbs.get(&self.joined(above, below))?));
        let above = token.head.filter(|_| token.deprel.is(Relation::Xcomp)).and_then(|above| phrase(above, verb));
        let below = || self.clauses.tree().child(verb, Relation::Xcomp).and_then(|below| phrase(verb, below));
        above.or_else(below).or_else(|| Some((verb, self.lexicon.verbs.get(&self.full_lemma(verb))?)))
    }

    /// A verb's lemma with its particle, as the lexicon has it: "meedelen", "point out".
    fn full_lemma(&self, verb: TokenIndex) -> String {
        let lemma = self.document.lemma(verb).to_lowercase();
        let particle = self.clauses.predicate(verb).and_then(|predicate| predicate.particle);
        let Some(particle) = particle.map(|particle| self.document.words(particle).to_lowercase()) else { return lemma };
        if lemma.starts_with(&particle) {
            return lemma;
        }
        let (before, behind) = (format!("{particle}{lemma}"), format!("{lemma} {particle}"));
        let known = |word: &String| self.lexicon.verbs.contains_key(word) || self.lexicon.attitudes.contains_key(word);
        if known(&before) { before } else { behind }
    }

    /// "It began in May and goes on, according to Reuters": a source set behind the last of several clauses speaks in all.
    pub(super) fn sources_of_row(&self, clause: TokenIndex, heard: Speaking) -> Vec<Passed> {
        let mut sources = self.sources_of(clause, heard);
        let later = self.clauses.tree().child_tokens(clause).filter(|(_, token)| token.deprel.is(Relation::Conj)).map(|(later, _)| later);
        let set_apart = |passed: &Passed| {
            let phrase = self.document.analysis.subtree(passed.cue).into_iter().min();
            phrase.is_some_and(|first| first > clause && self.is_behind_comma(first))
        };
        sources.extend(later.flat_map(|later| self.sources_of(later, heard)).filter(set_apart));
        sources
    }

    /// "Volgens Reuters", "aldus de minister", "…, zegt hij", "as X said": sources that hang on a clause.
    pub(super) fn sources_of(&self, clause: TokenIndex, heard: Speaking) -> Vec<Passed> {
        let children = self.clauses.tree().child_tokens(clause);
        let sources = children.filter_map(|(child, token)| {
            let link = match token.deprel.base() {
                Relation::Obl | Relation::Nmod | Relation::Advmod | Relation::Discourse if self.is_source(child) => self.source(child),
                Relation::Obl | Relation::Advmod | Relation::Advcl if self.is_own_account(child) => self.own_account(clause)?,
                Relation::Parataxis | Relation::Advcl | Relation::Dep | Relation::Conj => match self.is_source(child) {
                    true => self.source(child),
                    false => self.said_aside(child, token, clause, heard)?,
                },
                _ => return None,
            };
            (!link.speakers.is_empty()).then_some(Passed { link, cue: child, word: true })
        });
        sources.collect()
    }

    /// A clause of saying set beside what is said: "…, he said, …", "as he put it".
    fn said_aside(&self, verb: TokenIndex, token: &Token, clause: TokenIndex, heard: Speaking) -> Option<Link> {
        if token.upos != Upos::Verb {
            return None;
        }
        let set_beside = match token.deprel.base() {
            Relation::Parataxis => true,
            Relation::Conj | Relation::Advcl => self.is_appended(verb),
            _ => false,
        };
        let (speaking, speech) = self.speech_phrase(verb)?;
        let as_said = self.subordinator(verb).is_some_and(|mark| self.lexicon.subordinators.contains(&mark));
        let aside = (set_beside || as_said) && !self.says_something_else(verb, speech);
        aside.then(|| self.speakers_of_verb(speaking, clause, speech.stance(), heard.with(speech))).flatten()
    }

    /// "…, thinks the minister", "…, authorities said": verb and subject behind a comma, with no word that joins them to what is before, whatever the
    /// tree makes of it.
    fn is_appended(&self, verb: TokenIndex) -> bool {
        let tree = self.clauses.tree();
        let Some(subject) = tree.child(verb, Relation::Nsubj) else { return false };
        let joined = tree.child_tokens(verb).any(|(child, token)| {
            child < verb && matches!(token.deprel.base(), Relation::Cc | Relation::Mark) || token.deprel.is(Relation::Obj) && child > verb
        });
        let first = self.document.analysis.subtree(subject).into_iter().min().map_or(verb, |first| first.min(verb));
        !joined && self.is_behind_comma(first)
    }

    /// The comma before a phrase may hang on it.
    fn is_behind_comma(&self, first: TokenIndex) -> bool {
        let is_comma = |at: TokenIndex| self.document.words(at) == ",";
        is_comma(first) || first.get().checked_sub(1).is_some_and(|before| is_comma(TokenIndex::new(before)))
    }

    /// A verb with a content of its own passes on nothing beside it: "A delivers gas, B hopes for more".
    fn says_something_else(&self, verb: TokenIndex, speech: &SpeechVerb) -> bool {
        let mut below = self.clauses.tree().child_tokens(verb).filter(|(_, token)| token.upos != Upos::Adv);
        below.any(|(child, token)| match token.deprel.base() {
            // "The ministry said, hours after rockets were fired": when, not what.
            // "The ministry said, adding that it would": what he does beside.
            Relation::Ccomp if is_participle(token) && child > verb => {
                !self.is_behind_comma(self.document.analysis.subtree(child).into_iter().min().unwrap_or(child))
            }
            Relation::Ccomp => {
                let grammar = self.clauses.grammar();
                let when = |mark: &String| self.lexicon.backdrop_markers.contains(mark) || grammar.adverbial_subordinators.contains(mark);
                !self.subordinator(child).as_ref().is_some_and(when)
            }
            Relation::Xcomp => !self.is_phrase(verb, child),
            // "Told reporters" is said to them, not of them.
            Relation::Obj | Relation::Iobj => (speech.about.contains("object") || speech.finite) && !self.may_speak(child, Speaking::Known),
            _ => child > verb && self.is_about(verb, child, token, &speech.about),
        })
    }

    /// "Naar eigen zeggen", "by his own account".
    fn is_own_account(&self, phrase: TokenIndex) -> bool {
        if self.lexicon.own_accounts.is_empty() || self.clauses.tree().children(phrase).len() < 2 {
            return false;
        }
        let words = self.document.analysis.subtree(phrase);
        let words: Vec<String> = words.into_iter().map(|word| self.document.words(word).to_lowercase()).collect();
        self.lexicon.own_accounts.contains(&words.join(" "))
    }

    /// Whom the clause is about, for he says it himself.
    fn own_account(&self, clause: TokenIndex) -> Option<Link> {
        let subject = self.clauses.tree().child(clause, Relation::Nsubj)?;
        Some(Link { stance: Stance::Asserts, speakers: self.speakers(subject) })
    }

    /// A relative clause; one that a conjunction opens is a complement, whatever the tree calls it ("in a statement that …").
    fn is_relative(&self, clause: TokenIndex, token: &Token) -> bool {
        token.deprel.subtype() == Some("relcl") && self.subordinator(clause).is_none()
    }

    /// The word that subordinates a clause, lower case.
    fn subordinator(&self, clause: TokenIndex) -> Option<String> {
        let marks = self.clauses.tree().child_tokens(clause).filter(|(child, token)| token.deprel.is(Relation::Mark) && *child < clause);
        marks.into_iter().map(|(_, token)| token.form.to_lowercase()).next()
    }

    /// A noun behind a source marker.
    pub(super) fn is_source(&self, head: TokenIndex) -> bool {
        self.clauses.marker(head).is_some_and(|marker| self.lexicon.source_markers.contains(&*marker))
    }
}

/// "Adding", "adding that": no clause of its own.
fn is_participle(token: &Token) -> bool {
    token.feats.has("VerbForm", "Ger") || (token.feats.has("VerbForm", "Part") && token.feats.has("Tense", "Pres"))
}
