"""CoNLL 2018 measures on gold tokens (relations without subtypes) and CoNLL 2002 names F1."""

import numpy as np
import torch

from . import lemma as lemmas
from .data import particles
from .features import normalise
from .model import ner_start_mask, ner_transition_mask, viterbi
from .tree import tree

# the features the CoNLL 2018 script compares
UNIVERSAL = {
    "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case",
    "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity", "Person",
    "Polite",
}  # fmt: skip


def universal(feats: str) -> tuple[str, ...]:
    return tuple(sorted(part for part in feats.split("|") if part.split("=")[0] in UNIVERSAL))


def batches(sentences, tokens=3000):
    """Lists of indices, longest sentences first."""
    order = sorted(range(len(sentences)), key=lambda i: -len(sentences[i]))
    start = 0
    while start < len(order):
        width = max(1, tokens // max(1, len(sentences[order[start]])))
        yield order[start : start + width]
        start += width


def joined_lemmas(plain: list[str], forms: list[str], heads: list[int], deprels: list[str]) -> list[str]:
    """Dutch separable verbs: the particle that the tree hangs on the verb comes before its lemma."""
    out = list(plain)
    for verb, particle in particles(forms, heads, deprels).items():
        out[verb] = particle + out[verb]
    return out


class Predictor:
    """A model with its label sets; predicts all layers for tokenised sentences."""

    def __init__(self, model, table, labels: dict[str, list[str]], lexicon: dict, device="cpu", joins=False):
        self.model, self.table, self.labels, self.lexicon = model, table, labels, lexicon
        self.device = device
        self.root = labels["deprel"].index("root")
        self.joins = joins
        self.start = ner_start_mask(labels["ner"]).numpy()
        self.legal = ner_transition_mask(labels["ner"]).numpy()

    def lemma(self, form: str, upos: str, script: str) -> str:
        known = self.lexicon.get((normalise(form), upos))
        return known if known is not None else lemmas.apply(script, form)

    @torch.no_grad()
    def predict(self, sentences: list[list[str]], syntax=True, names=True) -> list[dict]:
        out: list[dict] = [{} for _ in sentences]
        for indices in batches(sentences):
            batch = self.table.batch([sentences[i] for i in indices], self.device)
            r = self.model.encode(batch)
            if syntax:
                self._syntax(r, batch, indices, sentences, out)
            if names:
                emissions = self.model.names(r, batch["packing"]).cpu().numpy()
                transition = self.model.ner_transition.detach().cpu().numpy() + self.legal
                for row, i in enumerate(indices):
                    path = viterbi(emissions[row, : len(sentences[i])], self.start, transition)
                    out[i]["ner"] = [self.labels["ner"][label] for label in path]
        return out

    def _syntax(self, r, batch, indices, sentences, out):
        packing = batch["packing"]
        as_padded = lambda flat: packing.pad(flat.argmax(1, keepdim=True)).squeeze(2).cpu().numpy()  # noqa: E731
        upos, feats, scripts = (as_padded(scores) for scores in self.model.tags(r))
        arcs = torch.log_softmax(self.model.arcs(r, batch), 2).cpu().numpy()
        heads = np.zeros(upos.shape, dtype=np.int64)
        for row, i in enumerate(indices):
            n = len(sentences[i])
            heads[row, :n] = tree(arcs[row, :n, : n + 1])
        chosen = torch.from_numpy(heads).to(r.device)
        relations = packing.pad(self.model.relations(r, chosen, packing)).cpu().numpy()
        relations[:, :, self.root] = np.where(heads == 0, 1e9, -1e9)
        relations = relations.argmax(2)
        for row, i in enumerate(indices):
            n = len(sentences[i])
            tags = [self.labels["upos"][k] for k in upos[row, :n]]
            head = [int(h) for h in heads[row, :n]]
            deprel = [self.labels["deprel"][k] for k in relations[row, :n]]
            plain = [
                self.lemma(form, tag, self.labels["lemma"][k])
                for form, tag, k in zip(sentences[i], tags, scripts[row, :n])
            ]
            out[i] |= {
                "upos": tags,
                "feats": [self.labels["feats"][k] for k in feats[row, :n]],
                "lemma": joined_lemmas(plain, sentences[i], head, deprel) if self.joins else plain,
                "head": head,
                "deprel": deprel,
            }


def score_treebank(predictor: Predictor, sentences) -> dict[str, float]:
    right = dict.fromkeys(("upos", "feats", "lemma", "uas", "las"), 0)
    total = 0
    for gold, got in zip(sentences, predictor.predict([s.forms for s in sentences], names=False)):
        total += len(gold.forms)
        for i in range(len(gold.forms)):
            right["upos"] += gold.upos[i] == got["upos"][i]
            right["feats"] += universal(gold.feats[i]) == universal(got["feats"][i])
            right["lemma"] += gold.lemmas[i] == "_" or gold.lemmas[i] == got["lemma"][i]
            if gold.heads[i] == got["head"][i]:
                right["uas"] += 1
                right["las"] += gold.deprels[i].split(":")[0] == got["deprel"][i].split(":")[0]
    return {name: round(100 * count / total, 2) for name, count in right.items()}


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    found, start, kind = set(), None, None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and (tag[0] in "BO" or tag[2:] != kind):
            found.add((start, i, kind))
            start = None
        if tag[0] == "B" or (tag[0] == "I" and start is None):
            start, kind = i, tag[2:]
    return found


def score_names(predictor: Predictor, sentences) -> dict[str, float]:
    """Precision, recall, F1 and F1 by kind; MISC predictions are left out where gold lacks MISC."""
    counts: dict[str, list[int]] = {kind: [0, 0, 0] for kind in ("all", "PER", "LOC", "ORG", "MISC")}
    for gold, got in zip(sentences, predictor.predict([s.forms for s in sentences], syntax=False)):
        true, found = spans(gold.ner), spans(got["ner"])
        if not gold.misc_known:
            found = {span for span in found if span[2] != "MISC"}
        for kind, count in counts.items():
            a = {s for s in true if kind in ("all", s[2])}
            b = {s for s in found if kind in ("all", s[2])}
            count[0] += len(a & b)
            count[1] += len(b)
            count[2] += len(a)
    out = {}
    for kind, (hit, found, true) in counts.items():
        f1 = 200 * hit / max(1, found + true)
        if kind == "all":
            out |= {"p": round(100 * hit / max(1, found), 2), "r": round(100 * hit / max(1, true), 2)}
        if true or kind == "all":
            out["f1" if kind == "all" else f"f1-{kind}"] = round(f1, 2)
    return out
