//! Parses a text and writes CoNLL-U: `cargo run --release --example parse -- MODEL [FILE]`.

use std::io::{Read, Write};

use registan_language::{Analyser, Model};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let model = Model::open(arguments.next().ok_or("usage: parse MODEL [FILE]")?)?;
    let mut text = String::new();
    match arguments.next() {
        Some(path) => text = std::fs::read_to_string(path)?,
        None => std::io::stdin().read_to_string(&mut text).map(drop)?,
    }
    let analysis = Analyser::new(&model).analyse(&text, &[]);
    std::io::stdout().write_all(analysis.to_conllu(&text).as_bytes())?;
    Ok(())
}
