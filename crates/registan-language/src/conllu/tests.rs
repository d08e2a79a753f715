//! CoNLL-U in, CoNLL-U out; what breaks the format is named with its line.

use super::*;
use crate::{Analysis, NameKind, Segmentation};

const SAMPLE: &str = "\
# newdoc id = x
# sent_id = 1
# text = I don't see Lula.
1\tI\tI\tPRON\tPRP\tCase=Nom|Person=1\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tFrom=here
2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tsee\tsee\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\t_
4.1\tghost\tghost\tNOUN\t_\t_\t_\t_\t4:obj\t_
5\tLula\tLula\tPROPN\tNNP\t_\t4\tobj\t_\tSpaceAfter=No|NER=B-PER
6\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

";

#[test]
fn what_is_read_is_written_again() -> Result<(), ReadError> {
    let sentences = read(SAMPLE)?;
    assert_eq!(sentences.iter().map(Sentence::to_string).collect::<String>(), SAMPLE);
    assert_eq!(sentences.iter().map(Sentence::text).collect::<Vec<_>>(), ["I don't see Lula."]);
    assert_eq!(sentences.first().and_then(|one| one.comment("sent_id")), Some("1"));
    Ok(())
}

#[test]
fn an_analysis_keeps_tree_names_and_multiwords() -> Result<(), ExchangeError> {
    let (text, analysis) = Analysis::from_conllu(SAMPLE)?;
    let forms: Vec<_> = analysis.tokens.iter().map(|token| token.span.of(&text)).collect();
    assert_eq!(forms, ["I", "do", "n't", "see", "Lula", "."]);
    assert_eq!(analysis.names.iter().map(|name| (name.tokens.clone(), name.kind)).collect::<Vec<_>>(), [(4..5, NameKind::Person)]);
    let written = analysis.to_conllu(&text);
    assert!(written.contains("2-3\tdon't\t"), "{written}");
    assert!(written.contains("\tSpaceAfter=No|NER=B-PER\n"), "{written}");
    assert_eq!(Analysis::from_conllu(&written)?.1, analysis);
    Ok(())
}

#[test]
fn words_that_do_not_spell_their_surface_share_its_span() -> Result<(), ReadError> {
    let sentences = read("1-2\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n1\tde\t_\t_\t_\t_\t_\t_\t_\t_\n2\tle\t_\t_\t_\t_\t_\t_\t_\t_\n")?;
    let (text, segmentation) = Segmentation::from_conllu(&sentences);
    assert!(segmentation.words.iter().all(|word| word.span.of(&text) == "du"));
    Ok(())
}

#[test]
fn breaches_are_named_with_their_line() {
    let line = |id: &str, head: &str| format!("{id}\tw\tw\tX\t_\t_\t{head}\tdep\t_\t_\n");
    let cases = [
        ("1\tw\n".to_owned(), 1, "2 columns instead of 10"),
        (line("2", "0"), 1, "unexpected id \"2\""),
        (line("1", "x"), 1, "impossible head \"x\""),
        (format!("# c\n{}{}", line("1", "0"), line("2", "3")), 3, "impossible head \"3\""),
        (line("2-1", "_"), 1, "unexpected id \"2-1\""),
        (format!("{}{}", line("1-3", "_"), line("1", "0")), 2, "unexpected id \"1-3\""),
    ];
    for (text, at, problem) in cases {
        let error = read(&text).err().map(|error| (error.line, error.problem.to_string()));
        assert_eq!(error, Some((at, problem.to_owned())), "{text}");
    }
}

#[test]
fn what_is_no_tree_is_no_analysis() {
    let two = |first: &str, second: &str| format!("1\ta\ta\tX\t_\t_\t{first}\t_\t_\n2\tb\tb\tX\t_\t_\t{second}\t_\t_\n");
    for (first, second) in [("2\tdep", "1\tdep"), ("0\troot", "0\troot"), ("0\troot", "1\troot"), ("0\tdep", "1\tdep")] {
        assert!(matches!(Analysis::from_conllu(&two(first, second)), Err(ExchangeError::NoTree(1))), "{first} {second}");
    }
    assert!(Analysis::from_conllu(&two("0\troot", "1\tdep")).is_ok());
}
