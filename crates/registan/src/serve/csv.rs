//! Answers as tables: a row for each item of a list, a column for each value that an item has.
//!
//! What is nested gets the names of both, `place_name`; of several, the names, the texts or the identities stand in one cell, parted by `; `.

use serde_json::{Map, Value};

/// A JSON answer as comma-separated values.
pub(super) fn written(answer: &Value) -> Result<Vec<u8>, ::csv::Error> {
    let mut out = ::csv::Writer::from_writer(Vec::new());
    match table(answer) {
        Some((columns, rows)) => {
            out.write_record(columns.iter().map(cell))?;
            for row in rows {
                out.write_record(row.as_array().into_iter().flatten().map(cell))?;
            }
        }
        None => {
            let flat: Vec<Vec<(String, String)>> = items(answer).into_iter().map(flat).collect();
            let mut columns: Vec<&str> = Vec::new();
            // Whatever else there is, what identifies a row leads it.
            let identity = flat.iter().flatten().filter(|(name, _)| name == "id").take(1);
            for (name, _) in identity.chain(flat.iter().flatten()) {
                if !columns.contains(&name.as_str()) {
                    columns.push(name);
                }
            }
            out.write_record(&columns)?;
            for row in &flat {
                let value = |column: &&str| row.iter().find(|(name, _)| name == column).map_or("", |(_, value)| value.as_str());
                out.write_record(columns.iter().map(value))?;
            }
        }
    }
    out.into_inner().map_err(|error| ::csv::Error::from(error.into_error()))
}

/// Columns and rows of an answer that is a table already.
fn table(answer: &Value) -> Option<(&Vec<Value>, &Vec<Value>)> {
    Some((answer.get("columns")?.as_array()?, answer.get("rows")?.as_array()?))
}

/// The lists of answers by their names, the first that is there; an answer without one is one item.
const LISTS: [&str; 4] = ["items", "points", "links", "statements"];

fn items(answer: &Value) -> Vec<&Value> {
    if let Value::Array(items) = answer {
        return items.iter().collect();
    }
    match LISTS.iter().find_map(|name| answer.get(name)?.as_array()) {
        Some(items) => items.iter().collect(),
        None => vec![answer],
    }
}

fn flat(item: &Value) -> Vec<(String, String)> {
    let mut cells = Vec::new();
    match item {
        Value::Object(object) => flatten("", object, &mut cells),
        other => cells.push(("value".to_owned(), cell(other))),
    }
    cells
}

fn flatten(prefix: &str, object: &Map<String, Value>, cells: &mut Vec<(String, String)>) {
    for (key, value) in object {
        let name = if prefix.is_empty() { key.clone() } else { format!("{prefix}_{key}") };
        match value {
            Value::Object(inner) => flatten(&name, inner, cells),
            other => cells.push((name, cell(other))),
        }
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(cell).collect::<Vec<_>>().join("; "),
        Value::Object(object) => {
            ["name", "text", "id", "value", "says", "stance"].iter().find_map(|key| object.get(*key)).map_or_else(String::new, cell)
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn text(value: &Value) -> String {
        String::from_utf8(written(value).unwrap()).unwrap()
    }

    #[test]
    fn lists_become_rows() {
        let list = json!({"items": [{"id": "1", "actors": [{"name": "A"}, {"name": "B, C"}], "place": null}, {"id": "2", "place": {"name": "Kyiv"}}]});
        assert_eq!(text(&list), "id,actors,place,place_name\n1,\"A; B, C\",,\n2,,,Kyiv\n");
    }

    #[test]
    fn tables_stay_tables() {
        assert_eq!(
            text(&json!({"columns": ["a", "b"], "rows": [[1, null], ["x\"y", 2.5]], "truncated": false})),
            "a,b\n1,\n\"x\"\"y\",2.5\n"
        );
    }
}
