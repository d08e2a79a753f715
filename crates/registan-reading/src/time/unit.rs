//! Units of the calendar and parts of the day.

/// A unit of the calendar or the clock, from the finest to the coarsest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeUnit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Three months, as spring or summer.
    Season,
    /// Six months.
    Half,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

impl TimeUnit {
    /// Every unit, from the finest.
    pub const ALL: [Self; 14] = [
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Weekend,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Season,
        Self::Half,
        Self::Year,
        Self::Decade,
        Self::Century,
        Self::Millennium,
    ];

    /// A stable lower-case name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Weekend => "weekend",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Season => "season",
            Self::Half => "half",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
            Self::Millennium => "millennium",
        }
    }

    /// The unit of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }

    /// A length of so many of it in ISO 8601, `P3D`; `X` for an indefinite number. Quarters, decades and the like are written as
    /// months and years.
    pub fn duration(self, count: Option<f64>) -> String {
        let (times, clock, letter) = match self {
            Self::Second => (1.0, "T", "S"),
            Self::Minute => (1.0, "T", "M"),
            Self::Hour => (1.0, "T", "H"),
            Self::Day => (1.0, "", "D"),
            Self::Weekend => (2.0, "", "D"),
            Self::Week => (1.0, "", "W"),
            Self::Month => (1.0, "", "M"),
            Self::Quarter | Self::Season => (3.0, "", "M"),
            Self::Half => (6.0, "", "M"),
            Self::Year => (1.0, "", "Y"),
            Self::Decade => (10.0, "", "Y"),
            Self::Century => (100.0, "", "Y"),
            Self::Millennium => (1000.0, "", "Y"),
        };
        let Some(count) = count else { return format!("P{clock}X{letter}") };
        let (whole, half) = (count.trunc(), (count.fract() - 0.5).abs() < 1e-9 && times == 1.0);
        match self {
            Self::Year if half => format!("P{whole}Y6M"),
            Self::Hour if half => format!("PT{whole}H30M"),
            Self::Minute if half => format!("PT{whole}M30S"),
            _ => format!("P{clock}{}{letter}", count * times),
        }
    }
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayPart {
    /// Before noon.
    Morning,
    /// About twelve.
    Noon,
    /// After noon.
    Afternoon,
    /// The end of the day.
    Evening,
    /// When it is dark.
    Night,
    /// When it is light.
    Daytime,
    /// At twelve at night.
    Midnight,
}

impl DayPart {
    /// Every part.
    pub const ALL: [Self; 7] = [Self::Morning, Self::Noon, Self::Afternoon, Self::Evening, Self::Night, Self::Daytime, Self::Midnight];

    /// A stable lower-case name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Noon => "noon",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
            Self::Night => "night",
            Self::Daytime => "daytime",
            Self::Midnight => "midnight",
        }
    }

    /// The part of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_in_iso_8601() {
        assert_eq!(TimeUnit::Day.duration(Some(3.0)), "P3D");
        assert_eq!(TimeUnit::Year.duration(Some(2.5)), "P2Y6M");
        assert_eq!(TimeUnit::Decade.duration(Some(2.0)), "P20Y");
        assert_eq!(TimeUnit::Hour.duration(None), "PTXH");
    }
}
