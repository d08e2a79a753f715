"""PolNeAR (Newell, Margolin and Ruths 2018), development part: whose word it is.

    python3 bench/reading/polnear.py

An attribution of the gold has a source and a content. Ours are the voices of the statements: one attribution a voice (its stretch) and report, its content the triggers of the
statements passed on by it. Found, by overlap: a gold attribution when a voice that overlaps its source passes on a statement whose trigger lies in its content; one of ours
when one of its triggers lies in the content of a gold attribution whose source the voice overlaps. Attributions without a source (unnamed) are left out on both sides.
Voices are told of statements alone, so that what was not read as a statement has no voice: recall is printed of all attributions and of those in whose
content something was read. Press text: for measuring only.
"""

import collections
import re
import tarfile

import reader


def stretches(words):
    return [tuple(int(end) for end in part.split()) for part in words.split(";")]


def attributions(annotation):
    """Pairs of stretches, of source and content; the source empty where unnamed."""
    spans, found = {}, []
    for line in annotation.splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            spans[name] = stretches(rest.split("\t")[0].split(" ", 1)[1])
        elif name.startswith("E"):
            parts = collections.defaultdict(list)
            for role, span in (part.split(":") for part in rest.split()):
                parts[re.sub(r"\d+$", "", role)] += spans.get(span, [])
            found.append((parts["Source"], parts["Content"]))
    return found


def documents(path):
    texts, gold = {}, {}
    with tarfile.open(path) as packed:
        for member in packed:
            if member.isfile():
                name, kind = member.name.rsplit("/", 1)[-1].rsplit(".", 1)
                # Annotations carry a letter code of their annotator behind the text's name.
                (texts if kind == "txt" else gold)[name if kind == "txt" else name.rsplit("_", 1)[0]] = packed.extractfile(member).read().decode("utf8")
    return [(texts[name], attributions(gold[name])) for name in sorted(texts) if name in gold]


def voices(found):
    """The triggers that each voice passes on."""
    passed = collections.defaultdict(list)
    for statement in found:
        for voice in statement["attribution"]:
            if voice["voice"] == "source" and voice.get("start") is not None:
                passed[voice["start"], voice["end"]].append(statement["trigger"])
    return passed


def matches(voice, triggers, source, content):
    by = {"start": voice[0], "end": voice[1]}
    return reader.overlaps(by, source) and any(reader.overlaps(trigger, content) for trigger in triggers)


def main():
    args = reader.arguments(__doc__).parse_args()
    read = documents(reader.corpus(args, "en-polnear", "dev.tar.xz"))
    c = collections.Counter()
    for (text, gold), found in zip(read, reader.statements(args, [(text, None) for text, _ in read])):
        passed, named = voices(found), [(source, content) for source, content in gold if source and content]
        for source, content in named:
            there = [s for s in found if reader.overlaps(s["trigger"], content)]
            hit = any(matches(voice, triggers, source, content) for voice, triggers in passed.items())
            c.update(gold=1, read=bool(there), found=hit)
            if args.misses and there and not hit:
                words = [text[start:end] for start, end in source]
                print(f"no voice {words} | {' … '.join(text[start:end] for start, end in content)[:300]!r}")
                print("".join(f"      {reader.told(s)} {[v.get('text') for v in s['attribution'][1:]]}\n" for s in there), end="")
        for voice, triggers in passed.items():
            hit = any(matches(voice, triggers, source, content) for source, content in named)
            # Where the words of a voice overlap no source of the gold, they may still be somebody's word that nobody annotated: counted as wrong.
            c.update(ours=1, right=hit)
            if args.misses and not hit:
                around = text[max(0, triggers[0]["start"] - 120) : triggers[0]["end"] + 80]
                print(f"wrong voice {text[voice[0]:voice[1]]!r} for {triggers[0]['text']!r} | {around!r}")
    precision = c["right"] / c["ours"] if c["ours"] else 0.0
    rows = [["attributions", "gold", "ours", "precision", "recall", "F1"]]
    for label, whole in (("all of the gold", c["gold"]), ("with a statement in the content", c["read"])):
        recall = c["found"] / whole if whole else 0.0
        rows.append([label, whole, c["ours"], f"{precision:.3f}", f"{recall:.3f}", f"{reader.f1(precision, recall):.3f}"])
    reader.table(rows)


if __name__ == "__main__":
    main()
