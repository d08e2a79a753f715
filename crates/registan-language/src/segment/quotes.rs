//! Keeps track of which quotation marks are open, since many shapes serve as both.

/// Which quotation marks are open in the current block.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    double: bool,
    /// A low mark „ was opened, which “ closes.
    low: bool,
    single: u32,
}

/// Which way a quotation mark faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Facing {
    Opening,
    Closing,
}

impl Quotes {
    /// Which way the double quotation mark `mark` faces, given whether a space (or nothing, or an
    /// opening mark) stands on either side.
    pub(super) fn double(&mut self, mark: &str, space_before: bool, space_after: bool) -> Facing {
        let facing = match mark {
            "„" => {
                self.low = true;
                Facing::Opening
            }
            "“" if self.low => Facing::Closing,
            "“" | "``" | ",," => Facing::Opening,
            "''" => Facing::Closing,
            "«" | "»" | "‹" | "›" => self.guillemet(mark, space_before, space_after),
            _ => match (space_before, space_after) {
                (true, false) => Facing::Opening,
                (false, true) => Facing::Closing,
                _ if self.double => Facing::Closing,
                _ => Facing::Opening,
            },
        };
        self.double = facing == Facing::Opening;
        self.low &= self.double;
        facing
    }

    fn guillemet(&self, mark: &str, space_before: bool, space_after: bool) -> Facing {
        match (space_before, space_after) {
            (true, false) => Facing::Opening,
            (false, true) => Facing::Closing,
            _ if matches!(mark, "«" | "‹") => Facing::Opening,
            _ => Facing::Closing,
        }
    }

    /// A single quotation mark was opened.
    pub(super) fn open_single(&mut self) {
        self.single += 1;
    }

    /// Closes a single quotation mark if one is open.
    pub(super) fn close_single(&mut self) -> bool {
        let open = self.single > 0;
        self.single = self.single.saturating_sub(1);
        open
    }
}
