"""The network of docs/model-format.md in PyTorch: one encoder, heads for tags, trees and names."""

from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from .features import POSITIONS, SHAPES, ngram_buckets, normalise, positions, shape
from .lstm import BiLstm, Packing

NEGATIVE = -1e4


@dataclass
class Config:
    word: int = 96
    ngram: int = 64
    shape: int = 8
    ngram_buckets: int = 32768
    hidden: int = 128
    layers: int = 2
    tag_hidden: int = 128
    name_hidden: int = 64
    arc: int = 96
    rel: int = 48
    dropout: float = 0.25

    @property
    def input(self) -> int:
        return self.word + self.ngram + 2 * self.shape

    def exported(self) -> dict:
        return asdict(self) | {"input": self.input}


class FormTable:
    """Features of every form met so far, computed once."""

    def __init__(self, words: list[str], buckets: int):
        self.rows = {word: row for row, word in enumerate(words)}
        self.buckets = buckets
        self.ids: dict[str, int] = {}
        self.word: list[int] = []
        self.shape: list[int] = []
        self.grams: list[np.ndarray] = []

    def id(self, form: str) -> int:
        known = self.ids.get(form)
        if known is None:
            known = self.ids[form] = len(self.word)
            self.word.append(self.rows.get(normalise(form), 0))
            self.shape.append(shape(form))
            self.grams.append(np.array(ngram_buckets(form, self.buckets), dtype=np.int64))
        return known

    def batch(self, sentences: list[list[str]], device="cpu") -> dict:
        """Features in packed order; sentences must be sorted by falling length."""
        lengths = [len(forms) for forms in sentences]
        tokens = np.full((len(sentences), lengths[0]), -1, dtype=np.int64)
        places = np.zeros_like(tokens)
        for row, forms in enumerate(sentences):
            tokens[row, : len(forms)] = [self.id(form) for form in forms]
            places[row, : len(forms)] = positions(forms)
        packing = Packing(lengths, device)
        order = packing.padded.cpu().numpy()
        kinds, inverse = np.unique(tokens.ravel()[order], return_inverse=True)
        grams = [self.grams[kind] for kind in kinds]
        offsets = np.cumsum([0] + [len(g) for g in grams[:-1]])
        as_tensor = lambda array: torch.from_numpy(np.ascontiguousarray(array)).to(device)  # noqa: E731
        return {
            "packing": packing,
            "mask": as_tensor(tokens >= 0),
            "kind": as_tensor(inverse),
            "word": as_tensor(np.array([self.word[kind] for kind in kinds])),
            "shape": as_tensor(np.array([self.shape[kind] for kind in kinds])),
            "grams": as_tensor(np.concatenate(grams)),
            "offsets": as_tensor(offsets),
            "position": as_tensor(places.ravel()[order]),
        }


