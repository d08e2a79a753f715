//! Whether two amounts agree.

use registan_types::{Measure, Quantity, Statement, Unit};

use super::Explanation;

/// How two amounts of one thing stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agreement {
    /// The same, or ranges that overlap.
    Same,
    /// The same but for this.
    Explained(Explanation),
    /// Different.
    Different,
}

/// What an amount is of: amounts of different things are not compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Slot {
    what: &'static str,
    measure: Measure,
    unit: String,
    per: Option<String>,
}

impl Slot {
    /// Whether it is a count that grows as more becomes known: of people harmed.
    pub(super) fn is_toll(&self) -> bool {
        self.what != "amount"
    }
}

/// "About" stands for a tenth more or less.
const ABOUT: f64 = 0.1;

/// The amounts of a statement, each with what it is of.
pub(super) fn amounts(statement: &Statement) -> Vec<(Slot, &Quantity)> {
    let harm = &statement.roles.casualties;
    let tolls = [("killed", &harm.killed), ("injured", &harm.injured), ("missing", &harm.missing), ("displaced", &harm.displaced)];
    let mut found: Vec<(Slot, &Quantity)> =
        tolls.into_iter().filter_map(|(what, amount)| amount.as_ref().map(|amount| (slot(what, amount), amount))).collect();
    let counted = |amount: &&Quantity| found.iter().all(|(_, toll)| toll.span != amount.span);
    let others: Vec<(Slot, &Quantity)> =
        statement.quantities.iter().filter(counted).map(|amount| (slot("amount", amount), amount)).collect();
    found.extend(others);
    found
}

fn slot(what: &'static str, amount: &Quantity) -> Slot {
    let unit = match (&amount.si, &amount.unit) {
        // People harmed are counted in many words: men, civilians, soldiers.
        _ if what != "amount" => String::new(),
        (Some((_, unit)), _) => unit.to_string(),
        (None, Unit::Symbol(unit)) => unit.to_string(),
        (None, Unit::Counted(noun)) => noun.to_lowercase(),
        (None, Unit::None) => String::new(),
    };
    Slot { what, measure: amount.measure, unit, per: amount.per.as_deref().map(str::to_owned) }
}

/// The value to compare by: in SI units where there are some.
pub(super) fn value(amount: &Quantity) -> f64 {
    amount.si.as_ref().map_or(amount.value, |(value, _)| *value)
}

/// Whether two amounts of one slot agree.
pub(super) fn agreement(a: &Quantity, b: &Quantity) -> Agreement {
    let (range_a, range_b) = (range(a), range(b));
    if range_a.0 <= range_b.1 && range_b.0 <= range_a.1 {
        return Agreement::Same;
    }
    let apart = if range_a.1 < range_b.0 { range_b.0 - range_a.1 } else { range_a.0 - range_b.1 };
    // A number is as precise as its digits: half of its last place, of the coarser of the two.
    let half_place = |amount: &Quantity| value(amount).abs() * last_place(amount.value) / 2.0;
    if apart <= half_place(a).max(half_place(b)) * (1.0 + 1e-9) {
        return Agreement::Explained(Explanation::Rounding);
    }
    let about = |amount: &Quantity| if amount.approximate { value(amount).abs() * ABOUT } else { 0.0 };
    if apart <= about(a).max(about(b)) {
        return Agreement::Explained(Explanation::Approximation);
    }
    Agreement::Different
}

fn range(amount: &Quantity) -> (f64, f64) {
    let low = value(amount);
    let scale = if amount.value == 0.0 { 1.0 } else { low / amount.value };
    (low, amount.value_max.map_or(low, |high| high * scale).max(low))
}

/// The worth of a number's last significant decimal place, as a share of the number: 146.8 gives 0.1 / 146.8.
fn last_place(value: f64) -> f64 {
    let digits = format!("{:e}", value.abs());
    let mantissa = digits.split('e').next().unwrap_or("1");
    let decimals = mantissa.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let mantissa: f64 = mantissa.parse().unwrap_or(1.0);
    if mantissa == 0.0 { 0.0 } else { 0.1_f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX)) / mantissa }
}

#[cfg(test)]
mod tests {
    use super::*;
    use registan_types::Span;

    fn amount(value: f64) -> Quantity {
        let (unit, span) = (Unit::None, Span::default());
        Quantity { value, value_max: None, approximate: false, unit, si: None, per: None, measure: Measure::Count, span }
    }

    #[test]
    fn rounding_is_no_difference() {
        let rounding = Agreement::Explained(Explanation::Rounding);
        assert_eq!(agreement(&amount(146.8e9), &amount(147e9)), rounding);
        assert_eq!(agreement(&amount(140e9), &amount(147e9)), Agreement::Different);
        assert_eq!(agreement(&amount(1200.0), &amount(1400.0)), Agreement::Different);
        assert_eq!(agreement(&amount(24.0), &amount(46.0)), Agreement::Different);
        assert_eq!(agreement(&amount(0.0), &amount(3.0)), Agreement::Different);
    }

    #[test]
    fn units_are_compared_in_their_own_precision() {
        let kilometres = Quantity { si: Some((1_340_000.0, "m".into())), ..amount(1340.0) };
        let miles = Quantity { si: Some((1_338_974.2, "m".into())), ..amount(832.0) };
        assert_eq!(agreement(&kilometres, &miles), Agreement::Explained(Explanation::Rounding));
    }

    #[test]
    fn ranges_that_overlap_agree_and_about_is_wide() {
        let range = Quantity { value_max: Some(300.0), ..amount(100.0) };
        assert_eq!(agreement(&range, &amount(250.0)), Agreement::Same);
        let about = Quantity { approximate: true, ..amount(1000.0) };
        assert_eq!(agreement(&about, &amount(908.0)), Agreement::Explained(Explanation::Rounding));
        assert_eq!(
            agreement(&Quantity { approximate: true, ..amount(1234.0) }, &amount(1150.0)),
            Agreement::Explained(Explanation::Approximation)
        );
    }
}
