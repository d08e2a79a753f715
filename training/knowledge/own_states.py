"""Build knowledge/actors/states.tsv from country-codes, CLDR and states_own.txt.

The own table holds what no file at hand gives: Dutch adjectives, inhabitants, historic names and dates.
Run from the repository root: python3 training/knowledge/own_states.py [CORPORA]
"""
import csv
import io
import json
import lzma
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
CORPORA = sys.argv[1] if len(sys.argv) > 1 else "../shared/corpora"
COLUMNS = ("id kind class country sector valid name names_en names_nl adjectives_en adjectives_nl "
           "inhabitants_en inhabitants_nl wikidata note").split()
# Where country-codes names the wrong level or nothing.
WIKIDATA = {"NLD": "Q55", "NAM": "Q1030"}
DISPLAY = {"HKG": "Hong Kong", "MAC": "Macau", "COG": "Republic of the Congo", "COD": "DR Congo", "PSE": "Palestine",
           "MMR": "Myanmar", "CIV": "Ivory Coast", "TUR": "Turkey", "VAT": "Vatican", "TLS": "East Timor",
           "ATG": "Antigua and Barbuda", "BIH": "Bosnia and Herzegovina", "KNA": "Saint Kitts and Nevis",
           "LCA": "Saint Lucia", "VCT": "Saint Vincent and the Grenadines", "STP": "São Tomé and Príncipe",
           "TTO": "Trinidad and Tobago", "SHN": "Saint Helena", "SPM": "Saint Pierre and Miquelon",
           "SJM": "Svalbard and Jan Mayen", "TCA": "Turks and Caicos Islands", "WLF": "Wallis and Futuna",
           "HMD": "Heard Island and McDonald Islands", "SGS": "South Georgia and the South Sandwich Islands",
           "BLM": "Saint Barthélemy", "MAF": "Saint Martin", "CPV": "Cape Verde", "CZE": "Czech Republic",
           "SWZ": "Eswatini"}
ADD = {"CZE": ["Czechia"]}
# Names so often something else that a mere match is no evidence.
WEAK = {"Georgia", "Jordan", "Chad", "Mali", "Togo", "Jersey", "Man", "Guinea", "Dominica"}


# Adjectives without an inflected form.
INVARIABLE = {"Bangladesh", "Khmer", "Sovjet", "US", "Maltezer", "Seychellois", "Manx"}


def split(cell):
    return [part.strip() for part in cell.split(";") if part.strip()]


def unique(items):
    seen, out = set(), []
    weak = {item.rstrip("?") for item in items if item.endswith("?")}
    for item in items:
        bare = item.rstrip("?")
        if bare in seen or not bare:
            continue
        seen.add(bare)
        out.append(bare + ("?" if bare in weak or bare in WEAK else ""))
    return out


def dutch_inflected(base):
    """The form with -e: Chinees gives Chinese, Russisch gives Russische; those already ending in e stay."""
    weak = "?" if base.endswith("?") else ""
    base = base.rstrip("?")
    if base.endswith(("ees", "aas")):
        return base[:-3] + base[-3] + "se" + weak
    if base.endswith(("e", "i", "a", "o", "u")) or base in INVARIABLE:
        return base + weak
    return base + "e" + weak


def dutch_adjectives(cell):
    return unique([form for base in split(cell) for form in (base, dutch_inflected(base))])


def dutch_inhabitants(cell, adjectives):
    out = []
    for entry in split(cell):
        out += entry.split("/")
    feminine = [a for a in adjectives if a.rstrip("?").endswith("e")][:1]
    explicit = any(entry.count("/") == 2 for entry in split(cell))
    return unique(out + ([] if explicit or not out else feminine))


def english_plural(noun):
    weak = "?" if noun.endswith("?") else ""
    noun = noun.rstrip("?")
    if noun.endswith(("ese", "ois", "ais", "ish", "Swiss", "French", "Dutch", "Irish")) or noun in ("Ni-Vanuatu", "I-Kiribati", "Myanmar national"):
        return noun + weak
    return noun + "s" + weak


def english_inhabitants(cell):
    out = []
    for entry in split(cell):
        out += entry.split("/") if "/" in entry else [entry, english_plural(entry)]
    return unique(out)


def official(row):
    names = []
    for key in ("UNTERM English Short", "UNTERM English Formal", "official_name_en"):
        name = (row[key] or "").replace("*", "").replace("(the)", "").strip()
        name = name[4:] if name.startswith("the ") else name
        if name and "(" not in name:
            names.append(name)
    return names


def read_own(path):
    own = {}
    with open(path, encoding="utf-8") as handle:
        for line in handle:
            if line.startswith("#") or not line.strip():
                continue
            cells = line.rstrip("\n").split("|")
            iso, extra = cells[0], [c for c in cells[9:] if c]
            cells = (cells + [""] * 9)[:9]
            if extra:
                cells[8] = extra[0]
            own[iso] = cells
    return own


