//! Statements compared with gold, and counted.

use std::{collections::BTreeMap, fmt};

use super::{
    GoldStatement, NameTable, SaidStatement,
    names::{Keys, plain},
    period::same_time,
    said::SaidParty,
};

/// How right a statement is: each level asks more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Verdict {
    /// It has one of the right types, relations or frames.
    found: bool,
    /// ... and its actors and recipients are right.
    core: bool,
    /// ... and polarity, reality and voices are right too.
    full: bool,
}

/// The counts of a comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Gold lines.
    pub lines: usize,
    /// Statements in the scored reports.
    pub statements: usize,
    /// Lines with a statement of a right type, relation or frame.
    pub found: usize,
    /// ... whose actors and recipients are right.
    pub core: usize,
    /// ... whose polarity, reality and voices are right too.
    pub full: usize,
    /// Right ones and all, of the lines that give a time, a place, an amount or a system.
    pub details: BTreeMap<String, (usize, usize)>,
    /// Lines that are not fully right: how far they came, and their words.
    pub misses: Vec<String>,
}

/// Compares statements with gold.
pub fn tally(gold: &[GoldStatement], said: &[SaidStatement], names: &NameTable) -> Tally {
    let mut tally = Tally { lines: gold.len(), ..Tally::default() };
    let mut order: Vec<&GoldStatement> = gold.iter().collect();
    order.sort_by(|a, b| (&a.report, a.end.saturating_sub(a.start)).cmp(&(&b.report, b.end.saturating_sub(b.start))));
    let mut used = vec![false; said.len()];
    for line in order {
        let mut best: Option<(Verdict, usize)> = None;
        for (at, statement) in said.iter().enumerate() {
            let free = used.get(at) == Some(&false);
            let here = statement.report.uri.ends_with(&line.report) && (line.start..line.end).contains(&statement.trigger.start);
            if free && here {
                let verdict = judge(line, statement, names);
                if best.is_none_or(|(former, _)| verdict > former) {
                    best = Some((verdict, at));
                }
            }
        }
        let verdict = best.map(|(verdict, _)| verdict).unwrap_or_default();
        let taken = best.filter(|_| verdict.found).map(|(_, at)| at);
        if let Some(mark) = taken.and_then(|at| used.get_mut(at)) {
            *mark = true;
        }
        tally.count(line, verdict, taken.and_then(|at| said.get(at)));
    }
    let scored = |statement: &&SaidStatement| gold.iter().any(|line| statement.report.uri.ends_with(&line.report));
    tally.statements = said.iter().filter(scored).count();
    tally
}

