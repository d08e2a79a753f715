"""Build knowledge/places/admin1.tsv: first-level administrative regions from GeoNames, less those that regions.tsv describes by hand.

Run from the repository root after cities.py: python3 training/knowledge/admin1.py [CORPORA]
"""
import lzma
import os

from cities import CORPORA, common_words, person_names, plain, states

HEAD = """# First-level administrative regions. Source: GeoNames admin1CodesASCII (CC BY 4.0, geonames.org). Those with Dutch names, adjectives or
# politics of their own are in regions.tsv instead. A trailing ? asks for support from the context: names that are also a city of the same
# state, a word, or a name of persons.
"""


def main():
    country = states()
    taken = set()
    for line in open("knowledge/places/regions.tsv", encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 17:
            taken |= {(cells[3], name.rstrip("?")) for name in cells[7].split(";")}
    cities = set()
    for line in open("knowledge/places/cities.tsv", encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 12:
            cities |= {(cells[3], name.rstrip("?")) for name in [cells[5]] + cells[6].split(";")}
    words, persons, count = common_words(), person_names(), 0
    path = os.path.join(CORPORA, "kb-geonames/admin1CodesASCII.txt.xz")
    with lzma.open(path, "rt", encoding="utf-8") as source, open("knowledge/places/admin1.tsv", "w", encoding="utf-8") as out:
        out.write(HEAD + "id\tkind\tclass\tcountry\tadmin1\tname\tnames_en\tnames_nl\n")
        for line in source:
            code, name, ascii_name, ident = line.rstrip("\n").split("\t")
            iso2, admin1 = code.split(".", 1)
            iso, name, ascii_name = country.get(iso2, ""), plain(name), plain(ascii_name)
            if not iso or (iso, name) in taken or (iso, ascii_name) in taken:
                continue
            names = list(dict.fromkeys([name, ascii_name]))
            marked = [n + ("?" if (iso, n) in cities or n.lower() in words or (" " not in n and persons.get(n, 0) >= 2) or len(n) < 4 else "")
                      for n in names]
            given = ";".join(marked) if marked != [name] else ""
            out.write("\t".join(["geonames/" + ident, "place", "admin1", iso, admin1, name, given, given]) + "\n")
            count += 1
    print(count, "regions")


if __name__ == "__main__":
    main()
