//! What is gathered over a whole record, once for a version of it and for clocks: the index of events, lists of states and conflicts, and who
//! takes part.

use std::{collections::HashMap, sync::Arc};

use registan_record::{Clocks, Event, EventIndex, Filter, StatementList, Version};
use serde::{Serialize, de::DeserializeOwned};

use super::{App, memo::Memo, parameters::Part, parties::Tally, problem::Problem, view::View};
use crate::wire::{ConflictForm, EventForm, StateForm};

/// What a gathering holds for.
type Moment = (Version, Clocks);

/// Gatherings that were made.
#[derive(Debug)]
pub(super) struct Gathered {
    events: Memo<Moment, EventIndex>,
    tallies: Memo<Moment, Tally>,
    statements: Memo<(Moment, Filter), StatementList>,
    states: Memo<(Moment, Filter), Written>,
    conflicts: Memo<(Moment, Filter), Written>,
}

impl Default for Gathered {
    fn default() -> Self {
        Self { events: Memo::new(4), tallies: Memo::new(4), statements: Memo::new(16), states: Memo::new(8), conflicts: Memo::new(8) }
    }
}

/// A whole list as it is sent: every item in JSON, found by its identity too.
#[derive(Debug)]
pub(super) struct Written {
    items: Vec<Box<str>>,
    /// How many stand before those that only some want.
    firm: usize,
    places: HashMap<Box<str>, usize>,
}

impl Written {
    fn of<T: Serialize>(forms: impl Iterator<Item = (String, T)>) -> Result<Self, Problem> {
        let (mut items, mut places): (Vec<Box<str>>, HashMap<Box<str>, usize>) = Default::default();
        for (id, form) in forms {
            let text = serde_json::to_string(&form).map_err(|error| Problem::internal(error.to_string()))?;
            places.insert(id.into_boxed_str(), items.len());
            items.push(text.into_boxed_str());
        }
        Ok(Self { firm: items.len(), items, places })
    }

    /// How many there are, without those that only some want.
    pub(super) fn firm(&self) -> usize {
        self.firm
    }

    /// A part of the list; of all there are, or of those that everybody wants.
    pub(super) fn part<T: DeserializeOwned>(&self, part: Part, all: bool) -> Result<(Vec<T>, Option<String>, u64), Problem> {
        let total = if all { self.items.len() } else { self.firm };
        let items: Vec<T> =
            self.items.iter().take(total).skip(part.offset).take(part.limit).map(|text| read(text)).collect::<Result<_, _>>()?;
        let end = part.offset + items.len();
        Ok((items, (end < total).then(|| end.to_string()), total as u64))
    }

    /// The item with an identity.
    pub(super) fn find<T: DeserializeOwned>(&self, id: &str) -> Result<Option<T>, Problem> {
        self.places.get(id).and_then(|place| self.items.get(*place)).map(|text| read(text)).transpose()
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(|error| Problem::internal(error.to_string()))
}

impl App {
    /// Gathers what every page needs before anybody asks. What fails here fails again, and is told, when it is asked for.
    pub(super) fn gather(&self) {
        let _ = self.view(Clocks::default(), |view| {
            view.tally()?;
            view.list(&Filter::default())?;
            view.states(&Filter::default())?;
            view.conflicts(&Filter::default())
        });
    }
}

impl View<'_> {
    fn moment(&self) -> Result<Moment, Problem> {
        Ok((self.snapshot.version()?, self.snapshot.clocks()))
    }

    /// Every event, told apart.
    pub(super) fn index(&self) -> Result<Arc<EventIndex>, Problem> {
        if let Some(index) = self.events.get() {
            return Ok(Arc::clone(index));
        }
        let index = self.app.gathered.events.get(self.moment()?, || Ok(self.snapshot.event_index()?))?;
        Ok(Arc::clone(self.events.get_or_init(|| index)))
    }

    /// The places of the events that a filter wants, the latest first.
    pub(super) fn places(&self, index: &EventIndex, filter: &Filter) -> Result<Vec<u32>, Problem> {
        Ok(self.snapshot.events_in(index, filter)?)
    }

    /// The events at some places.
    pub(super) fn events_at<'p>(&self, index: &EventIndex, places: impl IntoIterator<Item = &'p u32>) -> Result<Vec<Event>, Problem> {
        let mut events = Vec::new();
        for place in places {
            events.extend(self.snapshot.event_at(index, *place)?);
        }
        Ok(events)
    }

    /// The same in wire form.
    pub(super) fn event_forms<'p>(&self, index: &EventIndex, places: impl IntoIterator<Item = &'p u32>) -> Result<Vec<EventForm>, Problem> {
        Ok(self.events_at(index, places)?.iter().map(EventForm::of).collect())
    }

    /// Who takes part.
    pub(super) fn tally(&self) -> Result<Arc<Tally>, Problem> {
        let index = self.index()?;
        self.app.gathered.tallies.get(self.moment()?, || Tally::of(self.snapshot, &index))
    }

    /// Which statements a filter wants.
    pub(super) fn list(&self, filter: &Filter) -> Result<Arc<StatementList>, Problem> {
        self.app.gathered.statements.get((self.moment()?, filter.clone()), || Ok(self.snapshot.statement_list(filter)?))
    }

    /// The states that a filter wants.
    pub(super) fn states(&self, filter: &Filter) -> Result<Arc<Written>, Problem> {
        self.app.gathered.states.get((self.moment()?, filter.clone()), || {
            Written::of(self.snapshot.states(filter)?.iter().map(|state| (state.id.to_string(), StateForm::of(state))))
        })
    }

    /// The conflicts that a filter wants, the surest first, those that are explained behind the others.
    pub(super) fn conflicts(&self, filter: &Filter) -> Result<Arc<Written>, Problem> {
        self.app.gathered.conflicts.get((self.moment()?, filter.clone()), || {
            let conflicts = self.snapshot.conflicts(filter)?;
            let firm = conflicts.iter().filter(|conflict| conflict.explanation.is_none()).count();
            let written = Written::of(conflicts.iter().map(|conflict| (conflict.id.to_string(), ConflictForm::of(conflict))))?;
            Ok(Written { firm, ..written })
        })
    }
}
