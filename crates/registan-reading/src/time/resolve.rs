//! From what a pattern gathered to a period: partial dates completed, shifts counted from the publication or from the time last spoken of.

use jiff::civil::Date;
use registan_types::{Edtf, EdtfDate};

use super::{
    DayPart, Reference, TimeKind, TimeUnit,
    calendar::{Anchor, Direction, approximate, civil, months, shift, weekday, year_of},
    grammar::{Base, Gives, TimeGrammar},
    tense::{Tense, Told},
};
use crate::quantity::wording::Captures;

/// What a time is resolved against.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Anchors {
    /// The publication, if its date is known.
    pub(super) published: Option<Anchor>,
    /// The time last spoken of, if any was resolved.
    pub(super) context: Option<Anchor>,
    /// The quarter of a year last spoken of: what is compared with it is a quarter too.
    pub(super) quarter: Option<Anchor>,
    /// The tense of the clause, if it is known.
    pub(super) tense: Option<Told>,
}

/// A time resolved.
#[derive(Debug, Clone, Default)]
pub(super) struct Resolved {
    pub(super) kind: Option<TimeKind>,
    pub(super) edtf: Option<Edtf>,
    pub(super) duration: Option<String>,
    pub(super) granularity: Option<TimeUnit>,
    pub(super) reference: Option<Reference>,
    pub(super) part: Option<DayPart>,
    pub(super) clock: Option<(u8, Option<u8>)>,
}

/// Resolves what a rule's pattern gathered.
pub(super) fn resolve(grammar: &TimeGrammar, gives: Gives, base: Base, found: &Captures, anchors: Anchors) -> Resolved {
    let resolver = Resolver { grammar, found, anchors, base };
    let mut resolved = match gives {
        Gives::Calendar => resolver.calendar(),
        Gives::Unit => resolver.unit(),
        Gives::Shift => resolver.shifted(),
        Gives::Stretch => resolver.stretch(),
        Gives::Within => resolver.within(),
        Gives::Duration => resolver.length(TimeKind::Duration),
        Gives::Set => resolver.length(TimeKind::Set),
        Gives::Past => resolver.reference(Reference::Past),
        Gives::Present => resolver.reference(Reference::Present),
        Gives::Future => resolver.reference(Reference::Future),
        Gives::Nothing => Resolved::default(),
    };
    if matches!(resolved.kind, Some(TimeKind::Date | TimeKind::Time)) && (found.fuzzy.is_some()) {
        resolved.edtf = resolved.edtf.map(approximate);
    }
    resolved
}

struct Resolver<'r> {
    grammar: &'r TimeGrammar,
    found: &'r Captures,
    anchors: Anchors,
    base: Base,
}

