//! Files of many records: JSON, JSON Lines and CSV, read as a stream so that their length does not matter.

use std::{
    cell::Cell,
    io::{self, BufRead, BufReader, Read},
    rc::Rc,
};

use serde_json::Value;

use super::{Reason, decode, unpack::LONGEST};

/// A record's fields in order, nested ones with dotted names.
pub(crate) type Fields = Vec<(String, String)>;

/// What is made of a record: its number in the file from 1, and its fields or what is wrong with it.
pub(crate) type RecordSink<'s> = dyn FnMut(usize, Result<Fields, Reason>) + 's;

/// Reads a JSON record a line. A broken or overlong line is refused and the next one read.
pub(crate) fn json_lines(stream: impl Read, archive: Option<&'static str>, sink: &mut RecordSink<'_>) {
    let mut lines = BufReader::with_capacity(1 << 16, stream);
    let mut number = 0;
    loop {
        let mut line = Vec::new();
        match read_line(&mut lines, &mut line) {
            Ok(Line::End) => return,
            Ok(Line::TooLong) => {
                number += 1;
                sink(number, Err(Reason::TooLong(LONGEST)));
            }
            Ok(Line::Read) if line.trim_ascii().is_empty() => {}
            Ok(Line::Read) => {
                number += 1;
                sink(number, fields_of_json(&line));
            }
            Err(error) => return sink(number + 1, Err(Reason::of_io(&error, archive))),
        }
    }
}

enum Line {
    Read,
    TooLong,
    End,
}

/// Reads up to and with the next line end; what is longer than a report is passed over.
fn read_line(lines: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    let mut long = false;
    let mut any = false;
    loop {
        let buffer = match lines.fill_buf() {
            Ok([]) => break,
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        any = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(buffer.len(), |end| end + 1);
        long |= (line.len() + used) as u64 > LONGEST;
        if long {
            *line = Vec::new();
        } else {
            line.extend_from_slice(buffer.get(..used).unwrap_or_default());
        }
        lines.consume(used);
        if end.is_some() {
            break;
        }
    }
    Ok(if long {
        Line::TooLong
    } else if any {
        Line::Read
    } else {
        Line::End
    })
}

/// Reads JSON values: one record, a list of records, or an object that holds such a list (`{"articles": […]}`).
pub(crate) fn json(stream: impl Read, archive: Option<&'static str>, sink: &mut RecordSink<'_>) {
    let mut values = JsonValues::new(stream);
    let mut number = 0;
    loop {
        match values.next() {
            Ok(None) => return,
            Ok(Some(bytes)) => match value_of(&bytes).map(listed) {
                Ok(records) => {
                    for record in records {
                        number += 1;
                        sink(number, record_of(&record));
                    }
                }
                Err(reason) => {
                    number += 1;
                    sink(number, Err(reason));
                }
            },
            Err(Stop::TooLong) => {
                number += 1;
                sink(number, Err(Reason::TooLong(LONGEST)));
            }
            Err(Stop::Io(error)) => return sink(number + 1, Err(Reason::of_io(&error, archive))),
        }
    }
}

/// The records in a value: itself, or those of the one list of objects in it.
fn listed(value: Value) -> Vec<Value> {
    let Value::Object(fields) = value else { return vec![value] };
    let is_list = |value: &Value| value.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_object));
    let mut inner = fields.values().filter(|value| is_list(value));
    let has_text = fields.iter().any(|(_, value)| value.as_str().is_some_and(|text| text.len() > 200));
    match (inner.next(), inner.next()) {
        (Some(Value::Array(list)), None) if !has_text => list.clone(),
        _ => vec![Value::Object(fields)],
    }
}

fn fields_of_json(bytes: &[u8]) -> Result<Fields, Reason> {
    record_of(&value_of(bytes)?)
}

fn value_of(bytes: &[u8]) -> Result<Value, Reason> {
    let text = decode::text_of(bytes, None)?;
    serde_json::from_str(&text).map_err(|error| Reason::NotJson(what_is_wrong(&error)))
}

/// An error without its place, which counts from the record's own beginning and would only mislead.
fn what_is_wrong(error: &serde_json::Error) -> String {
    let told = error.to_string();
    told.split(" at line ").next().unwrap_or(&told).to_owned()
}

fn record_of(value: &Value) -> Result<Fields, Reason> {
    let Value::Object(_) = value else { return Err(Reason::NotJson("a record is an object with named fields".to_owned())) };
    let mut fields = Vec::new();
    flatten("", value, &mut fields);
    Ok(fields)
}

