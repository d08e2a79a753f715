//! What lists are cut from: the record's own lists, kept beside it, and for narrower questions what a filter wants, found once for a version of the
//! record and for clocks.

use std::sync::Arc;

use jiff::civil::Date;
use registan_record::{
    Clocks, Conflict, Event, EventPlace, Filter, ListForms, ListPart, Listed, Lists, PartyCount, PressPoint, ReportList, Snapshot, State,
    StatementList, Step, StoredStatement, Version,
};
use serde::{Serialize, de::DeserializeOwned};

use super::{App, answer::RawList, memo::Memo, parameters::Part, problem::Problem, view::View};
use crate::wire::{CARRIED, ConflictForm, EventForm, StateForm};

/// What a gathering holds for.
type Moment = (Version, Clocks);

/// How states and conflicts stand in lists that are kept: as they are sent.
const FORMS: ListForms<'_> = ListForms {
    version: concat!(env!("CARGO_PKG_VERSION"), " wire-2"),
    state: &|state: &State| {
        let form = StateForm::of(state);
        listed(&form, form.statements.len(), || form.clone().brief())
    },
    conflict: &|conflict: &Conflict| {
        let form = ConflictForm::of(conflict);
        listed(&form, form.statements.len(), || form.clone().brief())
    },
};

/// A form in writing: in brief too where it has more statements than lists carry.
fn listed<T: Serialize>(whole: &T, statements: usize, brief: impl FnOnce() -> T) -> Listed {
    let written = |form: &T| serde_json::to_vec(form).unwrap_or_default();
    let is_long = statements > CARRIED;
    Listed { brief: written(&brief()), whole: is_long.then(|| written(whole)) }
}

/// Gatherings that were made.
#[derive(Debug)]
pub(super) struct Gathered {
    lists: Memo<Moment, Lists>,
    parties: Memo<Moment, Vec<PartyCount>>,
    events: Memo<(Moment, Filter), Vec<EventPlace>>,
    reports: Memo<Moment, ReportList>,
    statements: Memo<(Moment, Filter), StatementList>,
    states: Memo<(Moment, Filter), Written>,
    conflicts: Memo<(Moment, Filter), Written>,
    press: Memo<(Moment, Step, (Date, Date)), Vec<PressPoint>>,
}

impl Default for Gathered {
    fn default() -> Self {
        Self {
            lists: Memo::new(4),
            parties: Memo::new(4),
            events: Memo::new(16),
            reports: Memo::new(4),
            statements: Memo::new(16),
            states: Memo::new(8),
            conflicts: Memo::new(8),
            press: Memo::new(8),
        }
    }
}

/// What a filter wants as it is sent: every item in JSON.
#[derive(Debug)]
pub(super) struct Written {
    items: Vec<Vec<u8>>,
    /// How many stand before those that only some want.
    firm: usize,
}

impl Written {
    fn of<T: Serialize>(forms: impl Iterator<Item = T>) -> Result<Self, Problem> {
        let items: Vec<Vec<u8>> = forms.map(|form| serde_json::to_vec(&form)).collect::<Result<_, _>>().map_err(unreadable)?;
        Ok(Self { firm: items.len(), items })
    }

    /// A part of the list; of all there are, or of those that everybody wants.
    fn part(&self, part: Part, all: bool) -> (Vec<Vec<u8>>, u64) {
        let total = if all { self.items.len() } else { self.firm };
        (self.items.iter().take(total).skip(part.offset).take(part.limit).cloned().collect(), total as u64)
    }
}

fn unreadable(error: serde_json::Error) -> Problem {
    Problem::internal(error.to_string())
}

/// What was written, read again.
pub(super) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(text).map_err(unreadable)
}

fn list_part(part: Part) -> ListPart {
    ListPart { offset: part.offset, limit: part.limit }
}

impl App {
    /// Opens the lists of the record as it is, or makes them, before anybody asks. What fails here fails again, and is told, when it is
    /// asked for.
    pub(super) fn gather(&self) {
        let _ = self.view(Clocks::default(), |view| view.reports());
        let _ = self.view(Clocks::default(), |view| view.lists());
    }
}