class Model(nn.Module):
    """`vectors` [V, word] stay as they are; rows 0..trained get a trained addend."""

    def __init__(self, config: Config, vectors: torch.Tensor, trained: int, sizes: dict[str, int]):
        super().__init__()
        self.config = config
        self.register_buffer("vectors", vectors)
        self.addend = nn.Embedding(trained, config.word)
        nn.init.zeros_(self.addend.weight)
        self.ngram = nn.EmbeddingBag(config.ngram_buckets, config.ngram, mode="mean")
        nn.init.normal_(self.ngram.weight, std=0.3)
        self.shape = nn.Embedding(SHAPES, config.shape)
        self.position = nn.Embedding(POSITIONS, config.shape)
        nn.init.normal_(self.shape.weight, std=0.3)
        nn.init.normal_(self.position.weight, std=0.3)
        self.lstms = nn.ModuleList(
            BiLstm(config.input if layer == 0 else 2 * config.hidden, config.hidden)
            for layer in range(config.layers)
        )
        out = 2 * config.hidden
        self.tag_hidden = nn.Linear(out, config.tag_hidden)
        self.upos = nn.Linear(config.tag_hidden, sizes["upos"])
        self.feats = nn.Linear(config.tag_hidden, sizes["feats"])
        self.lemma = nn.Linear(config.tag_hidden, sizes["lemma"])
        self.name_hidden = nn.Linear(out, config.name_hidden)
        self.ner = nn.Linear(config.name_hidden, sizes["ner"])
        self.ner_transition = nn.Parameter(torch.zeros(sizes["ner"], sizes["ner"]))
        self.arc_head = nn.Linear(out, config.arc)
        self.arc_dependent = nn.Linear(out, config.arc)
        self.arc_bilinear = nn.Parameter(torch.eye(config.arc) * 0.1)
        self.arc_headbias = nn.Parameter(torch.zeros(config.arc))
        self.arc_root = nn.Parameter(torch.randn(config.arc) * 0.1)
        self.rel_head = nn.Linear(out, config.rel)
        self.rel_dependent = nn.Linear(out, config.rel)
        self.rel_bilinear = nn.Parameter(torch.zeros(sizes["deprel"], config.rel, config.rel))
        self.rel_linear = nn.Parameter(torch.randn(sizes["deprel"], 2 * config.rel) * 0.05)
        self.rel_bias = nn.Parameter(torch.zeros(sizes["deprel"]))
        self.rel_root = nn.Parameter(torch.randn(config.rel) * 0.1)

    def _drop(self, x: torch.Tensor, packing: Packing) -> torch.Tensor:
        """One mask for all tokens of a sentence; x [N, F]."""
        if not self.training:
            return x
        keep = 1.0 - self.config.dropout
        mask = torch.empty(packing.shape[0], x.shape[1], device=x.device).bernoulli_(keep) / keep
        return x * mask.index_select(0, packing.row)

    def embed(self, batch: dict, word_drop: torch.Tensor | None = None) -> torch.Tensor:
        word = batch["word"]
        if word_drop is not None:
            word = torch.where(word_drop, torch.zeros_like(word), word)
        trained = self.addend.num_embeddings
        rows = self.vectors[word] + self.addend(word.clamp(max=trained - 1)) * (word < trained).unsqueeze(1)
        form = torch.cat([rows, self.ngram(batch["grams"], batch["offsets"]), self.shape(batch["shape"])], 1)
        return torch.cat([form[batch["kind"]], self.position(batch["position"])], 1)

    def encode(self, batch: dict, word_drop=None) -> torch.Tensor:
        """[N, 2H] in packed order."""
        x, packing = self.embed(batch, word_drop), batch["packing"]
        for lstm in self.lstms:
            x = lstm(self._drop(x, packing), packing)
        return self._drop(x, packing)

    def tags(self, r: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        hidden = self._inner(self.tag_hidden(r))
        return self.upos(hidden), self.feats(hidden), self.lemma(hidden)

    def _inner(self, x: torch.Tensor) -> torch.Tensor:
        return F.dropout(F.leaky_relu(x, 0.1), self.config.dropout, self.training)

    def names(self, r: torch.Tensor, packing: Packing) -> torch.Tensor:
        """[B, T, labels]"""
        return packing.pad(self.ner(self._inner(self.name_hidden(r))))

    def arcs(self, r: torch.Tensor, batch: dict) -> torch.Tensor:
        """[B, T, T + 1] scores of head j for token i; 0 is the root."""
        packing, mask = batch["packing"], batch["mask"]
        dependent = packing.pad(self._inner(self.arc_dependent(r)) @ self.arc_bilinear)
        head = packing.pad(self._inner(self.arc_head(r)))
        head = torch.cat([self.arc_root.expand(head.shape[0], 1, -1), head], 1)
        scores = torch.bmm(dependent, head.transpose(1, 2)) + (head @ self.arc_headbias).unsqueeze(1)
        allowed = F.pad(mask, (1, 0), value=True).unsqueeze(1)
        own = torch.eye(mask.shape[1], dtype=torch.bool, device=r.device)
        own = F.pad(own, (1, 0), value=False).unsqueeze(0)
        return scores.masked_fill(~allowed | own, NEGATIVE)

    def relations(self, r: torch.Tensor, heads: torch.Tensor, packing: Packing) -> torch.Tensor:
        """[N, K] scores of the relation labels for the given heads [B, T]; both sides in packed order."""
        dependent = self._inner(self.rel_dependent(r))
        head = torch.cat([self._inner(self.rel_head(r)), self.rel_root.unsqueeze(0)])
        width, steps = packing.shape
        place = torch.full((width, steps + 1), r.shape[0], dtype=torch.long, device=r.device)
        flat = torch.full((width * steps,), r.shape[0], dtype=torch.long, device=r.device)
        flat[packing.padded] = torch.arange(r.shape[0], device=r.device)
        place[:, 1:] = flat.view(width, steps)
        chosen = place.gather(1, heads).reshape(-1)[packing.padded]
        h = head.index_select(0, chosen)
        size, rel = self.rel_bias.shape[0], self.config.rel
        through = (dependent @ self.rel_bilinear.permute(1, 0, 2).reshape(rel, -1)).view(-1, size, rel)
        scores = torch.bmm(through, h.unsqueeze(2)).squeeze(2)
        return scores + torch.cat([dependent, h], 1) @ self.rel_linear.t() + self.rel_bias


def ner_start_mask(labels: list[str]) -> torch.Tensor:
    return torch.tensor([NEGATIVE if label[0] == "I" else 0.0 for label in labels])


def ner_transition_mask(labels: list[str]) -> torch.Tensor:
    """IOB2: I-X only after B-X or I-X; rows from, columns to."""
    legal = [[to[0] != "I" or (of != "O" and of[2:] == to[2:]) for to in labels] for of in labels]
    return torch.where(torch.tensor(legal), 0.0, NEGATIVE)


def crf_logz(emissions, mask, start, transition):
    """Log of the summed scores of all sequences, [B]; in the exponential space of each step's maximum."""
    factors = transition.exp()
    alpha = emissions[:, 0] + start
    for t in range(1, emissions.shape[1]):
        top = alpha.detach().max(1, keepdim=True).values
        step = ((alpha - top).exp() @ factors).clamp(min=1e-30).log() + top + emissions[:, t]
        alpha = torch.where(mask[:, t].unsqueeze(1), step, alpha)
    return torch.logsumexp(alpha, 1)


def viterbi(emissions: np.ndarray, start: np.ndarray, transition: np.ndarray) -> list[int]:
    best, back = emissions[0] + start, []
    for row in emissions[1:]:
        through = best[:, None] + transition
        back.append(through.argmax(0))
        best = through.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]