/// Fields with their values; lists of words are joined as paragraphs.
fn flatten(prefix: &str, value: &Value, fields: &mut Fields) {
    let Value::Object(object) = value else { return };
    for (key, value) in object {
        let name = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            Value::String(text) => fields.push((name, text.clone())),
            Value::Number(number) => fields.push((name, number.to_string())),
            Value::Object(_) if prefix.matches('.').count() < 3 => flatten(&name, value, fields),
            Value::Array(list) if !list.is_empty() && list.iter().all(Value::is_string) => {
                fields.push((name, list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n\n")));
            }
            _ => {}
        }
    }
}

/// Splits a stream of JSON into the values of its outermost list, or the values that stand one behind another.
struct JsonValues<R> {
    bytes: io::Bytes<BufReader<R>>,
    /// Whether the stream began with `[`.
    listed: Option<bool>,
    ended: bool,
}

enum Stop {
    TooLong,
    Io(io::Error),
}

impl<R: Read> JsonValues<R> {
    fn new(stream: R) -> Self {
        Self { bytes: BufReader::with_capacity(1 << 16, stream).bytes(), listed: None, ended: false }
    }

    /// The bytes of the next value.
    fn next(&mut self) -> Result<Option<Vec<u8>>, Stop> {
        let mut value = Vec::new();
        let (mut depth, mut quoted, mut escaped, mut long) = (0_usize, false, false, false);
        while !self.ended {
            let Some(byte) = self.bytes.next().transpose().map_err(Stop::Io)? else {
                self.ended = true;
                break;
            };
            if value.is_empty() && !long {
                match (byte, self.listed) {
                    (b'[', None) => {
                        self.listed = Some(true);
                        continue;
                    }
                    (b']', Some(true)) => {
                        self.listed = Some(false);
                        continue;
                    }
                    (0xEF | 0xBB | 0xBF, None) => continue,
                    (byte, _) if byte.is_ascii_whitespace() || byte == b',' => continue,
                    _ => self.listed = self.listed.or(Some(false)),
                }
            }
            // A comma or the list's end behind a bare value such as a number.
            if depth == 0 && !quoted && !value.is_empty() && (byte == b',' || byte == b']' || byte == b'\n') {
                break;
            }
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                b'{' | b'[' if !quoted => depth += 1,
                b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            long |= value.len() as u64 >= LONGEST;
            if !long {
                value.push(byte);
            }
            if depth == 0 && !quoted && matches!(byte, b'}' | b']') {
                break;
            }
        }
        match (long, value.is_empty()) {
            (true, _) => Err(Stop::TooLong),
            (false, true) => Ok(None),
            (false, false) => Ok(Some(value)),
        }
    }
}

/// Reads CSV: the first row names the fields; they are parted by comma, semicolon or tab, whichever the first row has most of.
pub(crate) fn csv(head: &[u8], stream: impl Read, archive: Option<&'static str>, sink: &mut RecordSink<'_>) {
    let first_row = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |mark: u8| first_row.iter().filter(|byte| **byte == mark).count();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|mark| (count(*mark), *mark == b',')).unwrap_or(b',');
    let since = Rc::new(Cell::new(0));
    let stream = Bounded { stream, since: Rc::clone(&since) };
    let mut rows = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(stream);
    let names: Vec<String> = match rows.byte_headers() {
        Ok(names) => names.iter().map(|name| decoded(name).trim_start_matches('\u{feff}').to_owned()).collect(),
        Err(error) => return sink(1, Err(csv_reason(&error, archive))),
    };
    let mut number = 0;
    let mut row = csv::ByteRecord::new();
    loop {
        since.set(0);
        number += 1;
        match rows.read_byte_record(&mut row) {
            Ok(false) => return,
            Ok(true) => sink(number, Ok(names.iter().cloned().zip(row.iter().map(decoded)).collect())),
            // What follows an unreadable row cannot be trusted to begin where a row begins.
            Err(error) => return sink(number, Err(csv_reason(&error, archive))),
        }
    }
}

fn decoded(field: &[u8]) -> String {
    decode::text_of(field, None).map_or_else(|_| String::from_utf8_lossy(field).into_owned(), std::borrow::Cow::into_owned)
}

fn csv_reason(error: &csv::Error, archive: Option<&'static str>) -> Reason {
    match error.kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => Reason::TooLong(LONGEST),
        csv::ErrorKind::Io(error) => Reason::of_io(error, archive),
        _ => Reason::NotCsv(error.to_string()),
    }
}

/// A stream that ends in an error when a row asks for more bytes than a report has.
struct Bounded<R> {
    stream: R,
    since: Rc<Cell<u64>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > LONGEST {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let read = self.stream.read(buffer)?;
        self.since.set(self.since.get() + read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(read: impl FnOnce(&mut RecordSink<'_>)) -> Vec<(usize, Result<Fields, Reason>)> {
        let mut seen = Vec::new();
        read(&mut |number, record| seen.push((number, record)));
        seen
    }

    fn field(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn a_broken_line_does_not_hide_the_next() {
        let seen = all(|sink| json_lines(&b"{\"text\": \"a\"}\n\n{\"text\": \n{\"text\": \"b\"}"[..], None, sink));
        assert_eq!(seen.len(), 3);
        assert_eq!(seen[0], (1, Ok(vec![field("text", "a")])));
        assert!(matches!(seen[1], (2, Err(Reason::NotJson(_)))));
        assert_eq!(seen[2], (3, Ok(vec![field("text", "b")])));
    }

    #[test]
    fn lists_objects_and_wrapped_lists() {
        for text in [
            r#"[{"text": "a]"}, {"text": "b"}]"#,
            r#"{"status": "ok", "articles": [{"text": "a]"}, {"text": "b"}]}"#,
            "{\"text\": \"a]\"} {\"text\": \"b\"}",
        ] {
            let seen = all(|sink| json(text.as_bytes(), None, sink));
            assert_eq!(seen, [(1, Ok(vec![field("text", "a]")])), (2, Ok(vec![field("text", "b")]))], "{text}");
        }
        assert!(matches!(all(|sink| json(&b"[1, 2"[..], None, sink)).as_slice(), [(1, Err(Reason::NotJson(_))), (2, Err(_))]));
    }

    #[test]
    fn rows_with_semicolons_and_quotes() {
        let seen = all(|sink| csv(b"text;date\n", &b"text;date\n\"a; \"\"b\"\"\";2022\n"[..], None, sink));
        assert_eq!(seen, [(1, Ok(vec![field("text", "a; \"b\""), field("date", "2022")]))]);
    }
}
