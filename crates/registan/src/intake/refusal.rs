//! Why something at the door was not taken in, and what can be done about it.

use std::{fmt, io};

/// Something that was not taken in: its place and the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The path as it was given, or `path#N` for record N of a file.
    pub place: String,
    /// Why.
    pub reason: Reason,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)
    }
}

/// Why something was not taken in. The text of each says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// No such file or folder.
    #[error("there is no such file or folder; check the path")]
    NotFound,
    /// The system does not let us.
    #[error("no permission to read it; change its rights, or run as a user who may")]
    NoPermission,
    /// A folder, device, socket or the like where a file was expected.
    #[error("it is neither a file nor a folder; copy its content to a file first")]
    NotAFile,
    /// A link that leads back to a folder above it.
    #[error("it links back to a folder that it stands in; remove the link")]
    Circle,
    /// Reading failed.
    #[error("it could not be read ({0}); check the disk, then try again")]
    Unreadable(String),
    /// Nothing in it.
    #[error("it is empty; leave it out, or fetch it again")]
    Empty,
    /// Something other than text.
    #[error("it is {0}, not text; convert it to text, HTML or JSON first")]
    Binary(&'static str),
    /// A text no report has the length of.
    #[error("it is longer than {} MB, which no report is; split it, or give one report a line (JSON Lines)", .0 >> 20)]
    TooLong(u64),
    /// A compressed file that ends too early.
    #[error("the {0} archive is cut off; fetch it again")]
    Truncated(&'static str),
    /// A compressed file that is broken.
    #[error("the {0} archive is damaged; fetch it again")]
    Damaged(&'static str),
    /// Broken JSON.
    #[error("it is not valid JSON ({0}); correct it, or leave it out")]
    NotJson(String),
    /// Broken CSV.
    #[error("it is not valid CSV ({0}); correct it, or leave it out")]
    NotCsv(String),
    /// A record whose text cannot be found.
    #[error("no field holds the text (fields: {0}); name it with --field text=NAME")]
    NoTextField(String),
    /// A page on which no article was found.
    #[error("no article was found on the page; save its text as plain text")]
    NoArticle,
    /// A language that is not read.
    #[error("it is in {0}, and only Dutch and English are read; if that is a mistake, give --language")]
    OtherLanguage(String),
    /// Too little to go by.
    #[error("its language could not be recognised; give --language nl or --language en")]
    UnknownLanguage,
}

impl Reason {
    /// The reason behind an error of the system. `archive` names the compression that was being undone, if any.
    pub(crate) fn of_io(error: &io::Error, archive: Option<&'static str>) -> Self {
        use io::ErrorKind as Kind;
        match (error.kind(), archive) {
            (Kind::NotFound, _) => Self::NotFound,
            (Kind::PermissionDenied, _) => Self::NoPermission,
            (Kind::UnexpectedEof, Some(archive)) => Self::Truncated(archive),
            (Kind::InvalidData | Kind::InvalidInput | Kind::Other, Some(archive)) => Self::Damaged(archive),
            (Kind::IsADirectory, _) => Self::NotAFile,
            _ => Self::Unreadable(error.to_string()),
        }
    }

    /// A short name for summaries: refusals of one kind are counted together.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotFound => "not found",
            Self::NoPermission => "no permission",
            Self::NotAFile | Self::Circle => "not a file",
            Self::Unreadable(_) => "unreadable",
            Self::Empty => "empty",
            Self::Binary(_) => "not text",
            Self::TooLong(_) => "too long",
            Self::Truncated(_) | Self::Damaged(_) => "broken archive",
            Self::NotJson(_) | Self::NotCsv(_) => "broken record",
            Self::NoTextField(_) | Self::NoArticle => "no text found",
            Self::OtherLanguage(_) => "other language",
            Self::UnknownLanguage => "language not recognised",
        }
    }
}
