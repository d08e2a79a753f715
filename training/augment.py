"""Noise for robustness: case, diacritics, missing final stop; names swapped for others of their kind."""

import random
import unicodedata

from .data import Sentence


def _plain(form: str) -> str:
    decomposed = unicodedata.normalize("NFD", form)
    return "".join(char for char in decomposed if not unicodedata.combining(char)) or form


def noisy_forms(forms: list[str], rng: random.Random, rate: float) -> list[str]:
    """The forms as they are, or (with the rate) lower-cased, in capitals, titled, without diacritics."""
    if rng.random() >= rate:
        return forms
    kind = rng.random()
    if kind < 0.3:
        return [form.lower() for form in forms]
    if kind < 0.5:
        return [form.upper() for form in forms]
    if kind < 0.65:
        return [form[:1].upper() + form[1:] for form in forms]
    if kind < 0.8:
        return [forms[0][:1].lower() + forms[0][1:], *forms[1:]]
    return [_plain(form) for form in forms]


def without_stop(sentence: Sentence, rng: random.Random, rate: float) -> int:
    """How many tokens to keep: one less where a final stop without dependents is dropped."""
    n = len(sentence.forms)
    if n > 3 and sentence.forms[-1] == "." and rng.random() < rate and n not in sentence.heads:
        return n - 1
    return n


def name_pool(sentences: list[Sentence]) -> dict[str, list[list[str]]]:
    """All names of training sentences by kind, as token lists."""
    pool: dict[str, list[list[str]]] = {}
    for sentence in sentences:
        i, n = 0, len(sentence.forms)
        while i < n:
            if sentence.ner[i][0] == "B":
                j = i + 1
                while j < n and sentence.ner[j] == "I" + sentence.ner[i][1:]:
                    j += 1
                if j - i <= 4 and sentence.forms[i][:1].isupper():
                    pool.setdefault(sentence.ner[i][2:], []).append(sentence.forms[i:j])
                i = j
            else:
                i += 1
    return pool


def swapped_names(sentence: Sentence, pools: dict[str, dict], rng: random.Random, rate: float):
    """Forms and labels with names replaced by others of their kind, each with the rate, from a pool drawn at random."""
    forms, tags, i, n = [], [], 0, len(sentence.forms)
    while i < n:
        tag, j = sentence.ner[i], i + 1
        if tag[0] == "B":
            while j < n and sentence.ner[j] == "I" + tag[1:]:
                j += 1
            name = sentence.forms[i:j]
            demonym = tag == "B-MISC" and j - i == 1  # or a language, an event: stays in its place
            if not demonym and rng.random() < rate:
                choices = rng.choice(list(pools.values())).get(tag[2:])
                name = rng.choice(choices) if choices else name
            forms += name
            tags += [tag] + ["I" + tag[1:]] * (len(name) - 1)
        else:
            forms.append(sentence.forms[i])
            tags.append(tag)
        i = j
    return forms, tags
