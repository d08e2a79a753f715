//! The tensors of a model file, each asked for by name and size.

use std::ops::Range;

use safetensors::Dtype;
use safetensors::tensor::{Metadata, TensorInfo};

use super::ModelError;

/// The tensors of an open file.
pub(crate) struct Tensors<'f> {
    bytes: &'f [u8],
    /// Where the data begin in the file.
    start: usize,
    metadata: &'f Metadata,
}

/// An embedding: rows of 8-bit integers that stay where they are in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Table {
    place: Range<usize>,
    rows: usize,
    width: usize,
    /// What one unit of the integers stands for.
    pub(crate) scale: f32,
}

impl Table {
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// The integers of a row, as unsigned bytes of the file; empty for a row that does not exist.
    pub(crate) fn row<'f>(&self, file: &'f [u8], row: usize) -> &'f [u8] {
        let table = file.get(self.place.clone()).unwrap_or_default();
        table.get(row * self.width..(row + 1) * self.width).unwrap_or_default()
    }
}

impl<'f> Tensors<'f> {
    /// The tensors behind a header of `size` bytes.
    pub(crate) fn new(bytes: &'f [u8], size: usize, metadata: &'f Metadata) -> Result<Tensors<'f>, ModelError> {
        let start = size + size_of::<u64>();
        let fits = start + metadata.data_len() == bytes.len();
        fits.then_some(Tensors { bytes, start, metadata }).ok_or_else(|| ModelError::Container("truncated".to_owned()))
    }

    /// Compares the digest of all data.
    pub(crate) fn check_digest(&self, digest: &str) -> Result<(), ModelError> {
        let data = self.bytes.get(self.start..).unwrap_or_default();
        let same = blake3::hash(data).to_hex().as_str() == digest;
        same.then_some(()).ok_or(ModelError::Damaged)
    }

    /// Whether there is a tensor of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.metadata.info(name).is_some()
    }

    /// Rows and columns of a matrix.
    pub(crate) fn size(&self, name: &str) -> Result<[usize; 2], ModelError> {
        let info = self.metadata.info(name);
        info.and_then(|info| info.shape.as_slice().try_into().ok()).ok_or_else(|| ModelError::Tensor(name.to_owned()))
    }

    /// The numbers of a tensor of exactly this shape.
    pub(crate) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let bytes = self.data(name, Dtype::F32, shape)?.1;
        let numbers: Vec<f32> = bytes.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        let finite = numbers.iter().all(|number| number.is_finite());
        finite.then_some(numbers).ok_or_else(|| ModelError::Tensor(name.to_owned()))
    }

    /// The integers of a tensor of exactly this shape; -128, which the products exclude, becomes -127.
    pub(crate) fn integers(&self, name: &str, shape: &[usize]) -> Result<Vec<i8>, ModelError> {
        let bytes = self.data(name, Dtype::I8, shape)?.1;
        Ok(bytes.iter().map(|byte| byte.cast_signed().max(-127)).collect())
    }

    /// The embedding `NAME.embedding` with `rows` rows, or any number of them, and its `NAME.scale`.
    pub(crate) fn table(&self, name: &str, rows: Option<usize>) -> Result<Table, ModelError> {
        let tensor = format!("{name}.embedding");
        let [found, width] = self.size(&tensor)?;
        let (place, _) = self.data(&tensor, Dtype::I8, &[rows.unwrap_or(found), width])?;
        let scale = self.floats(&format!("{name}.scale"), &[1])?.first().copied().unwrap_or(0.0);
        Ok(Table { place, rows: found, width, scale })
    }

    fn data(&self, name: &str, dtype: Dtype, shape: &[usize]) -> Result<(Range<usize>, &'f [u8]), ModelError> {
        let fits = |info: &&TensorInfo| info.dtype == dtype && info.shape == shape;
        let place = self.metadata.info(name).filter(fits).map(|info| {
            let (from, to) = info.data_offsets;
            self.start + from..self.start + to
        });
        let found = place.and_then(|place| Some((place.clone(), self.bytes.get(place)?)));
        found.ok_or_else(|| ModelError::Tensor(name.to_owned()))
    }
}
