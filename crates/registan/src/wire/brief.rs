//! Forms cut to some of their statements: however much was told of a thing, a page that names it stays small.
//!
//! What was told first stands first, of the sides of a conflict in turns. `statement_count` always counts all.

use std::{collections::HashSet, ops::Range};

use super::{ConflictForm, EventForm, OriginForm, StateForm, StatementRef};

/// How many statements a thing in a list carries at most.
pub const CARRIED: usize = 20;

impl EventForm {
    /// The event as lists have it.
    #[must_use]
    pub fn brief(self) -> Self {
        self.part(0..CARRIED)
    }

    /// The event with some of its statements.
    #[must_use]
    pub fn part(mut self, wanted: Range<usize>) -> Self {
        let kept = keep(&mut self.statements, wanted);
        keep_origins(&mut self.origins, &kept);
        self
    }
}

impl StateForm {
    /// The state as lists have it.
    #[must_use]
    pub fn brief(self) -> Self {
        self.part(0..CARRIED)
    }

    /// The state with some of its statements.
    #[must_use]
    pub fn part(mut self, wanted: Range<usize>) -> Self {
        let kept = keep(&mut self.statements, wanted);
        keep_origins(&mut self.origins, &kept);
        self
    }
}

impl ConflictForm {
    /// The conflict as lists have it.
    #[must_use]
    pub fn brief(self) -> Self {
        self.part(0..CARRIED)
    }

    /// The conflict with some of its statements, from all sides.
    #[must_use]
    pub fn part(mut self, wanted: Range<usize>) -> Self {
        for side in &mut self.sides {
            side.statements.sort_by(by_day);
        }
        let longest = self.sides.iter().map(|side| side.statements.len()).max().unwrap_or(0);
        let in_turns = (0..longest).flat_map(|at| self.sides.iter().filter_map(move |side| side.statements.get(at)));
        self.statements = in_turns.skip(wanted.start).take(wanted.len()).cloned().collect();
        let kept: HashSet<&str> = self.statements.iter().map(|statement| statement.id.as_str()).collect();
        for side in &mut self.sides {
            side.statements.retain(|statement| kept.contains(statement.id.as_str()));
        }
        self
    }
}

/// Those told first come first; those without a day last.
fn by_day(a: &StatementRef, b: &StatementRef) -> std::cmp::Ordering {
    let key = |it: &StatementRef| (it.report.published.is_none(), it.report.published.clone());
    key(a).cmp(&key(b))
}

/// Keeps a part of the statements, in the order of days; gives their identities.
fn keep(statements: &mut Vec<StatementRef>, wanted: Range<usize>) -> HashSet<String> {
    statements.sort_by(by_day);
    *statements = statements.drain(..).skip(wanted.start).take(wanted.len()).collect();
    statements.iter().map(|statement| statement.id.clone()).collect()
}

fn keep_origins(origins: &mut [OriginForm], kept: &HashSet<String>) {
    for origin in origins {
        origin.statements.retain(|id| kept.contains(id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Number, ReportRef, SideForm};

    fn told(id: &str, published: Option<&str>) -> StatementRef {
        let published = published.map(str::to_owned);
        StatementRef { id: id.to_owned(), report: ReportRef { uri: format!("{id}.txt"), published } }
    }

    fn side(says: &str, statements: Vec<StatementRef>) -> SideForm {
        SideForm { says: says.to_owned(), statement_count: statements.len(), statements }
    }

    fn conflict(sides: Vec<SideForm>) -> ConflictForm {
        ConflictForm {
            id: String::new(),
            kind: "polarity".to_owned(),
            frame: "visit".to_owned(),
            plover: None,
            relation: None,
            actors: Vec::new(),
            recipients: Vec::new(),
            time: None,
            score: Number(1.0),
            explanation: None,
            statement_count: sides.iter().map(|side| side.statement_count).sum(),
            statements: sides.iter().flat_map(|side| side.statements.clone()).collect(),
            sides,
        }
    }

    fn ids(statements: &[StatementRef]) -> Vec<&str> {
        statements.iter().map(|statement| statement.id.as_str()).collect()
    }

    #[test]
    fn sides_are_carried_in_turns_the_first_told_first() {
        let affirmed = side("affirmed", vec![told("c", None), told("b", Some("2022-03")), told("a", Some("2022-01"))]);
        let whole = conflict(vec![affirmed, side("denied", vec![told("x", Some("2022-02"))])]);
        let head = whole.clone().part(0..3);
        assert_eq!(ids(&head.statements), ["a", "x", "b"]);
        assert_eq!(head.sides.iter().map(|side| ids(&side.statements)).collect::<Vec<_>>(), [vec!["a", "b"], vec!["x"]]);
        assert_eq!((head.statement_count, head.sides[0].statement_count), (4, 3));
        assert_eq!(ids(&whole.part(3..50).statements), ["c"]);
    }

    #[test]
    fn a_list_carries_few_of_many() {
        let many = (0..500).map(|number| told(&format!("{number:03}"), Some("2022"))).collect();
        let brief = conflict(vec![side("affirmed", many), side("denied", vec![told("x", None)])]).brief();
        assert_eq!((brief.statements.len(), brief.statement_count), (CARRIED, 501));
        assert!(ids(&brief.statements).contains(&"x"));
        assert_eq!(brief.clone().brief(), brief);
    }
}
