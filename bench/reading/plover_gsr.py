"""PLOVER's own gold standard records (en-plover-gsr, Open Event Data Alliance 2016), development half: types with actors.

    python3 bench/reading/plover_gsr.py

A record gives one event of a sentence: its type and who does it. It is found when some statement of the sentence has the type (root only; the labels of
2016 by the renaming of the codebook of 2021, what is only planned also by what PLOVER makes of it, `reader.types_of`) and one of the record's sources among its actors:
the actor's words overlap those of the source, or both are of one state. A record without a source is found by its type alone. Denied statements do not count.
DOCUMENT records are no events. Printed too: the type alone, and whether a target, where there is one, stands among the recipients (or the actors of what is
done together). Licence of the records: CC BY-SA 4.0.
"""

import collections
import json

import reader


def people(side):
    return side if isinstance(side, list) else []


def is_in(gold, fillers, text):
    """Whether somebody of a gold side is among the fillers, by words or state."""
    codes = {person.get("code") for person in gold}
    stretches = [stretch for person in gold for part in person.get("actorText", "").split(" ... ") for stretch in reader.stretches_of(text, part.strip())]
    return any(filler["country"] in codes or reader.overlaps(filler, stretches) for filler in fillers)


def judged(record, found):
    """Whether type, type with actor, and both with recipient were found."""
    right = [s for s in found if reader.types_of(s) & reader.types(record["event"])]
    source, target = people(record.get("source")), people(record.get("target"))
    with_actor = [s for s in right if not source or is_in(source, s["actors"], record["text"])]
    sides = [s for s in with_actor if not target or is_in(target, s["recipients"] or s["actors"], record["text"])]
    return bool(right), bool(with_actor), bool(sides)


def main():
    args = reader.arguments(__doc__).parse_args()
    records = json.loads(reader.corpus(args, "en-plover-gsr", "plover_gsr_dev.json").read_text(encoding="utf8"))
    records = [record for record in records if record["event"] != "DOCUMENT"]
    counts = collections.defaultdict(collections.Counter)
    for record, found in zip(records, reader.statements(args, [(r["text"], r.get("date")) for r in records])):
        kind, actor, both = judged(record, found)
        for group in (record["event"], "all"):
            counts[group].update(n=1, read=bool(found), type=kind, actor=actor, both=both)
        if args.misses and not actor:
            sources = [person.get("actorText") for person in people(record.get("source"))]
            print(f"{record['event']} {sources} | {record['text']}")
            print("".join(f"      {reader.told(s)}\n" for s in found), end="")
    rows = [["type", "records", "anything read", "type", "type and actor", "and recipient"]]
    for group in [*sorted(set(counts) - {"all"}), "all"]:
        c = counts[group]
        rows.append([group, c["n"], *(reader.share(c[key], c["n"]) for key in ("read", "type", "actor", "both"))])
    reader.table(rows)


if __name__ == "__main__":
    main()
