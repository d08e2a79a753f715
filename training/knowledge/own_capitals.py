"""Build knowledge/actors/capitals.tsv: capitals and seats of government from capitals_own.txt, placed by GeoNames cities15000."""
import io
import os
import sys
import unicodedata
import zipfile

from own_states import split, unique

HERE = os.path.dirname(os.path.abspath(__file__))
CORPORA = sys.argv[1] if len(sys.argv) > 1 else "../shared/corpora"
HEAD = """# Capitals and seats of government. stands_for_government: whether a bare name as the doer in news stands for the government ("Peking besloot").
# Sources: GeoNames cities15000 (CC BY 4.0): id, coordinates; Wikidata ids: waldenn/conzept app/explore2/src/data/countries.js (facts);
# names in both languages and the last two columns own. A trailing ? asks for support from the context. valid: EDTF interval or empty.
"""
COLUMNS = "state names_en names_nl place lat lon stands_for_government valid wikidata"


def fold(text):
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if c.isalnum())


def iso2_table():
    table = {}
    for line in open("knowledge/actors/states.tsv", encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if cells[0].startswith("state/"):
            for note in cells[14].split(";"):
                if note.startswith("iso2="):
                    table[cells[0][6:]] = note[5:]
    return table


FORMER = {"SUN": "RU", "YUG": "RS", "SCG": "RS", "CSK": "CZ", "DDR": "DE", "south-vietnam": "VN", "transnistria": "MD", "abkhazia": "GE",
          "south-ossetia": "GE", "northern-cyprus": "CY", "somaliland": "SO", "artsakh": "AZ", "dpr": "UA", "lpr": "UA"}


def main():
    cities = {}
    with zipfile.ZipFile(os.path.join(CORPORA, "kb-geonames/cities15000.zip")) as archive:
        for line in io.TextIOWrapper(archive.open("cities15000.txt"), encoding="utf-8"):
            cells = line.rstrip("\n").split("\t")
            cities.setdefault(cells[8], []).append(cells)
    iso2 = iso2_table() | FORMER
    out, lost = [], []
    for line in open(os.path.join(HERE, "capitals_own.txt"), encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        iso, wikidata, en, nl, wanted, stands, valid = line.rstrip("\n").split("|")
        pool = cities.get(iso2[iso], [])
        names = {fold(n.rstrip("?")) for n in ([wanted] if wanted else split(en))}
        found = [c for c in pool if c[7] == "PPLC"] if not wanted else []
        found = found or [c for c in pool if fold(c[1]) in names or fold(c[2]) in names]
        found = found or [c for c in pool if names & {fold(a) for a in c[3].split(",")}]
        found.sort(key=lambda c: -int(c[14]))
        place = found[0] if found else None
        if not place:
            lost.append(iso + " " + en)
        out.append([("state/" + iso), ";".join(unique(split(en))), ";".join(unique(split(nl or en))),
                    "geonames/" + place[0] if place else "", place[4] if place else "", place[5] if place else "", stands, valid, wikidata])
    with open("knowledge/actors/capitals.tsv", "w", encoding="utf-8") as handle:
        handle.write(HEAD + COLUMNS.replace(" ", "\t") + "\n")
        for row in out:
            handle.write("\t".join(row) + "\n")
    print(len(out), "capitals; without place:", lost)


if __name__ == "__main__":
    main()
