//! `registan frames why`: why a sentence is read as it is. For each word that some unit has: the units tried, who fills which role by which way
//! through the tree, whom the words stand for, what decided polarity and reality, and what the confidence is made of.

use std::io::Read;

use anyhow::Result;
use registan_language::{Analysis, TokenIndex};
use registan_reading::{
    Chosen, Explanation, example_report,
    frame::{Attempt, Filled, Misfit, Pattern, Role, Unit},
};
use registan_types::{Attribution, PublishedAt, Report, ReportId, Statement, Voice};

use super::{Exit, Streams, frames::words, parse};
use crate::{engine::Engine, intake::likelier, options::WhyOptions, terminal::Style};

/// How many grounds of the confidence are shown.
const GROUNDS: usize = 6;

/// Explains the text of the options.
pub(super) fn run(engine: &Engine, options: &WhyOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    let text = match options.text.as_str() {
        "-" => {
            let mut text = String::new();
            std::io::stdin().lock().read_to_string(&mut text)?;
            text
        }
        text => text.to_owned(),
    };
    let report = report(options, text.trim());
    let analysis = engine.analyse(&report)?;
    let told = Telling { engine, report: &report, analysis: &analysis, style: streams.style };
    let explanations = engine.reader().explain(&report, &analysis);
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        let gap = if number == 0 { "" } else { "\n" };
        writeln!(streams.out, "{gap}{}", told.style.heading(sentence.span.of(&report.text)))?;
        let mut silent = true;
        for explanation in explanations.iter().filter(|explanation| sentence.tokens.contains(&explanation.word.get())) {
            silent = false;
            told.explain(explanation).iter().try_for_each(|line| writeln!(streams.out, "{line}"))?;
        }
        if silent {
            writeln!(streams.out, "  {}", told.style.faint("no word of it is in any frame"))?;
        }
    }
    Ok(Exit::Done)
}

fn report(options: &WhyOptions, text: &str) -> Report {
    // One sentence may be too little to be sure of its language.
    let language = options.language.or_else(|| parse::language(None, text).ok()).unwrap_or_else(|| likelier(text));
    let mut report = example_report(language, text);
    report.published = options.published.map_or(report.published, PublishedAt::on);
    report.id = ReportId::of(report.language, report.published, text);
    report
}

/// What an explanation is written with.
struct Telling<'t> {
    engine: &'t Engine,
    report: &'t Report,
    analysis: &'t Analysis,
    style: Style,
}

