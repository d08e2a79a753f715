//! Which reports are near in origin, where the date of one is not known: without a day, only what else they say can tell whether
//! two reports speak of one matter.

use registan_types::Report;
use rusqlite::{Connection, params};

use super::packed::{LeadEntry, entries, take_out};
use super::postings::Postings;
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
        let mut others = candidates(db, (false, key), &bands)?;
        if !dated {
            others.extend(candidates(db, (true, key), &bands)?);
        }
        others.sort_unstable();
        others.dedup();
        for other in others {
            note(db, key, other, &telling)?;
        }
    }
    bands.iter().for_each(|band| postings.add_lead(dated, key, *band));
    if !dated {
        postings.flush_leads(db)?;
    }
    Ok(())
}

/// Forgets a report.
pub(super) fn remove(db: &Connection, key: i64, report: &Report) -> Faulty<()> {
    let dated = report.published.date().is_some();
    for band in Telling::of_report(&report.text).bands() {
        let row = LeadEntry::row(dated, LeadEntry::segment(key), band);
        take_out(db, ("view_lead", "place = ?1", &[row]), row, |entry: &LeadEntry| entry.report == key)?;
    }
    let mut query = db.prepare_cached("DELETE FROM view_kin WHERE report = ?1 RETURNING other")?;
    let others: Vec<i64> = query.query_map([key], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for other in others {
        db.prepare_cached("DELETE FROM view_kin WHERE report = ?1 AND other = ?2")?.execute([other, key])?;
    }
    Ok(())
}

fn undated_are_known(db: &Connection) -> Faulty<bool> {
    let dated = LeadEntry::row(true, 0, 0);
    Ok(db.prepare_cached("SELECT 1 FROM view_lead WHERE place < ?1 LIMIT 1")?.exists([dated])?)
}

/// Reports up to `last` that share a band.
fn candidates(db: &Connection, (dated, last): (bool, i64), bands: &[i64]) -> Faulty<Vec<i64>> {
    let mut query = db.prepare_cached("SELECT entries FROM view_lead WHERE place = ?1")?;
    let mut found = Vec::new();
    for segment in 0..=LeadEntry::segment(last) {
        for band in bands {
            let place = LeadEntry::row(dated, segment, *band);
            let mut rows = query.query([place])?;
            let Some(row) = rows.next()? else { continue };
            for entry in entries::<LeadEntry>(place, row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?) {
                let entry = entry?;
                if entry.has(*band) {
                    found.push(entry.report);
                }
            }
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
