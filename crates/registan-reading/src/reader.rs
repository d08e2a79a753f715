//! The reader: a report in, statements out.

/// Reads reports.
#[derive(Debug)]
pub struct Reader {}

/// What was read.
#[derive(Debug)]
pub struct Reading {}

/// What was left unread.
#[derive(Debug)]
pub struct Unread {}
