"""Universal Decompositional Semantics, factuality (Rudinger, White and Van Durme 2018) on the development part of UD EWT: did it happen.

    python3 bench/reading/uds.py

Annotators said of predicates whether they happened (positive) or not (negative). Ours says that it happened when a statement whose trigger is the predicate is affirmed and
actual. Only predicates of which there is a statement count; their share is printed with what saying "happened" of all of them would reach. Sentences are
read one by one, without what stands around them. Licence of the annotation: MIT.
"""

import collections
import json
import lzma

import reader


def sentences(path):
    """Text and the stretch of every word of every sentence, by its id."""
    found, name, text, words, at = {}, None, "", {}, 0
    with lzma.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            row = line.rstrip("\n").split("\t")
            if line.startswith("# sent_id = "):
                name, words, at = line[12:].strip(), {}, 0
            elif line.startswith("# text = "):
                text = line[9:].rstrip("\n")
                found[name] = (text, words)
            elif row[0].isdigit():
                start = text.find(row[1], at)
                if start >= 0:
                    words[int(row[0])] = (start, start + len(row[1]))
                    at = start + len(row[1])
    return found


def judgements(args):
    """Sentence id, number of the predicate's word and the mean judgement, of a part of the treebank."""
    with lzma.open(reader.corpus(args, "en-uds", "ud_ids.json.xz")) as packed:
        ids = json.load(packed)
    with lzma.open(reader.corpus(args, "en-uds", "factuality.json.xz")) as packed:
        data = json.load(packed)["data"]
    for graph, nodes in data.items():
        if graph.startswith(f"ewt-{args.part}-"):
            for node, given in nodes.items():
                yield ids[graph]["sentence_id"], int(node.rsplit("-", 1)[1]), given["factuality"]["factual"]["value"]


def main():
    parser = reader.arguments(__doc__)
    parser.add_argument("--part", choices=["dev", "train"], default="dev", help="the models' trees were learnt from train")
    args = parser.parse_args()
    known = sentences(reader.corpus(args, "en-ewt", f"en_ewt-ud-{args.part}.conllu.xz"))
    gold = [(name, *known[name], word, value) for name, word, value in judgements(args) if name in known]
    texts = list(dict.fromkeys(text for _, text, _, _, _ in gold))
    found = dict(zip(texts, reader.statements(args, [(text, None) for text in texts])))
    counts, by = collections.Counter(), collections.defaultdict(collections.Counter)
    for _, text, words, word, value in gold:
        counts["n"] += 1
        ours = [s for s in found[text] if word in words and reader.overlaps(s["trigger"], [words[word]])]
        if not ours or not value:
            continue
        best = max(ours, key=lambda s: s["confidence"])
        happened = best["polarity"] == "affirmed" and best["reality"] == "actual"
        right = happened == (value > 0)
        counts.update(read=1, right=right, yes=value > 0)
        by[f"{best['reality']}, {best['polarity']}"].update(n=1, right=right)
        if args.misses and not right:
            print(f"{value:+.2f} {reader.told(best)} | {text}")
    rows = [["said to be", "predicates", "right"]] + [[key, c["n"], reader.share(c["right"], c["n"])] for key, c in sorted(by.items())]
    reader.table([*rows, ["all", counts["read"], reader.share(counts["right"], counts["read"])]])
    print(f"predicates judged: {counts['n']}; with a statement: {reader.share(counts['read'], counts['n'])}")
    print(f"all of them said to have happened: {reader.share(counts['yes'], counts['read'])}")


if __name__ == "__main__":
    main()
