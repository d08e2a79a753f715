"""Readers of the corpora, and what brings their annotation to one scheme. docs: README.md."""

import json
import lzma
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
GUM_GENRES = ("news", "interview", "bio", "voyage", "speech")
# no part-of-speech layer, hence trees full of the converter's guesses
ALPINO_DROPPED = ("paco-test", "paco-realtest", "noisy")
ALPINO_LEMMAS_DROPPED = ("LassySample250", "LassySample500", "medfail", "ovis", "leuven_yellow_pages")
# features outside the CoNLL 2018 measure, set by the phrase and not by the word
FEATURES_DROPPED = ("ExtPos", "Typo", "CorrectForm", "Style")
NER_LABELS = ["O"] + [f"{b}-{kind}" for kind in ("PER", "LOC", "ORG", "MISC") for b in "BI"]


@dataclass
class Sentence:
    """One sentence; lists run over its tokens. None in a layer: not annotated there."""

    forms: list[str]
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    feats: list[str | None] = field(default_factory=list)
    lemmas: list[str | None] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str | None] = field(default_factory=list)
    coarse: bool = False  # relations lack the current subtypes
    ner: list[str] = field(default_factory=list)
    misc_known: bool = True  # MISC names are annotated
    misc: list[str] = field(default_factory=list)  # CoNLL-U's tenth column
    source: str = ""
    arcs: list[list] | None = None  # a teacher's likely heads of each token: [head, probability]
    relations: list[list] | None = None  # and the likely labels of the arc to the best: [index, probability]


def corpora_root(option: str | None) -> Path:
    """The corpora's folder, or an end with a clear message."""
    root = Path(option) if option else REPOSITORY.parent / "shared" / "corpora"
    if not root.is_dir():
        sys.exit(f"corpora not found at {root}: name their folder with --corpora (see training/README.md)")
    return root


def _open(path: Path):
    if not path.exists():
        sys.exit(f"corpus file missing: {path}")
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    return open(path, encoding="utf-8")


def clean_feats(feats: str) -> str:
    if feats == "_":
        return feats
    kept = [part for part in feats.split("|") if part.split("=")[0] not in FEATURES_DROPPED]
    return "|".join(sorted(kept, key=str.lower)) or "_"


def read_conllu(path: Path, source: str = "") -> list[Sentence]:
    """Words of a CoNLL-U file (multiword ranges and empty nodes left out), GUM genres filtered."""
    sentences, rows, genre = [], [], None
    with _open(path) as handle:
        for line in handle:
            line = line.rstrip("\n")
            if line.startswith("# meta::genre"):
                genre = line.split("=")[1].strip()
            elif line and line[0].isdigit():
                columns = line.split("\t")
                if "-" not in columns[0] and "." not in columns[0]:
                    rows.append(columns)
            elif not line and rows:
                sentence = Sentence(
                    forms=[r[1] for r in rows],
                    lemmas=[r[2] for r in rows],
                    upos=[r[3] for r in rows],
                    xpos=[r[4] for r in rows],
                    feats=[clean_feats(r[5]) for r in rows],
                    heads=[int(r[6]) for r in rows],
                    deprels=[r[7] for r in rows],
                    misc=[r[9] for r in rows],
                    source=f"{source}/{genre}" if genre else source,
                )
                sentences.append(sentence)
                rows = []
    return sentences


# ---- Dutch ---------------------------------------------------------------------------------------


def fold_compound(form: str, lemma: str, upos: str) -> str:
    """`verkeer_situatie` of `verkeerssituatie` to the plain word, linking letters taken from the form.

    Verbs (`aan_sporen`) and whatever does not match the form are written together.
    """
    if "_" not in lemma.strip("_"):
        return lemma
    parts = [part for part in lemma.split("_") if part]
    if upos in ("VERB", "AUX") or len(parts) < 2:
        return "".join(parts)
    low, last = form.lower(), parts[-1].lower()
    start_least = max(1, sum(len(part) for part in parts[:-1]) - 3)
    best, best_length = None, 1
    for start in range(start_least, len(low)):
        length = 0
        while length < len(last) and start + length < len(low) and low[start + length] == last[length]:
            length += 1
        if length > best_length:
            best, best_length = start, length
    if best is None or best_length < min(3, len(last)):
        return "".join(parts)
    head = form[:best] if any(part[:1].isupper() for part in parts) else low[:best]
    return head + parts[-1]


