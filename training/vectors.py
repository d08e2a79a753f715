"""Word vectors from the raw texts marked OK: skip-gram with a small window, which favours syntax.

    python -m training.vectors --language nl --out runs/nl
"""

import argparse
import csv
import io
import lzma
import re
import sys
import tarfile
import time
from pathlib import Path

import numpy as np

from .data import corpora_root, train_sentences_for_vectors
from .features import normalise

# name, the files' pattern, how many times it is read, at most so many tokens
RAW = {
    "nl": [
        ("raw-nl-be-kamer-56", "part-000.txt.xz", 1, None),
        ("raw-nl-tk-moties", "part-*.txt.xz", 1, None),
        ("raw-nl-tweedekamer", "part-*.txt.xz", 2, None),
        ("raw-nl-tk-onderwerpen", "part-*.txt.xz", 1, None),
        ("raw-nl-rechtspraak", "part-*.txt.xz", 1, None),
        ("raw-nl-wikipedia", "*.sents.xz", 3, None),
        ("raw-nl-coronadashboard", "part-*.txt.xz", 1, None),
        ("raw-nl-common-voice", "part-*.txt.xz", 1, None),
        ("raw-nl-openboek", "original.tar.xz", 1, None),
        ("raw-nl-wetten", "part-00[01].txt.xz", 1, 3_000_000),
    ],
    "en": [
        ("raw-en-senate-press", "part-*.txt.xz", 1, None),
        ("raw-en-wikinews", "wikinews_20*.csv.xz", 4, None),
        ("raw-en-us-presidents", "part-*.txt.xz", 1, None),
        ("raw-en-common-voice", "part-*.txt.xz", 1, None),
    ],
}
WIKINEWS_ROWS = 60  # rows of 2020 that may be read; the rest is kept for audits
WIKIPEDIA_KEPT = 3000  # last sentences kept for audits

_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+(?=[\"'“‘«(]?[A-ZÀ-Þ0-9])")
_TOKEN = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\S+"
    r"|(?:[A-Z]\.){2,}|[A-Z]\.(?=\s[A-Z])"
    r"|\d+(?:[.,:/-]\d+)*"
    r"|'[st](?=\W)|’[st](?=\W)"
    r"|[^\W_]+(?:[-'’.&/][^\W_]+)*"
    r"|\.\.\.|--|''|``|,,|\S"
)
_ENGLISH_CLITIC = re.compile(r"(?i)^(.+?)(n['’]t|['’](?:s|re|ve|ll|d|m))$")


def tokenise(text: str, language: str) -> list[str]:
    """Plain tokens near the treebanks' style, good enough for statistics."""
    tokens = _TOKEN.findall(text)
    if language != "en":
        return tokens
    out = []
    for token in tokens:
        match = _ENGLISH_CLITIC.match(token)
        if match:
            out.extend(match.groups())
        elif "-" in token and not token[0].isdigit():
            for position, part in enumerate(token.split("-")):
                out.extend(["-", part] if position else [part])
        else:
            out.append(token)
    return [token for token in out if token]


def _lines(path: Path):
    if path.name.endswith(".tar.xz"):
        with tarfile.open(path) as archive:
            for member in archive:
                if member.isfile() and member.name.endswith(".txt"):
                    text = archive.extractfile(member).read().decode("utf-8", "replace")
                    for paragraph in re.split(r"\n\s*\n", text):
                        yield paragraph.replace("\n", " ")
        return
    with lzma.open(path, "rt", encoding="utf-8", errors="replace") as handle:
        if path.name.endswith(".csv.xz"):
            limit = WIKINEWS_ROWS if "2020" in path.name else None
            for row, record in enumerate(csv.DictReader(handle)):
                if limit is not None and row >= limit:
                    return
                yield record["title"]
                yield from (record["text"] or "").split("\n")
        elif path.name.endswith(".sents.xz"):
            lines = handle.read().split("\n")
            yield from lines[: -WIKIPEDIA_KEPT - 1]
        else:
            yield from handle


def raw_sentences(root: Path, language: str):
    """Tokenised sentences of all raw texts, with their corpus name."""
    for name, pattern, times, limit in RAW[language]:
        paths = sorted((root / name).glob(pattern))
        if not paths:
            print(f"warning: no raw text at {root / name}/{pattern}", file=sys.stderr)
        taken = 0
        for path in paths:
            for line in _lines(path):
                for sentence in _SENTENCE.split(line.strip()):
                    tokens = tokenise(sentence, language)
                    if 2 <= len(tokens) <= 150 and (limit is None or taken < limit):
                        taken += len(tokens)
                        for _ in range(times):
                            yield name, tokens


def write_text(root: Path, language: str, out: Path) -> None:
    """One normalised sentence a line, raw text first, then the treebanks' training sentences."""
    counts: dict[str, int] = {}
    with open(out, "w", encoding="utf-8") as handle:
        for name, tokens in raw_sentences(root, language):
            counts[name] = counts.get(name, 0) + len(tokens)
            handle.write(" ".join(normalise(token) for token in tokens) + "\n")
        for tokens in train_sentences_for_vectors(root, language):
            counts["treebanks and names"] = counts.get("treebanks and names", 0) + 2 * len(tokens)
            for _ in range(2):
                handle.write(" ".join(normalise(token) for token in tokens) + "\n")
    for name, count in counts.items():
        print(f"{name}\t{count}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=("nl", "en"), required=True)
    parser.add_argument("--corpora", default=None)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dimensions", type=int, default=96)
    parser.add_argument("--window", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--min-count", type=int, default=4)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    from gensim.models import Word2Vec

    options.out.mkdir(parents=True, exist_ok=True)
    text = options.out / "text.txt"
    started = time.time()
    if not text.exists():
        write_text(corpora_root(options.corpora), options.language, text)
    print(f"text {time.time() - started:.0f} s", flush=True)
    model = Word2Vec(
        corpus_file=str(text),
        vector_size=options.dimensions,
        window=options.window,
        sg=1,
        negative=5,
        sample=1e-4,
        min_count=options.min_count,
        epochs=options.epochs,
        workers=options.threads,
        seed=options.seed,
    )
    words = model.wv.index_to_key
    counts = [model.wv.get_vecattr(word, "count") for word in words]
    np.save(options.out / "vectors.npy", model.wv.vectors.astype(np.float32))
    with io.open(options.out / "vocabulary.tsv", "w", encoding="utf-8") as handle:
        for word, count in zip(words, counts):
            handle.write(f"{word}\t{count}\n")
    print(f"{len(words)} words, {time.time() - started:.0f} s in all")


if __name__ == "__main__":
    main()
