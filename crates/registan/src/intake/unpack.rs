//! Opens what is compressed, and reads no more than a report can have.

use std::io::{self, BufReader, Cursor, Read};

use super::Reason;

/// No report, and no record of a file, is longer than this many bytes.
pub(crate) const LONGEST: u64 = 32 << 20;

/// How many bytes of a stream are looked at to tell what it is.
const PEEK: usize = 4096;

/// An opened file, its compression undone.
pub(crate) struct Opened<'r> {
    /// The first bytes, for telling what it is. They are read again by `stream`.
    pub(crate) head: Vec<u8>,
    /// All of it.
    pub(crate) stream: Box<dyn Read + 'r>,
    /// The compression that is being undone, for messages.
    pub(crate) archive: Option<&'static str>,
}

/// Opens a stream: gzip, bzip2 and zstd are told by their first bytes, whatever the file is called.
///
/// # Errors
/// When it cannot be read, or the archive is broken at its beginning.
pub(crate) fn open<'r>(raw: impl Read + 'r) -> Result<Opened<'r>, Reason> {
    let (head, raw) = peek(Box::new(raw)).map_err(|error| Reason::of_io(&error, None))?;
    let (archive, stream): (_, Box<dyn Read + 'r>) = match head.as_slice() {
        [0x1F, 0x8B, ..] => (Some("gzip"), Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::new(raw)))),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => {
            let decoder = zstd::Decoder::new(raw).map_err(|error| Reason::of_io(&error, Some("zstd")))?;
            (Some("zstd"), Box::new(decoder))
        }
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, ..] => (Some("bzip2"), Box::new(bzip2::read::MultiBzDecoder::new(raw))),
        _ => return Ok(Opened { head, stream: raw, archive: None }),
    };
    let (head, stream) = peek(stream).map_err(|error| Reason::of_io(&error, archive))?;
    Ok(Opened { head, stream, archive })
}

/// A stream of any length, its compression undone.
///
/// # Errors
/// As [`open`].
pub(crate) fn open_stream<'r>(raw: impl Read + 'r) -> Result<Box<dyn Read + 'r>, Reason> {
    open(raw).map(|opened| opened.stream)
}

impl Opened<'_> {
    /// All bytes of it.
    ///
    /// # Errors
    /// When it cannot be read to its end, or is longer than a report.
    pub(crate) fn read_all(self) -> Result<Vec<u8>, Reason> {
        let mut bytes = Vec::new();
        self.stream.take(LONGEST + 1).read_to_end(&mut bytes).map_err(|error| Reason::of_io(&error, self.archive))?;
        if bytes.len() as u64 > LONGEST { Err(Reason::TooLong(LONGEST)) } else { Ok(bytes) }
    }
}

/// The first bytes of a stream, and the stream with those bytes still in it.
fn peek<'r>(mut stream: Box<dyn Read + 'r>) -> io::Result<(Vec<u8>, Box<dyn Read + 'r>)> {
    let mut head = Vec::with_capacity(PEEK);
    // An archive that breaks behind its first bytes is told when those are read.
    let read = (&mut stream).take(PEEK as u64).read_to_end(&mut head);
    match read {
        Err(error) if head.is_empty() => return Err(error),
        Err(error) => {
            let rest = Cursor::new(head.clone()).chain(Broken(Some(error)));
            return Ok((head, Box::new(rest)));
        }
        Ok(_) => {}
    }
    let rest = Cursor::new(head.clone()).chain(stream);
    Ok((head, Box::new(rest)))
}

/// A stream that ends in an error.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
