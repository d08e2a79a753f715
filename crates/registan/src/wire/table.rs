//! A table of answers on the wire.

use registan_record::{Cell, Table};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::Number;

/// What a query found.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TableForm {
    /// Names of columns.
    pub columns: Vec<String>,
    /// Rows of values; bytes in hexadecimal.
    #[schema(value_type = Vec<Vec<Value>>)]
    pub rows: Vec<Vec<Value>>,
    /// Whether there was more than the limit of rows.
    pub truncated: bool,
}

impl TableForm {
    /// The form of a table.
    pub fn of(table: &Table) -> Self {
        let rows = table.rows.iter().map(|row| row.iter().map(value).collect()).collect();
        Self { columns: table.columns.clone(), rows, truncated: table.truncated }
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Integer(value) => Value::from(*value),
        Cell::Real(value) => serde_json::to_value(Number(*value)).unwrap_or(Value::Null),
        Cell::Text(text) => Value::from(text.as_str()),
        Cell::Bytes(_) => Value::from(text(cell)),
    }
}

/// A cell as text: nothing for no value, bytes in hexadecimal.
pub(crate) fn text(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Integer(value) => value.to_string(),
        Cell::Real(value) => value.to_string(),
        Cell::Text(text) => text.clone(),
        Cell::Bytes(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}