def _feature_table(dev: list[Sentence]) -> dict[tuple[str, str], str]:
    """(UPOS, XPOS) to the feature bundle of the release's label inventory."""
    counts: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for sentence in dev:
        for upos, xpos, feats in zip(sentence.upos, sentence.xpos, sentence.feats):
            counts[upos, xpos][feats] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in counts.items()}


def _feature_inventory(dev: list[Sentence]) -> dict[str, set[str]]:
    inventory: dict[str, set[str]] = defaultdict(set)
    for sentence in dev:
        for upos, feats in zip(sentence.upos, sentence.feats):
            inventory[upos].update(feats.split("|"))
    return inventory


def _project_features(sentence: Sentence, table, inventory) -> None:
    for i, (upos, xpos, feats) in enumerate(zip(sentence.upos, sentence.xpos, sentence.feats)):
        if (upos, xpos) in table and xpos != "_":
            sentence.feats[i] = table[upos, xpos]
        else:
            kept = [part for part in feats.split("|") if part in inventory[upos]]
            sentence.feats[i] = "|".join(kept) or "_"


def _repair_historic(sentence: Sentence) -> None:
    sentence.coarse = True
    for i, deprel in enumerate(sentence.deprels):
        if deprel == "flat:name":
            sentence.deprels[i] = "flat"
        if sentence.forms[i].lower() == "zich":
            sentence.deprels[i] = None
        if sentence.xpos[i] == "_" and (
            sentence.upos[i] == "X" or (sentence.upos[i] == "PRON" and sentence.feats[i] == "_")
        ):
            sentence.feats[i] = None
        elif deprel == "nmod:poss" and sentence.feats[i] == "Person=3|PronType=Prs":
            sentence.feats[i] = "Person=3|Poss=Yes|PronType=Prs"
        if sentence.xpos[i] == "_":
            sentence.lemmas[i] = None


def _repair_adverbs(sentence: Sentence) -> None:
    """Adverbs of a noun are `amod` in the release, unless the noun is a clause's predicate."""
    predicates = {
        head for head, rel in zip(sentence.heads, sentence.deprels)
        if rel and rel.split(":")[0] in ("cop", "aux", "nsubj", "csubj")
    }  # fmt: skip
    for i, head in enumerate(sentence.heads):
        if sentence.upos[i] == "ADV" and sentence.deprels[i] == "advmod" and head and head not in predicates:
            if sentence.upos[head - 1] in ("NOUN", "PROPN"):
                sentence.deprels[i] = "amod"


def _repair_fixed_names(sentence: Sentence) -> None:
    """Capitalised names of several words (`Liberale Partij`) are `flat` proper nouns in the release, not `fixed`."""
    for head in {h for h, rel in zip(sentence.heads, sentence.deprels) if rel == "fixed" and h}:
        parts = [i for i, h in enumerate(sentence.heads) if h == head and sentence.deprels[i] == "fixed"]
        capital = any(sentence.forms[i][:1].isupper() for i in parts)
        first = sentence.forms[head - 1]
        if sentence.upos[head - 1] == "X" or not first[:1].isupper() or (head == 1 and not capital):
            continue
        for i in [head - 1, *parts]:
            if i != head - 1:
                sentence.deprels[i] = "flat"
            if sentence.forms[i][:1].isupper() and sentence.upos[i] in ("ADJ", "NOUN", "VERB", "NUM", "ADV"):
                sentence.upos[i], sentence.feats[i], sentence.lemmas[i] = "PROPN", "_", sentence.forms[i]


def particles(forms: list[str], heads: list[int], deprels: list[str | None]) -> dict[int, str]:
    """Index of a verb to the lower-cased particle that stands apart from it."""
    return {
        head - 1: forms[i].lower()
        for i, (head, rel) in enumerate(zip(heads, deprels))
        if rel == "compound:prt" and head
    }


def bare_lemmas(sentence: Sentence) -> list[str | None]:
    """Lemmas without the particle that the tree gives back: `spoorde ... aan`, aansporen, is learnt as sporen."""
    out = list(sentence.lemmas)
    for i, particle in particles(sentence.forms, sentence.heads, sentence.deprels).items():
        lemma = out[i]
        if lemma and lemma.startswith(particle) and len(lemma) > len(particle) + 2:
            out[i] = lemma[len(particle) :]
    return out


