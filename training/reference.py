"""The int8 arithmetic of docs/model-format.md in plain numpy: exact, what the Rust side must give."""

import numpy as np

from . import lemma as lemmas
from .evaluate import batches, joined_lemmas
from .features import ngram_buckets, normalise, positions, shape
from .model import ner_start_mask, viterbi
from .tree import tree


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return (1.0 / (1.0 + np.exp(-x.astype(np.float64)))).astype(np.float32)


def _tanh(x: np.ndarray) -> np.ndarray:
    return np.tanh(x.astype(np.float64)).astype(np.float32)


def _log_softmax(x: np.ndarray) -> np.ndarray:
    x = x - x.max(-1, keepdims=True)
    return x - np.log(np.exp(x).sum(-1, keepdims=True))


def quantise(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows to integers (kept in f32, sums below 2^24 are exact) with their scale."""
    scale = (np.abs(x).max(-1, keepdims=True) / np.float32(127)).astype(np.float32)
    safe = np.where(scale == 0, np.float32(1), scale)
    return np.rint(x / safe).astype(np.float32), scale


class Reference:
    def __init__(self, tensors: dict[str, np.ndarray], meta: dict):
        self.t = {k: v.astype(np.float32) for k, v in tensors.items() if "embedding" not in k}
        self.tables = {k: tensors[f"{k}.embedding"] for k in ("word", "ngram", "shape", "position")}
        self.config, self.labels = meta["config"], meta["labels"]
        self.rows = {word: row for row, word in enumerate(meta["words"])}
        lines = [line.split("\t") for line in meta["lexicon"].split("\n") if line]
        self.lexicon = {(form, upos): lemma for form, upos, lemma in lines}
        self.root = self.labels["deprel"].index("root")
        self.joins = meta["config"].get("particles_join_lemma", False)
        self.start = ner_start_mask(self.labels["ner"]).numpy()
        self.cache: dict[str, np.ndarray] = {}

    def form_vector(self, form: str) -> np.ndarray:
        if form not in self.cache:
            grams = self.tables["ngram"][list(ngram_buckets(form, self.config["ngram_buckets"]))]
            mean = grams.astype(np.int32).sum(0).astype(np.float32) / np.float32(max(1, len(grams)))
            self.cache[form] = np.concatenate([
                self.tables["word"][self.rows.get(normalise(form), 0)] * self.t["word.scale"],
                mean * self.t["ngram.scale"],
                self.tables["shape"][shape(form)] * self.t["shape.scale"],
            ]).astype(np.float32)  # fmt: skip
        return self.cache[form]

    def dense(self, x: np.ndarray, name: str) -> np.ndarray:
        q, scale = quantise(x)
        return (q @ self.t[name + ".weight"].T) * scale * self.t[name + ".weight.scale"] + self.t[name + ".bias"]

    def hidden(self, x: np.ndarray, name: str) -> np.ndarray:
        y = self.dense(x, name)
        return np.where(y > 0, y, y * np.float32(0.1)).astype(np.float32)

    def lstm(self, sentences: list[np.ndarray], name: str) -> list[np.ndarray]:
        """One direction over several sentences at once; each row is computed as if alone."""
        size, width = self.config["hidden"], len(sentences)
        inputs = np.zeros((max(len(x) for x in sentences), width, 4 * size), np.float32)
        for row, x in enumerate(sentences):
            q, scale = quantise(x)
            part = (q @ self.t[name + ".input"].T) * scale * self.t[name + ".input.scale"]
            inputs[: len(x), row] = part + self.t[name + ".bias"]
        weight = self.t[name + ".hidden"].T
        factor = (np.float32(1 / 127) * self.t[name + ".hidden.scale"]).astype(np.float32)
        h, c = np.zeros((width, size), np.float32), np.zeros((width, size), np.float32)
        out = np.empty((len(inputs), width, size), np.float32)
        for t, rows in enumerate(inputs):
            gates = rows + (np.rint(h * np.float32(127)) @ weight) * factor
            i, f, o = (_sigmoid(gates[:, k * size : (k + 1) * size]) for k in (0, 1, 3))
            c = f * c + i * _tanh(gates[:, 2 * size : 3 * size])
            h = out[t] = o * _tanh(c)
        return [out[: len(x), row] for row, x in enumerate(sentences)]

    def encode(self, sentences: list[list[str]]) -> list[np.ndarray]:
        layer_input = []
        for forms in sentences:
            place = self.tables["position"][positions(forms)] * self.t["position.scale"]
            vectors = np.stack([self.form_vector(form) for form in forms])
            layer_input.append(np.concatenate([vectors, place], 1).astype(np.float32))
        for layer in range(self.config["layers"]):
            ahead = self.lstm(layer_input, f"lstm.{layer}.fwd")
            behind = self.lstm([x[::-1] for x in layer_input], f"lstm.{layer}.bwd")
            layer_input = [np.concatenate([a, b[::-1]], 1) for a, b in zip(ahead, behind)]
        return layer_input

    def predict(self, sentences: list[list[str]], syntax=True, names=True) -> list[dict]:
        out: list[dict] = [{} for _ in sentences]
        for indices in batches(sentences):
            for i, r in zip(indices, self.encode([sentences[i] for i in indices])):
                out[i] = self._heads(sentences[i], r, syntax, names)
        return out

    def _heads(self, forms: list[str], r: np.ndarray, syntax: bool, names: bool) -> dict:
        out: dict = {}
        if syntax:
            self._syntax(forms, r, out)
        if names:
            emissions = self.dense(self.hidden(r, "name.hidden"), "ner")
            path = viterbi(emissions, self.start, self.t["ner.transition"])
            out["ner"] = [self.labels["ner"][k] for k in path]
        return out

    def _syntax(self, forms: list[str], r: np.ndarray, out: dict) -> None:
        hidden = self.hidden(r, "tag.hidden")
        best = {name: self.dense(hidden, name).argmax(1) for name in ("upos", "feats", "lemma")}
        tags = [self.labels["upos"][k] for k in best["upos"]]
        dependent = self.hidden(r, "arc.dependent") @ self.t["arc.bilinear"]
        head = np.concatenate([self.t["arc.root"][None], self.hidden(r, "arc.head")])
        scores = dependent @ head.T + head @ self.t["arc.headbias"]
        for i in range(len(forms)):
            scores[i, i + 1] = -1e4
        heads = tree(_log_softmax(scores))
        d = self.hidden(r, "rel.dependent")
        h = np.concatenate([self.t["rel.root"][None], self.hidden(r, "rel.head")])[heads]
        (weights, weight_scale), (values, scale) = quantise(self.t["rel.bilinear"]), quantise(h)
        through = np.tensordot(values, weights, axes=(1, 2)) * scale[:, None] * weight_scale[None, :, :, 0]
        relations = (through * d[:, None, :]).sum(2)
        relations = relations + np.concatenate([d, h], 1) @ self.t["rel.linear"].T + self.t["rel.bias"]
        relations[:, self.root] = np.where(np.array(heads) == 0, 1e9, -1e9)
        deprels = [self.labels["deprel"][k] for k in relations.argmax(1)]
        plain = [
            self.lexicon.get((normalise(form), tag)) or lemmas.apply(self.labels["lemma"][k], form)
            for form, tag, k in zip(forms, tags, best["lemma"])
        ]
        out |= {
            "upos": tags,
            "feats": [self.labels["feats"][k] for k in best["feats"]],
            "lemma": joined_lemmas(plain, forms, heads, deprels) if self.joins else plain,
            "head": heads,
            "deprel": deprels,
        }
