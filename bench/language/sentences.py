#!/usr/bin/env python3
"""Which ends of sentences the engine misses or invents on a treebank, by kind, and what the shape of the raw text does to the measure.

    python bench/language/sentences.py --program target/release/examples/parse --model models/nl.registan-model DEV.conllu [--examples 5]

The raw text is made up from the words in three ways:
- blocks: an empty line at `# newdoc` and `# newpar`, as `registan score --treebank` and the `measure` example do;
- wrapped: the same in lines of at most 80 characters, as the UD release's own `.txt` files (and those of CoNLL 2018) are;
- ids: an empty line where the sentence ids tell another paragraph (`wiki-1181.p.10.s.1`), for treebanks that lost the comments.
F1 as in CoNLL 2018: a sentence counts when both its ends are right, told by the characters that are no space.
"""

import argparse
import random
import re
import subprocess
from collections import Counter, defaultdict
from pathlib import Path

CLOSING = {"''", '"', "”", "’", "'", ")", "]", "»", "``", "“"}


class Sentence:
    def __init__(self):
        self.comments: list[str] = []
        self.tokens: list[tuple[str, bool]] = []  # surface form, space after

    def starts_block(self) -> bool:
        return any(re.match(r"new(doc|par)(\s|$)", comment) for comment in self.comments)

    def paragraph(self) -> str | None:
        for comment in self.comments:
            if comment.startswith("sent_id") and ".s." in comment:
                return comment.split("=", 1)[1].strip().rsplit(".s.", 1)[0]
        return None


def read(conllu: str) -> list[Sentence]:
    found, sentence, covered = [], Sentence(), 0
    for line in conllu.split("\n"):
        columns = line.split("\t")
        if line.startswith("#"):
            sentence.comments.append(line[1:].strip())
        elif not line.strip():
            if sentence.tokens:
                found.append(sentence)
            sentence, covered = Sentence(), 0
        elif "-" in columns[0] or (columns[0].isdigit() and int(columns[0]) > covered):
            covered = int(columns[0].split("-")[-1])
            sentence.tokens.append((columns[1], "SpaceAfter=No" not in columns[9].split("|")))
    return found


def raw_text(sentences: list[Sentence], shape: str) -> str:
    blocks, before = [""], None
    for sentence in sentences:
        paragraph = sentence.paragraph()
        new = sentence.starts_block() or (shape == "ids" and paragraph != before)
        before = paragraph
        if new and blocks[-1]:
            blocks.append("")
        blocks[-1] += "".join(form + (" " if space else "") for form, space in sentence.tokens)
    return "\n\n".join(wrapped(block.strip()) if shape == "wrapped" else block.strip() for block in blocks) + "\n"


def wrapped(block: str) -> str:
    lines = [""]
    for word in block.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > 80:
            lines.append(word)
        else:
            lines[-1] += (" " if lines[-1] else "") + word
    return "\n".join(lines)


def ends(sentences: list[Sentence]) -> tuple[list[tuple[int, int]], list[tuple[int, str, bool]]]:
    """Sentences as stretches of characters without spaces; tokens as end, form and whether a block starts behind."""
    spans, tokens, at = [], [], 0
    for sentence, following in zip(sentences, [*sentences[1:], None]):
        start = at
        for form, _ in sentence.tokens:
            at += len("".join(form.split()))
            tokens.append((at, form, False))
        tokens[-1] = (at, tokens[-1][1], following is None or following.starts_block())
        spans.append((start, at))
    return spans, tokens


def kind(tokens: list[tuple[int, str, bool]], place: int) -> str:
    """How the text looks before and behind a boundary."""
    last = place
    while last > 0 and tokens[last][1] in CLOSING:
        last -= 1
    form = tokens[last][1]
    behind = next((char for _, word, _ in tokens[place + 1 : place + 6] for char in word if char.isalnum()), "")
    case = "lower case behind" if behind.islower() else "no lower case behind"
    if re.fullmatch(r"\.\.+|…", form):
        return f"ellipsis, {case}"
    if re.fullmatch(r"[.?!]+", form):
        return f"full stop, question or exclamation mark, {case}"
    if form in (":", ";"):
        return "colon" if form == ":" else "semicolon"
    if form in (",", "-", "–", "—", "--"):
        return "comma or dash"
    if re.search(r"\w\.$", form):
        return "abbreviation or initial"
    if not any(char.isalnum() for char in form):
        return "another sign: smiley, ornament, bracket"
    return f"no mark, {case}"


def compare(gold: list[Sentence], system: list[Sentence], name: str, examples: int | None) -> None:
    (wanted, gold_tokens), (found, system_tokens) = ends(gold), ends(system)
    right = len(set(wanted) & set(found))
    print(f"{name}: {len(wanted)} sentences, {len(found)} found; precision {100 * right / len(found):.2f}, recall {100 * right / len(wanted):.2f}, "
          f"F1 {200 * right / (len(wanted) + len(found)):.2f}")  # fmt: skip
    if examples is None:
        return
    at_wanted, at_found = {end for _, end in wanted}, {end for _, end in found}
    for word, places, tokens in (("missed", at_wanted - at_found, gold_tokens), ("invented", at_found - at_wanted, system_tokens)):
        by_kind = defaultdict(list)
        for place, (end, _, block) in enumerate(tokens):
            if end in places:
                by_kind[kind(tokens, place) + (", a block begins" if block and word == "missed" else "")].append(place)
        for label, count in Counter({label: len(places) for label, places in by_kind.items()}).most_common():
            print(f"  {word} {count}: {label}")
            for place in random.Random(1).sample(by_kind[label], min(examples, count)):
                around = [form for _, form, _ in tokens[max(0, place - 6) : place + 7]]
                around.insert(min(place, 6) + 1, "|")
                print("      ", " ".join(around))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, required=True, help="the crate's `parse` example, built")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--examples", type=int, default=0, help="examples of each kind")
    parser.add_argument("treebank", type=Path)
    options = parser.parse_args()
    gold = read(options.treebank.read_text(encoding="utf-8"))
    shapes = ["blocks", "wrapped"] + (["ids"] if gold[0].paragraph() else [])
    for shape in shapes:
        run = subprocess.run([options.program, options.model], input=raw_text(gold, shape), capture_output=True, text=True, check=True)
        compare(gold, read(run.stdout), shape, options.examples if shape == "blocks" else None)


if __name__ == "__main__":
    main()
