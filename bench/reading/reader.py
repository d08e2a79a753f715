"""Gives reports to the reader and takes back its statements: what the measures of this folder share.

Every measure is run as `python3 bench/reading/MEASURE.py [--registan PROGRAM] [--reader COMMAND] [--corpora FOLDER] [--misses]`. The program reads
the texts into a record of its own under a temporary folder, and its statements are taken from there. COMMAND replaces it: it gets a file of JSON Lines
(`url`, `text`, `date`, `language`) as its last argument and prints statements as JSON Lines. The corpora stay outside of the project; only halves
that are meant for development are opened. Standard library only.
"""

import argparse
import collections
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"

# What is not yet done has another root (codebook 2021, CAMEO 03 and 13 with their subcodes): cooperation that is intended, yielding among it, is AGREE;
# a withdrawal that is only announced may be a concession as well; conflict that is announced is a threat; cooperation that one says one will not do is
# declined (CAMEO 12). What else is denied is no event.
NOT_YET = {"planned", "expected"}
INTENDED = {"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"}
ANNOUNCED = {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}

# Labels of older codebooks at root level.
OLDER = {
    "YIELD": {"CONCEDE", "RETREAT"},
    "FIGHT": {"ASSAULT"},
    "DEMAND": {"REQUEST"},
    "DISAPPROVE": {"ACCUSE"},
    "INVESTIGATE": {"ACCUSE"},
}


def arguments(description):
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--registan", default="registan", help="the program")
    parser.add_argument("--reader", help="a command in its place")
    parser.add_argument("--corpora", type=pathlib.Path, default=CORPORA, help="where the corpora lie")
    parser.add_argument("--misses", action="store_true", help="list what is not right, with what was read")
    return parser


def corpus(args, *parts):
    """The path of a corpus's file; ends the program when it is not there."""
    path = args.corpora.joinpath(*parts)
    if not path.exists():
        sys.exit(f"Not measured: {path} is not there. The corpora do not belong to the project; --corpora says where they lie.")
    return path


def statements(args, texts, packs=()):
    """Statements of each text, in its order. `texts` holds pairs of text and date (ISO, or None)."""
    urls = {}
    for pair in texts:
        urls.setdefault(pair, f"text-{len(urls):05}")
    found = collections.defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "reports.jsonl")
        rows = [{"url": url, "text": text, "date": date, "language": "en"} for (text, date), url in urls.items()]
        # A date that is not known is left out: intake takes no null for one.
        file.write_text("".join(json.dumps({key: value for key, value in row.items() if value}) + "\n" for row in rows), encoding="utf8")
        for line in output(args, file, packs, pathlib.Path(folder)).splitlines():
            statement = json.loads(line)
            found[statement["report"]["uri"].rsplit("/", 1)[-1]].append(statement)
    return [found[urls[pair]] for pair in texts]


def output(args, file, packs, folder):
    if args.reader:
        return run([*shlex.split(args.reader), str(file)])
    record = ["--record", str(folder / "record.db")]
    given = [word for pack in packs for word in ("--pack", str(pack))]
    refused = subprocess.run([args.registan, "read", str(file), "--language", "en", *record, *given], capture_output=True, text=True, check=False)
    if refused.returncode:
        sys.exit(f"Not measured: `registan read` says:\n{refused.stdout}{refused.stderr}")
    return run([args.registan, "statements", "--json", *record])


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"Not measured: {shlex.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def types(label):
    """The PLOVER types that a root label of a gold set allows."""
    return OLDER.get(label, {label})


def types_of(statement):
    """The PLOVER types that a statement may be taken for: its own, and what its root becomes as long as it is not yet done."""
    kind = (statement["plover"] or {}).get("type")
    coming = statement["reality"] in NOT_YET
    if kind is None:
        return set()
    if statement["polarity"] == "denied":
        return {"REJECT"} if coming and kind in INTENDED | {"AGREE"} else set()
    if not coming:
        return {kind}
    return {kind} | ({"AGREE"} if kind in INTENDED else set()) | ({"CONCEDE"} if kind == "RETREAT" else set()) | ({"THREATEN"} if kind in ANNOUNCED else set())


def overlaps(filler, stretches):
    """Whether a filler, trigger or voice shares a character with one of the stretches (start and end)."""
    return any(filler["start"] < end and start < filler["end"] for start, end in stretches)


def stretches_of(text, words):
    """Everywhere that some words stand in a text."""
    found, at = [], text.find(words) if words else -1
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def told(statement):
    """A statement in one line, for lists of misses."""

    def names(side):
        return " + ".join(filler["name"] for filler in statement[side])

    kind = (statement["plover"] or {}).get("type") or statement["relation"] or "-"
    denied = " denied" if statement["polarity"] == "denied" else ""
    return f"{kind}/{statement['frame']} [{statement['trigger']['text']}] {names('actors')} -> {names('recipients')} {statement['reality']}{denied}"


def share(part, whole):
    return f"{part / whole:.3f}" if whole else "-"


def table(rows):
    """Prints rows of words as a Markdown table, the first its head."""
    print("| " + " | ".join(rows[0]) + " |")
    print("|" + " --- |" * len(rows[0]))
    for row in rows[1:]:
        print("| " + " | ".join(str(cell) for cell in row) + " |")


def f1(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
