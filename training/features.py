"""From a token to the features of docs/model-format.md: normalised form, n-gram buckets, shape, position.

Everything here depends on the form alone (the position also on its sentence) and mirrors the Rust
implementation exactly; tests/test_features.py and fixtures/ hold both sides to it.
"""

import unicodedata
from functools import lru_cache

NGRAM_LENGTHS = (3, 4, 5)
NGRAM_FORM_LIMIT = 32
SHAPES = 12
POSITIONS = 3
_FNV_OFFSET = 0xCBF29CE484222325
_FNV_PRIME = 0x100000001B3
_MASK = (1 << 64) - 1
_HYPHENS = "-\u2010\u2011"
_APOSTROPHES = "'\u2018\u2019"


def normalise(form: str) -> str:
    """NFC, lower case, decimal digits to 0, curly apostrophes to the straight one."""
    out = []
    for char in unicodedata.normalize("NFC", form).lower():
        if char in "\u2018\u2019":
            out.append("'")
        elif unicodedata.category(char) == "Nd":
            out.append("0")
        else:
            out.append(char)
    return "".join(out)


def fnv1a(data: bytes) -> int:
    """FNV-1a with 64 bits."""
    value = _FNV_OFFSET
    for byte in data:
        value = ((value ^ byte) * _FNV_PRIME) & _MASK
    return value


def ngrams(form: str) -> list[str]:
    """Character n-grams of the bounded normalised form, in order of n, then of position."""
    padded = "<" + normalise(form)[:NGRAM_FORM_LIMIT] + ">"
    return [
        padded[start : start + length]
        for length in NGRAM_LENGTHS
        for start in range(len(padded) - length + 1)
    ]


@lru_cache(maxsize=1 << 20)
def ngram_buckets(form: str, buckets: int) -> tuple[int, ...]:
    """The rows of ngram.embedding whose mean stands for the form's characters."""
    return tuple(fnv1a(gram.encode("utf-8")) % buckets for gram in ngrams(form))


def _is_upper(char: str) -> bool:
    return char.isupper() or char.istitle()


@lru_cache(maxsize=1 << 20)
def shape(form: str) -> int:
    """Shape class 0-11; the first test that fits wins (order 5, 7, 8, 3, 2, 0, 1, 9, 6, 4, 10, 11)."""
    if not form:
        return 11
    categories = [unicodedata.category(char) for char in form]
    letters = [char for char, category in zip(form, categories) if category[0] == "L"]
    if all(category == "Nd" for category in categories):
        return 5
    if all(category[0] == "P" for category in categories):
        return 7
    if all(category[0] in "PS" for category in categories):
        return 8
    if len(form) == 1 and _is_upper(form):
        return 3
    if len(letters) >= 2 and all(_is_upper(char) for char in letters):
        return 2

    def low_or_joint(char: str) -> bool:
        return char.islower() or char in _HYPHENS or char in _APOSTROPHES

    if letters and all(low_or_joint(char) for char in form):
        return 0
    if _is_upper(form[0]) and all(low_or_joint(char) for char in form[1:]):
        return 1
    if _is_upper(form[0]) and any(
        before in _HYPHENS and _is_upper(char) for before, char in zip(form[1:], form[2:])
    ):
        return 9
    if "Nd" in categories:
        return 6
    if any(_is_upper(char) for char in form) and any(char.islower() for char in form):
        return 4
    if any(not _is_upper(char) and not char.islower() for char in letters):
        return 10
    return 11


def positions(forms: list[str]) -> list[int]:
    """0 first token, 1 any other, 2 every token of a sentence without a lower-case letter."""
    if not any(char.islower() for form in forms for char in form):
        return [2] * len(forms)
    return [0] + [1] * (len(forms) - 1) if forms else []
