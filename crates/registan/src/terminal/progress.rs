//! What is shown during long work: a bar on a terminal, a line now and then elsewhere.

use std::{
    io::{IsTerminal, Write},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The state of a long piece of work, shown on the standard error.
#[derive(Debug)]
pub struct Progress {
    bar: Option<ProgressBar>,
    begun: Instant,
    told: Instant,
    total: u64,
}

/// How often a line is written where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(20);

impl Progress {
    /// Begins work on `total` bytes, or an unknown number (0).
    pub fn new(total: u64) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = if total > 0 { ProgressBar::new(total) } else { ProgressBar::new_spinner() };
            bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
            let form = if total > 0 { "{bar:24} {percent:>3}%  {msg}  {eta} left" } else { "{spinner} {msg}  {elapsed}" };
            if let Ok(style) = ProgressStyle::with_template(form) {
                bar.set_style(style);
            }
            bar
        });
        let now = Instant::now();
        Self { bar, begun: now, told: now, total }
    }

    /// Shows how far reading has come.
    pub fn show(&mut self, bytes: u64, reports: u64, statements: u64) {
        let seconds = self.begun.elapsed().as_secs_f64();
        let rate = if seconds > 0.0 { reports as f64 / seconds } else { 0.0 };
        self.tell(bytes, || format!("{reports} reports, {statements} statements, {rate:.1} reports/s"));
    }

    /// Shows how many bytes are done, and what has come of them.
    pub fn tell(&mut self, bytes: u64, words: impl FnOnce() -> String) {
        if let Some(bar) = &self.bar {
            bar.set_position(bytes);
            bar.set_message(words());
        } else if self.told.elapsed() >= LINE_EVERY {
            self.told = Instant::now();
            let done = (bytes * 100).checked_div(self.total).map(|percent| percent.min(100));
            let left = done.map_or(String::new(), |percent| format!(", {percent}% done"));
            let _ = writeln!(std::io::stderr(), "{}{left}", words());
        }
    }

    /// Writes a line above the bar.
    pub fn line(&self, text: &str) {
        let write = || {
            let _ = writeln!(std::io::stderr(), "{text}");
        };
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Takes the bar away.
    pub fn finish(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