def dictionary_lemmas(root: Path, language: str) -> dict[tuple[str, str], str]:
    """(normalised form, UPOS) to the lemma where the dictionaries (Dutch UniMorph, Pattern's verbs) know only one."""
    from .features import normalise

    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in _open(root / "lex-nl" / "unimorph" / "nld.tsv.xz") if language == "nl" else ():
        columns = line.rstrip("\n").split("\t")
        if len(columns) == 3 and " " not in columns[1]:
            upos = {"V": "VERB", "ADJ": "ADJ"}.get(columns[2].split(";")[0].split(".")[0])
            if upos:
                found[normalise(columns[1]), upos].add(columns[0])
    for line in _open(root / f"lex-{language}" / "pattern" / f"{language}-verbs.txt.xz"):
        forms = line.strip().split(",")
        if line[:1] not in ";#\n":
            for form in forms:
                if form and " " not in form:
                    found[normalise(form), "VERB"].add(forms[0])
    return {key: lemmas.copy().pop() for key, lemmas in found.items() if len(lemmas) == 1}


def _fold_lemmas(sentence: Sentence) -> None:
    for i, lemma in enumerate(sentence.lemmas):
        if lemma is not None:
            sentence.lemmas[i] = fold_compound(sentence.forms[i], lemma, sentence.upos[i])


def dutch_dev(root: Path) -> dict[str, list[Sentence]]:
    sets = {}
    for name in ("alpino", "lassysmall"):
        sets[name] = read_conllu(root / "nl-ud-dev" / f"nl_{name}-ud-dev.conllu", name)
        for sentence in sets[name]:
            _fold_lemmas(sentence)
    return sets


def dutch_train(root: Path) -> list[Sentence]:
    dev = [sentence for part in dutch_dev(root).values() for sentence in part]
    table, inventory = _feature_table(dev), _feature_inventory(dev)
    out = []
    for path in sorted((root / "nl-alpino-treebanks").glob("*.conllu.xz")):
        name = path.name.split(".")[0]
        if name in ALPINO_DROPPED:
            continue
        for sentence in read_conllu(path, name):
            _project_features(sentence, table, inventory)
            _repair_adverbs(sentence)
            if name in ALPINO_LEMMAS_DROPPED:
                sentence.lemmas = [None] * len(sentence.forms)
            out.append(sentence)
    for sentence in read_conllu(root / "nl-ud-historic" / "nl-ud-historic.conllu.xz", "historic"):
        _repair_historic(sentence)
        for i, (upos, xpos) in enumerate(zip(sentence.upos, sentence.xpos)):
            if xpos != "_" and (upos, xpos) in table:
                sentence.feats[i] = table[upos, xpos]
        out.append(sentence)
    for sentence in out:
        _fold_lemmas(sentence)
        _repair_fixed_names(sentence)
    return [s for s in out if s.heads.count(0) == 1 and "X_" not in {u + x for u, x in zip(s.upos, s.xpos)}]


# ---- English -------------------------------------------------------------------------------------


def english_dev(root: Path) -> dict[str, list[Sentence]]:
    return {
        "ewt": read_conllu(root / "en-ewt" / "en_ewt-ud-dev.conllu.xz", "ewt"),
        "gum": read_conllu(root / "en-gum" / "gum-dev.conllu.xz", "gum"),
    }


def english_train(root: Path) -> list[Sentence]:
    out = read_conllu(root / "en-ewt" / "en_ewt-ud-train.conllu.xz", "ewt")
    gum = read_conllu(root / "en-gum" / "gum-train.conllu.xz", "gum")
    out += [s for s in gum if s.source.split("/")[-1] in GUM_GENRES]
    return out


def treebank_train(root: Path, language: str) -> list[Sentence]:
    return dutch_train(root) if language == "nl" else english_train(root)


def treebank_dev(root: Path, language: str) -> dict[str, list[Sentence]]:
    return dutch_dev(root) if language == "nl" else english_dev(root)


# ---- names ---------------------------------------------------------------------------------------

