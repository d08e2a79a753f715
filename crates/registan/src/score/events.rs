//! Events against gold events: which statements are rightly held for one happening.
//!
//! Gold is a table of mentions: the name of the happening, the report, where the trigger begins and its words. Mentions
//! without a statement, and statements without a mention, are left out: what is measured is the merging of what was read.
//! Measures: pairs of mentions (precision, recall, F1), the same for pairs of two languages, and B³ (Bagga and Baldwin 1998).

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
};

/// Where gold tells of a happening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldMention {
    /// The happening; `None` when nothing else tells of it.
    pub event: Option<String>,
    /// The report's address, or its end.
    pub report: String,
    /// Where the trigger begins, in code points.
    pub start: usize,
    /// Its words.
    pub trigger: String,
}

/// A statement with the event it was put into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The report's address.
    pub report: String,
    /// The report's language.
    pub language: String,
    /// Where the trigger begins, in code points.
    pub start: usize,
    /// Which event.
    pub event: String,
}

/// A line of a table that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {0}: an event, a report, a start and a trigger are wanted, parted by tabs")]
pub struct GoldError(usize);

impl GoldMention {
    /// The mentions of a table: `event`, `report`, `start`, `trigger`, parted by tabs; lines with `#` are comments, and the first other
    /// line is the heading.
    ///
    /// # Errors
    /// When a line has other columns.
    pub fn parse(text: &str) -> Result<Vec<Self>, GoldError> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
        lines.skip(1).map(|(number, line)| Self::of(line).ok_or(GoldError(number + 1))).collect()
    }

    fn of(line: &str) -> Option<Self> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [event, report, start, trigger] = cells.as_slice() else { return None };
        Some(Self {
            event: (!event.is_empty()).then(|| (*event).to_owned()),
            report: (*report).to_owned(),
            start: start.parse().ok()?,
            trigger: (*trigger).to_owned(),
        })
    }

    /// Whether a statement's trigger lies in this mention.
    fn covers(&self, placed: &Placed) -> bool {
        let length = self.trigger.chars().count().max(1);
        let same_report = placed.report == self.report || placed.report.ends_with(&format!("/{}", self.report));
        same_report && (self.start..self.start + length).contains(&placed.start)
    }
}

/// Right, said and wanted of something that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Share {
    /// Of what was said, how much is right.
    pub precision: f64,
    /// Of what is wanted, how much was said.
    pub recall: f64,
    /// How many are wanted.
    pub wanted: u64,
    /// How many were said.
    pub said: u64,
}

impl Share {
    fn of(right: u64, said: u64, wanted: u64) -> Self {
        let share = |whole: u64| if whole == 0 { 1.0 } else { right as f64 / whole as f64 };
        Self { precision: share(said), recall: share(wanted), wanted, said }
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        if self.precision + self.recall == 0.0 { 0.0 } else { 2.0 * self.precision * self.recall / (self.precision + self.recall) }
    }
}

/// How well statements were put into events.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clustering {
    /// Mentions that were read.
    pub mentions: u64,
    /// Mentions of gold.
    pub gold: u64,
    /// Pairs of statements held for one happening.
    pub pairs: Share,
    /// The same, of statements in two languages.
    pub across_languages: Share,
    /// B³.
    pub b_cubed: Share,
    /// Pairs wrongly joined, and pairs wrongly kept apart, for people.
    pub misses: Vec<String>,
}

/// Compares.
pub fn clustering(gold: &[GoldMention], placed: &[Placed]) -> Clustering {
    let mut aligned: Vec<(String, &GoldMention, &Placed)> = Vec::new();
    for (number, mention) in gold.iter().enumerate() {
        if let Some(placed) = placed.iter().find(|placed| mention.covers(placed)) {
            let name = mention.event.clone().unwrap_or_else(|| format!("alone {number}"));
            aligned.push((name, mention, placed));
        }
    }
    let mut result = Clustering { mentions: aligned.len() as u64, gold: gold.len() as u64, ..Clustering::default() };
    let (mut all, mut across) = ([0_u64; 3], [0_u64; 3]);
    for (place, one) in aligned.iter().enumerate() {
        for other in aligned.iter().skip(place + 1) {
            let (wanted, said) = (one.0 == other.0, one.2.event == other.2.event);
            let counts = [wanted && said, said, wanted];
            let add = |totals: &mut [u64; 3]| totals.iter_mut().zip(counts).for_each(|(total, counted)| *total += u64::from(counted));
            add(&mut all);
            if one.2.language != other.2.language {
                add(&mut across);
            }
            if wanted != said {
                result.misses.push(miss(wanted, one, other));
            }
        }
    }
    result.pairs = Share::of(all[0], all[1], all[2]);
    result.across_languages = Share::of(across[0], across[1], across[2]);
    result.b_cubed = b_cubed(&aligned);
    result
}

