//! The classes that words of number and time fall into, and what a pattern gathers from them.

use crate::time::{DayPart, TimeUnit};

macro_rules! classes {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal),+ $(,)?) => {
        /// A class of words or figures that patterns speak of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) enum Class { $($(#[doc = $doc])* $name),+ }

        impl Class {
            /// Every class with its name in the data files; patterns write it in capitals.
            pub(crate) const ALL: &'static [(Class, &'static str)] = &[$((Class::$name, $text)),+];
        }
    };
}

classes! {
    /// A year in four figures or as two numbers ("nineteen ninety").
    Year = "year",
    /// A year of two figures behind an apostrophe.
    ShortYear = "short_year",
    /// A number from 1 to 31 in figures, or an ordinal of that size.
    Day = "day",
    /// An ordinal, in figures or words.
    Ordinal = "ordinal",
    Month = "month",
    /// A short form of a month that is no time on its own: Jan.
    MonthShort = "month_short",
    Weekday = "weekday",
    /// Several of a weekday: "Mondays".
    Weekdays = "weekdays",
    Season = "season",
    /// A part of the day.
    Part = "part",
    /// A unit of time in the singular.
    Unit = "unit",
    /// A unit of time in the plural.
    Units = "units",
    /// A cardinal number, in figures or words.
    Number = "num",
    /// An integer in figures of at most two places.
    Small = "small",
    /// An indefinite article or the word for one.
    One = "one",
    /// An indefinite number: several.
    Vague = "vague",
    /// A definite small number told by a noun: a couple of.
    Pair = "pair",
    /// Which one, counted from now: last, this, next.
    Relative = "rel",
    /// The beginning, middle or end of a period.
    Fuzzy = "fuzzy",
    Holiday = "holiday",
    /// A whole date in figures.
    Date = "date",
    /// Hours and minutes in figures with a colon.
    Clock = "clock",
    /// Hours and minutes in figures with a point, which may be decimals.
    PointClock = "point_clock",
    /// Before or after noon: a.m.
    Meridiem = "meridiem",
    /// A time zone.
    Zone = "zone",
    /// A decade in figures or words: 1990s.
    Decade = "decade",
    /// Days from today: yesterday.
    Shift = "shift",
    /// Days from today with a part of the day in one word: gisteravond.
    ShiftPart = "shift_part",
    /// A weekday with a part of the day in one word: woensdagochtend.
    WeekdayPart = "weekday_part",
    /// How often: daily; the value is a unit.
    Often = "often",
    /// An indefinite length in one word: jarenlang; the value is a unit.
    Lasting = "lasting",
    /// A number of at most two figures that numbers something: week 37.
    OrdinalSmall = "ordinal_small",
    /// An adjective of length: tweedaags; a count of a unit.
    Long = "long",
    /// A quarter of a year as a code: Q3.
    Quarter = "quarter",
    /// A number word below a hundred.
    Cardinal = "cardinal",
    /// Hundred, thousand, million.
    Multiplier = "multiplier",
    /// A part of one: half, third.
    Fraction = "fraction",
    /// An indefinite amount as a noun: dozens, tientallen.
    Collective = "collective",
    /// A unit of measure.
    Measure = "measure",
    /// A currency.
    Currency = "currency",
    /// A sign that stands before its amount.
    Sign = "sign",
    /// A code of a currency, in capitals.
    Code = "code",
    /// A magnitude in one letter, for money alone: m.
    Magnitude = "magnitude",
    /// A share in one word: tweederde.
    Portion = "portion",
}

impl Class {
    /// The bit of the class in a mask.
    pub(crate) fn bit(self) -> u64 {
        1_u64 << (self as u32)
    }

    /// A class by its name in the data files.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, text)| *text == name).map(|&(class, _)| class)
    }
}

/// The half of a period, or the beginning, middle or end of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Half {
    /// Its beginning.
    Start,
    /// Its middle.
    Mid,
    /// Its end.
    End,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Clock {
    /// 0 to 24.
    pub(crate) hour: u8,
    /// 0 to 59; none where only the hour is given.
    pub(crate) minute: Option<u8>,
}

