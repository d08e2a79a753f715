//! The dependency trees of a document with children at hand.

use registan_language::{Analysis, Relation, Token, TokenIndex, Upos};

/// The trees of all sentences, children listed per head. Built once a document.
#[derive(Debug, Clone)]
pub struct Tree<'d> {
    analysis: &'d Analysis,
    /// Children of token `t` are `children[starts[t]..starts[t + 1]]`, in text order.
    starts: Vec<u32>,
    children: Vec<TokenIndex>,
}

impl<'d> Tree<'d> {
    /// Lists the children of every token.
    pub fn new(analysis: &'d Analysis) -> Self {
        let count = analysis.tokens.len();
        let mut starts = vec![0_u32; count + 1];
        let heads = || analysis.tokens.iter().map(|token| token.head.map(TokenIndex::get).filter(|&head| head < count));
        for head in heads().flatten() {
            if let Some(size) = starts.get_mut(head + 1) {
                *size += 1;
            }
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut children = vec![TokenIndex::new(0); starts.last().map_or(0, |&total| total as usize)];
        for (token, head) in heads().enumerate() {
            let Some(place) = head.and_then(|head| next.get_mut(head)) else { continue };
            if let Some(child) = children.get_mut(*place as usize) {
                *child = TokenIndex::new(token);
            }
            *place += 1;
        }
        Self { analysis, starts, children }
    }

    /// A token.
    pub fn token(&self, index: TokenIndex) -> Option<&'d Token> {
        self.analysis.token(index)
    }

    /// The children of a token, in text order.
    pub fn children(&self, head: TokenIndex) -> &[TokenIndex] {
        let bounds = (self.starts.get(head.get()), self.starts.get(head.get() + 1));
        match bounds {
            (Some(&from), Some(&until)) => self.children.get(from as usize..until as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The children of a token with their tokens.
    pub fn child_tokens(&self, head: TokenIndex) -> impl Iterator<Item = (TokenIndex, &'d Token)> + '_ {
        self.children(head).iter().filter_map(|&child| Some((child, self.token(child)?)))
    }

    /// The first child by `relation`, with whatever subtype.
    pub fn child(&self, head: TokenIndex, relation: Relation) -> Option<TokenIndex> {
        self.child_tokens(head).find(|(_, token)| token.deprel.is(relation)).map(|(index, _)| index)
    }

    /// The head of a token.
    pub fn head(&self, token: TokenIndex) -> Option<TokenIndex> {
        self.token(token).and_then(|token| token.head)
    }

    /// Whether the token hangs on its head by `relation`, with whatever subtype.
    pub fn is(&self, token: TokenIndex, relation: Relation) -> bool {
        self.token(token).is_some_and(|token| token.deprel.is(relation))
    }

    /// `first` and everything coordinated with it, in text order.
    pub fn conjuncts(&self, first: TokenIndex) -> Vec<TokenIndex> {
        let mut all = vec![first];
        all.extend(self.torn_conjuncts(first));
        let mut at = 0;
        while let Some(&one) = all.get(at) {
            all.extend(self.child_tokens(one).filter(|(child, token)| self.is_conjunct(*child, token)).map(|(index, _)| index));
            all.extend(self.conjuncts_of_name(one));
            at += 1;
            // A sentence has no more conjuncts than tokens; the bound stops at malformed trees.
            if all.len() > self.analysis.tokens.len() {
                break;
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// A conjunct by its relation, or by its own conjunction where the tree takes it for an apposition ("envoy Diallo and rebel leader Keita").
    fn is_conjunct(&self, child: TokenIndex, token: &Token) -> bool {
        token.deprel.is(Relation::Conj) || (token.deprel.is(Relation::Appos) && self.child(child, Relation::Cc).is_some())
    }

    /// "Chancellor Merkel and Prime Minister Johnson": what the tree hangs on the name behind a title is coordinated with title and name.
    fn conjuncts_of_name(&self, title: TokenIndex) -> Vec<TokenIndex> {
        let name = self.child_tokens(title).find(|(child, token)| {
            let tied = matches!(token.deprel.base(), Relation::Appos | Relation::Flat);
            tied && token.upos == Upos::Propn && child.get() == title.get() + 1
        });
        let Some((name, _)) = name.filter(|_| self.token(title).is_some_and(|token| token.feats.has("Number", "Sing"))) else {
            return Vec::new();
        };
        self.child_tokens(name).filter(|(child, token)| self.is_conjunct(*child, token)).map(|(child, _)| child).collect()
    }

    /// "A, B, and C are": members that the tree hung on the same head with the same relation, the last of them behind its conjunction.
    fn torn_conjuncts(&self, first: TokenIndex) -> Vec<TokenIndex> {
        let Some((head, relation)) = self.token(first).and_then(|token| token.head.zip(Some(token.deprel.base()))) else {
            return Vec::new();
        };
        if !matches!(relation, Relation::Nsubj | Relation::Obj) {
            return Vec::new();
        }
        let alike = self.child_tokens(head).filter(|(child, token)| *child > first && token.deprel.is(relation)).map(|(child, _)| child);
        let mut alike: Vec<TokenIndex> = alike.collect();
        let joins = |child: TokenIndex| {
            let has_conjunct = || self.child(child, Relation::Conj).is_some_and(|conjunct| self.child(conjunct, Relation::Cc).is_some());
            self.child(child, Relation::Cc).is_some() || (has_conjunct() && self.stands_behind_comma(child))
        };
        let joined = alike.iter().rposition(|&child| joins(child)).map_or(0, |last| last + 1);
        let listed =
            alike.iter().take_while(|&&child| relation == Relation::Nsubj && child < head && self.stands_behind_comma(child)).count();
        alike.truncate(joined.max(listed));
        alike
    }

    /// "Russia, China agree", "the UK, the United States and": a name behind a name and a comma.
    fn stands_behind_comma(&self, name: TokenIndex) -> bool {
        let opens = self.children(name).first().copied().filter(|&first| first < name).unwrap_or(name);
        let before = |back: usize| opens.get().checked_sub(back).and_then(|at| self.token(TokenIndex::new(at)));
        let is_name = |token: &Token| token.upos == Upos::Propn;
        self.token(name).is_some_and(is_name) && before(1).is_some_and(|token| token.form == ",") && before(2).is_some_and(is_name)
    }

    /// The first of the coordination that `token` is a later member of; itself if it is none.
    pub fn first_conjunct(&self, token: TokenIndex) -> TokenIndex {
        let mut at = token;
        for _ in 0..64 {
            match self.head(at) {
                Some(head) if self.is(at, Relation::Conj) => at = head,
                _ => break,
            }
        }
        at
    }

    /// The analysis that the trees belong to.
    pub fn analysis(&self) -> &'d Analysis {
        self.analysis
    }
}