_KINDS = {
    "PER": "PER", "LOC": "LOC", "ORG": "ORG", "MISC": "MISC",
    "person": "PER", "location": "LOC", "corporation": "ORG", "group": "ORG",
    "product": "MISC", "creative-work": "MISC",
    "Person": "PER", "Location": "LOC", "Organisation": "ORG", "Nationality": "MISC",
    "MilitaryPlatform": "MISC",
}  # fmt: skip


def to_iob2(tags: list[str]) -> list[str]:
    """Any IOB flavour, foreign type names included, to our IOB2 labels."""
    out, before = [], None
    for tag in tags:
        kind = _KINDS.get(tag[2:]) if tag not in ("O", "") else None
        if kind is None:
            out.append("O")
            before = None
            continue
        out.append(("B-" if tag[0] == "B" or before != kind else "I-") + kind)
        before = kind
    return out


def _read_columns(path: Path, form_column: int, tag_column: int, separator: str | None):
    rows: list[tuple[str, str]] = []
    with _open(path) as handle:
        for line in handle:
            line = line.rstrip("\n")
            if line.startswith("# ") and separator == "\t":
                continue
            parts = line.split(separator)
            if not line.strip() or len(parts) <= max(form_column, abs(tag_column) - 1):
                if rows:
                    yield rows
                rows = []
            else:
                rows.append((parts[form_column], parts[tag_column]))
    if rows:
        yield rows


def read_names(path: Path, form_column=0, tag_column=-1, separator=None, misc_known=True, source=""):
    out = []
    for rows in _read_columns(path, form_column, tag_column, separator):
        forms, tags = zip(*rows)
        if forms[0] == "-DOCSTART-" or any(not form for form in forms):
            continue
        out.append(Sentence(list(forms), ner=to_iob2(list(tags)), misc_known=misc_known, source=source))
    return out


_MARKED = re.compile(r"\[(PER|LOC|ORG|MISC) ([^\]]+)\]")


def read_marked(path: Path, language: str) -> list[Sentence]:
    """Our own sentences, one a line, names marked as `[PER Mark Rutte]`."""
    from .vectors import tokenise

    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        forms, tags, at = [], [], 0
        for match in _MARKED.finditer(line):
            before = tokenise(line[at : match.start()], language)
            name = tokenise(match.group(2), language)
            forms += before + name
            tags += ["O"] * len(before) + ["B-" + match.group(1)] + ["I-" + match.group(1)] * (len(name) - 1)
            at = match.end()
        rest = tokenise(line[at:], language)
        forms += rest
        tags += ["O"] * len(rest)
        if any(f in "[]" for f in forms):
            continue
        out.append(Sentence(forms, ner=tags, source="own"))
    return out


def _modern_spelling(form: str) -> str:
    """Dutch spelling before 1947 to today's, roughly: zoo, loopen, menschen."""
    form = re.sub(r"(?<!i)sch(e|en|er)?$", r"s\1", form) if len(form) > 5 else form
    form = re.sub(r"([aeo])\1([bcdfghklmnprstvz])(e|en|er)$", r"\1\2\3", form)
    return re.sub(r"oo$", "o", form) if form.lower() in ("zoo", "alzoo") else form


def europeana(root: Path) -> list[Sentence]:
    """One long column, cut into sentences at full stops."""
    out = []
    for sentence in read_names(
        root / "nl-europeana-ner" / "enp_NL.kb.bio.xz", misc_known=False, source="europeana"
    ):
        forms, tags = [], []
        for form, tag in zip(sentence.forms, sentence.ner):
            forms.append(_modern_spelling(form) if tag == "O" else form)
            tags.append(tag)
            if form in ".!?" and len(forms) > 2 or len(forms) >= 60:
                out.append(Sentence(forms, ner=to_iob2(tags), misc_known=False, source="europeana"))
                forms, tags = [], []
        if forms:
            out.append(Sentence(forms, ner=to_iob2(tags), misc_known=False, source="europeana"))
    return out


# What a token's `ner` may be beside a label: not known; some name; inside a name that goes on.
FREE, NAMED, INSIDE = "?", "*", "I"
_TITLES = set("Mr. Mrs. Ms. Mr Mrs Ms Dr. Dr Prof. President Senator Sen. Rep. Gov. King Queen Prince Sir Pope "
              "Minister Premier Professor Chancellor Judge General Captain St.".split())  # fmt: skip