/// What a pattern gathers on its way.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Captures {
    pub(crate) year: Option<i32>,
    pub(crate) month: Option<u8>,
    pub(crate) day: Option<u8>,
    /// 1 Monday to 7 Sunday.
    pub(crate) weekday: Option<u8>,
    pub(crate) season: Option<u8>,
    pub(crate) ordinal: Option<u32>,
    pub(crate) unit: Option<TimeUnit>,
    pub(crate) count: Option<f64>,
    /// The count is a guess at an indefinite number.
    pub(crate) vague: bool,
    pub(crate) relative: Option<i8>,
    pub(crate) fuzzy: Option<Half>,
    pub(crate) part: Option<DayPart>,
    /// Place in the lexicon's list of holidays.
    pub(crate) holiday: Option<usize>,
    pub(crate) clock: Option<Clock>,
    /// Hours to add: 0 before noon, 12 after.
    pub(crate) meridiem: Option<u8>,
    pub(crate) shift: Option<i32>,
    pub(crate) date: Option<(i32, u8, u8)>,
    /// First year of a decade; below 100 the century is left open.
    pub(crate) decade: Option<i32>,
    /// Place in the list of units.
    pub(crate) measure: Option<usize>,
    /// Place in the list of currencies.
    pub(crate) currency: Option<usize>,
    /// What was gathered first where a pattern names two of a kind: "15-16 september".
    pub(crate) first: Firsts,
}

/// The beginning of a range within one pattern.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Firsts {
    pub(crate) year: Option<i32>,
    pub(crate) month: Option<u8>,
    pub(crate) day: Option<u8>,
    pub(crate) weekday: Option<u8>,
    pub(crate) decade: Option<i32>,
}

impl Firsts {
    /// Whether there is one.
    pub(crate) fn any(&self) -> bool {
        *self != Self::default()
    }
}

impl Captures {
    /// Notes a value that the data files give to a word, a phrase or a rule.
    pub(crate) fn set(&mut self, class: Class, value: f64) {
        let small = value.clamp(0.0, 255.0) as u8;
        match class {
            Class::Year | Class::ShortYear => self.set_year(value as i32),
            Class::Day => {
                self.first.day = self.first.day.or(self.day);
                self.day = Some(small);
            }
            Class::Ordinal | Class::OrdinalSmall => self.ordinal = Some(value as u32),
            Class::Month | Class::MonthShort => {
                self.first.month = self.month;
                self.month = Some(small);
            }
            Class::Weekday | Class::Weekdays => {
                self.first.weekday = self.weekday;
                self.weekday = Some(small);
            }
            Class::Season => self.season = Some(small),
            Class::Part => self.part = DayPart::ALL.get(usize::from(small)).copied(),
            Class::Unit | Class::Units | Class::Often | Class::Lasting => self.unit = TimeUnit::ALL.get(usize::from(small)).copied(),
            Class::Number | Class::One | Class::Pair => self.count = Some(value),
            Class::Vague => (self.count, self.vague) = (Some(value), true),
            Class::Relative => self.relative = Some(value.clamp(-100.0, 100.0) as i8),
            Class::Fuzzy => self.fuzzy = [Half::Start, Half::Mid, Half::End].get(usize::from(small)).copied(),
            Class::Holiday => self.holiday = Some(value as usize),
            Class::Measure => self.measure = Some(value as usize),
            Class::Currency | Class::Sign | Class::Code => self.currency = Some(value as usize),
            Class::Meridiem => self.meridiem = Some(small),
            Class::Decade => {
                self.first.decade = self.decade;
                self.decade = Some(value as i32);
            }
            Class::Shift => self.shift = Some(value as i32),
            Class::Quarter => (self.ordinal, self.unit) = (Some(value as u32), Some(TimeUnit::Quarter)),
            Class::Small => self.clock = Some(Clock { hour: small, minute: None }),
            Class::ShiftPart | Class::WeekdayPart | Class::Long => self.set_pair(class, value),
            _ => {}
        }
    }

    fn set_year(&mut self, year: i32) {
        self.first.year = self.year;
        self.year = Some(year);
    }

    /// Two values in one, the second below a hundred.
    fn set_pair(&mut self, class: Class, value: f64) {
        let second = value.rem_euclid(100.0);
        let first = (value - second) / 100.0;
        let (one, other) = match class {
            Class::ShiftPart => (Class::Shift, Class::Part),
            Class::WeekdayPart => (Class::Weekday, Class::Part),
            _ => (Class::Number, Class::Unit),
        };
        self.set(one, first);
        self.set(other, second);
    }
}
