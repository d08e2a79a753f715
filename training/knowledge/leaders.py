"""Brings knowledge/persons and knowledge/offices/terms.tsv in line with the files in the corpora.

Both tables are edited by hand. This script only (1) marks the terms of heads of state and of government whose start REIGN
confirms to within a month as `reign`, the others as `own`, and (2) fills empty Wikidata ids and birth years from EveryPolitician
where name and country point to one person. Run from the repository's root; it changes nothing when all is in line:

    python3 training/knowledge/leaders.py [--corpora ../shared/corpora]
"""
import argparse
import csv
import difflib
import json
import lzma
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from check_offices import KNOWLEDGE, bounds, table

HEADS = {"head-of-state", "head-of-government"}
SPECIAL_LETTERS = str.maketrans({
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "þ": "th",
    "Þ": "Th", "ð": "d", "ʻ": "", "ə": "e", "œ": "oe", "'": "", "’": "",
})
# Names of countries in EveryPolitician that differ from all names in states.tsv.
EVERYPOLITICIAN_COUNTRIES = {
    "USA": "United States of America", "GBR": "UK", "MKD": "Macedonia", "CIV": "Cote d’Ivoire", "BIH": "Bosnia and Herzegovina",
}
SPELLING_LIKENESS = 0.75


def folded(text):
    """Lower-case ASCII words joined by hyphens, for comparing names across spellings."""
    text = unicodedata.normalize("NFKD", text.translate(SPECIAL_LETTERS))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in text if not unicodedata.combining(c)).lower()).strip("-")


def alike(one, other):
    """Whether two names share a word of three letters or more, give or take its spelling."""
    words, others = ({w for w in folded(name).split("-") if len(w) > 2} for name in (one, other))
    if words & others:
        return True
    return any(difflib.SequenceMatcher(None, a, b).ratio() > SPELLING_LIKENESS for a in words for b in others)


def reign_starts(corpora, states):
    """State id -> (name, month count of the start) of the leaders that REIGN lists from 1990 on."""
    by_number = defaultdict(list)
    for row in states:
        match = re.search(r"cow=(\d+)", row["note"])
        if match:
            by_number[int(match.group(1))].append(row["id"])
    starts = defaultdict(list)
    path = corpora / "kb-leaders-reign" / "leaderlist_3_21.csv"
    with path.open(encoding="utf-8", errors="replace") as lines:
        for row in csv.DictReader(lines):
            if not row["syear"] or (row["eyear"] and int(row["eyear"]) < 1990):
                continue
            for state in by_number.get(int(row["ccode"]), []):
                starts[state].append((row["leader"], int(row["syear"]) * 12 + int(row["smonth"])))
    return starts


def start_month(date):
    """The start as a count of months; a bare year counts as its first month."""
    first = bounds(date)[0]
    return first.year * 12 + first.month


def mark_sources(terms, offices, titles, persons, starts):
    head_titles = {row["title"] for row in titles if row["role"] in HEADS}
    office_of = {row["id"]: row for row in offices}
    names = {row["id"]: row["names_en"].split(";")[:2] for row in persons}
    for term in terms:
        office = office_of[term["office"]]
        if term["source"] not in {"own", "reign"}:
            continue
        confirmed = office["title"] in head_titles and any(
            abs(month - start_month(term["from"])) <= 1 and any(alike(leader, name) for name in names[term["person"]])
            for leader, month in starts.get(office["of"], [])
        )
        term["source"] = "reign" if confirmed else "own"


def everypolitician(corpora):
    """(country, folded name) -> Wikidata ids, and Wikidata id -> birth year."""
    ids, births = defaultdict(set), {}
    for line in lzma.open(corpora / "kb-everypolitician" / "politicians-2015.jsonl.xz", "rt", encoding="utf-8"):
        person = json.loads(line)
        if not person["wikidata"]:
            continue
        births[person["wikidata"]] = (person["birth"] or "")[:4]
        for name in [person["name"], *(person["names"] or {})]:
            if name and " " in name:
                ids[person["country"], folded(name)].add(person["wikidata"])
    return ids, births


def fill_ids(persons, states, ids, births):
    country_names = {row["country"]: {row["name"], *row["names_en"].split(";")} for row in states}
    for code, name in EVERYPOLITICIAN_COUNTRIES.items():
        country_names.setdefault(code, set()).add(name)
    taken = {row["wikidata"] for row in persons if row["wikidata"]}
    for row in persons:
        found = set()
        for country in country_names.get(row["country"], ()):
            for name in row["names_en"].split(";"):
                found |= ids.get((country, folded(name)), set())
        birth = row["valid"].split("/")[0][:4]
        found = {q for q in found if not (birth and births.get(q) and abs(int(birth) - int(births[q])) > 1)}
        if len(found) != 1:
            continue
        (wikidata,) = found
        if not row["wikidata"] and wikidata not in taken:
            row["wikidata"] = wikidata
            taken.add(wikidata)
        if row["wikidata"] == wikidata and not row["valid"] and births.get(wikidata):
            row["valid"] = births[wikidata] + "/"


def save(path, rows):
    """Writes the rows back under the comment lines and the header that the file has."""
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines = [*head, "\t".join(rows[0]), *("\t".join(row.values()) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    corpora = parser.parse_args().corpora
    states = list(table(KNOWLEDGE / "actors" / "states.tsv"))
    titles = list(table(KNOWLEDGE / "offices" / "titles.tsv"))
    offices = list(table(KNOWLEDGE / "offices" / "offices.tsv"))
    terms = list(table(KNOWLEDGE / "offices" / "terms.tsv"))
    leaders = list(table(KNOWLEDGE / "persons" / "leaders.tsv"))
    others = list(table(KNOWLEDGE / "persons" / "others.tsv"))
    fill_ids([*leaders, *others], states, *everypolitician(corpora))
    mark_sources(terms, offices, titles, [*leaders, *others], reign_starts(corpora, states))
    save(KNOWLEDGE / "persons" / "leaders.tsv", leaders)
    save(KNOWLEDGE / "persons" / "others.tsv", others)
    save(KNOWLEDGE / "offices" / "terms.tsv", terms)


if __name__ == "__main__":
    main()
