"""PETRARCH's own regression sentences with their gold events (Open Event Data Alliance 2014; CAMEO codes of UniversalPetrarch): events.

    python3 bench/reading/petrarch.py

Most actors are invented; `petrarch-names.tsv` beside this file gives their names as a user's pack, `also` says which of PETRARCH's codes an entity answers to. A gold
event is a source, a target and a CAMEO code. It is found when a statement of the sentence has the code's PLOVER type (table of the codebook of 2021 at
root level; what is only planned also by what PLOVER makes of it, `reader.types_of`) or a code of the same CAMEO root, the source among its actors and the target among its recipients
(both among the actors of what is done together; a meeting is coded both ways there, and so taken both ways). Codes match by the state or body: the leading
role words of CAMEO (GOV, MIL, …) are not compared. Not counted: public comments (CAMEO 01), which PLOVER does not code, and the invented codes that test
pattern matching alone (222, 345, 8xx, 9xx, letters). Licence of the sentences: MIT.
"""

import collections
import lzma
import pathlib
import re

import reader

PACK = pathlib.Path(__file__).with_name("petrarch-names.tsv")

ROOTS = {
    "02": {"REQUEST"}, "03": {"AGREE"}, "04": {"CONSULT"}, "05": {"SUPPORT"}, "06": {"COOPERATE"}, "07": {"AID"}, "08": {"CONCEDE", "RETREAT"},
    "09": {"ACCUSE"}, "10": {"REQUEST"}, "11": {"ACCUSE"}, "12": {"REJECT"}, "13": {"THREATEN"}, "14": {"PROTEST"}, "15": {"MOBILIZE"},
    "16": {"SANCTION"}, "17": {"COERCE"}, "18": {"ASSAULT"}, "19": {"ASSAULT"}, "20": {"ASSAULT"},
}  # fmt: skip
EXCEPTIONS = {"163": {"SANCTION", "COERCE"}, "191": {"COERCE"}, "192": {"COERCE"}}

# Where CAMEO's dictionaries code a state or body otherwise than ISO.
CODES = {"KUW": "KWT", "NZE": "NZL", "RHO": "ZWE", "ZBW": "ZWE", "GMW": "DEU", "IGOEEU": "Q458", "IGOAFR": "Q7159", "IGOCOPITP": "Q47488"}


def sentences(path):
    """Id, date, text and events (code, source, target) of every sentence."""
    with lzma.open(path, "rt", encoding="utf8") as packed:
        whole = re.sub(r"<Parse>.*?</Parse>", "", packed.read(), flags=re.S)
    for head, body in re.findall(r"<Sentence ([^>]*)>(.*?)</Sentence>", whole, re.S):
        given = dict(re.findall(r'(\w+)\s*=\s*"(.*?)"', head))
        date = re.sub(r"(\d{4})(\d\d)(\d\d)", r"\1-\2-\3", given["date"])
        text = " ".join(re.search(r"<Text>(.*?)</Text>", body, re.S)[1].replace("&amp;", "&").split())
        events = [dict(re.findall(r'(\w+code)="(.*?)"', event)) for event in re.findall(r"<EventCoding (.*?)/?>", body)]
        yield given["id"], date, text, [(e["eventcode"], e["sourcecode"], e["targetcode"]) for e in events if len(e) == 3]


def pack_codes():
    """PETRARCH's codes of the entities of the pack."""
    rows = [line.rstrip("\n").split("\t") for line in PACK.read_text(encoding="utf8").splitlines() if not line.startswith("#")]
    head = rows[0]
    return {row[head.index("id")]: set(row[head.index("also")].split(";")) for row in rows[1:]}


def counted(event):
    code, source, target = event
    return code.isdigit() and code[:2] in ROOTS and code not in ("222",) and source != target


def answers(filler, gold, known):
    """Whether a filler is whom a code of PETRARCH's means; '---' is anybody."""
    if gold.startswith("---"):
        return True
    wanted = {piece for part in gold.split("/") for piece in (part, part[:3], part[3:6], CODES.get(part, part), CODES.get(part[:3], part[:3]))}
    own = known.get(filler["entity"]) or known.get(f"state/{filler['country']}") or set()
    return bool(({filler["country"], filler["entity"]} | own) & wanted)


def right_type(statement, code):
    wanted = EXCEPTIONS.get(code[:3], ROOTS[code[:2]])
    same = statement["polarity"] == "affirmed" and (statement.get("cameo") or "")[:2] == code[:2]
    return same or bool(reader.types_of(statement) & wanted)


def sides(statement, event, known):
    """Source and target stand on their sides."""
    code, source, target = event
    actors, recipients = statement["actors"], statement["recipients"] or statement["actors"]
    orders = [(source, target), (target, source)] if code.startswith("04") else [(source, target)]
    return any(any(answers(f, a, known) for f in actors) and any(answers(f, b, known) for f in recipients) for a, b in orders)


def main():
    args = reader.arguments(__doc__).parse_args()
    gold = list(sentences(reader.corpus(args, "en-petrarch-gold", "up-PETR.UnitTest.records.parsing_parsed_udpipe_2.0.xml.xz")))
    known, counts, silent = pack_codes(), collections.defaultdict(collections.Counter), collections.Counter()
    for (name, _, text, events), found in zip(gold, reader.statements(args, [(text, date) for _, date, text, _ in gold], [PACK])):
        if not events:
            silent.update(n=1, read=bool(found))
        for event in filter(counted, events):
            kind = [s for s in found if right_type(s, event[0])]
            hit = any(sides(s, event, known) for s in kind)
            for group in (event[0][:2], "all"):
                counts[group].update(n=1, read=bool(found), type=bool(kind), pair=any(sides(s, event, known) for s in found), found=hit)
            if args.misses and not hit:
                print(f"{name} {event} | {text}")
                print("".join(f"      {reader.told(s)} {s.get('cameo')}\n" for s in found), end="")
    rows = [["CAMEO root", "events", "anything read", "type", "pair", "type and pair"]]
    for group in sorted(counts):
        c = counts[group]
        rows.append([group, c["n"], *(reader.share(c[key], c["n"]) for key in ("read", "type", "pair", "found"))])
    reader.table(rows)
    print(f"sentences without events: {silent['n']}, of which a statement was given for {silent['read']}")


if __name__ == "__main__":
    main()
