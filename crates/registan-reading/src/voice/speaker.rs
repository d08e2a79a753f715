//! Who speaks: the subjects of verbs of saying, the owners of claims, the sources behind their markers.

use registan_language::{Relation, Token, TokenIndex, Upos};
use registan_types::{EntityKind, Span, Stance};

use super::{
    chain::{Link, Speaker, SpeakerForm, Voices},
    saying::Speaking,
};
use crate::{
    clause::{Predicate, Slot},
    mention::{MentionForm, Referent},
};

/// So many speak together at most; more are a list that the tree spread out, and the first stands for it.
const JOINT: usize = 5;

impl Voices<'_> {
    /// The subjects of a verb of saying; the verb itself for "is said to".
    pub(super) fn speakers_of_verb(&self, verb: TokenIndex, content: TokenIndex, stance: Stance, speaking: Speaking) -> Option<Link> {
        let predicate = self.clauses.predicate(verb)?;
        let speech = self.speech_phrase(verb).map(|(_, speech)| speech);
        if let Some(marker) = speech.and_then(|speech| speech.source.as_deref()) {
            return self.account_behind(&predicate, marker, stance);
        }
        let quoted = speech.is_some_and(|speech| speech.quoted);
        let slot = if quoted { Slot::Object } else { Slot::Subject };
        // "Hungary blocked it, zeggen diplomaten": who acts in what is said does not say it.
        let inverted = self.inverted_speaker(&predicate);
        let subjects = predicate.at(&slot).filter(|argument| inverted.is_none() || !argument.inherited).map(|argument| argument.head);
        let mut heads: Vec<TokenIndex> = subjects.filter(|&head| head != content).collect();
        if heads.is_empty() {
            heads.extend(inverted);
        }
        if heads.is_empty() {
            // "Is said to": told by nobody named. A verb without subject for other reasons is nobody's word.
            return predicate.passive.then(|| self.unnamed(verb, stance)).flatten();
        }
        self.joint(&heads, stance, speaking)
    }

    /// "Blijkt uit een rapport van Reuters": the account behind a preposition, where the verb's subject is what is said.
    fn account_behind(&self, predicate: &Predicate, marker: &str, stance: Stance) -> Option<Link> {
        let heads = predicate.at(&Slot::Marked(marker.into())).map(|argument| argument.head).collect::<Vec<_>>();
        let link = heads.into_iter().find(|&head| self.is_account(head)).map(|head| self.source(head))?;
        (!link.speakers.is_empty()).then_some(Link { stance, ..link })
    }

    /// "…, zeggen Europese diplomaten": behind what is said the clause of saying opens with its verb, so that the noun behind it, which the tree may
    /// take for its object, speaks.
    fn inverted_speaker(&self, predicate: &Predicate) -> Option<TokenIndex> {
        let verb = predicate.trigger;
        let token = self.document.token(verb).filter(|token| token.deprel.is(Relation::Parataxis) && token.feats.has("VerbForm", "Fin"))?;
        let before = self.document.token(TokenIndex::new(verb.get().checked_sub(1)?))?;
        let opens = before.upos == Upos::Punct && token.head.is_some_and(|head| head < verb);
        let speaks = |noun: &Token| {
            let agrees = token.feats.get("Number").zip(noun.feats.get("Number")).is_none_or(|(verb, noun)| verb == noun);
            matches!(noun.upos, Upos::Noun | Upos::Propn) && agrees
        };
        let behind = predicate.at(&Slot::Object).map(|argument| argument.head).find(|&object| object > verb && opens)?;
        self.document.token(behind).is_some_and(speaks).then_some(behind)
    }

    fn joint(&self, heads: &[TokenIndex], stance: Stance, speaking: Speaking) -> Option<Link> {
        let kept = if heads.len() > JOINT { heads.get(..1).unwrap_or(heads) } else { heads };
        let speakers: Vec<Speaker> =
            kept.iter().filter(|&&head| self.may_speak(head, speaking)).flat_map(|&head| self.speakers(head)).collect();
        (!speakers.is_empty()).then_some(Link { stance, speakers })
    }

    /// Whose claim it is: its owner, else who makes it; the noun itself where neither is told.
    pub(super) fn speakers_of_noun(&self, noun: TokenIndex, stance: Stance) -> Option<Link> {
        if self.clauses.tree().child_tokens(noun).any(|(_, token)| self.is_nobody(token)) {
            return None;
        }
        let owners = self.owners(noun);
        if !owners.is_empty() {
            return Some(Link { stance, speakers: owners });
        }
        let predicate = self.clauses.predicate(noun)?;
        let makers: Vec<TokenIndex> = predicate.at(&Slot::Subject).map(|argument| argument.head).collect();
        let made = self.joint(&makers, stance, Speaking::Known).or_else(|| self.speaker_above(noun));
        made.or_else(|| self.unnamed(noun, stance))
    }

    /// "Said in a statement that": who speaks by the verb that the noun hangs on.
    fn speaker_above(&self, noun: TokenIndex) -> Option<Link> {
        let (speaking, speech) = self.speech_phrase(self.clauses.tree().head(noun)?)?;
        self.speakers_of_verb(speaking, noun, speech.stance(), Speaking::Known).filter(|link| !link.is_unnamed())
    }

    /// Whose account, claim or report a noun is: possessor, "van", demonym, the first part of a compound ("Trump claims").
    fn owners(&self, noun: TokenIndex) -> Vec<Speaker> {
        let Some(predicate) = self.clauses.predicate(noun) else { return Vec::new() };
        let arguments = predicate.arguments.iter().filter(|argument| is_owning(&argument.slot));
        let mut heads: Vec<TokenIndex> = arguments.map(|argument| argument.head).collect();
        // A pronoun or a possessive owns whatever it stands for; what else hangs on the noun may be its subject matter.
        heads.sort_by_key(|&head| !self.is_possessor(head));
        let owner = heads.into_iter().find(|&head| {
            self.is_known(head) && !self.is_plain_adjective(head) || self.is_possessor(head) && self.may_speak(head, Speaking::Known)
        });
        owner.map_or_else(Vec::new, |head| self.speakers(head))
    }

    /// "The official report" is no official's.
    fn is_plain_adjective(&self, head: TokenIndex) -> bool {
        let adjective = self.document.token(head).is_some_and(|token| token.upos == Upos::Adj);
        adjective && self.mentions.at(head).is_some_and(|mention| mention.form == MentionForm::Description)
    }

    /// Whether `head` hangs on a noun of saying as the one whose it is.
    pub(super) fn is_owner(&self, noun: TokenIndex, head: TokenIndex) -> bool {
        let Some(predicate) = self.clauses.predicate(noun) else { return false };
        let owns = predicate.arguments.iter().any(|argument| argument.head == head && is_owning(&argument.slot));
        owns && self.is_known(head) && self.is_being(head)
    }

    fn is_possessor(&self, head: TokenIndex) -> bool {
        self.document.token(head).is_some_and(|token| token.deprel.subtype() == Some("poss") || token.feats.has("Poss", "Yes"))
    }

    fn is_known(&self, head: TokenIndex) -> bool {
        self.mentions.at(head).is_some_and(|mention| !mention.referents.is_empty())
    }

    /// Who stands behind a source marker; of an account, whose it is.
    pub(super) fn source(&self, head: TokenIndex) -> Link {
        let account = self.is_account(head);
        let mut owners = if account { self.owners(head) } else { Vec::new() };
        if account && owners.is_empty() {
            owners = self.obtainers(head);
        }
        let speakers = if owners.is_empty() {
            let all = self.clauses.tree().conjuncts(head);
            all.into_iter().filter(|&head| self.may_speak(head, Speaking::Known)).flat_map(|head| self.speakers(head)).collect()
        } else {
            owners
        };
        Link { stance: Stance::Asserts, speakers }
    }

    /// "Information obtained by Reuters", "figures released by the ministry": whose account it is by the participle behind it.
    fn obtainers(&self, account: TokenIndex) -> Vec<Speaker> {
        let participles = self.clauses.tree().child_tokens(account).filter(|(_, token)| token.deprel.is(Relation::Acl));
        let made = participles.filter_map(|(participle, _)| self.clauses.predicate(participle).filter(|predicate| predicate.passive));
        let agents: Vec<TokenIndex> =
            made.flat_map(|predicate| predicate.at(&Slot::Subject).map(|argument| argument.head).collect::<Vec<_>>()).collect();
        agents.into_iter().filter(|&agent| self.is_known(agent) && self.is_being(agent)).flat_map(|agent| self.speakers(agent)).collect()
    }

    /// Persons, bodies and accounts speak; evidence, phone calls and aid do not, unless the word leaves no doubt.
    pub(super) fn may_speak(&self, head: TokenIndex, speaking: Speaking) -> bool {
        let Some(token) = self.document.token(head) else { return false };
        let lemma = token.lemma.to_lowercase();
        if self.is_nobody(token) || self.clauses.tree().child_tokens(head).any(|(_, below)| self.is_nobody(below)) {
            return false;
        }
        if self.mentions.at(head).is_some() {
            return self.is_being(head);
        }
        if token.feats.has("PronType", "Dem") && token.upos == Upos::Pron {
            // "That says it all": no one.
            return false;
        }
        let titled = self.mentions.office_at(head).is_some();
        // "Two said so"; "16" belongs to a noun that the tree tore off.
        let counted = token.upos == Upos::Num && token.form.starts_with(char::is_alphabetic);
        let person = counted
            || matches!(token.upos, Upos::Pron | Upos::Propn | Upos::Det)
            || token.upos == Upos::Noun && speaking == Speaking::Anybody;
        titled || person || self.is_account(head) || self.is_speaker(&lemma)
    }

    /// A common noun of those who speak, also as the last part of a compound: "mensenrechtencommissie".
    fn is_speaker(&self, lemma: &str) -> bool {
        let speakers = &self.lexicon.speakers;
        speakers.contains(lemma) || self.clauses.grammar().last_parts(lemma).any(|part| speakers.contains(part))
    }

    /// "Nothing", "no": nobody speaks.
    pub(super) fn is_nobody(&self, token: &Token) -> bool {
        self.lexicon.nobody.contains(&token.form.to_lowercase())
    }

    /// A noun for what tells something: a report, also as the last part of a compound ("VN-rapport").
    fn is_account(&self, head: TokenIndex) -> bool {
        let lemma = self.document.lemma(head).to_lowercase();
        let last = lemma.rsplit_once('-').map(|(_, last)| last);
        [Some(lemma.as_str()), last].into_iter().flatten().any(|word| self.lexicon.accounts.contains(word))
    }

    /// A mention of nobody known, or of somebody or a body that can speak.
    fn is_being(&self, head: TokenIndex) -> bool {
        use EntityKind as Kind;
        let being = |kind| matches!(kind, Kind::Person | Kind::State | Kind::Organisation | Kind::Group | Kind::Place);
        let speaks = |referent: &Referent| being(referent.entity.kind) || referent.class.starts_with("office");
        self.mentions.at(head).is_some_and(|mention| mention.referents.is_empty() || mention.referents.iter().any(speaks))
    }

    /// One speaker for each referent of a mention; the bare phrase where nobody is known.
    pub(super) fn speakers(&self, head: TokenIndex) -> Vec<Speaker> {
        let form = self.form(head);
        let unknown = |span| vec![Speaker { span, entity: None, form }];
        match self.mentions.at(head) {
            None => unknown(self.phrase(head)),
            Some(mention) if mention.referents.is_empty() => unknown(mention.span),
            Some(mention) => {
                let known = |referent: &Referent| Speaker { span: mention.span, entity: Some(referent.entity.clone()), form };
                mention.referents.iter().map(known).collect()
            }
        }
    }

    /// The head of the name that `token` is part of.
    pub(super) fn head_of_name(&self, token: TokenIndex) -> TokenIndex {
        let mut at = token;
        while let Some(above) = self.clauses.tree().head(at).filter(|&above| {
            let within = self.document.token(at).is_some_and(|token| matches!(token.deprel.base(), Relation::Flat | Relation::Compound));
            within && self.document.token(above).is_some_and(|above| above.upos == Upos::Propn)
        }) {
            at = above;
        }
        at
    }

    /// Only a town or a region, no state: where a report comes from, not who speaks.
    pub(super) fn is_place(&self, head: TokenIndex) -> bool {
        // "ISLAMABAD: …": a town in capitals is a dateline, also where its name stands for a state.
        let shouted = self.document.token(head).is_some_and(|token| token.form.len() > 3 && !token.form.contains(char::is_lowercase));
        let town = |referent: &Referent| shouted && referent.location.as_ref().is_some_and(|place| place.id != referent.entity.id);
        let place = |referent: &Referent| referent.entity.kind == EntityKind::Place || town(referent);
        self.mentions.at(head).is_some_and(|mention| mention.referents.iter().any(place))
    }

    fn form(&self, head: TokenIndex) -> SpeakerForm {
        let person = |person| self.document.token(head).is_some_and(|token| token.upos == Upos::Pron && token.feats.has("Person", person));
        match (person("1"), person("2")) {
            (true, _) => SpeakerForm::FirstPerson,
            (_, true) => SpeakerForm::SecondPerson,
            _ => SpeakerForm::Phrase,
        }
    }

    /// A noun with what stands before it: "a senior official".
    fn phrase(&self, head: TokenIndex) -> Span {
        let own = self.document.token(head).map(|token| token.span).unwrap_or_default();
        let before = self.clauses.tree().child_tokens(head).filter(|(child, token)| {
            *child < head && matches!(token.deprel.base(), Relation::Det | Relation::Amod | Relation::Compound | Relation::Nummod)
        });
        before.map(|(_, token)| token.span).fold(own, Span::join)
    }

    /// A voice that only `word` shows.
    pub(super) fn unnamed(&self, word: TokenIndex, stance: Stance) -> Option<Link> {
        let span = self.document.token(word)?.span;
        Some(Link { stance, speakers: vec![Speaker { span, entity: None, form: SpeakerForm::Unnamed }] })
    }
}

fn is_owning(slot: &Slot) -> bool {
    match slot {
        Slot::Possessive | Slot::Demonym | Slot::Compound => true,
        Slot::Marked(marker) => matches!(&**marker, "van" | "of" | "by" | "from" | "door"),
        _ => false,
    }
}
