//! Pages: the article's main text without the furniture round it, and what the page says of itself.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use registan_types::{Block, BlockKind, EdtfDate};

use super::{
    Reason, dates,
    layout::{self, Piece},
};

/// An article as a page gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// The main text: title, captions, crossheads and paragraphs with a blank line between them.
    pub(crate) text: String,
    /// Its parts.
    pub(crate) blocks: Vec<Block>,
    /// The address that the page gives as its own.
    pub(crate) url: Option<String>,
    /// The site.
    pub(crate) publisher: Option<String>,
    /// When it was published.
    pub(crate) published: Option<EdtfDate>,
    /// The date in the text's own dateline.
    pub(crate) head_date: Option<EdtfDate>,
    /// The language that the page declares.
    pub(crate) language: Option<String>,
}

/// A page with more elements than this is no report.
const MOST_ELEMENTS: usize = 200_000;

/// Nor one whose elements are nested deeper: finding its article would take time that grows with the square.
const DEEPEST: usize = 400;

/// Elements that hold nothing of the article.
const FURNITURE: &[&str] = &[
    "script", "style", "nav", "footer", "header", "form", "button", "noscript", "svg", "iframe", "template", "select", "video", "audio",
    "table",
];

/// Elements that stand inside a line. All others begin a piece of their own.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "mark", "picture", "q",
    "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// Finds the article on a page.
///
/// # Errors
/// When there is none.
pub(crate) fn article_of(html: &str) -> Result<Page, Reason> {
    let raw = Document::from(html);
    if depth_of(&raw.root()) > DEEPEST {
        return Err(Reason::NoArticle);
    }
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    let found = Readability::new(html, None, Some(config)).and_then(|mut page| page.parse());
    let (mut parts, meta) = match found {
        Ok(article) => {
            let content = Document::fragment(article.content.to_string());
            let meta = Meta {
                title: Some(article.title.trim().to_owned()).filter(|title| !title.is_empty()),
                site: article.site_name,
                published: article.published_time,
                language: article.lang,
            };
            (pieces(&content.root()), meta)
        }
        Err(_) => (main_pieces(&raw), Meta::default()),
    };
    if parts.iter().all(|(marked, _)| matches!(marked, Some(BlockKind::Title | BlockKind::Crosshead))) {
        parts = main_pieces(&raw);
    }
    let title = meta_content(&raw, &["og:title", "twitter:title"]).or(meta.title);
    parts.retain(|(_, words)| Some(words) != title.as_ref());
    if parts.is_empty() {
        return Err(Reason::NoArticle);
    }
    let (text, blocks, head_date) = assemble(title, parts);
    Ok(Page {
        text,
        blocks,
        head_date,
        url: attribute(&raw, "link[rel=canonical]", "href").or_else(|| meta_content(&raw, &["og:url"])).filter(|url| url.contains("://")),
        publisher: meta_content(&raw, &["og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name"])
            .or(meta.site),
        published: published(&raw, meta.published.as_deref()),
        language: attribute(&raw, "html", "lang")
            .or(meta.language)
            .or_else(|| meta_content(&raw, &["og:locale", "language", "dc.language"])),
    })
}

#[derive(Default)]
struct Meta {
    title: Option<String>,
    site: Option<String>,
    published: Option<String>,
    language: Option<String>,
}

fn published(page: &Document, found: Option<&str>) -> Option<EdtfDate> {
    let names = [
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "dcterms.date",
        "dcterms.issued",
        "pubdate",
        "publishdate",
        "publish-date",
        "publication_date",
        "parsely-pub-date",
        "sailthru.date",
        "article.published",
    ];
    let in_meta = names.iter().find_map(|name| meta_content(page, &[name]).as_deref().and_then(dates::of_metadata));
    in_meta.or_else(|| found.and_then(dates::of_metadata)).or_else(|| {
        let places = ["time[itemprop=datePublished]", "time[pubdate]", "article time[datetime]", "main time[datetime]", "time[datetime]"];
        places.iter().find_map(|place| attribute(page, place, "datetime").as_deref().and_then(dates::of_metadata))
    })
}

/// The content of the first `<meta>` that has one of these names.
fn meta_content(page: &Document, names: &[&str]) -> Option<String> {
    let all = page.select("meta[content]");
    names.iter().find_map(|name| {
        let named = |node: &&NodeRef<'_>| {
            ["property", "name", "itemprop", "http-equiv"]
                .iter()
                .any(|key| node.attr(key).is_some_and(|value| value.eq_ignore_ascii_case(name)))
        };
        let content = all.nodes().iter().find(named)?.attr("content")?;
        Some(one_line(&content)).filter(|content| !content.is_empty())
    })
}

