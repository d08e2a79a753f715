//! Which form a file is in: told by its name, or else by how it begins.

/// A form that reports come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Text with blank lines between its parts.
    Plain,
    /// Text with headings and perhaps front matter.
    Markdown,
    /// A page.
    Html,
    /// One JSON value: a record or a list of them.
    Json,
    /// A JSON record a line.
    JsonLines,
    /// A record a row, the first row naming the fields.
    Csv,
}

impl Format {
    /// The form of a file called `name` that begins with `head`.
    pub(crate) fn of(name: &str, head: &[u8]) -> Self {
        let name = name.to_ascii_lowercase();
        let name = [".gz", ".zst", ".gzip", ".zstd", ".bz2"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        match extension {
            "txt" | "text" => Self::Plain,
            "md" | "markdown" | "mdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "json" => Self::Json,
            "jsonl" | "ndjson" | "jsonlines" => Self::JsonLines,
            "csv" | "tsv" => Self::Csv,
            _ => Self::of_head(head),
        }
    }

    fn of_head(head: &[u8]) -> Self {
        let head = String::from_utf8_lossy(head).replace('\0', "");
        let head = head.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
        let lower: String = head.chars().take(200).collect::<String>().to_ascii_lowercase();
        let first = head.lines().next().unwrap_or("").trim_end();
        match head.chars().next() {
            Some('<') if ["<!doctype html", "<html", "<head", "<body", "<article"].iter().any(|tag| lower.contains(tag)) => Self::Html,
            Some('{') if first.ends_with('}') || first.len() > 1000 => Self::JsonLines,
            Some('{' | '[') if head.contains('"') => Self::Json,
            Some('-') if first == "---" => Self::Markdown,
            Some('#') if first.starts_with("# ") => Self::Markdown,
            _ => Self::Plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_the_form_and_else_the_beginning() {
        for (name, head, format) in [
            ("a.txt", "<html>", Format::Plain),
            ("a.HTML.gz", "", Format::Html),
            ("a.jsonl.zst", "", Format::JsonLines),
            ("-", "<!DOCTYPE html><html>", Format::Html),
            ("-", "{\"a\": 1}\n{\"a\": 2}", Format::JsonLines),
            ("-", "{\n \"a\": 1\n}", Format::Json),
            ("-", "[{\"a\": 1}]", Format::Json),
            ("-", "---\ntitle: x\n---\n", Format::Markdown),
            ("-", "[1] A note.", Format::Plain),
            ("-", "Een bericht.", Format::Plain),
        ] {
            assert_eq!(Format::of(name, head.as_bytes()), format, "{name} {head}");
        }
    }
}
