//! Telling the events of one cell apart.

use std::collections::{BTreeMap, HashMap, HashSet};

use registan_types::{ReportId, StatementId};

use super::fit::{Fit, Profile, fit, may_look_back};
use super::mention::{Gist, Party, TimeClass};
use super::{Judge, MARGIN, Merge, THRESHOLD};
use crate::Schema;

/// Statements that tell of one happening: places in the list that was handed in, the founder first.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) members: Vec<usize>,
    pub(crate) merges: Vec<Merge>,
}

/// More groups of one day each than this: a happening that is only mentioned in passing cannot be told from the others.
const MOST_LOOKED_BACK: usize = 64;

/// The groups of a cell. `mentions` may come in any order; the outcome is the same.
pub(crate) fn resolve(schema: &Schema, mentions: &[&Gist], apart: &HashSet<(StatementId, StatementId)>) -> Vec<Group> {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_cached_key(|place| mentions.get(*place).map(|gist| gist.precedence()));
    let mut cell = Cell { schema, apart, mentions, forming: Vec::new(), index: Index::default() };
    for place in order {
        cell.take(place);
    }
    cell.forming.into_iter().map(|forming| Group { members: forming.members, merges: forming.merges }).collect()
}

struct Cell<'m> {
    schema: &'m Schema,
    apart: &'m HashSet<(StatementId, StatementId)>,
    mentions: &'m [&'m Gist],
    forming: Vec<Forming<'m>>,
    index: Index,
}

struct Forming<'m> {
    profile: Profile<'m>,
    members: Vec<usize>,
    merges: Vec<Merge>,
}

impl<'m> Cell<'m> {
    /// Puts a statement where it fits best, or lets it found a group.
    fn take(&mut self, place: usize) {
        let mentions: &'m [&'m Gist] = self.mentions;
        let Some(mention) = mentions.get(place) else { return };
        let mut fits: Vec<(usize, Fit)> =
            self.index.candidates(mention).into_iter().filter_map(|group| Some((group, self.try_fit(mention, group)?))).collect();
        // Better first; equals in the order of their founding, which is the fixed order.
        fits.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then(a.0.cmp(&b.0)));
        let second = fits.get(1).map_or(0.0, |(_, fit)| fit.score);
        match fits.into_iter().next() {
            Some((group, best)) if best.score - second > MARGIN => self.join(place, mention, group, best),
            _ => self.found(place, mention),
        }
    }

    fn try_fit(&self, mention: &Gist, group: usize) -> Option<Fit> {
        let forming = self.forming.get(group)?;
        let fit = fit(self.schema, mention, &forming.profile).filter(|fit| fit.score >= THRESHOLD)?;
        let ours = mention.id;
        let kept_apart = |member: &usize| self.mentions.get(*member).is_some_and(|other| self.apart.contains(&ordered(ours, other.id)));
        (self.apart.is_empty() || !forming.members.iter().any(kept_apart)).then_some(fit)
    }

    fn join(&mut self, place: usize, mention: &'m Gist, group: usize, fit: Fit) {
        let Some(forming) = self.forming.get_mut(group) else { return };
        forming.members.push(place);
        let profile = &mut forming.profile;
        forming.merges.push(Merge {
            statement: mention.id,
            with: profile.founder.id,
            by: Judge::Rules,
            score: fit.score,
            reasons: fit.reasons(),
        });
        // A time that only follows from a publication narrows nothing.
        if mention.class < TimeClass::Implied && profile.founder.class < TimeClass::Implied {
            profile.time = profile.time.meet(mention.time);
        }
        add_parties(&mut profile.actors, &mention.actors);
        add_parties(&mut profile.recipients, &mention.recipients);
        if mention.place.is_some() && profile.place.is_none() {
            profile.place = Some(mention);
        }
    }

    fn found(&mut self, place: usize, mention: &'m Gist) {
        let profile = Profile {
            founder: mention,
            time: mention.time,
            actors: mention.actors.clone(),
            recipients: mention.recipients.clone(),
            place: mention.place.is_some().then_some(mention),
        };
        self.index.add(mention, self.forming.len());
        self.forming.push(Forming { profile, members: vec![place], merges: Vec::new() });
    }
}

fn add_parties(parties: &mut Vec<Party>, more: &[Party]) {
    parties.extend(more);
    parties.sort_unstable();
    parties.dedup();
}

/// A pair of identities, the smaller first.
pub(crate) fn ordered(a: StatementId, b: StatementId) -> (StatementId, StatementId) {
    if a <= b { (a, b) } else { (b, a) }
}

/// Groups by their time, so that a newcomer is compared with few.
#[derive(Debug, Default)]
struct Index {
    /// By class of time and first day, with the last.
    by_first: BTreeMap<(TimeClass, i64), Vec<(i64, usize)>>,
    days: Vec<usize>,
    by_report: HashMap<ReportId, Vec<usize>>,
}

/// Classes with the longest time that a group of each may have, in days.
const REACH: [(TimeClass, i64); 4] = [(TimeClass::Day, 2), (TimeClass::Month, 31), (TimeClass::Year, 366), (TimeClass::Implied, 460)];

impl Index {
    fn add(&mut self, founder: &Gist, group: usize) {
        if let (Some(first), Some(last)) = (founder.time.first, founder.time.last) {
            self.by_first.entry((founder.class, first)).or_default().push((last, group));
        }
        if founder.class == TimeClass::Day {
            self.days.push(group);
        }
        self.by_report.entry(founder.report).or_default().push(group);
    }

    /// Groups that may fit, each once, in the order of their founding.
    fn candidates(&self, mention: &Gist) -> Vec<usize> {
        let mut found: Vec<usize> = self.by_report.get(&mention.report).cloned().unwrap_or_default();
        if let (Some(first), Some(last)) = (mention.time.first, mention.time.last) {
            for (class, reach) in REACH {
                // What ended before is looked back at only from near by, and only when it had a day.
                let least = if class == TimeClass::Day { i64::MIN } else { first };
                let range = self.by_first.range((class, first.saturating_sub(reach))..=(class, last));
                found.extend(range.flat_map(|(_, groups)| groups).filter(|(last, _)| *last >= least).map(|(_, group)| *group));
            }
        }
        if may_look_back(mention) && self.days.len() <= MOST_LOOKED_BACK {
            found.extend(&self.days);
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