fn attribute(page: &Document, selector: &str, name: &str) -> Option<String> {
    page.select(selector).attr(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

type Part = (Option<BlockKind>, String);

/// How deep the elements below `root` are nested.
fn depth_of(root: &NodeRef<'_>) -> usize {
    let mut deepest = 0;
    let mut open = vec![(*root, 0)];
    while let Some((node, depth)) = open.pop() {
        deepest = deepest.max(depth);
        open.extend(node.children().into_iter().map(|child| (child, depth + 1)));
    }
    deepest
}

/// The text of a page on which no article stands out: that of its `<article>`, `<main>` or `<body>`.
fn main_pieces(page: &Document) -> Vec<Part> {
    let places = ["article", "main", "[role=main]", "body"];
    places
        .iter()
        .map(|place| page.select(place).nodes().first().map(pieces).unwrap_or_default())
        .find(|parts| !parts.is_empty())
        .unwrap_or_default()
}

/// The pieces below `root`. Walked with a stack of our own: pages may be nested deeper than a thread's.
fn pieces(root: &NodeRef<'_>) -> Vec<Part> {
    enum Step<'n> {
        Enter(NodeRef<'n>),
        Leave(Option<BlockKind>),
    }
    let mut steps = vec![Step::Enter(*root)];
    let mut parts = Parts::default();
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Leave(around) => {
                parts.finish();
                parts.kind = around;
                continue;
            }
            Step::Enter(node) => node,
        };
        let name = node.node_name().map(|name| name.to_ascii_lowercase());
        let name = name.as_deref().unwrap_or("");
        if node.is_text() {
            parts.write(&node.text());
            continue;
        }
        if name == "br" {
            parts.line_break();
            continue;
        }
        if FURNITURE.contains(&name) {
            continue;
        }
        if node.is_element() && !INLINE.contains(&name) {
            steps.push(Step::Leave(parts.kind));
            parts.finish();
            parts.kind = kind_of(name).or(parts.kind);
        }
        steps.extend(node.children().into_iter().rev().map(Step::Enter));
    }
    parts.finish();
    parts.done
}

fn kind_of(name: &str) -> Option<BlockKind> {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockKind::Crosshead),
        "figcaption" => Some(BlockKind::Caption),
        _ => None,
    }
}

#[derive(Default)]
struct Parts {
    done: Vec<Part>,
    kind: Option<BlockKind>,
    words: String,
    broken: bool,
}

impl Parts {
    fn write(&mut self, text: &str) {
        self.broken &= text.trim().is_empty();
        self.words.push_str(text);
    }

    /// One break ends a line, two a paragraph.
    fn line_break(&mut self) {
        if std::mem::replace(&mut self.broken, true) {
            self.finish();
        } else {
            self.words.push(' ');
        }
    }

    fn finish(&mut self) {
        let words = one_line(&std::mem::take(&mut self.words));
        if !words.is_empty() {
            self.done.push((self.kind, words));
        }
    }
}

/// The stored text with its parts.
fn assemble(title: Option<String>, parts: Vec<Part>) -> (String, Vec<Block>, Option<EdtfDate>) {
    let mut text = String::new();
    let mut pieces = Vec::new();
    for (marked, words) in title.map(|title| (Some(BlockKind::Title), title)).into_iter().chain(parts) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&words);
        pieces.push(Piece { range: start..text.len(), marked });
    }
    text.push('\n');
    let layout = layout::of_pieces(&text, pieces);
    (text, layout.blocks, layout.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_metadata_is_read_all_the_same() {
        let page =
            article_of("<html><body><nav><a>Home</a></nav><p>Eén alinea.</p><p>Nog een,<br>met <b>vet</b>.</p></body></html>").unwrap();
        assert_eq!(page.text, "Eén alinea.\n\nNog een, met vet.\n");
        assert_eq!(page.published, None);
    }

    #[test]
    fn a_page_without_text_is_refused() {
        assert_eq!(article_of("<html><body><script>x</script></body></html>"), Err(Reason::NoArticle));
        assert_eq!(article_of(""), Err(Reason::NoArticle));
    }

    #[test]
    fn deep_nesting_does_no_harm() {
        let html = format!("{}<p>Diep.</p>", "<div>".repeat(2_000));
        assert_eq!(article_of(&html), Err(Reason::NoArticle));
    }
}