def main():
    base = os.path.join(CORPORA, "kb-countries")
    codes = {r["ISO3166-1-Alpha-3"]: r for r in csv.DictReader(open(os.path.join(base, "country-codes.csv"), encoding="utf-8"))}
    cldr = {}
    for lang in ("en", "nl"):
        data = json.load(open(os.path.join(base, f"cldr/{lang}/territories.json"), encoding="utf-8"))
        cldr[lang] = data["main"][lang]["localeDisplayNames"]["territories"]
    cow = {}
    with lzma.open(os.path.join(base, "countrycode/codelist_without_cldr.csv.xz"), "rt", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            if row["iso3c"] and row["cown"] and row["cown"] != "NA":
                cow[row["iso3c"]] = row["cown"]
    own = read_own(os.path.join(HERE, "states_own.txt"))
    missing = set(codes) - set(own)
    if missing:
        raise SystemExit(f"no own row for {sorted(missing)}")
    rows = []
    for iso in sorted(codes):
        rows.append(state_row(iso, codes[iso], own[iso], cldr, cow))
    rows += extra_rows()
    out = io.StringIO()
    out.write(HEAD)
    out.write("\t".join(COLUMNS) + "\n")
    for row in rows:
        out.write("\t".join(row[c] for c in COLUMNS) + "\n")
    open("knowledge/actors/states.tsv", "w", encoding="utf-8").write(out.getvalue())
    print(len(rows), "rows")


HEAD = """# States, territories, disputed and historical states: names, adjectives and inhabitants in English and Dutch.
# Sources: country-codes (datasets, PDDL): official English names, independence, Wikidata ids; CLDR (Unicode licence): short names;
# COW numbers as facts; Wikidata ids of former and disputed states, NLD and NAM: opensanctions/rigour contrib/data/qids.csv and
# owid/owid-grapher CountriesRegions.ts (facts); all other columns own. valid = the time it has existed as a state where that helps to
# tell it from a predecessor; names stay good for texts about earlier times. A trailing ? asks for support from the context.
"""


def state_row(iso, code, own, cldr, cow):
    a2 = code["ISO3166-1-Alpha-2"]
    names = {}
    for lang in ("en", "nl"):
        found = [cldr[lang][a2]] + [v for k, v in cldr[lang].items() if k.startswith(a2 + "-alt")]
        names[lang] = [n.replace("’", "'") for n in found if "(" not in n and "&" not in n and " - " not in n and "SAR" not in n]
    display = DISPLAY.get(iso, cldr["en"][a2].replace("’", "'"))
    english = unique([display] + names["en"] + ADD.get(iso, []) + official(code) + split(own[1]))
    dutch = unique(split(own[2])[:1] + names["nl"] + split(own[2])[1:])
    adjectives = dutch_adjectives(own[4])
    dependent = code["is_independent"] not in ("Yes", "In contention", "International")
    kind, klass = "state", "territory" if dependent or iso == "ATA" else "state"
    notes = []
    for part in split(own[8]):
        if part.startswith("kind="):
            kind = part[5:]
        elif part.startswith("class="):
            klass = part[6:]
        else:
            notes.append(part)
    if iso == "ATA":
        kind = "place"
    if dependent:
        sovereign = code["is_independent"].split(" of ")[-1].split(" with ")[-1]
        if len(sovereign) == 2:
            notes.append("sovereign=" + SOVEREIGN[sovereign])
    if iso in cow:
        notes.append("cow=" + cow[iso])
    notes.append("iso2=" + a2)
    return {"id": "state/" + iso, "kind": kind, "class": klass, "country": iso, "sector": "", "valid": own[7], "name": display,
            "names_en": ";".join(english), "names_nl": ";".join(dutch), "adjectives_en": ";".join(unique(split(own[3]))),
            "adjectives_nl": ";".join(adjectives), "inhabitants_en": ";".join(english_inhabitants(own[5])),
            "inhabitants_nl": ";".join(dutch_inhabitants(own[6], adjectives)),
            "wikidata": WIKIDATA.get(iso) or code["wikidata_id"].split("/")[-1], "note": ";".join(notes)}


SOVEREIGN = {"FI": "FIN", "US": "USA", "GB": "GBR", "NL": "NLD", "NO": "NOR", "CN": "CHN", "AU": "AUS", "NZ": "NZL", "DK": "DNK", "FR": "FRA"}


def extra_rows():
    rows = []
    with open(os.path.join(HERE, "states_extra.txt"), encoding="utf-8") as handle:
        for line in handle:
            if line.startswith("#") or not line.strip():
                continue
            cells = (line.rstrip("\n").split("|") + [""] * 13)[:13]
            ident, klass, country, valid, name, en, nl, adj_en, adj_nl, inh_en, inh_nl, wikidata, note = cells
            adjectives = dutch_adjectives(adj_nl)
            rows.append({"id": "state/" + ident, "kind": "state", "class": klass, "country": country, "sector": "", "valid": valid, "name": name,
                         "names_en": ";".join(unique([name] + split(en))), "names_nl": ";".join(unique(split(nl))),
                         "adjectives_en": ";".join(unique(split(adj_en))), "adjectives_nl": ";".join(adjectives),
                         "inhabitants_en": ";".join(english_inhabitants(inh_en)), "inhabitants_nl": ";".join(dutch_inhabitants(inh_nl, adjectives)),
                         "wikidata": wikidata, "note": note})
    return rows


if __name__ == "__main__":
    main()
