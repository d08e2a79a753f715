"""Weights of a trained model for a network with more units (or more inputs) that computes the same at first.

New units listen to everything and are not listened to yet: their outgoing weights begin at zero.
"""

import math

import torch


def _chunked(old: torch.Tensor, new: torch.Tensor, rows: int, columns: int) -> torch.Tensor:
    """`old` placed into `new` chunk by chunk: `rows` and `columns` chunks along the last two axes."""
    out = new.clone()
    for r in range(rows):
        for c in range(columns):
            h, w = old.shape[-2] // rows, old.shape[-1] // columns
            big_h, big_w = new.shape[-2] // rows, new.shape[-1] // columns
            out[..., r * big_h : r * big_h + h, c * big_w : c * big_w + w] = old[
                ..., r * h : (r + 1) * h, c * w : (c + 1) * w
            ]
    return out


def _fresh(new: torch.Tensor, inputs: int) -> torch.Tensor:
    bound = math.sqrt(6.0 / (inputs + new.shape[-2]))
    return torch.empty_like(new).uniform_(-bound, bound)


def _lstm(name: str, old: torch.Tensor, new: torch.Tensor) -> torch.Tensor:
    """Gates i, f, g, o by rows; a later layer's inputs and the hidden state are [forward ; backward] and [H]."""
    part, layer = name.rsplit(".", 1)[1], int(name.split(".")[1])
    if part == "bias":
        bias = torch.zeros_like(new)
        size, wide = old.shape[1] // 4, new.shape[1] // 4
        bias[:, wide : 2 * wide] = 1.0
        for gate in range(4):
            bias[:, gate * wide : gate * wide + size] = old[:, gate * size : (gate + 1) * size]
        return bias
    base = _fresh(new, new.shape[-1]) * (1.0 if part == "input" else 0.5)
    size, wide = old.shape[1] // 4, new.shape[1] // 4
    columns = 2 if part == "input" and layer else 1
    if part == "input" and not layer:
        # inputs beyond the old ones come last: they are heard faintly from the start
        for gate in range(4):
            base[:, gate * wide : gate * wide + size, old.shape[-1] :] *= 0.1
    else:
        for gate in range(4):
            for c in range(columns):
                width, big = old.shape[-1] // columns, new.shape[-1] // columns
                base[:, gate * wide : gate * wide + size, c * big + width : (c + 1) * big] = 0.0
    return _chunked(old, base, 4, columns)


def widened(old: dict[str, torch.Tensor], new: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """`old` in the shapes of `new`; tensors without an old one keep their fresh values."""
    out = {}
    for name, fresh in new.items():
        if name not in old or old[name].shape == fresh.shape:
            out[name] = old.get(name, fresh).clone()
        elif name.startswith("lstms."):
            out[name] = _lstm(name, old[name], fresh)
        elif name == "addend.weight":
            out[name] = torch.zeros_like(fresh)
            out[name][: old[name].shape[0]] = old[name]
        else:  # a head on [forward ; backward]
            out[name] = _chunked(old[name], torch.zeros_like(fresh), 1, 2)
    return out
