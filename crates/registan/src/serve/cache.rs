//! Answers that were given before: the same address on the same version of the record has the same answer.

use std::{
    collections::{BTreeMap, HashMap},
    io::{Read, Write},
    sync::{Mutex, PoisonError},
};

use axum::body::Bytes;
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use registan_record::Version;

/// How many bytes of answers are kept.
const ROOM: usize = 64 << 20;

/// An answer's body with what it is.
#[derive(Debug, Clone)]
pub(super) struct Body {
    content: Content,
    pub(super) kind: &'static str,
    /// The cursor of the next page of a list.
    pub(super) next: Option<String>,
}

/// A body's bytes, kept in one form: compressing costs more than most answers that are kept, and what is compressed takes a fifth of the room.
#[derive(Debug, Clone)]
enum Content {
    Plain(Bytes),
    Packed(Bytes),
}

/// Shorter answers are sent as they are.
const WORTH_PACKING: usize = 1 << 10;

impl Body {
    /// A body, compressed once if that is worth it.
    pub(super) fn new(bytes: Bytes, kind: &'static str, next: Option<String>) -> Self {
        let packed = (bytes.len() >= WORTH_PACKING).then(|| packed(&bytes).ok()).flatten();
        Self { content: packed.map_or(Content::Plain(bytes), Content::Packed), kind, next }
    }

    /// The bytes to send to who takes gzip or does not, and whether they are compressed.
    pub(super) fn sent(self, gzip: bool) -> std::io::Result<(Bytes, bool)> {
        match self.content {
            Content::Packed(bytes) if gzip => Ok((bytes, true)),
            Content::Packed(bytes) => {
                let mut plain = Vec::new();
                GzDecoder::new(&*bytes).read_to_end(&mut plain)?;
                Ok((plain.into(), false))
            }
            Content::Plain(bytes) => Ok((bytes, false)),
        }
    }

    fn size(&self) -> usize {
        match &self.content {
            Content::Plain(bytes) | Content::Packed(bytes) => bytes.len(),
        }
    }
}

fn packed(bytes: &[u8]) -> std::io::Result<Bytes> {
    // Most of an answer is identities, which no pains make smaller.
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes)?;
    Ok(packer.finish()?.into())
}

/// Answers by address, the longest unused leaving first.
#[derive(Debug, Default)]
pub(super) struct Cache(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    version: Option<Version>,
    answers: HashMap<String, (u64, Body)>,
    by_use: BTreeMap<u64, String>,
    size: usize,
    uses: u64,
}

impl Cache {
    /// The answer to `address` on a version.
    pub(super) fn get(&self, version: Version, address: &str) -> Option<Body> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.version != Some(version) {
            return None;
        }
        kept.uses += 1;
        let now = kept.uses;
        let (used, body) = kept.answers.get_mut(address)?;
        let before = std::mem::replace(used, now);
        let body = body.clone();
        if let Some(address) = kept.by_use.remove(&before) {
            kept.by_use.insert(now, address);
        }
        Some(body)
    }

    /// Keeps an answer.
    pub(super) fn put(&self, version: Version, address: &str, body: &Body) {
        let size = body.size() + 2 * address.len() + 128;
        if size > ROOM / 8 {
            return;
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.version != Some(version) {
            *kept = Kept { version: Some(version), ..Kept::default() };
        }
        if kept.answers.contains_key(address) {
            return;
        }
        kept.uses += 1;
        let now = kept.uses;
        kept.answers.insert(address.to_owned(), (now, body.clone()));
        kept.by_use.insert(now, address.to_owned());
        kept.size += size;
        while kept.size > ROOM {
            let Some((_, oldest)) = kept.by_use.pop_first() else { break };
            if let Some((_, body)) = kept.answers.remove(&oldest) {
                kept.size -= body.size() + 2 * oldest.len() + 128;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_compressed_is_sent_as_it_was() {
        let bytes = Bytes::from("word ".repeat(1000));
        let body = Body::new(bytes.clone(), "text/plain", None);
        assert!(body.size() < bytes.len() / 4);
        assert_eq!(body.clone().sent(false).unwrap(), (bytes, false));
        assert!(body.sent(true).unwrap().1);
        assert_eq!(Body::new(Bytes::from_static(b"1"), "text/plain", None).sent(true).unwrap(), (Bytes::from_static(b"1"), false));
    }

    #[test]
    fn another_version_has_other_answers() {
        let cache = Cache::default();
        let (one, two) = (Version { entry: 1, at: None }, Version { entry: 2, at: None });
        let body = Body::new(Bytes::from_static(b"1"), "text/plain", None);
        cache.put(one, "/a", &body);
        assert!(cache.get(one, "/a").is_some() && cache.get(one, "/b").is_none() && cache.get(two, "/a").is_none());
        cache.put(two, "/a", &body);
        assert!(cache.get(one, "/a").is_none());
    }

    #[test]
    fn the_longest_unused_leaves() {
        let cache = Cache::default();
        let version = Version { entry: 1, at: None };
        let body = Body { content: Content::Plain(Bytes::from(vec![0; ROOM / 10])), kind: "text/plain", next: None };
        for number in 0..10 {
            cache.put(version, &number.to_string(), &body);
            cache.get(version, "0");
        }
        assert!(cache.get(version, "0").is_some() && cache.get(version, "1").is_none() && cache.get(version, "9").is_some());
    }
}
