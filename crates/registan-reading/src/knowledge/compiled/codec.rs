//! Values as bytes and back: little-endian integers, vectors with their length.

/// A value that can be written as bytes and read again.
pub(crate) trait Packed: Sized {
    /// Appends its bytes.
    fn put(&self, out: &mut Vec<u8>);
    /// Reads one and moves on; `None` when the bytes end too soon.
    fn take(from: &mut &[u8]) -> Option<Self>;
}

macro_rules! numbers {
    ($($number:ty),*) => { $(
        impl Packed for $number {
            fn put(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                let (bytes, rest) = from.split_first_chunk()?;
                *from = rest;
                Some(Self::from_le_bytes(*bytes))
            }
        }
    )* };
}
numbers!(u8, u16, u32, u64, f32);

impl<T: Packed> Packed for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        u32::try_from(self.len()).unwrap_or(u32::MAX).put(out);
        self.iter().for_each(|one| one.put(out));
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        let count = u32::take(from)? as usize;
        // Bytes that claim more than they hold must not make room for it.
        let mut all = Self::with_capacity(count.min(from.len()));
        for _ in 0..count {
            all.push(T::take(from)?);
        }
        Some(all)
    }
}

/// Rows of fixed width: a struct of numbers with its bytes.
macro_rules! packed_rows {
    ($($(#[$outer:meta])* struct $name:ident { $($(#[$doc:meta])* $field:ident: $kind:ty),* $(,)? })*) => { $(
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub(crate) struct $name { $($(#[$doc])* pub(crate) $field: $kind),* }

        impl Packed for $name {
            fn put(&self, out: &mut Vec<u8>) {
                $(self.$field.put(out);)*
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: <$kind>::take(from)?),* })
            }
        }
    )* };
}
pub(crate) use packed_rows;
