//! Knowledge: what compiling keeps, what it leaves out, and what the embedded tables must answer.

use jiff::civil::date;
use registan_language::Language;
use registan_reading::knowledge::{Knowledge, check};
use registan_types::EntityKind;

const HEADING: &str = "id\tkind\tclass\tcountry\tsector\tvalid\tname\tnames_en\tnames_nl\tadjectives_en\tadjectives_nl\tinhabitants_en\tinhabitants_nl\twikidata\tnote\n";

#[test]
fn bad_rows_are_left_out_and_named() {
    let text = format!(
        "# comment\n{HEADING}org/a\torganisation\tngo\t\tNGO\t\tA Club\tA Club\tA-club\n\tperson\t\t\t\t\tB\norg/a\torganisation\t\t\t\t\tC\n"
    );
    let (knowledge, problems) = Knowledge::compile(&[("x.tsv", &text)]);
    assert_eq!(knowledge.entities().count(), 1);
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [4, 5]);
    let strict = check(&[("x.tsv", "id\tkind\tname\tvalid\nx\tship\tX\tsoon\n")]);
    assert_eq!(strict.len(), 2, "{strict:?}");
}

#[test]
fn bytes_come_back_as_they_were() -> Result<(), Box<dyn std::error::Error>> {
    let text = format!("{HEADING}state/AAA\tstate\tstate\tAAA\t\t\tAland\tAland\tAaland;Åland?\tAlandic\tAalands\n");
    let (knowledge, _) = Knowledge::compile(&[("x.tsv", &text)]);
    let again = Knowledge::from_bytes(knowledge.to_bytes().into())?;
    assert_eq!(again.digest(), knowledge.digest());
    assert_eq!(again.named(Language::Dutch, "Åland").len(), 1);
    assert!(Knowledge::from_bytes(vec![1, 2, 3].into()).is_err());
    Ok(())
}

#[test]
fn packs_add_to_what_is_known() {
    let text = format!("{HEADING}org/club\torganisation\tngo\tNLD\tNGO\t\tThe Club\tThe Club\tDe Klub\n");
    let base = Knowledge::embedded();
    let (knowledge, problems) = base.with_pack(&[("own.tsv", &text)]);
    assert!(problems.is_empty(), "{problems:?}");
    assert_ne!(knowledge.digest(), base.digest());
    assert!(knowledge.entity("org/club").is_some_and(|club| club.kind() == EntityKind::Organisation));
    assert!(knowledge.entity("state/NLD").is_some());
}

#[test]
fn packs_may_name_what_is_known_otherwise() {
    let text = format!("{HEADING}state/NLD\tstate\tstate\tNLD\t\t\tNetherlands\tLow Country by the Sea\t\n");
    let (knowledge, problems) = Knowledge::embedded().with_pack(&[("own.tsv", &text)]);
    assert!(problems.is_empty(), "{problems:?}");
    let named = knowledge.named(Language::English, "Low Country by the Sea");
    assert_eq!(named.iter().map(|entity| entity.local_id()).collect::<Vec<_>>(), ["state/NLD"]);
    assert_eq!(knowledge.named(Language::English, "Netherlands").len(), 1);
}

#[test]
fn offices_have_holders_by_date() {
    let knowledge = Knowledge::embedded();
    let holder = |office: &str, day| knowledge.holder(office, day).map(|person| person.name().to_owned());
    assert_eq!(holder("office/USA/president", date(2010, 5, 1)).as_deref(), Some("Barack Obama"));
    assert_eq!(holder("office/USA/president", date(2023, 5, 1)).as_deref(), Some("Joe Biden"));
    assert_eq!(holder("office/USA/president", date(1700, 5, 1)), None);
}

#[test]
fn members_change_with_time() {
    let knowledge = Knowledge::embedded();
    let is_member = |day| {
        let (Some(nato), Some(finland)) = (knowledge.entity("org/nato"), knowledge.entity("state/FIN")) else { return None };
        Some(knowledge.members(nato, day).contains(&finland))
    };
    assert_eq!(is_member(date(2022, 1, 1)), Some(false));
    assert_eq!(is_member(date(2024, 1, 1)), Some(true));
}

#[test]
fn first_parts_of_compounds_name_their_whole() {
    let knowledge = Knowledge::embedded();
    let part = |part: &str| knowledge.part(Language::Dutch, part).map(|referent| (referent.entity.name, referent.class.to_string()));
    for (text, name) in [("taiwan", "Taiwan"), ("oekraïne", "Ukraine"), ("eu", "European Union"), ("EU-", "European Union")] {
        assert_eq!(part(text).map(|(name, _)| name).as_deref(), Some(name), "{text}");
    }
    for (text, class) in [("wapen", "arms"), ("graan", "food")] {
        assert!(part(text).is_some_and(|(_, of)| of.split('/').any(|part| part == class)), "{text}: {:?}", part(text));
    }
    assert_eq!(part("be"), None);
}
