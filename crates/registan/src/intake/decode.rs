//! From bytes to text: which encoding they are in, and whether they are text at all.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Reason;

/// The text of `bytes`, a byte order mark dropped and line ends kept. `label` is the encoding that the file itself names, if any.
///
/// # Errors
/// When the bytes are no text.
pub(crate) fn text_of<'b>(bytes: &'b [u8], label: Option<&[u8]>) -> Result<Cow<'b, str>, Reason> {
    if let Some(what) = known_binary(bytes) {
        return Err(Reason::Binary(what));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
        return readable(text);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return readable(encoding.decode_without_bom_handling(bytes).0);
    }
    match str::from_utf8(bytes) {
        Ok(text) => return readable(Cow::Borrowed(text)),
        // A file that was cut off in the middle of a character.
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => {
            let whole = bytes.get(..error.valid_up_to()).and_then(|whole| str::from_utf8(whole).ok());
            return readable(Cow::Borrowed(whole.unwrap_or_default()));
        }
        Err(_) => {}
    }
    let labelled =
        label.and_then(Encoding::for_label).filter(|encoding| *encoding != UTF_8 && *encoding != UTF_16LE && *encoding != UTF_16BE);
    let encoding = labelled.unwrap_or_else(|| guess(bytes));
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    readable(text)
}

/// The encoding of a stream that begins with `head`, when it is one in which a line's end is more than a byte.
pub(crate) fn wide_encoding(head: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_bom(head) {
        Some((encoding, _)) => (encoding != UTF_8).then_some(encoding),
        None => unmarked_utf16(head),
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 without a mark: nearly all of a Latin text's high bytes are zero, and none of its low ones.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096) & !1)?;
    let pairs = head.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match (even * 10 >= pairs * 7, odd * 10 >= pairs * 7) {
        (false, true) if even == 0 => Some(UTF_16LE),
        (true, false) if odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// What kind of file it is, when its first bytes say that it is no text.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &'static str); 14] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"RIFF", "a picture or sound file"),
        (b"\x7FELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"BZh9", "a bzip2 archive"),
        (b"\xFD7zXZ", "an xz archive"),
        (b"7z\xBC\xAF", "a 7z archive"),
        (b"\xD0\xCF\x11\xE0", "an old office document"),
        (b"{\\rtf", "an RTF document"),
    ];
    kinds.iter().find(|(head, _)| bytes.starts_with(head)).map(|(_, what)| *what)
}

/// Refuses what decodes but is no writing: control characters, or hardly a letter.
fn readable(text: Cow<'_, str>) -> Result<Cow<'_, str>, Reason> {
    let mut all = 0_usize;
    let mut odd = 0_usize;
    for c in text.chars().take(1 << 16) {
        all += 1;
        let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}' | '\u{1a}' | '\u{8}');
        odd += usize::from(control || c == '\u{FFFD}');
    }
    if odd * 50 > all || text.contains('\0') { Err(Reason::Binary("binary data")) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "Coöperatie in ’t Westen: één café, vijftig procent";

    #[test]
    fn encodings_are_recognised() {
        let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16_be: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = [b"\xFE\xFF".as_slice(), &utf16_be].concat();
        let utf8_marked = ["\u{feff}", TEXT].concat();
        let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(TEXT);
        for bytes in [TEXT.as_bytes(), &utf16, &utf16_be, &marked, utf8_marked.as_bytes(), &windows] {
            assert_eq!(text_of(bytes, None).as_deref(), Ok(TEXT), "{bytes:x?}");
        }
    }

    #[test]
    fn a_cut_character_is_left_out() {
        let cut = &"Zo één".as_bytes()[..4];
        assert_eq!(text_of(cut, None).as_deref(), Ok("Zo "));
    }

    #[test]
    fn binary_data_is_refused() {
        assert_eq!(text_of(b"\x89PNG\r\n", None), Err(Reason::Binary("a PNG picture")));
        assert_eq!(text_of(&[0, 1, 2, 3, 4, 5, 6, 200, 0, 7, 9, 1], None), Err(Reason::Binary("binary data")));
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = text_of(&bytes, Some(b"latin1"));
            let _ = wide_encoding(&bytes);
        }
    }
}
