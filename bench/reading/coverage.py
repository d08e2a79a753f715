"""How much of a text's predicates the lexicon knows: what a verb of the news stands for, by frequency.

    python3 bench/reading/coverage.py --language nl [--registan PROGRAM] [--missing N] FILE ...

FILES are plain text. `registan parse` analyses them, and every token that it tags VERB is counted under its lemma, with its particle if that stands apart
(`compound:prt`: Dutch "binnenvallen", English "hand over"). A verb counts once, as the first of these that it is:

- coded: verb or light verb of some unit in `knowledge/frames/`, in whatever sense;
- saying or attitude: a word of saying or attitude in `knowledge/voices/`;
- reality or light: it only gives what hangs on it a reality (`knowledge/reality/`) or carries a noun (`light_verbs` of `knowledge/grammar/`);
- deliberately not coded: listed in `knowledge/uncoded/`;
- unknown: none of these, slips of the analysis among them.

A verb that is coded need not be read in every sentence that has it: that is what the other measures of this folder tell. Standard library only.
"""

import argparse
import collections
import pathlib
import tomllib

import reader

KNOWLEDGE = reader.ROOT / "knowledge"
KINDS = ["coded", "saying or attitude", "reality or light", "deliberately not coded", "unknown"]


def table_of(folder, language):
    return tomllib.loads((KNOWLEDGE / folder / f"{language}.toml").read_text(encoding="utf8"))


def lexicon(language):
    """The verbs of each kind but the last, as `joined` writes them."""
    coded = set()
    for path in sorted((KNOWLEDGE / "frames").glob("*.toml")):
        for unit in tomllib.loads(path.read_text(encoding="utf8")).get(language, []):
            coded.update(unit.get("verb", []), unit.get("light", []))
    voices, reality = table_of("voices", language), table_of("reality", language)
    listed = (KNOWLEDGE / "uncoded" / f"{language}.txt").read_text(encoding="utf8").splitlines()
    known = [
        coded,
        {*voices["verbs"], *voices["attitudes"]},
        {*reality["auxiliaries"], *reality["governors"], *table_of("grammar", language)["light_verbs"]},
        {line.strip() for line in listed if line.strip() and not line.startswith("#")},
    ]
    return [{joined(verb.replace("_", " ").split(), language) for verb in verbs} for verbs in known]


def joined(words, language):
    """A verb of one or more words as one: Dutch without spaces, as its separable verbs are written."""
    return ("" if language == "nl" else " ").join(words).lower()


def predicates(conllu, language):
    """The verb of every token tagged VERB, with its separated particles."""
    verbs, particles = {}, collections.defaultdict(list)
    for line in [*conllu.splitlines(), ""]:
        row = line.split("\t")
        if not line:
            for token, lemma in verbs.items():
                # Some Dutch lemmas have their particle already.
                apart = [word for word in particles[token] if language != "nl" or not lemma.startswith(word)]
                yield joined([*apart, lemma] if language == "nl" else [lemma, *apart], language)
            verbs, particles = {}, collections.defaultdict(list)
        elif row[0].isdigit():
            if row[3] == "VERB":
                verbs[row[0]] = row[2]
            if row[7] == "compound:prt":
                particles[row[6]].append(row[2])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--registan", default="registan", help="the program")
    parser.add_argument("--language", choices=["en", "nl"], required=True, help="of the texts")
    parser.add_argument("--missing", type=int, default=0, metavar="N", help="list the N most frequent unknown verbs")
    parser.add_argument("files", nargs="+", type=pathlib.Path, metavar="FILE", help="plain text")
    args = parser.parse_args()
    known = lexicon(args.language)
    found = [collections.Counter() for _ in KINDS]
    for file in args.files:
        conllu = reader.run([args.registan, "parse", "--language", args.language, str(file)])
        for verb in predicates(conllu, args.language):
            found[next((at for at, verbs in enumerate(known) if verb in verbs), -1)][verb] += 1
    total = sum(counts.total() for counts in found)
    rows = [[kind, counts.total(), reader.share(counts.total(), total), len(counts)] for kind, counts in zip(KINDS, found)]
    reader.table([["the verb is", "predicates", "share", "verbs"], *rows, ["all", total, reader.share(total, total), len(set().union(*found))]])
    for verb, count in found[-1].most_common(args.missing):
        print(f"{count:6} {verb}")


if __name__ == "__main__":
    main()
