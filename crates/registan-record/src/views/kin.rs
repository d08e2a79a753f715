//! Which reports are near in origin, where the date of one is not known: without a day, only what else they say can tell whether
//! two reports speak of one matter.

use registan_types::Report;
use rusqlite::{Connection, params};

use super::{lead_segment, postings::Postings};
use crate::identity::Telling;
use crate::log::report_at;
use crate::storage::Faulty;

/// Reports that share fewer of their telling words, in thousandths, are not noted as kin.
const FEWEST: i64 = 80;

/// Notes a report's beginning, and whom it is kin to.
pub(super) fn add(db: &Connection, key: i64, report: &Report, postings: &mut Postings) -> Faulty<()> {
    let telling = Telling::of_report(&report.text);
    let bands = telling.bands();
    let dated = report.published.date().is_some();
    if !dated {
        postings.flush_leads(db)?;
    }
    // Two dated reports are told apart by their dates.
    if !dated || undated_are_known(db)? {
        let mut others = candidates(db, (0, key), &bands)?;
        if !dated {
            others.extend(candidates(db, (1, key), &bands)?);
        }
        others.sort_unstable();
        others.dedup();
        for other in others {
            note(db, key, other, &telling)?;
        }
    }
    let rows = bands.iter().map(|band| [i64::from(dated), lead_segment(key), *band, key]);
    postings.leads.extend(rows);
    if !dated {
        postings.flush_leads(db)?;
    }
    Ok(())
}

/// Forgets a report.
pub(super) fn remove(db: &Connection, key: i64, report: &Report) -> Faulty<()> {
    let dated = i64::from(report.published.date().is_some());
    for band in Telling::of_report(&report.text).bands() {
        db.prepare_cached("DELETE FROM view_lead WHERE dated = ?1 AND segment = ?2 AND band = ?3 AND report = ?4")?.execute([
            dated,
            lead_segment(key),
            band,
            key,
        ])?;
    }
    let mut query = db.prepare_cached("DELETE FROM view_kin WHERE report = ?1 RETURNING other")?;
    let others: Vec<i64> = query.query_map([key], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for other in others {
        db.prepare_cached("DELETE FROM view_kin WHERE report = ?1 AND other = ?2")?.execute([other, key])?;
    }
    Ok(())
}

fn undated_are_known(db: &Connection) -> Faulty<bool> {
    Ok(db.prepare_cached("SELECT 1 FROM view_lead WHERE dated = 0 LIMIT 1")?.exists([])?)
}

/// Reports up to `last` that share a band.
fn candidates(db: &Connection, (dated, last): (i64, i64), bands: &[i64]) -> Faulty<Vec<i64>> {
    let mut query = db.prepare_cached("SELECT report FROM view_lead WHERE dated = ?1 AND segment = ?2 AND band = ?3")?;
    let mut found = Vec::new();
    for segment in 0..=lead_segment(last) {
        for band in bands {
            found.extend(query.query_map([dated, segment, *band], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?);
        }
    }
    Ok(found)
}

fn note(db: &Connection, key: i64, other: i64, telling: &Telling) -> Faulty<()> {
    let likeness = telling.likeness(&Telling::of_report(&report_at(db, other)?.text));
    let alike = (likeness * 1000.0).round() as i64;
    if alike >= FEWEST {
        let mut insert = db.prepare_cached("INSERT INTO view_kin (report, other, alike) VALUES (?1, ?2, ?3)")?;
        insert.execute(params![key, other, alike])?;
        insert.execute(params![other, key, alike])?;
    }
    Ok(())
}
