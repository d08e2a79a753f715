//! The alphabet of stored bodies: variable-length numbers, length-prefixed texts, and lists of them.
//!
//! Numbers are LEB128 (7 bits a byte, lowest first), floats their little-endian bits, texts a length and
//! UTF-8. Nothing is aligned and nothing refers elsewhere, so that a body can be read on its own.

use crate::Corruption;

/// Writes a body.
#[derive(Debug, Default)]
pub(crate) struct Encoder {
    bytes: Vec<u8>,
}

impl Encoder {
    /// Writes behind what is there.
    pub(crate) fn onto(bytes: Vec<u8>) -> Self {
        Self { bytes }
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.bytes
    }

    pub(crate) fn byte(&mut self, value: u8) {
        self.bytes.push(value);
    }

    pub(crate) fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push((value & 0x7F) as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    /// A signed number; one near zero takes little room.
    pub(crate) fn folded(&mut self, value: i64) {
        self.number((value << 1 ^ value >> 63).cast_unsigned());
    }

    pub(crate) fn float(&mut self, value: f64) {
        self.bytes.extend_from_slice(&value.to_bits().to_le_bytes());
    }

    pub(crate) fn small_float(&mut self, value: f32) {
        self.bytes.extend_from_slice(&value.to_bits().to_le_bytes());
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(crate) fn option<T>(&mut self, value: Option<T>, put: impl FnOnce(&mut Self, T)) {
        self.byte(u8::from(value.is_some()));
        if let Some(value) = value {
            put(self, value);
        }
    }

    pub(crate) fn list<T>(&mut self, items: &[T], mut put: impl FnMut(&mut Self, &T)) {
        self.number(items.len() as u64);
        items.iter().for_each(|item| put(self, item));
    }
}

/// Reads a body; never past its end.
#[derive(Debug, Clone)]
pub(crate) struct Decoder<'b> {
    rest: &'b [u8],
}

type Read<T> = Result<T, Corruption>;

impl<'b> Decoder<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What was not read yet.
    #[inline]
    pub(crate) fn rest(&self) -> &'b [u8] {
        self.rest
    }

    #[inline]
    pub(crate) fn raw(&mut self, len: usize) -> Read<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(len).ok_or(Corruption::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    #[inline]
    pub(crate) fn array<const N: usize>(&mut self) -> Read<[u8; N]> {
        self.raw(N)?.try_into().map_err(|_| Corruption::Truncated)
    }

    #[inline]
    pub(crate) fn byte(&mut self) -> Read<u8> {
        let (byte, rest) = self.rest.split_first().ok_or(Corruption::Truncated)?;
        self.rest = rest;
        Ok(*byte)
    }

    #[inline]
    pub(crate) fn flag(&mut self) -> Read<bool> {
        match self.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Corruption::Value("flag")),
        }
    }

    /// Most numbers are of one to three bytes.
    #[inline]
    pub(crate) fn number(&mut self) -> Read<u64> {
        let low = |byte: u8| u64::from(byte & 0x7F);
        let (number, rest) = match *self.rest {
            [a, ref rest @ ..] if a < 0x80 => (low(a), rest),
            [a, b, ref rest @ ..] if b < 0x80 => (low(a) | low(b) << 7, rest),
            [a, b, c, ref rest @ ..] if c < 0x80 => (low(a) | low(b) << 7 | low(c) << 14, rest),
            _ => return self.long_number(),
        };
        self.rest = rest;
        Ok(number)
    }

    fn long_number(&mut self) -> Read<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Corruption::Value("number"))
    }

    #[inline]
    pub(crate) fn folded(&mut self) -> Read<i64> {
        let value = self.number()?;
        Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    #[inline]
    pub(crate) fn small(&mut self) -> Read<u32> {
        u32::try_from(self.number()?).map_err(|_| Corruption::Value("number"))
    }

    pub(crate) fn float(&mut self) -> Read<f64> {
        Ok(f64::from_bits(u64::from_le_bytes(self.array()?)))
    }

    pub(crate) fn small_float(&mut self) -> Read<f32> {
        Ok(f32::from_bits(u32::from_le_bytes(self.array()?)))
    }

    pub(crate) fn text(&mut self) -> Read<&'b str> {
        let len = usize::try_from(self.number()?).map_err(|_| Corruption::Truncated)?;
        str::from_utf8(self.raw(len)?).map_err(|_| Corruption::Value("text"))
    }

    pub(crate) fn option<T>(&mut self, get: impl FnOnce(&mut Self) -> Read<T>) -> Read<Option<T>> {
        if self.flag()? { get(self).map(Some) } else { Ok(None) }
    }

    pub(crate) fn list<T>(&mut self, mut get: impl FnMut(&mut Self) -> Read<T>) -> Read<Vec<T>> {
        let len = self.item_count()?;
        (0..len).map(|_| get(self)).collect()
    }

    /// How many items a list has.
    #[inline]
    pub(crate) fn item_count(&mut self) -> Read<usize> {
        let len = usize::try_from(self.number()?).map_err(|_| Corruption::Truncated)?;
        // Every item takes a byte or more: a longer claim is damage, not a reason to reserve memory.
        if len > self.rest.len() { Err(Corruption::Truncated) } else { Ok(len) }
    }

    /// Everything must have been read: bytes that are left over are damage.
    pub(crate) fn end(self) -> Read<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(Corruption::Value("length")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_and_texts_survive(number: u64, signed: i64, text in "\\PC{0,40}") {
            let mut out = Encoder::default();
            out.number(number);
            out.folded(signed);
            out.text(&text);
            let bytes = out.finish();
            let mut back = Decoder::new(&bytes);
            prop_assert_eq!(back.number(), Ok(number));
            prop_assert_eq!(back.folded(), Ok(signed));
            prop_assert_eq!(back.text(), Ok(text.as_str()));
            prop_assert_eq!(back.end(), Ok(()));
        }

        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let mut back = Decoder::new(&bytes);
            let _ = back.list(|d| d.text().map(str::to_owned));
            let _ = back.number();
            let _ = back.float();
        }
    }
}
