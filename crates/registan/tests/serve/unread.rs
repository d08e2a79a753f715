//! What the reader leaves alone keeps its place.

use registan::engine::Engine;
use registan_types::{Block, BlockKind, Language, PublishedAt, Report, ReportId, Source, Span};

const TEXT: &str = "The committee whistled at the mountain. Russia attacked Ukraine in February 2022.";

#[test]
fn every_doing_left_unread_is_a_word_of_the_text() {
    let published = PublishedAt::on("2022-03-01".parse().unwrap());
    let report = Report {
        id: ReportId::of(Language::English, published, TEXT),
        source: Source { uri: "news/whistle.txt".into(), publisher: None },
        published,
        language: Language::English,
        text: TEXT.into(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, TEXT.len()), date: None }],
    };
    let (engine, _) = Engine::new(&[]).unwrap();
    let (reading, unread) = engine.read(&report).unwrap();
    assert_eq!(reading.unread.len(), unread.total() as usize);
    let words: Vec<(&str, &str)> = reading.unread.iter().map(|unread| (unread.span.of(TEXT), unread.reason.as_str())).collect();
    assert!(words.contains(&("whistled", "no-unit")), "{words:?}");
    assert!(reading.statements.iter().any(|statement| statement.trigger.span.of(TEXT) == "attacked"));
}