_GUM_KINDS = {"person": "PER", "place": "LOC", "organization": "ORG", "event": "MISC"}
_ENTITY = re.compile(r"\((\d+)-([a-z]+)-[^()]*|(\d+)\)|\)")


def names_from_tags(sentence: Sentence, language: str) -> Sentence:
    """What the tree tells about names: which tokens are none, and which names go on. The rest stays free."""
    n, upos, forms = len(sentence.forms), sentence.upos, sentence.forms
    labels = []
    for i in range(n):
        capital = forms[i][:1].isupper()
        between = upos[i] in ("ADP", "DET", "CCONJ", "PUNCT", "SYM", "PART") and any(upos[j] == "PROPN" for j in range(max(0, i - 2), i)) and any(
            upos[j] == "PROPN" for j in range(i + 1, min(n, i + 3))
        )
        proper = upos[i] == "PROPN"
        before = i > 0 and upos[i - 1] == "PROPN" and capital and forms[i - 1][:1].isupper()
        if proper and before and sentence.deprels[i] == "flat" and sentence.heads[i] <= i:
            labels.append(INSIDE)
        elif proper and capital and language == "nl" and sentence.xpos[i].startswith(("N|eigen", "SPEC|deeleigen")):
            labels.append(NAMED)
        elif proper or between or upos[i] == "X" or (capital and i and upos[i] in ("ADJ", "NOUN", "NUM", "SYM")):
            labels.append(FREE)
        elif capital and upos[i] == "ADJ":
            labels.append(FREE)
        else:
            labels.append("O")
    for i, label in enumerate(labels):
        if label == INSIDE and (i == 0 or labels[i - 1] == "O"):
            labels[i] = FREE
    return Sentence(forms, ner=labels, misc_known=True, source="treebank")


def _gum_spans(sentence: Sentence):
    """(start, end, type) of GUM's entities that open and close in the sentence."""
    stack: list[tuple[str, str, int]] = []
    for i, misc in enumerate(sentence.misc):
        entity = next((m[7:] for m in misc.split("|") if m.startswith("Entity=")), "")
        for match in _ENTITY.finditer(entity):
            if match.group(1):
                stack.append((match.group(1), match.group(2), i))
                if not entity[match.end() :].startswith(")"):
                    continue
                match = None
            number = match.group(3) if match else stack[-1][0]
            if match and match.group(0) == ")":
                continue
            at = next((k for k in range(len(stack) - 1, -1, -1) if stack[k][0] == number), None)
            if at is not None:
                _, kind, start = stack.pop(at)
                yield start, i + 1, kind


def names_from_gum(sentence: Sentence) -> Sentence:
    """GUM's entities that are proper names throughout, by kind; other proper nouns stay free."""
    out = names_from_tags(sentence, "en")
    taken = [False] * len(out.forms)
    for start, end, kind in sorted(_gum_spans(sentence), key=lambda s: s[0] - s[1]):
        while start < end and (sentence.upos[start] == "DET" or sentence.forms[start] in _TITLES):
            start += 1
        if kind not in _GUM_KINDS or start >= end or any(taken[start:end]):
            continue
        tags = sentence.upos[start:end]
        if tags[0] != "PROPN" or tags[-1] != "PROPN" or set(tags) - {"PROPN", "ADP", "DET", "CCONJ", "PUNCT"}:
            continue
        if kind == "person" and "CCONJ" in tags:
            continue
        name = _GUM_KINDS[kind]
        out.ner[start:end] = ["B-" + name] + ["I-" + name] * (end - start - 1)
        taken[start:end] = [True] * (end - start)
    for i, label in enumerate(out.ner):
        if label == INSIDE and not taken[i]:
            out.ner[i] = FREE
    out.source = "gum"
    return out


def names_from_treebank(train: list[Sentence], language: str) -> dict[str, list[Sentence]]:
    if language == "nl":
        kept = [s for s in train if s.source in ("cdb", "historic", "extra")]
        return {"treebank": [names_from_tags(s, "nl") for s in kept]}
    return {
        "treebank": [names_from_tags(s, "en") for s in train if s.source == "ewt"],
        "gum": [names_from_gum(s) for s in train if s.source.startswith("gum")],
    }


