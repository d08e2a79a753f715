"""Build knowledge/places/cities.tsv and exonyms-nl.tsv from GeoNames cities15000 and exonyms_nl.txt.

Run from the repository root: python3 training/knowledge/cities.py [CORPORA]
"""
import io
import json
import lzma
import os
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
CORPORA = sys.argv[1] if len(sys.argv) > 1 else "../shared/corpora"
CITIES_HEAD = """# Cities over 15,000 inhabitants and capitals. Source: GeoNames cities15000 (CC BY 4.0, geonames.org): id, name, admin1, coordinates, population;
# Dutch names and further English spellings: exonyms-nl.tsv (own). wikidata: capitals only, from actors/capitals.tsv.
# Where names_en and names_nl are empty the name serves both languages. A trailing ? asks for support from the context: names that are also
# words, or names of persons (as found among the politicians of everypolitician, 2015), of places that are not very large.
"""
EXONYMS_HEAD = """# Dutch names of foreign cities (and further English spellings) beside the name in GeoNames. Own content; ids: GeoNames (CC BY 4.0).
# A trailing ? asks for support from the context. Edit exonyms_nl.txt in training/knowledge and build again, or edit cities.tsv itself.
"""
LATIN = set("abcdefghijklmnopqrstuvwxyz")


def states():
    """GeoNames country code to ISO alpha-3."""
    table = {}
    for line in open("knowledge/actors/states.tsv", encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        for note in cells[-1].split(";"):
            if note.startswith("iso2="):
                table[note[5:]] = cells[3]
    return table


def plain(text):
    return text.replace("’", "'").replace("‘", "'")


def read_cities():
    rows = []
    with zipfile.ZipFile(os.path.join(CORPORA, "kb-geonames/cities15000.zip")) as archive:
        for line in io.TextIOWrapper(archive.open("cities15000.txt"), encoding="utf-8"):
            rows.append(line.rstrip("\n").split("\t"))
    return rows


def read_exonyms(rows):
    by_name = {}
    for row in sorted(rows, key=lambda r: int(r[14])):
        for name in (row[3].split(",") + [row[2], row[1]]):
            by_name[(row[8], name)] = row
            by_name[(row[8], plain(name))] = row
    for row in sorted(rows, key=lambda r: int(r[14])):
        by_name[(row[8], row[1])] = row
    found, lost = {}, []
    for line in open(os.path.join(HERE, "exonyms_nl.txt"), encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        country, cities = line.rstrip("\n").split(":", 1)
        for entry in cities.split(";"):
            parts = entry.split("/")
            name, dutch = parts[0], parts[1].split(",")
            english = parts[2].split(",") if len(parts) > 2 else []
            row = by_name.get((country, name)) or by_name.get((country, plain(name)))
            if row is None:
                lost.append(country + " " + name)
                continue
            have = found.setdefault(row[0], (row, [], []))
            have[1].extend(n for n in dutch if n not in have[1])
            have[2].extend(n for n in english if n not in have[2])
    return found, lost


def common_words():
    words = set()
    for name in ("lex-nl/opentaal/elements-basiswoorden-gekeurd.txt.xz",):
        with lzma.open(os.path.join(CORPORA, name), "rt", encoding="utf-8") as handle:
            words |= {w.strip() for w in handle if w[:1].islower()}
    with lzma.open(os.path.join(CORPORA, "lex-en/pattern/en-lexicon.txt.xz"), "rt", encoding="utf-8") as handle:
        for line in handle:
            cells = line.split()
            if len(cells) >= 2 and cells[0].islower() and not cells[1].startswith("NNP"):
                words.add(cells[0])
    return words


def person_names():
    names = {}
    with lzma.open(os.path.join(CORPORA, "kb-everypolitician/politicians-2015.jsonl.xz"), "rt", encoding="utf-8") as handle:
        for line in handle:
            name = json.loads(line).get("name") or ""
            for token in set(name.split()):
                names[token] = names.get(token, 0) + 1
    return names


def once(names):
    """Each name once; a doubtful one stays doubtful."""
    doubtful = {name[:-1] for name in names if name.endswith("?")}
    return [name + ("?" if name in doubtful else "") for name in dict.fromkeys(name.rstrip("?") for name in names)]


def main():
    rows, country = read_cities(), states()
    exonyms, lost = read_exonyms(rows)
    words, persons = common_words(), person_names()
    wikidata = {}
    for line in open("knowledge/actors/capitals.tsv", encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 9 and cells[8].startswith("Q") and cells[3]:
            wikidata[cells[3]] = cells[8]

    def doubtful(name, population):
        if name.lower() in words and population < 1_000_000 and " " not in name:
            return True
        return " " not in name and persons.get(name, 0) >= 2 and population < 600_000

    def mark(name, population):
        name = plain(name)
        return name if name.endswith("?") else name + ("?" if doubtful(name, population) or len(name) < 3 else "")

    with open("knowledge/places/cities.tsv", "w", encoding="utf-8") as out:
        out.write(CITIES_HEAD + "id\tkind\tclass\tcountry\tadmin1\tname\tnames_en\tnames_nl\twikidata\tlat\tlon\tpopulation\n")
        for row in rows:
            name, ascii_name, population = plain(row[1]), plain(row[2]), int(row[14])
            base = [mark(name, population)]
            if ascii_name != name:
                base.append(mark(ascii_name, population))
            english, dutch = list(base), list(base)
            if row[0] in exonyms:
                _, nl, en = exonyms[row[0]]
                english += [mark(n, population) for n in en]
                dutch = [mark(n, population) for n in nl] + base
            english, dutch = once(english), once(dutch)
            given = not (english == dutch == [name])
            klass = "capital" if row[7] == "PPLC" else "district" if row[7] == "PPLX" else "city"
            ident = "geonames/" + row[0]
            out.write("\t".join([ident, "place", klass, country.get(row[8], ""), row[10], name, ";".join(english) if given else "",
                                 ";".join(dutch) if given else "", wikidata.get(ident, ""), row[4], row[5], row[14]]) + "\n")
    with open("knowledge/places/exonyms-nl.tsv", "w", encoding="utf-8") as out:
        out.write(EXONYMS_HEAD + "place\tcity\tcountry\tdutch\tenglish\n")
        for key, (row, nl, en) in sorted(exonyms.items(), key=lambda item: (item[1][0][8], item[1][0][1])):
            out.write("\t".join(["geonames/" + key, plain(row[1]), country.get(row[8], ""), ";".join(nl), ";".join(en)]) + "\n")
    print(len(rows), "cities;", len(exonyms), "with Dutch names; not found:", lost)


if __name__ == "__main__":
    main()
