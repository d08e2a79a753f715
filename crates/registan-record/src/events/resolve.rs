//! Telling the events of one cell apart.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use registan_types::{ReportId, StatementId};

use super::fit::{Fit, Profile, best_score, fit, may_look_back};
use super::mention::{Gist, Party, TimeClass};
use super::{Judge, MARGIN, Merge, THRESHOLD};
use crate::Schema;

/// Statements that tell of one happening: places in the list that was handed in, the founder first.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) members: Vec<usize>,
    /// How well each member behind the founder fitted.
    pub(crate) fits: Vec<Fit>,
}

impl Group {
    /// The merges of its members, by their identities in the same order.
    pub(crate) fn merges(fits: &[Fit], ids: &[StatementId]) -> Vec<Merge> {
        let Some((founder, joined)) = ids.split_first() else { return Vec::new() };
        let merge = |(fit, id): (&Fit, &StatementId)| Merge {
            statement: *id,
            with: *founder,
            by: Judge::Rules,
            score: fit.score,
            reasons: fit.reasons(),
        };
        fits.iter().zip(joined).map(merge).collect()
    }
}

/// More groups of one day each than this: a happening that is only mentioned in passing cannot be told from the others.
const MOST_LOOKED_BACK: usize = 64;

/// The groups of a cell. `mentions` may come in any order; the outcome is the same.
pub(crate) fn resolve(schema: &Schema, mentions: &[&Gist], apart: &HashSet<(StatementId, StatementId)>) -> Vec<Group> {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_cached_key(|place| mentions.get(*place).map(|gist| gist.precedence()));
    let mut cell = Cell { schema, apart, mentions, forming: Vec::new(), index: Index::default(), near: Vec::new() };
    for place in order {
        cell.take(place);
    }
    cell.forming.into_iter().map(|forming| Group { members: forming.members, fits: forming.fits }).collect()
}

struct Cell<'m> {
    schema: &'m Schema,
    apart: &'m HashSet<(StatementId, StatementId)>,
    mentions: &'m [&'m Gist],
    forming: Vec<Forming<'m>>,
    index: Index,
    /// Room for the groups that a statement may fit.
    near: Vec<usize>,
}

struct Forming<'m> {
    profile: Profile<'m>,
    members: Vec<usize>,
    fits: Vec<Fit>,
    /// The statement that was compared with it last.
    compared: Option<usize>,
}

impl<'m> Cell<'m> {
    /// Puts a statement where it fits best, or lets it found a group.
    fn take(&mut self, place: usize) {
        let mentions: &'m [&'m Gist] = self.mentions;
        let Some(mention) = mentions.get(place) else { return };
        let mut near = std::mem::take(&mut self.near);
        self.index.candidates(mention, &mut near);
        // Of equals none is taken, so that their order is of no matter.
        let (mut best, mut second): (Option<(usize, Fit)>, f64) = (None, 0.0);
        let most = best_score(mention);
        for group in near.iter().copied() {
            let Some(fit) = self.try_fit(mention, place, group) else { continue };
            debug_assert!(fit.score <= most, "no group fits better than the best");
            match &best {
                Some((_, known)) if fit.score.total_cmp(&known.score).is_le() => second = second.max(fit.score),
                _ => {
                    second = best.map_or(second, |(_, known)| second.max(known.score));
                    best = Some((group, fit));
                }
            }
            // Two fit so well that none can fit better than both.
            if most - second <= MARGIN {
                break;
            }
        }
        self.near = near;
        match best {
            Some((group, best)) if best.score - second > MARGIN => self.join(place, mention, group, best),
            _ => self.found(place, mention),
        }
    }

    /// How well a statement fits a group that it was not compared with before.
    fn try_fit(&mut self, mention: &Gist, place: usize, group: usize) -> Option<Fit> {
        let forming = self.forming.get_mut(group).filter(|forming| forming.compared != Some(place))?;
        forming.compared = Some(place);
        let fit = fit(self.schema, mention, &forming.profile).filter(|fit| fit.score >= THRESHOLD)?;
        let ours = mention.id;
        let kept_apart = |member: &usize| self.mentions.get(*member).is_some_and(|other| self.apart.contains(&ordered(ours, other.id)));
        (self.apart.is_empty() || !forming.members.iter().any(kept_apart)).then_some(fit)
    }

    fn join(&mut self, place: usize, mention: &'m Gist, group: usize, fit: Fit) {
        let Some(forming) = self.forming.get_mut(group) else { return };
        forming.members.push(place);
        let profile = &mut forming.profile;
        forming.fits.push(fit);
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
            actors: Cow::Borrowed(&mention.actors),
            recipients: Cow::Borrowed(&mention.recipients),
            place: mention.place.is_some().then_some(mention),
        };
        self.index.add(mention, self.forming.len());
        self.forming.push(Forming { profile, members: vec![place], fits: Vec::new(), compared: None });
    }
}

fn add_parties(parties: &mut Cow<'_, [Party]>, more: &[Party]) {
    // Mostly they are there.
    if more.iter().all(|party| parties.contains(party)) {
        return;
    }
    let parties = parties.to_mut();
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
    by_class: [ByFirst; CLASSES.len()],
    /// Those of a known day or month.
    dated: Vec<usize>,
    by_report: HashMap<ReportId, Vec<usize>>,
}

/// Groups of one class of time by their first day, with the last.
#[derive(Debug, Default)]
struct ByFirst {
    groups: BTreeMap<i64, Vec<(i64, usize)>>,
    /// The longest time that one of them has, in days beyond the first.
    longest: i64,
}

/// Classes of time that have a first and a last day.
const CLASSES: [TimeClass; 4] = [TimeClass::Day, TimeClass::Month, TimeClass::Year, TimeClass::Implied];

/// Longer times are not looked for.
const LONGEST: i64 = 460;
/// What ended so many days before is still compared when it had a day.
const LOOKED_BACK: i64 = 2;

impl Index {
    fn add(&mut self, founder: &Gist, group: usize) {
        let place = CLASSES.iter().position(|class| *class == founder.class);
        if let (Some(first), Some(last)) = (founder.time.first, founder.time.last)
            && let Some(own) = place.and_then(|place| self.by_class.get_mut(place))
        {
            own.longest = own.longest.max(last - first);
            own.groups.entry(first).or_default().push((last, group));
        }
        if founder.class <= TimeClass::Month {
            self.dated.push(group);
        }
        self.by_report.entry(founder.report).or_default().push(group);
    }

    /// Groups that may fit, also several times.
    fn candidates(&self, mention: &Gist, found: &mut Vec<usize>) {
        found.clear();
        found.extend(self.by_report.get(&mention.report).into_iter().flatten());
        if let (Some(first), Some(last)) = (mention.time.first, mention.time.last) {
            for (class, own) in CLASSES.iter().zip(&self.by_class) {
                let (reach, least) = if *class == TimeClass::Day { (LOOKED_BACK, i64::MIN) } else { (own.longest.min(LONGEST), first) };
                for (_, groups) in own.groups.range(first.saturating_sub(reach)..=last.max(first.saturating_sub(reach))) {
                    found.extend(groups.iter().filter(|(last, _)| *last >= least).map(|(_, group)| *group));
                }
            }
        }
        if may_look_back(mention) && self.dated.len() <= MOST_LOOKED_BACK {
            found.extend(&self.dated);
        }
    }
}
