//! Words whose part of speech goes against what hangs on them.

use registan_language::{Analysis, Relation, TokenIndex, Upos};

/// "Arresteerde veertig verdachten", "Keniaanse jongeren gooiden": a participle that is counted or described, or a comparative that is, and that does
/// what a verb says, is a noun.
pub(super) fn is_noun(analysis: &Analysis, at: TokenIndex) -> bool {
    let Some(token) = analysis.token(at) else { return false };
    let described = match token.upos {
        Upos::Verb if token.feats.has("VerbForm", "Part") => [Relation::Nummod, Relation::Amod].as_slice(),
        Upos::Adj if token.feats.has("Degree", "Cmp") => &[Relation::Nummod, Relation::Amod, Relation::Det],
        _ => return false,
    };
    let argument = matches!(token.deprel.base(), Relation::Obj | Relation::Nsubj | Relation::Obl | Relation::Nmod | Relation::Conj);
    let before = at.get().checked_sub(1).and_then(|before| analysis.tokens.get(before));
    argument && before.is_some_and(|before| before.head == Some(at) && described.contains(&before.deprel.base()))
}

/// The lemma of such a noun is its form, its ending aside that no rule here knows.
pub(super) fn make_noun(analysis: &mut Analysis, at: usize) {
    if let Some(token) = analysis.tokens.get_mut(at) {
        token.upos = Upos::Noun;
        token.lemma = token.form.to_lowercase();
    }
}
