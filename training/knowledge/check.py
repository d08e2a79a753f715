"""Check the tables of knowledge/: columns, ids, references, dates, countries. Exit 1 with a list when something is wrong.

Run from the repository root: python3 training/knowledge/check.py
"""
import collections
import glob
import re
import sys

KINDS = {"person", "state", "group", "organisation", "place", "other"}
FOLDERS = ("actors", "organisations", "places", "goods", "time")
DATE = r"-?\d{4}(-\d{2}(-\d{2})?)?"
EDTF = re.compile(rf"^({DATE})?(/({DATE}|\.\.)?)?$")
REFERENCES = {"stands_for", "organisation", "member", "state", "place", "meeting"}


def tables():
    for path in sorted(p for folder in FOLDERS for p in glob.glob(f"knowledge/{folder}/*.tsv")):
        header, rows = None, []
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            line = line.rstrip("\n")
            if line.startswith("#"):
                continue
            cells = line.split("\t")
            if header is None:
                header = cells
            else:
                rows.append((number, cells))
        yield path, header, rows


def main():
    problems, ids, places, qids, countries = [], {}, set(), collections.defaultdict(list), set()
    every = list(tables())
    for path, header, rows in every:
        for number, cells in rows:
            if len(cells) != len(header):
                problems.append(f"{path}:{number}: {len(cells)} cells for {len(header)} columns")
                continue
            row = dict(zip(header, cells))
            if {"id", "kind", "name"} <= set(header):
                if row["id"] in ids:
                    problems.append(f"{path}:{number}: id {row['id']} also in {ids[row['id']]}")
                ids[row["id"]] = path
                if row["kind"] not in KINDS:
                    problems.append(f"{path}:{number}: kind {row['kind']}")
                if row["id"].startswith("state/") and row.get("country"):
                    countries.add(row["country"])
                if row.get("wikidata"):
                    qids[row["wikidata"]].append(row["id"])
    for path, header, rows in every:
        for number, cells in rows:
            row = dict(zip(header, cells))
            if row.get("country") and row["country"] not in countries:
                problems.append(f"{path}:{number}: country {row['country']}")
            for column in ("valid", "from", "until", "start", "end", "opening", "closing", "date"):
                for part in row.get(column, "").split(","):
                    if not EDTF.match(part):
                        problems.append(f"{path}:{number}: {column} {part!r} is no EDTF")
            for column in REFERENCES & set(header):
                value = row[column]
                if value and "/" in value and value not in ids:
                    problems.append(f"{path}:{number}: {column} {value} unknown")
            for key in re.findall(r"(?:parent|organisation)=([\w/-]+)", row.get("note", "")):
                if key not in ids:
                    problems.append(f"{path}:{number}: note names {key}, unknown")
            for iso in re.findall(r"(?:claimed-by|sovereign|successor)=([A-Z]{3})\b", row.get("note", "")):
                if iso not in countries:
                    problems.append(f"{path}:{number}: note names {iso}, unknown")
            for cell in cells:
                if cell != cell.strip() or ";;" in cell or cell.startswith(";") or cell.endswith(";"):
                    problems.append(f"{path}:{number}: stray blanks or semicolons in {cell[:60]!r}")
            for column in [c for c in header if c.startswith(("names_", "adjectives_", "inhabitants_"))]:
                names = [n.rstrip("?") for n in row[column].split(";") if n]
                if len(names) != len(set(names)):
                    problems.append(f"{path}:{number}: {column} says a name twice")
    for qid, owners in qids.items():
        if len(owners) > 1:
            problems.append(f"{qid} is given to {', '.join(owners)}")
    for path, header, rows in every:
        print(f"{len(rows):6} {path}")
    print(f"{len(ids)} entities, {sum(map(len, qids.values()))} with a Wikidata id, {len(problems)} problems")
    print("\n".join(problems[:200]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
