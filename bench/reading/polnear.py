"""PolNeAR (Newell, Margolin and Ruths 2018), development part: whose word it is.

    python3 bench/reading/polnear.py [--attributions COMMAND] [--statements] [--part train]

An attribution of the gold has a source and a content. Found, by overlap: one whose source and content each share a character with source and content of one of
ours; right: one of ours of which the same holds. Attributions without a source (unnamed) are left out on both sides. Two rows are stricter. One to one: as many
pairs as can be made so that none has two partners. Half: the contents share at least half of the characters that either has. The gold hardly goes into what is
passed on already, so that ours are the outermost ones; another row says what all of them give.

Ours are the attributions of `crates/registan-reading/examples/attributions.rs`; COMMAND runs that example and gets the texts' files as last arguments.
With `--statements` they are the voices of statements: one attribution a voice (its stretch) and report, its content the triggers of the
statements passed on by it. Voices are told of statements alone, so that what was not read as a statement has no voice: recall is then printed of all attributions
and of those in whose content something was read. The words that show voices were looked up against the
development part, not against the train part. Press text: for measuring only.
"""

import collections
import json
import pathlib
import re
import shlex
import tarfile
import tempfile

import reader

EXAMPLE = f"cargo run --quiet --release -p registan-reading --example attributions -- --language en --model {reader.ROOT}/models/en.registan-model"


Ours = collections.namedtuple("Ours", "source cue content level")


def stretches(words):
    return [tuple(int(end) for end in part.split()) for part in words.split(";")]


def attributions(annotation):
    """Stretches of source, cue and content; the source empty where unnamed."""
    spans, found = {}, []
    for line in annotation.splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            # Some stretches of the train part are empty; they are left out.
            _, _, ends_of = rest.split("\t")[0].partition(" ")
            spans[name] = stretches(ends_of) if ends_of.strip() else []
        elif name.startswith("E"):
            parts = collections.defaultdict(list)
            for role, span in (part.split(":") for part in rest.split()):
                parts[re.sub(r"\d+$", "", role)] += spans.get(span, [])
            found.append((parts["Source"], parts["Cue"], parts["Content"]))
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


def heard(command, texts):
    """Our attributions of each text: source, cue and content."""
    with tempfile.TemporaryDirectory() as folder:
        files = [pathlib.Path(folder, f"{number:05}.txt") for number in range(len(texts))]
        for file, text in zip(files, texts):
            file.write_bytes(text.encode("utf8"))
        lines = reader.run([*shlex.split(command), *map(str, files)]).splitlines()
    found = collections.defaultdict(list)
    for one in map(json.loads, lines):
        cue = [ends(one["cue"])] if one["cue"] else []
        found[one["report"]].append(Ours([ends(source) for source in one["sources"]], cue, [ends(part) for part in one["content"]], one["level"]))
    return [found[str(file)] for file in files]


def ends(stretch):
    return stretch["start"], stretch["end"]


def voices(statements):
    """The triggers that each voice passes on, as attributions without a cue."""
    passed = collections.defaultdict(list)
    for statement in statements:
        for voice in statement["attribution"]:
            if voice["voice"] == "source" and voice.get("start") is not None:
                passed[ends(voice)].append(ends(statement["trigger"]))
    return [Ours([voice], [], triggers, 1) for voice, triggers in passed.items()]


def overlap(some, others):
    return any(start < end and begin < until for begin, end in some for start, until in others)


def characters(some):
    return {at for start, end in some for at in range(start, end)}


def agrees(our, gold):
    return overlap(our.source, gold[0]) and overlap(our.content, gold[2])


def agrees_by_half(our, gold):
    ours, theirs = characters(our.content), characters(gold[2])
    return agrees(our, gold) and 2 * len(ours & theirs) >= len(ours | theirs)


def paired(ours, gold, agree):
    """The number of pairs of a greatest matching."""
    partner = {}

    def place(number, seen):
        for other, one in enumerate(gold):
            if other not in seen and agree(ours[number], one):
                seen.add(other)
                if other not in partner or place(partner[other], seen):
                    partner[other] = number
                    return True
        return False

    return sum(place(number, set()) for number in range(len(ours)))


def words(text, stretches):
    return " … ".join(text[start:end] for start, end in stretches)[:200].replace("\n", " ")


def told(mark, text, one):
    source, cue, content = one[:3]
    at = min(content)[0]
    print(f"{mark} [{words(text, source)}] <{words(text, cue)}> {words(text, content)!r} | {text[max(0, at - 60) : at + 160]!r}")


def main():
    parser = reader.arguments(__doc__)
    parser.add_argument("--attributions", default=EXAMPLE, help="the command that lists attributions")
    parser.add_argument("--statements", action="store_true", help="measure the voices of statements instead")
    parser.add_argument("--part", choices=["dev", "train"], default="dev")
    args = parser.parse_args()
    read = documents(reader.corpus(args, "en-polnear", f"{args.part}.tar.xz"))
    texts = [text for text, _ in read]
    if args.statements:
        statements = reader.statements(args, [(text, None) for text in texts])
        there, all_ours = [[ends(s["trigger"]) for s in found] for found in statements], [voices(found) for found in statements]
    else:
        there, all_ours = [[] for _ in texts], heard(args.attributions, texts)
    c = collections.Counter()
    for (text, all_gold), said, listed in zip(read, there, all_ours):
        gold = [one for one in all_gold if one[0] and one[2]]
        listed = [one for one in listed if one.source and one.content]
        ours = [one for one in listed if one.level == 1]
        c.update(gold=len(gold), ours=len(ours), listed=len(listed), single=paired(ours, gold, agrees), half=paired(ours, gold, agrees_by_half))
        for one in gold:
            found = any(agrees(our, one) for our in ours)
            c.update(found=found, found_deep=any(agrees(our, one) for our in listed), read=overlap(said, one[2]))
            if args.misses and not found:
                told("missed", text, one)
        for our in listed:
            right = any(agrees(our, one) for one in gold)
            c.update(right_deep=right, right=right and our.level == 1)
            if args.misses and not right and our.level == 1:
                told("wrong ", text, our)
    rows = [["attributions", "gold", "ours", "precision", "recall", "F1"]]

    def row(label, right, found, whole, ours):
        precision, recall = right / ours if ours else 0.0, found / whole if whole else 0.0
        rows.append([label, whole, ours, f"{precision:.3f}", f"{recall:.3f}", f"{reader.f1(precision, recall):.3f}"])

    row("overlap", c["right"], c["found"], c["gold"], c["ours"])
    row("one to one", c["single"], c["single"], c["gold"], c["ours"])
    if args.statements:
        row("with a statement in the content", c["right"], c["found"], c["read"], c["ours"])
    else:
        row("overlap, all levels", c["right_deep"], c["found_deep"], c["gold"], c["listed"])
        row("one to one, half of the content", c["half"], c["half"], c["gold"], c["ours"])
    reader.table(rows)


if __name__ == "__main__":
    main()
