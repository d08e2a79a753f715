//! The record as one request sees it, turned into wire forms.

use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
    rc::Rc,
    sync::Arc,
};

use registan_record::{Clocks, Event, Lists, PartyRef, Snapshot, StoredStatement};
use registan_types::{ReportId, StatementId};

use super::{App, parameters::Part, problem::Problem};
use crate::wire::{ReportForm, StatementForm, StatementRef, Words};

/// A snapshot with the texts that were fetched for the answer.
pub(super) struct View<'s> {
    pub(super) app: &'s App,
    pub(super) snapshot: &'s Snapshot,
    texts: RefCell<HashMap<ReportId, Rc<str>>>,
    /// The lists of the whole record, once they were needed.
    pub(super) lists: OnceCell<Arc<Lists>>,
}

impl App {
    /// Does `work` with the record as of `clocks`.
    pub(super) fn view<T>(&self, clocks: Clocks, work: impl FnOnce(&View<'_>) -> Result<T, Problem>) -> Result<T, Problem> {
        self.access.with(clocks, |snapshot| work(&View { app: self, snapshot, texts: RefCell::default(), lists: OnceCell::new() }))
    }
}

impl View<'_> {
    /// The text of a report.
    pub(super) fn text(&self, report: ReportId) -> Result<Rc<str>, Problem> {
        if let Some(text) = self.texts.borrow().get(&report) {
            return Ok(Rc::clone(text));
        }
        let text = self.snapshot.report_text(report)?;
        Ok(self.note_text(report, &text))
    }

    /// Keeps a text that was read anyway.
    pub(super) fn note_text(&self, report: ReportId, text: &str) -> Rc<str> {
        let text: Rc<str> = text.into();
        self.texts.borrow_mut().insert(report, Rc::clone(&text));
        text
    }

    /// Statements in full.
    pub(super) fn statements<'a>(&self, stored: impl IntoIterator<Item = &'a StoredStatement>) -> Result<Vec<StatementForm>, Problem> {
        stored.into_iter().map(|stored| self.statement(stored)).collect()
    }

    /// A statement in full, with the event that it tells of.
    pub(super) fn statement(&self, stored: &StoredStatement) -> Result<StatementForm, Problem> {
        let text = self.text(stored.report.id)?;
        let info = &stored.report;
        let report = ReportForm::of(info.id, &info.source, info.published, info.language);
        let form = StatementForm::of(stored.id, &report, &stored.statement, &stored.reader, &Words::new(&text));
        let event = match self.lists_at_hand()? {
            Some(lists) => lists.event_of(self.snapshot, stored)?.map(|(event, _)| event),
            // While they are made, the event's own statements say so too.
            None => self.snapshot.event_of(stored.id)?.map(|event| event.id),
        };
        Ok(StatementForm { event: event.map(|event| event.to_string()), ..form }.with_dutch_names(crate::engine::dutch_name))
    }

    /// The statement with an identity.
    pub(super) fn stored(&self, id: &str) -> Result<StoredStatement, Problem> {
        let missing = || Problem::missing("statement", id);
        let wanted: StatementId = id.parse().map_err(|()| missing())?;
        self.snapshot.statement(wanted)?.ok_or_else(missing)
    }

    /// The statements that a form refers to, in full.
    pub(super) fn referred(&self, refs: &[StatementRef]) -> Result<Vec<StatementForm>, Problem> {
        refs.iter().map(|it| self.statement(&self.stored(&it.id)?)).collect()
    }

    /// The event with an identity. An event whose founder has joined another is found under its former identity too.
    pub(super) fn event(&self, id: &str) -> Result<Event, Problem> {
        let missing = || Problem::missing("event", id);
        let wanted: StatementId = id.parse().map_err(|()| missing())?;
        self.snapshot.event_of(registan_record::EventId(wanted.0).founder())?.ok_or_else(missing)
    }

    /// The report with an identity.
    pub(super) fn report_id(id: &str) -> Result<ReportId, Problem> {
        id.parse().map_err(|()| Problem::missing("report", id))
    }
}

/// A part of a list that is there as a whole, and the cursor of the next.
pub(super) fn part<T>(mut all: Vec<T>, part: Part) -> (Vec<T>, Option<String>, u64) {
    let total = all.len();
    let rest = all.split_off(part.offset.min(total));
    let items: Vec<T> = rest.into_iter().take(part.limit).collect();
    let end = part.offset + items.len();
    (items, (end < total).then(|| end.to_string()), total as u64)
}

/// The sixteen bytes of an identity; `None` for what is none.
pub(super) fn identity(id: &str) -> Option<[u8; 16]> {
    // Reports' identities are written alike.
    (id.len() == 32 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
        .then(|| id.parse::<StatementId>().ok())
        .flatten()
        .map(|id| id.0)
}

/// Who an identity in an address stands for: as typed by a user.
pub(super) fn party(id: &str) -> PartyRef {
    crate::engine::party(id)
}