impl Telling<'_> {
    fn explain(&self, explanation: &Explanation) -> Vec<String> {
        let place = self.analysis.token(explanation.word).map(|token| format!("{}, {}", token.lemma, token.deprel)).unwrap_or_default();
        let mut lines = vec![format!("\n  {}  {}", self.style.trigger(self.word(explanation.word)), self.style.faint(&place))];
        match &explanation.chosen {
            Some(chosen) => lines.extend(self.chosen(chosen)),
            None => lines.push("    nothing is read".to_owned()),
        }
        let unit = explanation.chosen.as_ref().map(|chosen| chosen.candidate.unit);
        lines.extend(explanation.attempts.iter().filter(|attempt| Some(attempt.unit) != unit).map(|attempt| self.passed_over(attempt)));
        lines
    }

    fn chosen(&self, chosen: &Chosen) -> Vec<String> {
        let candidate = &chosen.candidate;
        let frames = self.engine.reader().frames();
        let Some(unit) = frames.unit(candidate.unit) else { return Vec::new() };
        let name = frames.frame_of(unit).map(|frame| frame.name.to_string()).unwrap_or_default();
        let mut lines = vec![format!("    {} by its {}", self.style.key(&name), shortened(&words(unit)))];
        lines.extend(candidate.fillers.iter().map(|filled| self.filled(filled, unit, chosen)));
        match &chosen.statement {
            None => lines.push("      left unread: nobody in it is known".to_owned()),
            Some((statement, features)) => {
                lines.push(self.reality(chosen, statement));
                let weights = self.engine.reader().weights();
                let unread = if statement.confidence < weights.threshold { ", so it is left unread" } else { "" };
                lines.push(format!("      confidence {:.2}; read from {:.2} on{unread}", statement.confidence, weights.threshold));
                let grounds = weights.contributions(features);
                let grounds: Vec<_> = grounds.iter().take(GROUNDS).map(|(name, share)| format!("{name} {share:+.1}")).collect();
                lines.push(self.style.faint(&format!("        {}", grounds.join(", "))));
            }
        }
        lines
    }

    /// One filler: its role, the words, the way to them, and whom they stand for.
    fn filled(&self, filled: &Filled, unit: &Unit, chosen: &Chosen) -> String {
        let pattern = unit.patterns.iter().find(|(role, _)| *role == filled.role).map(|(_, pattern)| pattern);
        let slot = chosen.candidate.predicate.arguments.iter().find(|argument| argument.head == filled.head).map(|argument| &argument.slot);
        let asked = pattern.map(written).unwrap_or_default();
        let slot = slot.map_or_else(|| "along a path".to_owned(), ToString::to_string);
        let who = filled.referent.as_ref().map_or_else(
            || "as words".to_owned(),
            |referent| {
                let id = referent.entity.id.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
                format!("{}{id}, {}, {:.2}", referent.entity.name, referent.entity.kind, referent.confidence)
            },
        );
        let doubt = if filled.displaced { ", not where it is looked for first" } else { "" };
        let words = self.style.role(&format!("“{}”", filled.span.of(&self.report.text)));
        let way = self.way(filled.head, chosen.candidate.predicate.trigger);
        let way = self.style.faint(&format!("\n        {slot} of `{asked}`: {way}{doubt}"));
        format!("      {:10}{words} = {who}{way}", role_name(filled.role))
    }

    /// The way through the tree: up from the filler to what both stand under, and down to the trigger.
    fn way(&self, from: TokenIndex, to: TokenIndex) -> String {
        let up: Vec<TokenIndex> = std::iter::once(from).chain(self.analysis.ancestors(from)).collect();
        let down: Vec<TokenIndex> = std::iter::once(to).chain(self.analysis.ancestors(to)).collect();
        let Some(top) = up.iter().find(|token| down.contains(token)) else { return String::new() };
        let step = |token: &TokenIndex| {
            let relation = self.analysis.token(*token).map(|token| token.deprel.to_string()).unwrap_or_default();
            (self.word(*token), relation)
        };
        let mut way = String::new();
        for (word, relation) in up.iter().take_while(|token| *token != top).map(step) {
            way.push_str(&format!("{word} ─{relation}→ "));
        }
        way.push_str(self.word(*top));
        let below: Vec<_> = down.iter().take_while(|token| *token != top).collect();
        for (word, relation) in below.into_iter().rev().map(step) {
            way.push_str(&format!(" ←{relation}─ {word}"));
        }
        way
    }

    fn reality(&self, chosen: &Chosen, statement: &Statement) -> String {
        let decided = chosen.verdict.decided_by.map(|word| format!(" by “{}”", self.word(word))).unwrap_or_default();
        let voices: Vec<String> = statement.attribution.iter().map(|link| self.voice(link)).collect();
        format!(
            "      {}, {}{decided}, {}; on the word of {}",
            statement.polarity,
            statement.reality,
            statement.certainty,
            voices.join(" · ")
        )
    }

    fn voice(&self, link: &Attribution) -> String {
        match &link.voice {
            Voice::Author => "the author".to_owned(),
            Voice::Source { span, entity, .. } => {
                let who = entity.as_ref().map_or("unnamed", |entity| entity.name.as_str());
                format!("{who} (“{}”, {})", span.of(&self.report.text), link.stance)
            }
        }
    }

    /// A unit that was tried and not taken.
    fn passed_over(&self, attempt: &Attempt) -> String {
        let frames = self.engine.reader().frames();
        let unit = frames.unit(attempt.unit);
        let name = unit.and_then(|unit| frames.frame_of(unit)).map(|frame| frame.name.to_string()).unwrap_or_default();
        let why = match &attempt.outcome {
            Ok(candidate) => format!("fits, but less well ({:.2})", candidate.score),
            Err(Misfit::Form) => "wants the other voice, or a reflexive".to_owned(),
            Err(Misfit::Unfilled(role)) => {
                let wanted = unit.and_then(|unit| unit.patterns.iter().find(|(of, _)| of == role));
                let wanted = wanted.map(|(_, pattern)| format!("; wanted `{}`", written(pattern))).unwrap_or_default();
                format!("nobody and nothing there may be its {}{wanted}", role_name(*role))
            }
            Err(Misfit::NotSeveral) => "is done by several, and one is there".to_owned(),
            Err(Misfit::NobodyKnown) => "nobody in its roles is known".to_owned(),
            Err(Misfit::Idiom) => "verb and phrase together are a word of another unit, which does not fit".to_owned(),
        };
        self.style.faint(&format!("    not {name}: {why}"))
    }

    fn word(&self, token: TokenIndex) -> &str {
        self.analysis.token(token).map(|token| token.span.of(&self.report.text)).unwrap_or_default()
    }
}

fn role_name(role: Role) -> String {
    format!("{role:?}").to_lowercase()
}

/// A pattern as the frame file has it.
fn written(pattern: &Pattern) -> String {
    let sum = |slots: &Vec<registan_reading::frame::SlotChoice>| slots.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
    shortened(&pattern.alternatives.iter().map(sum).collect::<Vec<_>>().join(" | "))
}

/// The beginning of a long list.
fn shortened(words: &str) -> String {
    match words.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or_default().trim_end()),
        None => words.to_owned(),
    }
}