impl Tally {
    fn count(&mut self, line: &GoldStatement, verdict: Verdict, statement: Option<&SaidStatement>) {
        self.found += usize::from(verdict.found);
        self.core += usize::from(verdict.core);
        self.full += usize::from(verdict.full);
        let mut detail = |name: String, right: bool| {
            let (rights, all) = self.details.entry(name).or_default();
            *rights += usize::from(right);
            *all += 1;
        };
        if let Some(system) = line.system {
            detail(format!("system {system:2}"), verdict.full);
        }
        if let Some(statement) = statement {
            if let Some(time) = &line.time {
                let said = statement.time.as_ref().and_then(|time| time.edtf.as_deref());
                detail("time".to_owned(), same_time(time, said.unwrap_or("")));
            }
            if let Some(place) = &line.place {
                let said = statement.place.as_ref().and_then(|place| place.name.as_deref());
                detail("place".to_owned(), plain(said.unwrap_or("")).contains(&plain(place.split(',').next().unwrap_or(""))));
            }
            if let Some(value) = line.value() {
                let close = |said: f64| (said - value).abs() <= 1e-6 * value;
                let said = statement.quantities.iter().flatten();
                detail("quantity".to_owned(), said.into_iter().any(|quantity| close(quantity.value.unwrap_or(0.0))));
            }
        }
        if !verdict.full {
            let came = if verdict.core {
                "found core"
            } else if verdict.found {
                "found"
            } else {
                "missed"
            };
            let words = line.text.clone().unwrap_or_else(|| format!("{} {}-{}", line.report, line.start, line.end));
            self.misses.push(format!("{came}: {words}"));
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |part: usize, all: usize| if all == 0 { 0.0 } else { part as f64 / all as f64 };
        writeln!(f, "{} gold lines, {} statements, load {:.2}", self.lines, self.statements, share(self.statements, self.lines))?;
        for (name, count) in [("found", self.found), ("core", self.core), ("full", self.full)] {
            writeln!(f, "{name:8} {:.3}  ({count})", share(count, self.lines))?;
        }
        self.details.iter().try_for_each(|(name, (right, all))| writeln!(f, "{name:9} {:.3}  ({right} of {all})", share(*right, *all)))
    }
}

fn judge(gold: &GoldStatement, said: &SaidStatement, names: &NameTable) -> Verdict {
    let one_of = |wanted: &[String], value: Option<&String>| value.is_some_and(|value| wanted.contains(value));
    let kind = said.plover.as_ref().and_then(|code| code.kind.as_ref());
    let found = one_of(&gold.types, kind) || one_of(&gold.relations, said.relation.as_ref()) || one_of(&gold.frames, said.frame.as_ref());
    let (actors, recipients) = (said.actors.as_deref().unwrap_or_default(), said.recipients.as_deref().unwrap_or_default());
    let core = found
        && if gold.is_mutual() {
            let there = names.keys(actors.iter().chain(recipients));
            gold.actors.iter().all(|name| names.is_in(name, &there))
        } else {
            side(gold, "actors", &gold.actors, actors, names) && side(gold, "recipients", &gold.recipients, recipients, names)
        };
    let is = |wanted: &super::gold::OneOrMore, value: &Option<String>| value.as_deref().is_some_and(|value| wanted.contains(value));
    let full = core && is(&gold.polarity, &said.polarity) && is(&gold.reality, &said.reality) && voices(gold, said, names);
    Verdict { found, core, full }
}

/// One that gold names is there, and nobody from a country that gold does not name.
fn side(gold: &GoldStatement, key: &str, wanted: &[String], said: &[SaidParty], names: &NameTable) -> bool {
    if wanted.is_empty() || (said.is_empty() && gold.optional.iter().any(|side| side == key)) {
        return true;
    }
    let named: Vec<&String> = wanted.iter().chain(&gold.optional_named).collect();
    let is_named = |party: &SaidParty| {
        let keys = names.keys([party]);
        named.iter().any(|name| names.is_in(name, &keys))
    };
    let allowed = |code: &str| named.iter().any(|name| names.country(name) == Some(code));
    let fits = |party: &SaidParty| party.country.as_deref().is_none_or(|code| code.is_empty() || allowed(code)) || is_named(party);
    said.iter().any(is_named) && said.iter().all(fits)
}

/// Every voice that gold names is heard, and none is heard where gold names none.
fn voices(gold: &GoldStatement, said: &SaidStatement, names: &NameTable) -> bool {
    let heard: Vec<Keys> = said.attribution.iter().flatten().skip(1).map(|voice| names.keys([voice])).collect();
    let is_heard = |voice: &String| heard.iter().any(|keys| voice == "unnamed" || names.is_in(voice, keys));
    gold.voices.iter().all(is_heard) && (!gold.voices.is_empty() || heard.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(extra: &str) -> GoldStatement {
        let text = format!(
            r#"{{"report": "a.txt", "start": 0, "end": 50, "types": ["CONSULT"], "relations": [], "frames": [], "actors": ["Ana Torres"],
            "recipients": ["Chile"], "polarity": ["affirmed"], "reality": ["actual", "planned"], "voices": []{extra}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    fn said(extra: &str) -> SaidStatement {
        let text = format!(
            r#"{{"report": {{"uri": "x/a.txt"}}, "trigger": {{"start": 3}}, "frame": "visit", "plover": {{"type": "CONSULT"}}, "relation": null,
            "actors": [{{"name": "Ana Torres", "text": "Torres", "country": "PER"}}], "recipients": [{{"name": "Ivo Sand", "country": "CHL"}}],
            "polarity": "affirmed", "reality": "actual", "attribution": [{{"voice": "author"}}]{extra}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    fn names() -> NameTable {
        let mut names = NameTable::default();
        names.learn("Ana Torres\tperson\tPER\t\nChile\tCHL\n");
        names
    }

    #[test]
    fn levels_of_being_right() {
        let count = |gold: GoldStatement, said: SaidStatement| {
            let tally = tally(&[gold], &[said], &names());
            (tally.found, tally.core, tally.full)
        };
        assert_eq!(count(gold(""), said("")), (1, 1, 1));
        let mut heard = said("");
        heard.attribution = Some(vec![SaidParty::default(), SaidParty { name: Some("Politico".into()), ..SaidParty::default() }]);
        assert_eq!(count(gold(""), heard), (1, 1, 0));
        let mut other = said("");
        other.recipients = Some(vec![SaidParty { name: Some("Ukraine".into()), country: Some("UKR".into()), ..SaidParty::default() }]);
        assert_eq!(count(gold(""), other), (1, 0, 0));
        let mut elsewhere = said("");
        elsewhere.trigger.start = 60;
        assert_eq!(count(gold(""), elsewhere), (0, 0, 0));
    }

    #[test]
    fn a_statement_serves_one_line_only() {
        let tally = tally(&[gold(""), gold("")], &[said("")], &names());
        assert_eq!((tally.lines, tally.full, tally.misses.len()), (2, 1, 1));
    }

    #[test]
    fn details_are_counted_where_gold_gives_them() {
        let line = gold(r#", "time": "2022-09", "place": "Luanda, AGO", "quantity": [146800000000.0, "USD"], "system": 2"#);
        let statement = said(r#", "time": {"edtf": "2022-09-15"}, "place": {"name": "Luanda"}, "quantities": [{"value": 146800000000}]"#);
        let tally = tally(&[line], &[statement], &names());
        let right: Vec<_> = tally.details.values().collect();
        assert_eq!(right, [&(1, 1); 4]);
    }
}
