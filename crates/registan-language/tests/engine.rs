//! The engine as a whole, on a tiny model with random weights: laws that hold whatever the text and the weights.

use proptest::prelude::*;
use registan_language::conllu;
use registan_language::{Analyser, Analysis, Gazetteer, Instructions, Language, Model, NameKind, Segmentation, testing};

#[expect(clippy::expect_used, reason = "a test without its model must fail")]
fn model(language: Language) -> Model {
    Model::from_bytes(testing::random_model(language, 7)).expect("the test model is well-formed")
}

/// What must hold of every analysis.
fn check(text: &str, analysis: &Analysis) {
    let mut reached = 0;
    for token in &analysis.tokens {
        assert_eq!(token.span.of(text), token.form, "a token's span gives its form");
        assert!(token.span.start >= reached && !token.span.is_empty(), "tokens stand in order");
        assert!(!token.lemma.is_empty());
        reached = token.span.end;
    }
    let mut next = 0;
    for sentence in &analysis.sentences {
        assert_eq!(sentence.tokens.start, next, "sentences cover all tokens");
        assert!(!sentence.tokens.is_empty());
        next = sentence.tokens.end;
        let roots: Vec<_> = analysis.tokens_of(sentence).filter(|(_, token)| token.head.is_none()).collect();
        assert_eq!(roots.len(), 1, "a sentence has one root");
        assert_eq!(analysis.subtree(roots[0].0).len(), sentence.tokens.len(), "all hang below it");
        for (_, token) in analysis.tokens_of(sentence) {
            assert_eq!(token.head.is_none(), token.deprel == "root");
            assert!((0.0..=1.0001).contains(&token.head_probability) && (0.0..=1.0001).contains(&token.label_probability));
            assert!(token.head.is_none_or(|head| sentence.tokens.contains(&head.get())));
        }
    }
    assert_eq!(next, analysis.tokens.len());
    let mut reached = 0;
    for name in &analysis.names {
        assert!(name.tokens.start >= reached && !name.tokens.is_empty());
        assert!((0.0..=1.0).contains(&name.probability));
        reached = name.tokens.end;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_a_well_formed_analysis(text in "(\\PC|[ .,'\"()\n-]){0,200}", english: bool) {
        let language = if english { Language::English } else { Language::Dutch };
        let analysis = Analyser::new(&model(language)).analyse(&text, &[]);
        check(&text, &analysis);
        let written = analysis.to_conllu(&text);
        if analysis.tokens.iter().all(|token| !token.form.contains(['\t', '\n', '\r'])) {
            let sentences = conllu::read(&written).expect("what is written can be read");
            prop_assert_eq!(sentences.iter().map(|one| one.words.len()).sum::<usize>(), analysis.tokens.len());
        }
    }

    #[test]
    fn neighbours_in_a_batch_change_nothing(sentences in proptest::collection::vec("[A-Z][a-z]{1,6}( [a-z]{1,9}){0,30}\\.", 1..40)) {
        let analyser = Analyser::new(&model(Language::Dutch));
        let together = analyser.analyse(&sentences.join("\n\n"), &[]);
        let mut at = 0;
        for sentence in &sentences {
            let alone = analyser.analyse(sentence, &[]);
            let same = &together.tokens[at..at + alone.tokens.len()];
            for (one, other) in alone.tokens.iter().zip(same) {
                let facts = |token: &registan_language::Token| (token.form.clone(), token.lemma.clone(), token.upos, token.feats.clone(), token.deprel);
                prop_assert_eq!(facts(one), facts(other));
                prop_assert_eq!(one.head_probability.to_bits(), other.head_probability.to_bits());
                prop_assert_eq!(one.head.map(|head| head.get() + at), other.head.map(|head| head.get()));
            }
            at += alone.tokens.len();
        }
    }
}

#[test]
fn all_instructions_give_the_same_analysis() {
    let text = "De minister trad dinsdag af. \"Dat kan niet\", zei hij in Den Haag.\n\n".repeat(40);
    let bytes = testing::random_model(Language::Dutch, 3);
    let analyse = |instructions| {
        let model = Model::with_instructions(bytes.clone(), instructions).expect("the test model is well-formed");
        Analyser::new(&model).analyse(&text, &[])
    };
    let wanted = analyse(Instructions::PORTABLE);
    for instructions in Instructions::available() {
        assert!(analyse(instructions) == wanted, "{}", instructions.name());
    }
}

#[test]
fn threads_change_nothing() {
    use rayon::prelude::*;
    let texts: Vec<String> = (0..64).map(|number| format!("Woord {number} staat hier. {}", "En dit ook. ".repeat(number % 7))).collect();
    let analyser = Analyser::new(&model(Language::Dutch));
    let alone: Vec<Analysis> = texts.iter().map(|text| analyser.analyse(text, &[])).collect();
    let together: Vec<Analysis> = texts.par_iter().map(|text| analyser.analyse(text, &[])).collect();
    assert!(alone == together);
}

#[test]
fn a_sentence_without_end_is_no_problem() {
    let text = "een woord en ".repeat(2000);
    let analysis = Analyser::new(&model(Language::Dutch)).analyse(&text, &[]);
    assert_eq!(analysis.sentences.len(), 1);
    check(&text, &analysis);
    let no_spaces = "woord".repeat(20_000);
    check(&no_spaces, &Analyser::new(&model(Language::Dutch)).analyse(&no_spaces, &[]));
    let brackets = "((((''\"\"..".repeat(5_000);
    check(&brackets, &Analyser::new(&model(Language::English)).analyse(&brackets, &[]));
}

#[test]
fn given_tokens_are_kept() {
    let conllu = "1\tNew York\t_\t_\t_\t_\t_\t_\t_\t_\n2-3\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n2\tde\t_\t_\t_\t_\t_\t_\t_\t_\n3\tle\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
    let (text, segmentation) = Segmentation::from_conllu(&conllu::read(conllu).expect("well-formed"));
    let analysis = Analyser::new(&model(Language::English)).analyse_tokens(segmentation);
    let forms: Vec<&str> = analysis.tokens.iter().map(|token| token.form.as_str()).collect();
    assert_eq!(forms, ["New York", "de", "le"]);
    assert!(analysis.to_conllu(&text).contains("2-3\tdu\t"));
}

#[test]
fn a_gazetteer_can_be_handed_in() {
    let names = Gazetteer::new(Language::Dutch, [("Lula", NameKind::Person), ("Bolsonaro", NameKind::Person)]);
    let text = "Vorig jaar versloeg Lula Bolsonaro.";
    check(text, &Analyser::new(&model(Language::Dutch)).with_gazetteer(names).analyse(text, &[]));
}

#[test]
fn damaged_files_are_refused() {
    let whole = testing::random_model(Language::Dutch, 1);
    for length in [0, 7, 100, whole.len() / 2, whole.len() - 1] {
        assert!(Model::from_bytes(whole[..length].to_vec()).is_err(), "{length} bytes");
    }
    let mut changed = whole.clone();
    if let Some(byte) = changed.last_mut() {
        *byte ^= 1;
    }
    assert!(Model::from_bytes(changed).is_err());
}