fn miss(wanted: bool, one: &(String, &GoldMention, &Placed), other: &(String, &GoldMention, &Placed)) -> String {
    let place = |it: &(String, &GoldMention, &Placed)| format!("{}:{} {}", it.1.report, it.1.start, it.1.trigger);
    let what = if wanted { format!("kept apart ({})", one.0) } else { "wrongly joined".to_owned() };
    format!("{what}: {} | {}", place(one), place(other))
}

fn b_cubed(aligned: &[(String, &GoldMention, &Placed)]) -> Share {
    let mut wanted: BTreeMap<&str, u64> = BTreeMap::new();
    let mut said: BTreeMap<&str, u64> = BTreeMap::new();
    let mut both: HashMap<(&str, &str), u64> = HashMap::new();
    for (name, _, placed) in aligned {
        *wanted.entry(name).or_default() += 1;
        *said.entry(&placed.event).or_default() += 1;
        *both.entry((name, &placed.event)).or_default() += 1;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for (name, _, placed) in aligned {
        let shared = both.get(&(name.as_str(), placed.event.as_str())).copied().unwrap_or(0) as f64;
        precision += shared / said.get(placed.event.as_str()).copied().unwrap_or(1) as f64;
        recall += shared / wanted.get(name.as_str()).copied().unwrap_or(1) as f64;
    }
    let count = aligned.len().max(1) as f64;
    Share { precision: precision / count, recall: recall / count, wanted: wanted.len() as u64, said: said.len() as u64 }
}

impl fmt::Display for Clustering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} of {} mentions were read", self.mentions, self.gold)?;
        writeln!(f, "{:18}{:>10}{:>8}{:>8}{:>8}{:>8}", "", "precision", "recall", "F1", "gold", "system")?;
        for (name, share) in [("pairs", self.pairs), ("pairs nl-en", self.across_languages), ("B³, events", self.b_cubed)] {
            let row = format!("{:>10.3}{:>8.3}{:>8.3}", share.precision, share.recall, share.f1());
            writeln!(f, "{name:18}{row}{:>8}{:>8}", share.wanted, share.said)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_and_b_cubed_are_counted() {
        let gold = GoldMention::parse(
            "# ours\nevent\treport\tstart\ttrigger\nwar\ta\t5\tinvaded\nwar\tb\t0\tinval\n\tb\t9\tmet\nwar\tb\t20\tunread\n",
        )
        .unwrap();
        let placed = |report: &str, language: &str, start, event: &str| Placed {
            report: format!("x/{report}"),
            language: language.to_owned(),
            start,
            event: event.to_owned(),
        };
        let said = [placed("a", "en", 7, "1"), placed("b", "nl", 0, "1"), placed("b", "nl", 9, "1"), placed("c", "nl", 9, "2")];
        let result = clustering(&gold, &said);
        assert_eq!((result.mentions, result.gold), (3, 4));
        assert_eq!((result.pairs.said, result.pairs.wanted), (3, 1));
        assert!((result.pairs.precision - 1.0 / 3.0).abs() < 1e-9 && (result.pairs.recall - 1.0).abs() < 1e-9);
        assert!((result.b_cubed.precision - 5.0 / 9.0).abs() < 1e-9 && (result.b_cubed.recall - 1.0).abs() < 1e-9);
        assert_eq!(result.misses.len(), 2);
        assert!(GoldMention::parse("event\treport\tstart\ttrigger\nwar\ta\tfive\tinvaded\n").is_err());
    }
}
