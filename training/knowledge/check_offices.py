"""Checks knowledge/offices and knowledge/persons and draws the sample of own terms that is verified by hand.

    python3 training/knowledge/check_offices.py             # exit 1 and one line a defect, if there are any
    python3 training/knowledge/check_offices.py --sample 60 --seed 4    # prints a random sample of terms marked own
"""
import argparse
import calendar
import datetime
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

KNOWLEDGE = Path(__file__).resolve().parent.parent.parent / "knowledge"
EDTF = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?~?$")
SOURCES = {"reign", "own", "wikidata", "lookup"}
FAR = datetime.date(9999, 12, 31)


def table(path):
    """Rows of a TSV as dictionaries; comment lines at the head are skipped."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise SystemExit(f"{path.name}: row {number} has {len(cells)} cells, header has {len(header)}: {line[:80]}")
        yield dict(zip(header, cells))


def bounds(date):
    """First and last day that an EDTF day, month or year may mean; None if it does not parse."""
    match = EDTF.match(date)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if day:
            exact = datetime.date(year, month, day)
            return exact, exact
        if month:
            return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    except ValueError:
        return None


def known_bodies():
    """Ids of every entity outside persons and offices."""
    ids = set()
    for folder in ("actors", "organisations", "places"):
        for path in sorted((KNOWLEDGE / folder).glob("*.tsv")):
            head = next((line for line in path.open(encoding="utf-8") if not line.startswith("#")), "")
            if head.startswith("id\t"):
                ids.update(row["id"] for row in table(path))
    return ids


def check_titles(titles):
    for slug, count in Counter(row["title"] for row in titles).items():
        if count > 1:
            yield f"titles: {slug} stands {count} times"
    for row in titles:
        if row["gender"] not in {"m", "f", "-"} or not row["names_en"] or not row["names_nl"]:
            yield f"titles: {row['title']} lacks names or gender"


def check_persons(persons):
    for column in ("id", "wikidata"):
        for value, count in Counter(row[column] for row in persons if row[column]).items():
            if count > 1:
                yield f"persons: {column} {value} stands {count} times"
    for row in persons:
        notes = dict(part.split("=", 1) for part in row["note"].split(";") if "=" in part)
        if notes.get("gender") not in {"m", "f"} or not notes.get("family"):
            yield f"persons: {row['id']} lacks gender or family"
        if row["wikidata"] and not re.match(r"^Q[1-9]\d*$", row["wikidata"]):
            yield f"persons: {row['id']} has a malformed Wikidata id"
        if not row["names_en"].split(";")[0] == row["name"] or not row["names_nl"]:
            yield f"persons: {row['id']} lacks its name among the names"


def check_offices(offices, titles, bodies):
    known = {row["title"] for row in titles}
    for office, count in Counter(row["id"] for row in offices).items():
        if count > 1:
            yield f"offices: {office} stands {count} times"
    for row in offices:
        if row["title"] not in known:
            yield f"offices: {row['id']} has the unknown title {row['title']}"
        if row["of"] not in bodies:
            yield f"offices: {row['id']} is of the unknown body {row['of']}"


def check_terms(terms, persons, offices):
    people = {row["id"] for row in persons}
    posts = {row["id"] for row in offices}
    for row in terms:
        where = f"terms: {row['person']} as {row['office']} from {row['from']}"
        if row["person"] not in people:
            yield f"{where}: unknown person"
        if row["office"] not in posts:
            yield f"{where}: unknown office"
        if row["source"] not in SOURCES:
            yield f"{where}: unknown source {row['source']}"
        begin, end = bounds(row["from"]), bounds(row["until"]) if row["until"] else (FAR, FAR)
        if begin is None or end is None:
            yield f"{where}: a date does not parse ({row['from']}, {row['until']})"
        elif begin[0] > end[1]:
            yield f"{where}: ends before it begins ({row['until']})"
    served = {row["person"] for row in terms}
    for person in sorted(people - served):
        yield f"persons: {person} holds no office"


def check_overlaps(terms, offices):
    """Two holders at once of an office that has a single one, beyond what the precision of the dates leaves open."""
    single = {row["id"] for row in offices if row["holders"] == "one"}
    by_office = defaultdict(list)
    for row in terms:
        if row["office"] in single and bounds(row["from"]):
            if row["note"] in {"acting", "interim", "caretaker", "rival"}:  # stands in for the holder, or disputes the office
                continue
            last = bounds(row["until"])[0] if row["until"] else FAR
            by_office[row["office"]].append((bounds(row["from"])[1], last, row["person"], row["from"], row["until"]))
    for office, rows in sorted(by_office.items()):
        rows.sort()
        for i, earlier in enumerate(rows):
            for later in rows[i + 1:]:
                if later[0] < earlier[1]:
                    yield (f"terms: {office}: {earlier[2]} ({earlier[3]}..{earlier[4]}) and "
                           f"{later[2]} ({later[3]}..{later[4]}) overlap")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, help="print so many random terms with source own")
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args()
    titles = list(table(KNOWLEDGE / "offices" / "titles.tsv"))
    offices = list(table(KNOWLEDGE / "offices" / "offices.tsv"))
    terms = list(table(KNOWLEDGE / "offices" / "terms.tsv"))
    persons = [row for name in ("leaders", "others") for row in table(KNOWLEDGE / "persons" / f"{name}.tsv")]
    if options.sample:
        own = sorted((row for row in terms if row["source"] == "own"), key=lambda row: tuple(row.values()))
        for row in random.Random(options.seed).sample(own, options.sample):
            print("\t".join(row.values()))
        return
    defects = [
        *check_titles(titles), *check_persons(persons), *check_offices(offices, titles, known_bodies()),
        *check_terms(terms, persons, offices), *check_overlaps(terms, offices),
    ]
    print("\n".join(defects), file=sys.stderr)
    by_source = Counter(row["source"] for row in terms)
    print(f"{len(titles)} titles, {len(offices)} offices, {len(persons)} persons "
          f"({sum(1 for row in persons if row['wikidata'])} with Wikidata id), {len(terms)} terms {dict(by_source)}; "
          f"{len(defects)} defects")
    sys.exit(1 if defects else 0)


if __name__ == "__main__":
    main()
