"""PLV (Hu et al. 2024, "Leveraging codebook knowledge with NLI and ChatGPT for zero-shot political relation classification"), train half: the type of a given pair.

    python3 bench/reading/plv.py

A row marks a source and a target in a sentence and gives the root type between them. Our answer is the type of the one statement that fits the pair
best, what is told as actual before what is not (of "threatens to attack" the threat): source among its actors and target among its recipients (both among
the actors of what is done together), else one of the two, the other side being empty or somebody else; then the higher confidence. No such statement, no answer, which counts as wrong. YIELD is CONCEDE or RETREAT; what is only planned is
also taken for what PLOVER makes of it (`reader.types_of`). Other denied statements do not answer. Printed: the share of all rows answered right, and that among the rows answered,
for answers that fit the pair whole and for all. No licence is stated: for measuring only.
"""

import collections
import csv
import io
import lzma
import re

import reader


def unmarked(marked):
    """The text without its marks, and the stretches that they enclose."""
    text, open_at, stretches = "", {}, {"s": [], "t": []}
    for part in re.split(r"(</?[st]>)", marked):
        mark = re.fullmatch(r"<(/?)([st])>", part)
        if mark is None:
            text += part
        elif mark[1]:
            stretches[mark[2]].append((open_at.get(mark[2], 0), len(text)))
        else:
            open_at[mark[2]] = len(text)
    return text, stretches["s"], stretches["t"]


def fit(statement, source, target):
    """How well a statement fits the pair: 2 both sides, 1 one of them, 0 none."""
    actors, recipients = statement["actors"], statement["recipients"] or statement["actors"]
    return any(reader.overlaps(f, source) for f in actors) + any(reader.overlaps(f, target) for f in recipients)


def answer(found, source, target):
    """Fit and types of the statement that fits best."""
    told = [(fit(s, source, target), s) for s in found if reader.types_of(s)]
    ranked = [(s["reality"] == "actual", whole, s["confidence"], -n) for n, (whole, s) in enumerate(told) if whole]
    if not ranked:
        return 0, None
    return told[-max(ranked)[3]]


def main():
    args = reader.arguments(__doc__).parse_args()
    with lzma.open(reader.corpus(args, "en-plv", "PLV_train.tsv.xz")) as packed:
        rows = list(csv.DictReader(io.TextIOWrapper(packed, encoding="utf8"), delimiter="\t"))
    marked = [unmarked(row["marked_sentence"]) for row in rows]
    counts, confused = collections.defaultdict(collections.Counter), collections.Counter()
    for row, (text, source, target), found in zip(rows, marked, reader.statements(args, [(text, None) for text, _, _ in marked])):
        label = row["gold_root"]
        whole, statement = answer(found, source, target)
        right = statement is not None and bool(reader.types_of(statement) & reader.types(label))
        confused[label, statement["plover"]["type"] if statement else "-"] += not right
        for group in (label, "all"):
            counts[group].update(n=1, read=bool(found), whole=whole == 2, whole_right=right and whole == 2, some=whole > 0, right=right)
        if args.misses and not right:
            print(f"{label} | {row['marked_sentence']}")
            print("".join(f"    {'*' if s is statement else ' '} {reader.told(s)}\n" for s in found), end="")
    head = ["type", "rows", "anything read", "answered, whole pair", "right of all", "right of answered", "answered, also by one side", "right of all", "right of answered"]
    out = [head]
    for group in [*sorted(set(counts) - {"all"}), "all"]:
        c, n = counts[group], counts[group]["n"]
        of_all = [reader.share(c["whole"], n), reader.share(c["whole_right"], n), reader.share(c["whole_right"], c["whole"])]
        out.append([group, n, reader.share(c["read"], n), *of_all, reader.share(c["some"], n), reader.share(c["right"], n), reader.share(c["right"], c["some"])])
    reader.table(out)
    if args.misses:
        print("\n".join(f"{count:4} {gold} taken for {ours}" for (gold, ours), count in confused.most_common(40) if ours != "-"))


if __name__ == "__main__":
    main()
