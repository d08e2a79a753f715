//! What the program's own tables hold, as states: who held which office, who is a member of what.
//!
//! Shown only when it is asked for, and never mixed with what reports say: it rests on no sentence.

use jiff::civil::Date;
use registan_reading::knowledge::{Knowledge, Membership, Term};
use registan_record::{Clocks, Filter};
use registan_types::{Edtf, EdtfDate, EntityKind, FrameName, Grounded, Polarity, Reality, Relation, ValidPeriod};

/// Something that the tables hold over a period.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownState {
    /// What holds: an office or a membership.
    pub relation: Relation,
    /// Who.
    pub subject: Grounded,
    /// The state or body whose office it is, or the organisation.
    pub object: Grounded,
    /// The office.
    pub matter: Option<Grounded>,
    /// Since when, if it is recorded.
    pub begin: Option<EdtfDate>,
    /// Until when; `None` while it lasts.
    pub end: Option<EdtfDate>,
}

impl KnownState {
    /// The frame that would say so in a report.
    pub fn frame(&self) -> FrameName {
        FrameName::new(if self.relation == Relation::MemberOf { "member-of" } else { "hold-office" })
    }

    /// The period; an unknown or open end is `..`.
    pub fn valid(&self) -> ValidPeriod {
        ValidPeriod(Edtf::Interval(self.begin, self.end))
    }

    /// Whether it may hold on some day between two.
    fn reaches(&self, from: Option<Date>, until: Option<Date>) -> bool {
        let begun = self.begin.is_none_or(|begin| until.is_none_or(|until| begin.first_day() <= until));
        let not_over = self.end.is_none_or(|end| from.is_none_or(|from| end.last_day() >= from));
        begun && not_over
    }
}

/// Offices and memberships that `filter` wants, in the order of relation, object and time.
///
/// A filter for words, voices, places or reports wants none of them, as no report says them. With the clock `known`, what
/// began after that day is left out and what ended after it is shown as lasting.
pub fn known_states(knowledge: &Knowledge, filter: &Filter, clocks: Clocks) -> Vec<KnownState> {
    if !may_want(filter) {
        return Vec::new();
    }
    let offices = knowledge.terms().filter_map(|term| of_term(&term));
    let memberships = knowledge.memberships().filter_map(|membership| of_membership(&membership));
    let mut states: Vec<KnownState> = offices.chain(memberships).filter_map(|state| as_known(state, clocks)).collect();
    states.retain(|state| wants(filter, clocks, state));
    states.sort_by(|a, b| order(a).cmp(&order(b)));
    states
}

/// Whether the filter leaves room for what no report says.
fn may_want(filter: &Filter) -> bool {
    let of_reports = filter.report.is_some() || filter.uri.is_some() || filter.text.is_some();
    let of_tellings = filter.voice.is_some() || filter.place.is_some() || filter.plover.is_some();
    let told_otherwise = filter.polarity.is_some_and(|polarity| polarity != Polarity::Affirmed)
        || filter.reality.is_some_and(|reality| reality != Reality::Actual);
    !(of_reports || of_tellings || told_otherwise)
}

fn wants(filter: &Filter, clocks: Clocks, state: &KnownState) -> bool {
    let takes_part = |party: &registan_record::PartyRef| party.names(&state.subject) || party.names(&state.object);
    filter.relation.is_none_or(|relation| relation == state.relation)
        && filter.frame.as_ref().is_none_or(|frame| *frame == state.frame())
        && filter.parties.iter().all(takes_part)
        && state.reaches(filter.from, filter.until)
        && state.reaches(clocks.as_of, clocks.as_of)
}

/// What was to be known of it by the clock `known`.
fn as_known(state: KnownState, clocks: Clocks) -> Option<KnownState> {
    let Some(known) = clocks.known else { return Some(state) };
    let begun = state.begin.is_none_or(|begin| begin.first_day() <= known);
    let end = state.end.filter(|end| end.first_day() <= known);
    begun.then_some(KnownState { end, ..state })
}

fn of_term(term: &Term<'_>) -> Option<KnownState> {
    let office = term.office()?;
    let title = office.title().map_or_else(|| office.name(), |title| title.name());
    let matter = Grounded { id: None, name: title.to_owned(), kind: EntityKind::Other, country: None, sector: None };
    Some(KnownState {
        relation: Relation::HoldsOffice,
        subject: term.person()?.grounded(),
        object: office.of()?.grounded(),
        matter: Some(matter),
        begin: term.from(),
        end: term.until(),
    })
}

/// A founder is a member; observers, partners and candidates are none. Who is suspended has a row as a member beside it.
fn of_membership(membership: &Membership<'_>) -> Option<KnownState> {
    matches!(membership.role(), "member" | "founder" | "").then_some(())?;
    Some(KnownState {
        relation: Relation::MemberOf,
        subject: membership.member()?.grounded(),
        object: membership.organisation()?.grounded(),
        matter: None,
        begin: membership.from(),
        end: membership.until(),
    })
}

fn order(state: &KnownState) -> impl Ord + '_ {
    let begin = state.begin.map(EdtfDate::first_day);
    (state.relation, &state.object.name, begin, &state.subject.name, state.matter.as_ref().map(|matter| &matter.name))
}
