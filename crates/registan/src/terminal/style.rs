//! Colours and emphasis, only where they are wanted.

use std::io::IsTerminal;

/// How to write for one stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    colour: bool,
    /// How many columns a line has.
    pub width: usize,
}

/// A line's width where nobody tells it.
const WIDTH: usize = 100;

impl Style {
    /// For the standard output: colours on a terminal unless `NO_COLOR` says no; as wide as the window, to a limit of reading comfort.
    pub fn of_output() -> Self {
        Self::of(&std::io::stdout())
    }

    /// For the standard error.
    pub fn of_errors() -> Self {
        Self::of(&std::io::stderr())
    }

    fn of(stream: &impl IsTerminal) -> Self {
        let terminal = stream.is_terminal();
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let window = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).filter(|_| terminal);
        let width: usize = told.or_else(window).unwrap_or(WIDTH);
        Self { colour: terminal && !unwanted, width: width.clamp(40, 140) }
    }

    /// Without colours, for files and tests.
    pub fn plain(width: usize) -> Self {
        Self { colour: false, width }
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.colour && !text.is_empty() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// A heading.
    pub fn heading(self, text: &str) -> String {
        self.with("1", text)
    }

    /// What matters less.
    pub fn faint(self, text: &str) -> String {
        self.with("2", text)
    }

    /// The word that makes a statement.
    pub fn trigger(self, text: &str) -> String {
        self.with("1;33", text)
    }

    /// Words that fill a role.
    pub fn role(self, text: &str) -> String {
        self.with("36", text)
    }

    /// A name or code that is looked for.
    pub fn key(self, text: &str) -> String {
        self.with("1;36", text)
    }

    /// Trouble.
    pub fn alarm(self, text: &str) -> String {
        self.with("1;31", text)
    }
}