def names_train(root: Path, language: str) -> dict[str, list[Sentence]]:
    """Training sentences with names, by source."""
    own = REPOSITORY / "training" / "names"
    sets = {
        "wikiann": read_names(
            root / f"{language}-wikiann" / "train.conllu.xz", 1, 2, "\t", misc_known=False, source="wikiann"
        ),
        "own": [s for p in sorted(own.glob(f"{language}-*.txt")) for s in read_marked(p, language)],
    }
    if language == "nl":
        sets["europeana"] = europeana(root)
    else:
        sets["wikigold"] = read_names(root / "en-wikigold" / "wikigold.conll.xz", source="wikigold")
        sets["wnut"] = read_names(root / "en-wnut17" / "train.conll.xz", 0, 1, "\t", source="wnut")
        sets["wnut"] += read_names(root / "en-wnut17" / "emerging.dev.conll", 0, 1, "\t", source="wnut")
        sets["re3d"] = [
            s
            for f in ("train.txt.xz", "dev.txt")
            for s in read_names(root / "en-re3d" / f, 0, 1, None, misc_known=False, source="re3d")
        ]
    return {name: sentences for name, sentences in sets.items() if sentences}


def silver(path: Path) -> list[Sentence]:
    """Sentences that a teacher labelled (training.teacher): trees, tags and names; lemmas are not."""
    out = []
    with _open(path) as handle:
        for line in handle:
            row = json.loads(line)
            n = len(row["forms"])
            sentence = Sentence(row["forms"], row["upos"], ["_"] * n, row["feats"], [None] * n, row["head"], row["deprel"])
            sentence.ner, sentence.source = row["ner"], "silver"
            sentence.arcs, sentence.relations = row["arcs"], row["relations"]
            out.append(sentence)
    return out


def _as_names(lines, language: str) -> list[list[str]]:
    from .vectors import tokenise

    names = {line.strip() for line in lines}
    names = sorted(n for n in names if n[:1].isupper() and len(n) > 1 and not set(n) & set("?()[];:/"))
    tokens = (tokenise(name, language) for name in names)
    return [t for t in tokens if len(t) <= 5]


def listed_names(root: Path, language: str) -> dict[str, dict[str, list[list[str]]]]:
    """Pools of names by kind to swap in: this repository's knowledge, and for Dutch Alpino's lists."""
    pools: dict[str, dict[str, list[list[str]]]] = {}
    knowledge: dict[str, list[str]] = {"ORG": [], "PER": [], "LOC": []}
    for kind, folder in (("ORG", "organisations"), ("PER", "persons"), ("LOC", "actors"), ("LOC", "places")):
        for path in sorted((REPOSITORY / "knowledge" / folder).glob("*.tsv")):
            rows = [r.split("\t") for r in path.read_text(encoding="utf-8").splitlines() if r and r[0] != "#"]
            columns = rows[0] if rows else []
            if f"names_{language}" not in columns or (folder == "actors" and path.stem not in ("states", "capitals")):
                continue
            wanted = [columns.index(c) for c in ("name", f"names_{language}") if c in columns]
            knowledge[kind] += [n for r in rows[1:] for c in wanted if c < len(r) for n in r[c].split(";")]
    pools["knowledge"] = {kind: _as_names(names, language) for kind, names in knowledge.items()}
    if language == "nl":
        lists = {"PER": "per", "LOC": "geo", "ORG": "org", "MISC": "misc"}
        folder = root / "lex-nl" / "alpino-names"
        pools["alpino"] = {k: _as_names(_open(folder / f"{n}.xz"), language) for k, n in lists.items()}
    return {name: {k: v for k, v in pool.items() if v} for name, pool in pools.items()}


def names_dev(root: Path, language: str) -> dict[str, list[Sentence]]:
    """Measured, never trained on."""
    if language == "nl":
        return {"conll2002-testa": read_names(root / "nl-conll2002" / "ned.testa.xz", 0, 2, " ")}
    path = root / "en-uner-ewt" / "en_ewt-ud-dev.iob2.xz"
    return {"uner-ewt": read_names(path, 1, 2, "\t", misc_known=False)}


def train_sentences_for_vectors(root: Path, language: str):
    """Tokens of the labelled training sets, to join the raw texts."""
    for sentence in treebank_train(root, language):
        yield sentence.forms
    for name, sentences in names_train(root, language).items():
        for sentence in sentences:
            yield sentence.forms
