//! Finds web and e-mail addresses, which are one word whatever marks they hold.

use std::ops::Range;

/// The first address in `chunk`, a stretch of text without spaces; byte offsets in it.
pub(super) fn find_address(chunk: &str) -> Option<Range<usize>> {
    // Hardly any chunk has these; the test must be cheap.
    if !chunk.contains(['@', ':', 'w', 'W']) {
        return None;
    }
    let web =
        chunk.find("://").and_then(|at| scheme_start(chunk, at)).or_else(|| find_www(chunk)).map(|start| (start, web_end(chunk, start)));
    let mail = chunk.find('@').and_then(|at| mail(chunk, at));
    match (web, mail) {
        (Some((start, end)), Some(mail)) if start <= mail.start => Some(start..end),
        (_, Some(mail)) => Some(mail),
        (Some((start, end)), None) => Some(start..end),
        (None, None) => None,
    }
}

fn scheme_start(chunk: &str, at: usize) -> Option<usize> {
    let before = chunk.get(..at)?;
    let length = before.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    (length > 1).then_some(at - length)
}

fn find_www(chunk: &str) -> Option<usize> {
    let at = chunk.find("www.").or_else(|| chunk.find("WWW."))?;
    let inside = chunk.get(..at)?.ends_with(char::is_alphanumeric);
    (!inside).then_some(at)
}

/// Where a web address ends: at a quote or angle bracket, without the marks that close a sentence.
fn web_end(chunk: &str, start: usize) -> usize {
    let rest = chunk.get(start..).unwrap_or_default();
    let length = rest.find(['"', '<', '>', '“', '”', '«', '»', '[', ']', '{', '}']).unwrap_or(rest.len());
    let trimmed = rest.get(..length).unwrap_or_default();
    let marks = ['.', ',', ';', ':', '!', '?', '\'', '’', '…', '*'];
    let mut address = trimmed.trim_end_matches(marks);
    // A bracket that closes none of the address's own.
    while address.ends_with(')') && address.matches(')').count() > address.matches('(').count() {
        address = address.strip_suffix(')').unwrap_or(address).trim_end_matches(marks);
    }
    start + address.len()
}

fn mail(chunk: &str, at: usize) -> Option<Range<usize>> {
    let local = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-');
    let domain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    let before = chunk.as_bytes().get(..at)?.iter().rev().take_while(|b| local(b)).count();
    let after = chunk.as_bytes().get(at + 1..)?.iter().take_while(|b| domain(b)).count();
    let host = chunk.get(at + 1..at + 1 + after)?.trim_end_matches(['.', '-']);
    (!host.is_empty()).then(|| at - before..at + 1 + host.len())
}

#[cfg(test)]
mod tests {
    use super::find_address;

    #[test]
    fn addresses_end_before_the_sentence_does() {
        let cases = [
            ("(http://example.org/a_(b)).", Some("http://example.org/a_(b)")),
            ("https://example.org/a?b=c&d=e,", Some("https://example.org/a?b=c&d=e")),
            ("www.example.nl.", Some("www.example.nl")),
            ("<a.b-c@example.co.uk>,", Some("a.b-c@example.co.uk")),
            ("@naam:", Some("@naam")),
            ("16:30", None),
            ("a@", None),
            ("://", None),
            ("zwwww.", None),
        ];
        for (chunk, address) in cases {
            assert_eq!(find_address(chunk).and_then(|range| chunk.get(range)), address, "{chunk}");
        }
    }
}
