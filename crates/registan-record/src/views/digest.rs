//! A digest of every view's content, to see that views made anew are the same.

use rusqlite::{Connection, types::ValueRef};

use crate::storage::Faulty;
use crate::storage::schema::VIEW_TABLES;

/// The hash of all rows of all views, in the order of their keys. The full-text index counts by the terms and
/// places it holds, not by how its pages are packed.
pub(crate) fn digest(db: &Connection) -> Faulty<[u8; 32]> {
    let mut hasher = blake3::Hasher::new();
    for table in VIEW_TABLES {
        hasher.update(table.as_bytes());
        let columns: i64 = db.query_row("SELECT count(*) FROM pragma_table_info(?1)", [table], |row| row.get(0))?;
        let order: Vec<String> = (1..=columns).map(|column| column.to_string()).collect();
        hash_rows(db, &format!("SELECT * FROM {table} ORDER BY {}", order.join(", ")), &mut hasher)?;
    }
    db.execute_batch("CREATE VIRTUAL TABLE IF NOT EXISTS temp.view_term USING fts5vocab (main, view_text, instance)")?;
    hash_rows(db, "SELECT term, doc, col, offset FROM temp.view_term ORDER BY 1, 2, 3, 4", &mut hasher)?;
    db.execute_batch("DROP TABLE temp.view_term")?;
    Ok(*hasher.finalize().as_bytes())
}

fn hash_rows(db: &Connection, query: &str, hasher: &mut blake3::Hasher) -> Faulty<()> {
    let mut query = db.prepare(query)?;
    let columns = query.column_count();
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            let (kind, bytes): (u8, &[u8]) = match row.get_ref(column)? {
                ValueRef::Null => (0, &[]),
                ValueRef::Integer(value) => (1, &value.to_le_bytes()),
                ValueRef::Real(value) => (2, &value.to_le_bytes()),
                ValueRef::Text(bytes) => (3, bytes),
                ValueRef::Blob(bytes) => (4, bytes),
            };
            hasher.update(&[kind]);
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        }
    }
    Ok(())
}