impl View<'_> {
    fn moment(&self) -> Result<Moment, Problem> {
        Ok((self.snapshot.version()?, self.snapshot.clocks()))
    }

    /// The lists of the whole record.
    pub(super) fn lists(&self) -> Result<Arc<Lists>, Problem> {
        if let Some(lists) = self.lists.get() {
            return Ok(Arc::clone(lists));
        }
        let lists = self.app.gathered.lists.get(self.moment()?, || opened(self.app, self.snapshot))?;
        Ok(Arc::clone(self.lists.get_or_init(|| lists)))
    }

    /// The same, if they are there already.
    pub(super) fn lists_at_hand(&self) -> Result<Option<Arc<Lists>>, Problem> {
        if self.lists.get().is_none()
            && let Some(lists) = self.app.gathered.lists.peek(&self.moment()?)
        {
            return Ok(Some(Arc::clone(self.lists.get_or_init(|| lists))));
        }
        Ok(self.lists.get().cloned())
    }

    /// A part of the events that a filter wants, the latest first, and how many there are.
    pub(super) fn event_page(&self, filter: &Filter, part: Part) -> Result<(Vec<EventPlace>, u64), Problem> {
        let lists = self.lists()?;
        if lists.has_pages_of(filter) {
            return Ok(lists.events(self.snapshot, filter, list_part(part))?);
        }
        let places = self.places(filter)?;
        Ok((places.iter().skip(part.offset).take(part.limit).copied().collect(), places.len() as u64))
    }

    /// The events that a filter wants, the latest first.
    pub(super) fn places(&self, filter: &Filter) -> Result<Arc<Vec<EventPlace>>, Problem> {
        let lists = self.lists()?;
        self.app.gathered.events.get((self.moment()?, filter.clone()), || Ok(lists.all_events(self.snapshot, filter)?))
    }

    /// The events at some places.
    pub(super) fn events_at<'p>(&self, places: impl IntoIterator<Item = &'p EventPlace>) -> Result<Vec<Event>, Problem> {
        let lists = self.lists()?;
        places.into_iter().map(|place| Ok(lists.event(self.snapshot, *place)?)).collect()
    }

    /// The same in wire form.
    pub(super) fn event_forms<'p>(&self, places: impl IntoIterator<Item = &'p EventPlace>) -> Result<Vec<EventForm>, Problem> {
        Ok(self.events_at(places)?.iter().map(|event| EventForm::of(event).brief()).collect())
    }

    /// Who takes part, the most often named first.
    pub(super) fn parties(&self) -> Result<Arc<Vec<PartyCount>>, Problem> {
        let lists = self.lists()?;
        self.app.gathered.parties.get(self.moment()?, || Ok(lists.parties(self.snapshot)?))
    }

    /// All reports, the latest published first.
    pub(super) fn reports(&self) -> Result<Arc<ReportList>, Problem> {
        self.app.gathered.reports.get(self.moment()?, || Ok(self.snapshot.report_list()?))
    }

    /// Which statements a filter wants.
    pub(super) fn list(&self, filter: &Filter) -> Result<Arc<StatementList>, Problem> {
        let lists = self.lists_at_hand()?;
        self.app.gathered.statements.get((self.moment()?, filter.clone()), || {
            Ok(match lists {
                Some(lists) => lists.statement_list(self.snapshot, filter)?,
                None => self.snapshot.statement_list(filter)?,
            })
        })
    }

    /// A part of the statements that a filter wants, and how many there are.
    pub(super) fn statement_page(&self, filter: &Filter, part: Part) -> Result<(Vec<StoredStatement>, u64), Problem> {
        // While lists are made, statements that a filter narrows are answered all the same.
        let lists = if *filter == Filter::default() { Some(self.lists()?) } else { self.lists_at_hand()? };
        if let Some(lists) = lists
            && let Some(page) = lists.statement_page(self.snapshot, filter, list_part(part))?
        {
            return Ok(page);
        }
        let list = self.list(filter)?;
        Ok((self.snapshot.statements_in(&list, part.offset, part.limit)?, list.len() as u64))
    }

    /// A part of the states that a filter wants, as they are sent.
    pub(super) fn states(&self, filter: &Filter, part: Part) -> Result<RawList, Problem> {
        let (items, total) = if *filter == Filter::default() {
            let lists = self.lists()?;
            (lists.states(self.snapshot, list_part(part))?, lists.counts().states)
        } else if let Some(page) = self.lists()?.states_of(self.snapshot, filter, list_part(part))? {
            page
        } else {
            let make = || Written::of(self.snapshot.states(filter)?.iter().map(|state| StateForm::of(state).brief()));
            self.app.gathered.states.get((self.moment()?, filter.clone()), make)?.part(part, true)
        };
        Ok(RawList::page(items, part, total))
    }

    /// A part of the states that a filter wants, and how many there are.
    pub(super) fn state_forms(&self, filter: &Filter, part: Part) -> Result<(Vec<StateForm>, u64), Problem> {
        let list = self.states(filter, part)?;
        Ok((list.items.iter().map(|text| read(text)).collect::<Result<_, _>>()?, list.total))
    }

    /// How many reports each publisher published between two days.
    pub(super) fn press(&self, step: Step, (from, until): (Date, Date)) -> Result<Arc<Vec<PressPoint>>, Problem> {
        let make = || Ok(self.snapshot.press(step, from, until)?);
        self.app.gathered.press.get((self.moment()?, step, (from, until)), make)
    }

    /// A part of the conflicts that a filter wants, as they are sent, the surest first; those that are explained, if they are wanted, behind the
    /// others.
    pub(super) fn conflicts(&self, filter: &Filter, part: Part, explained: bool) -> Result<RawList, Problem> {
        let (items, total) = if *filter == Filter::default() {
            let lists = self.lists()?;
            let counts = lists.counts();
            let total = if explained { counts.conflicts } else { counts.contradictions };
            let room = usize::try_from(total).unwrap_or(usize::MAX).saturating_sub(part.offset);
            let within = ListPart { offset: part.offset, limit: part.limit.min(room) };
            (lists.conflicts(self.snapshot, within)?, total)
        } else if let Some(page) = self.lists()?.conflicts_of(self.snapshot, filter, explained, list_part(part))? {
            page
        } else {
            let make = || {
                let conflicts = self.snapshot.conflicts(filter)?;
                let firm = conflicts.iter().filter(|conflict| conflict.explanation.is_none()).count();
                Ok(Written { firm, ..Written::of(conflicts.iter().map(|conflict| ConflictForm::of(conflict).brief()))? })
            };
            self.app.gathered.conflicts.get((self.moment()?, filter.clone()), make)?.part(part, explained)
        };
        Ok(RawList::page(items, part, total))
    }
}

/// The lists that are kept beside the record, or those made now. As of other clocks they are kept for this process alone.
fn opened(app: &App, snapshot: &Snapshot) -> Result<Lists, Problem> {
    let home = (snapshot.clocks() == Clocks::default()).then(|| Lists::beside(app.path()));
    if let Some(home) = &home
        && let Some(kept) = Lists::open(snapshot, home, &FORMS)?
    {
        return Ok(kept);
    }
    Ok(Lists::make(snapshot, home.as_deref(), &FORMS)?)
}
