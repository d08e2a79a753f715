//! The lines of a dump: `[`, then one entity a line with a comma behind it, then `]`.

use std::io::{self, BufRead, BufReader, Read};

/// No entity is longer than this many bytes; the longest ones of Wikidata have a few millions.
pub(super) const LONGEST: u64 = 64 << 20;

/// The bytes that are read at a time.
const BUFFER: usize = 1 << 18;

/// What stands on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line<'l> {
    /// What should be an entity, without the comma.
    Entity(&'l [u8]),
    /// More than an entity can have; it was passed over.
    TooLong,
}

/// The lines of a dump, one in memory at a time.
pub(super) struct Lines<R> {
    stream: BufReader<R>,
    line: Vec<u8>,
    number: u64,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(stream: R) -> Self {
        Self { stream: BufReader::with_capacity(BUFFER, stream), line: Vec::new(), number: 0 }
    }

    /// The next line that should hold an entity, with its number from 1; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<(u64, Line<'_>)>> {
        loop {
            self.line.clear();
            let read = (&mut self.stream).take(LONGEST).read_until(b'\n', &mut self.line)?;
            if read == 0 {
                return Ok(None);
            }
            self.number += 1;
            if read as u64 == LONGEST && !self.line.ends_with(b"\n") {
                self.stream.skip_until(b'\n')?;
                return Ok(Some((self.number, Line::TooLong)));
            }
            if !matches!(content(&self.line), b"" | b"[" | b"]") {
                break;
            }
        }
        Ok(Some((self.number, Line::Entity(content(&self.line)))))
    }
}

/// A line without white space and comma at its ends.
fn content(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii();
    line.strip_suffix(b",").unwrap_or(line).trim_ascii_end()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;

    #[test]
    fn brackets_and_commas_are_no_entities() {
        let mut lines = Lines::new(&b"[\n{\"a\":1},\r\n\n{\"b\":2}\n]"[..]);
        assert_eq!(lines.next().unwrap(), Some((2, Line::Entity(b"{\"a\":1}"))));
        assert_eq!(lines.next().unwrap(), Some((4, Line::Entity(b"{\"b\":2}"))));
        assert_eq!(lines.next().unwrap(), None);
    }
}
