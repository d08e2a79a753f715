"""Builds knowledge/persons/names.tsv: given names with their gender.

Reads the own list beside this script, the gender that EveryPolitician records for politicians, and the first words of
the personal names in Alpino's name lists. Run from the repository's root:

    python3 training/knowledge/given_names.py [--corpora ../shared/corpora]
"""
import argparse
import html
import json
import lzma
import re
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent.parent / "knowledge" / "persons" / "names.tsv"

# Where the family name comes first, the first word of a name says nothing about gender.
FAMILY_NAME_FIRST = {
    "China", "Hungary", "Japan", "Korea", "North Korea", "South Korea", "Taiwan", "Vietnam", "Cambodia", "Hong Kong",
    "Singapore", "Mongolia", "Myanmar", "Macao", "Iceland",
}
# A name of the other gender may appear as a slip or a namesake: decide only on a clear majority.
CLEAR_MAJORITY = 0.95
FEWEST_BEARERS = 2
# Alpino's lists hold places and firms among the persons; a given name recurs with several family names.
FEWEST_FAMILY_NAMES = 5

GIVEN_NAME = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿā-ž'’]+(?:-[A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿā-ž]+)*$")
NOT_GIVEN = {
    "The", "De", "Het", "Van", "Von", "Den", "Der", "Ten", "Ter", "La", "Le", "Di", "Da", "Dos", "Del", "El", "Al",
    "Mac", "Saint", "San", "Santa", "Sint", "St", "Dr", "Drs", "Ir", "Ing", "Mr", "Mrs", "Ms", "Mgr", "Prof", "Sir",
    "Lord", "Lady", "King", "Koning", "Koningin", "Queen", "Prins", "Prinses", "Prince", "Princess", "Paus", "Pope",
    "President", "General", "Generaal", "Graaf", "Sheikh", "Sjeik", "Imam", "Rabbi", "Familie", "Broer", "Zuster",
    "Pater", "Dominee", "Bisschop", "Kardinaal", "Minister", "Premier", "Professor", "Doctor", "Dokter", "Meneer",
    "Mevrouw", "Bin", "Ibn", "Abu", "Ould", "Big", "Little", "Black", "White", "Young", "Old", "New", "North",
    "South", "Abd", "Aboe", "Antiochus", "Aristobulus", "Art", "Baby", "Baron", "Blake", "Boy", "Bud", "Caesar",
    "Davis", "Diogenes", "Doc", "Filips", "Flavius", "Fra", "Gaius", "Garcia", "Holland", "Il", "Janssen", "Jezus",
    "Jhr", "Lope", "Majoor", "Markies", "Meester", "Meijer", "Mme", "Nicephorus", "Op", "Oude", "Papa", "Park",
    "Philips", "Publius", "Ronals", "Salmanassar", "Spahr", "Stone", "Tante", "Te", "Theophanes", "To", "Vanden",
    "Warner",
}


def own_names():
    """Gender of the names in the own list; a word with a hyphen mark such as Jo-Ann-u is skipped."""
    genders = {}
    for line in (HERE / "given_names_own.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        gender, *names = line.split()
        for name in names:
            if name.endswith(("-Anne", "-u")):
                continue
            genders[name] = gender if genders.get(name, gender) == gender else "u"
    return genders


def politicians(corpora):
    """How often each first name is borne by male and female politicians."""
    counts = defaultdict(Counter)
    path = corpora / "kb-everypolitician" / "politicians-2015.jsonl.xz"
    for line in lzma.open(path, "rt", encoding="utf-8"):
        person = json.loads(line)
        gender = {"male": "m", "female": "f"}.get(person["gender"])
        if gender is None or person["country"] in FAMILY_NAME_FIRST:
            continue
        words = (person["given"] or person["name"] or "").split()
        if words and len((person["name"] or "").split()) > 1 and GIVEN_NAME.match(words[0]):
            counts[words[0]][gender] += 1
    return counts


def alpino_first_words(corpora):
    """First words of full names in Alpino's list of persons, with the number of names they begin."""
    counts = Counter()
    for line in lzma.open(corpora / "lex-nl" / "alpino-names" / "per.xz", "rt", encoding="utf-8"):
        words = html.unescape(line.strip()).split()
        if len(words) > 1 and GIVEN_NAME.match(words[0]) and words[0] not in NOT_GIVEN:
            counts[words[0]] += 1
    return counts


def decide(counts):
    """m or f on a clear majority, else u."""
    total = sum(counts.values())
    gender, most = counts.most_common(1)[0]
    return gender if most / total >= CLEAR_MAJORITY else "u"


def merge(corpora):
    names = own_names()
    for name, counts in politicians(corpora).items():
        if name in names or name in NOT_GIVEN or sum(counts.values()) < FEWEST_BEARERS:
            continue
        names[name] = decide(counts)
    for name, count in alpino_first_words(corpora).items():
        if count >= FEWEST_FAMILY_NAMES:
            names.setdefault(name, "u")
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    names = merge(parser.parse_args().corpora)
    with TARGET.open("w", encoding="utf-8") as out:
        out.write("# Given names with gender: m, f, or u (borne by both, or unknown).\n")
        out.write("# Made by training/knowledge/given_names.py. Sources: own list; EveryPolitician (November 2015; facts) for gender by\n")
        out.write("# majority of bearers; Alpino's name lists (rug-compling/Alpino, LGPL-2.1) for names of unknown gender.\n")
        out.write("# Licence: LGPL-2.1, because of the part from Alpino.\n")
        out.write("name\tgender\n")
        for name in sorted(names):
            out.write(f"{name}\t{names[name]}\n")
    print({g: sum(1 for v in names.values() if v == g) for g in "mfu"})


if __name__ == "__main__":
    main()
