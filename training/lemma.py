"""Lemma edit scripts of docs/model-format.md: derive them in training, apply them as inference does."""

from difflib import SequenceMatcher


def derive(form: str, lemma: str) -> str:
    """The script that turns the form into the lemma.

    Lower-cases first when the lemma has no capital. `@P-N+` drops the Dutch participle's `ge` at code
    point P of the form, counted before any other edit; such scripts have an empty prefix edit.
    """
    case = "l" if lemma == lemma.lower() else "k"
    base = form.lower() if case == "l" else form
    if base == lemma:
        return f"{case};-0+;-0+"
    for at in range(1, min(8, len(base) - 2)):
        if base[at : at + 2] == "ge" and lemma[:at] == base[:at]:
            rest, target = base[at + 2 :], lemma[at:]
            shared = _shared_prefix(rest, target)
            if shared >= 2 and shared >= len(target) - 4:
                return f"{case};-0+;-{len(rest) - shared}+{target[shared:]};@{at}-2+"
    match = SequenceMatcher(None, base, lemma, autojunk=False).find_longest_match()
    if match.size < min(2, len(lemma)):
        return f"={lemma}"
    prefix = f"-{match.a}+{lemma[: match.b]}"
    suffix = f"-{len(base) - match.a - match.size}+{lemma[match.b + match.size :]}"
    return f"{case};{prefix};{suffix}"


def _shared_prefix(left: str, right: str) -> int:
    count = 0
    while count < min(len(left), len(right)) and left[count] == right[count]:
        count += 1
    return count


def _edit(part: str) -> tuple[int, str]:
    count, _, text = part[1:].partition("+")
    return int(count), text


def apply(script: str, form: str) -> str:
    """The lemma; a script that does not fit leaves the lower-cased form."""
    if script.startswith("="):
        return script[1:]
    parts = script.split(";", 3)
    base = form.lower() if parts[0] == "l" else form
    drop_start, start = _edit(parts[1])
    drop_end, end = _edit(parts[2])
    middle = base
    if len(parts) > 3:
        where, _, edit = parts[3][1:].partition("-")
        drop, text = _edit("-" + edit)
        at = int(where)
        if at + drop > len(base) - drop_end or at < drop_start:
            return form.lower()
        middle = base[:at] + text + base[at + drop :]
    if drop_start + drop_end > len(middle):
        return form.lower()
    return start + middle[drop_start : len(middle) - drop_end] + end