impl Resolver<'_> {
    fn anchor(&self) -> Option<Anchor> {
        match self.base {
            Base::Published => self.anchors.published,
            Base::Context => self.anchors.context,
        }
    }

    fn date(&self, edtf: Option<Edtf>, unit: TimeUnit) -> Resolved {
        let timed = self.found.part.is_some() || self.found.clock.is_some();
        let clock = self.found.clock.map(|clock| (self.hour(clock.hour), clock.minute));
        Resolved {
            kind: Some(if timed { TimeKind::Time } else { TimeKind::Date }),
            edtf,
            granularity: Some(unit),
            part: self.found.part,
            clock,
            ..Resolved::default()
        }
    }

    fn hour(&self, hour: u8) -> u8 {
        match self.found.meridiem {
            Some(12) if hour < 12 => hour + 12,
            Some(0) if hour == 12 => 0,
            _ => hour,
        }
    }

    fn reference(&self, reference: Reference) -> Resolved {
        Resolved { kind: Some(TimeKind::Date), reference: Some(reference), ..Resolved::default() }
    }

    /// A length or a repetition.
    fn length(&self, kind: TimeKind) -> Resolved {
        let count = if self.found.vague { None } else { Some(self.found.count.unwrap_or(1.0)) };
        let unit = match (self.found.unit, self.found.weekday, self.found.month.or(self.found.season)) {
            (Some(unit), ..) => unit,
            (None, Some(_), _) => TimeUnit::Week,
            (None, None, Some(_)) => TimeUnit::Year,
            (None, None, None) => TimeUnit::Day,
        };
        Resolved {
            kind: Some(kind),
            duration: Some(unit.duration(count)),
            granularity: Some(unit),
            part: self.found.part,
            ..Resolved::default()
        }
    }

    /// "this week", "last year", "the following day".
    fn unit(&self) -> Resolved {
        let unit = self.found.unit.unwrap_or(TimeUnit::Day);
        let steps = f64::from(self.found.relative.unwrap_or(0));
        let edtf = self.anchor().and_then(|anchor| {
            let day = shift(anchor.day, self.weekend_steps(anchor.day, unit, steps), unit)?;
            // "Tuesday of last week".
            match (self.found.weekday, unit) {
                (Some(wanted), TimeUnit::Week) if anchor.unit <= TimeUnit::Day => {
                    let monday = weekday(day, 1, Direction::BeforeOrOn)?;
                    Some(Edtf::day(shift(monday, f64::from(wanted) - 1.0, TimeUnit::Day)?))
                }
                _ => Some(anchor.period(day, unit)),
            }
        });
        self.date(edtf, if self.found.weekday.is_some() { TimeUnit::Day } else { unit })
    }

    /// "The weekend" told in the past is the one that is over, from Friday on this one.
    fn weekend_steps(&self, day: Date, unit: TimeUnit, steps: f64) -> f64 {
        let past = self.anchors.tense.is_some_and(|told| told.tense == Tense::Past);
        let early = day.weekday().to_monday_zero_offset() < 5;
        if unit == TimeUnit::Weekend && steps == 0.0 && past && early { -1.0 } else { steps }
    }

    /// "three weeks ago", "a day later".
    fn shifted(&self) -> Resolved {
        let unit = self.found.unit.unwrap_or(TimeUnit::Day);
        let count = self.found.count.unwrap_or(1.0) * f64::from(self.found.relative.unwrap_or(-1));
        // "In the third quarter … a year earlier": the same quarter of the year before.
        if let Some(quarter) = self.anchors.quarter.filter(|_| unit == TimeUnit::Year && count.abs() == 1.0) {
            let same = shift(quarter.day, count, unit).map(|day| quarter.period(day, TimeUnit::Quarter));
            return self.date(same, TimeUnit::Quarter);
        }
        let edtf = self.anchor().and_then(|anchor| {
            let day = shift(anchor.day, count, unit)?;
            let loose = self.found.vague || unit >= TimeUnit::Decade;
            let unit = if unit >= TimeUnit::Decade {
                TimeUnit::Year
            } else if count.fract() == 0.0 {
                unit
            } else {
                finer(unit)
            };
            let found = anchor.period(day, unit);
            Some(if loose || count.fract() != 0.0 { approximate(found) } else { found })
        });
        let timed = unit < TimeUnit::Day;
        let mut resolved = self.date(edtf, unit.max(TimeUnit::Day));
        if timed {
            resolved.kind = Some(TimeKind::Time);
        }
        resolved
    }

    /// "the past two years", "de komende dagen".
    fn stretch(&self) -> Resolved {
        let unit = self.found.unit.unwrap_or(TimeUnit::Day);
        let count = self.found.count.unwrap_or(1.0);
        let forward = self.found.relative.unwrap_or(-1) > 0;
        let edtf = self.anchor().and_then(|anchor| {
            let other = shift(anchor.day, if forward { count } else { -count }, unit)?;
            let ends = if forward { (anchor.day, other) } else { (other, anchor.day) };
            let end = |day| match anchor.period(day, finer(unit)) {
                Edtf::Date(date) if self.found.vague => Some(date.approximate()),
                Edtf::Date(date) => Some(date),
                Edtf::Interval(from, _) => from,
            };
            Some(Edtf::Interval(end(ends.0), end(ends.1)))
        });
        let known = if self.found.vague { None } else { Some(count) };
        Resolved { duration: Some(unit.duration(known)), ..self.date(edtf, unit) }
    }

    /// "the first nine months of 1990".
    fn within(&self) -> Resolved {
        let unit = self.found.unit.unwrap_or(TimeUnit::Month);
        let count = self.found.count.unwrap_or(1.0);
        let year = self.found.year.and_then(|year| i16::try_from(year).ok());
        let first = year.and_then(|year| civil(year, 1, 1));
        let edtf = first.and_then(|first| {
            let behind = shift(first, count, unit)?;
            let last = behind.yesterday().ok()?;
            let end = |day: Date| {
                if unit < TimeUnit::Month { Some(EdtfDate::day(day)) } else { EdtfDate::month(day.year(), day.month().unsigned_abs()) }
            };
            Some(Edtf::Interval(end(first), end(last)))
        });
        let kind = if edtf.is_some() { TimeKind::Date } else { TimeKind::Duration };
        Resolved { kind: Some(kind), edtf, duration: Some(unit.duration(Some(count))), granularity: Some(unit), ..Resolved::default() }
    }

    /// A date of the calendar, whole or partial.
    fn calendar(&self) -> Resolved {
        if self.found.first.any() {
            return self.range();
        }
        let (edtf, unit) = self.single();
        self.date(edtf, unit)
    }

    fn single(&self) -> (Option<Edtf>, TimeUnit) {
        let found = self.found;
        if let Some((year, month, day)) = found.date {
            let year = i16::try_from(year).ok();
            let month_only = || year.and_then(|year| EdtfDate::month(year, month)).map(Edtf::Date);
            let day_of = || year.and_then(|year| civil(year, month, day)).map(Edtf::day);
            return if day == 0 { (month_only(), TimeUnit::Month) } else { (day_of(), TimeUnit::Day) };
        }
        if let Some(days) = found.shift {
            return (self.day_from(f64::from(days)), TimeUnit::Day);
        }
        if let Some(decade) = found.decade {
            return (self.decade(decade), TimeUnit::Decade);
        }
        match found.unit {
            Some(TimeUnit::Century) if found.ordinal.is_some() => return (self.century(), TimeUnit::Century),
            Some(unit @ (TimeUnit::Quarter | TimeUnit::Half)) => return (self.part_of_year(unit), unit),
            Some(TimeUnit::Week) if found.ordinal.is_some() => return (self.week(), TimeUnit::Week),
            _ => {}
        }
        self.dated()
    }

    fn dated(&self) -> (Option<Edtf>, TimeUnit) {
        let found = self.found;
        if let Some(holiday) = found.holiday.and_then(|holiday| self.grammar.holidays.get(holiday)) {
            let of = |year| holiday.of_year(year);
            return (self.yearly(of, of).and_then(of).map(Edtf::day), TimeUnit::Day);
        }
        if let Some(season) = found.season {
            let first = |year| EdtfDate::season(year, season).map(EdtfDate::first_day);
            // "Last summer" said in September is that of the year before: the one just over is "this summer".
            let slack = if self.found.relative.is_some_and(|steps| steps < 0) { 30.0 } else { 0.0 };
            let end = |year| EdtfDate::season(year, season).map(EdtfDate::last_day);
            let last = |year| end(year).and_then(|day| shift(day, slack, TimeUnit::Day));
            let year = self.yearly(first, last);
            return (year.and_then(|year| EdtfDate::season(year, season)).map(Edtf::Date), TimeUnit::Season);
        }
        match (found.month, found.day) {
            (Some(month), Some(day)) => {
                let of = |year| civil(year, month, day);
                (self.yearly(of, of).and_then(of).map(Edtf::day), TimeUnit::Day)
            }
            (Some(month), None) => {
                let first = |year| civil(year, month, 1);
                let last = |year| civil(year, month, 1).map(|day| day.last_of_month());
                let year = self.yearly(first, last);
                (year.and_then(|year| EdtfDate::month(year, month)).map(Edtf::Date), TimeUnit::Month)
            }
            (None, Some(day)) => (self.day_of_month(day), TimeUnit::Day),
            (None, None) => self.weekday_or_year(),
        }
    }

    fn weekday_or_year(&self) -> (Option<Edtf>, TimeUnit) {
        let found = self.found;
        if let Some(wanted) = found.weekday {
            return (self.weekday(wanted), TimeUnit::Day);
        }
        if found.year.is_some() || (found.relative.is_some() && found.unit == Some(TimeUnit::Year)) {
            return (self.year().map(|year| Edtf::Date(EdtfDate::year(year))), TimeUnit::Year);
        }
        // A bare time of day is that of the day spoken of, else of the publication.
        let day = self.anchors.context.filter(|context| context.unit <= TimeUnit::Day).or(self.anchors.published);
        (day.map(|anchor| anchor.period(anchor.day, TimeUnit::Day)), TimeUnit::Day)
    }

    /// The year that is given, or "last year".
    fn year(&self) -> Option<i16> {
        match (self.found.year, self.found.unit, self.found.relative) {
            (Some(year), ..) => i16::try_from(year).ok(),
            (None, Some(TimeUnit::Year), Some(steps)) => self.anchor()?.day.year().checked_add(i16::from(steps)),
            _ => None,
        }
    }

    /// The year of what comes every year.
    fn yearly(&self, first: impl Fn(i16) -> Option<Date>, last: impl Fn(i16) -> Option<Date>) -> Option<i16> {
        if let Some(year) = self.year() {
            return Some(year);
        }
        let anchor = self.anchor().filter(|anchor| anchor.unit <= TimeUnit::Year)?;
        let direction = match (self.found.relative, self.anchors.tense.map(|told| told.tense)) {
            (Some(steps), _) if steps < 0 => Direction::Before,
            (Some(0), _) => return Some(anchor.day.year()),
            (Some(_), _) => Direction::After,
            (None, Some(Tense::Past)) => Direction::BeforeOrOn,
            (None, Some(Tense::Future)) => Direction::AfterOrOn,
            (None, Some(Tense::Present) | None) => Direction::Nearest,
        };
        // A date published with its year alone completes others with that year.
        if anchor.unit > TimeUnit::Month {
            return Some(anchor.day.year());
        }
        year_of(anchor.day, (direction, self.anchors.tense.map_or(1, |told| told.weight)), first, last)
    }

    fn weekday(&self, wanted: u8) -> Option<Edtf> {
        let anchor = self.anchor()?;
        if anchor.unit > TimeUnit::Day {
            return Some(approximate(anchor.period(anchor.day, anchor.unit)));
        }
        let direction = match (self.found.relative, self.anchors.tense.map(|told| told.tense)) {
            (Some(steps), _) if steps < 0 => Direction::Before,
            (Some(0), Some(Tense::Past)) => Direction::BeforeOrOn,
            (Some(0), _) => Direction::AfterOrOn,
            (Some(_), _) => Direction::After,
            (None, Some(Tense::Future)) => Direction::AfterOrOn,
            (None, Some(Tense::Present)) => Direction::Nearest,
            (None, Some(Tense::Past) | None) => Direction::BeforeOrOn,
        };
        weekday(anchor.day, wanted, direction).map(Edtf::day)
    }

    fn day_from(&self, days: f64) -> Option<Edtf> {
        let anchor = self.anchor()?;
        Some(anchor.period(shift(anchor.day, days, TimeUnit::Day)?, TimeUnit::Day))
    }

    /// "the 25th": of the month spoken of, else of the publication's.
    fn day_of_month(&self, day: u8) -> Option<Edtf> {
        let known = |anchor: &Anchor| anchor.unit <= TimeUnit::Month;
        let anchor = self.anchors.context.filter(known).or(self.anchors.published.filter(known))?;
        civil(anchor.day.year(), anchor.day.month().unsigned_abs(), day).map(Edtf::day)
    }

    fn decade(&self, decade: i32) -> Option<Edtf> {
        let year = match decade {
            0..=19 => 2000 + decade,
            20..=99 => 1900 + decade,
            year => year,
        };
        i16::try_from(year).ok().map(|year| Edtf::Date(EdtfDate::decade(year)))
    }

    fn century(&self) -> Option<Edtf> {
        let number = self.found.ordinal.filter(|number| (1..=30).contains(number))?;
        i16::try_from((number - 1) * 100).ok().map(|year| Edtf::Date(EdtfDate::century(year)))
    }

    /// A quarter or half of a year.
    fn part_of_year(&self, unit: TimeUnit) -> Option<Edtf> {
        let length = if unit == TimeUnit::Half { 6 } else { 3 };
        let Some(number) = self.found.ordinal else {
            if let (Some(year), Some(quarter)) = (self.year(), self.anchors.quarter) {
                return Some(months(year, (quarter.day.month().unsigned_abs() - 1) / length * length + 1, length));
            }
            // "the quarter": the one spoken of, else the last that is over.
            if let (None, Some(published)) = (self.found.relative, self.anchors.published) {
                let last = || shift(published.day, -1.0, unit).map(|day| published.period(day, unit));
                return self.anchors.quarter.map(|quarter| quarter.period(quarter.day, unit)).or_else(last);
            }
            let anchor = self.anchor()?;
            let steps = f64::from(self.found.relative.unwrap_or(0));
            return Some(anchor.period(shift(anchor.day, steps, unit)?, unit));
        };
        let number = u8::try_from(number).ok().filter(|number| (1..=12 / length).contains(number))?;
        let month = (number - 1) * length + 1;
        let first = |year| civil(year, month, 1);
        let last = |year| civil(year, month + length - 1, 1).map(|day| day.last_of_month());
        let year = self.found.decade.and_then(|year| i16::try_from(year).ok()).or_else(|| self.yearly(first, last))?;
        Some(months(year, month, length))
    }

    /// "week 37".
    fn week(&self) -> Option<Edtf> {
        let number = self.found.ordinal.filter(|number| (1..=53).contains(number))?;
        let year = self.year().or_else(|| self.anchor().map(|anchor| anchor.day.year()))?;
        let first = weekday(civil(year, 1, 4)?, 1, Direction::BeforeOrOn)?;
        let monday = shift(first, f64::from(number) - 1.0, TimeUnit::Week)?;
        Some(super::calendar::period(monday, TimeUnit::Week))
    }

    /// Two ends within one pattern: the second says what the first leaves out.
    fn range(&self) -> Resolved {
        let firsts = self.found.first;
        let mut last = *self.found;
        last.first = Default::default();
        let (until, unit) = Resolver { found: &last, ..*self }.single();
        let mut start = last;
        start.year = firsts.year.or(start.year);
        start.month = firsts.month.or(start.month);
        start.day = firsts.day.or(start.day);
        start.weekday = firsts.weekday.or(start.weekday);
        start.decade = firsts.decade.or(start.decade);
        let (mut from, _) = Resolver { found: &start, ..*self }.single();
        // "from November to March 2022" begins in the year before.
        if let (Some(a), Some(b)) = (from.and_then(|from| from.first_day()), until.and_then(|until| until.first_day()))
            && a > b
            && firsts.year.is_none()
        {
            start.year = Some(i32::from(a.year()) - 1);
            from = match firsts.weekday {
                Some(_) => shift(a, -7.0, TimeUnit::Day).map(Edtf::day),
                None => Resolver { found: &start, ..*self }.single().0,
            };
        }
        self.date(from.zip(until).and_then(|(from, until)| join(from, until)), unit)
    }
}

/// From the beginning of one period to the end of another.
pub(super) fn join(from: Edtf, until: Edtf) -> Option<Edtf> {
    let start = match from {
        Edtf::Date(date) => date,
        Edtf::Interval(start, _) => start?,
    };
    let end = match until {
        Edtf::Date(date) => date,
        Edtf::Interval(_, end) => end?,
    };
    (start.first_day() <= end.last_day()).then_some(Edtf::Interval(Some(start), Some(end)))
}

/// The unit that a stretch of `unit`s is told to.
fn finer(unit: TimeUnit) -> TimeUnit {
    match unit {
        TimeUnit::Century | TimeUnit::Millennium | TimeUnit::Decade => TimeUnit::Year,
        TimeUnit::Year | TimeUnit::Half | TimeUnit::Season | TimeUnit::Quarter | TimeUnit::Month => TimeUnit::Month,
        _ => TimeUnit::Day,
    }
}
