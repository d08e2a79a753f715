"""A bidirectional LSTM layer over packed batches, both directions in one loop.

PyTorch's own packed LSTM adds to the weight gradients at every time step; on a CPU it is quicker to keep
the gates' gradients and multiply once at the end. Gate order i, f, g, o as in PyTorch and in
docs/model-format.md. Tokens lie step by step: all first tokens, all second tokens ... of the sentences,
which are sorted by falling length.
"""

import math

import numpy as np
import torch
from torch import nn


class Packing:
    """Where the tokens of a batch lie when packed, read forwards and backwards."""

    def __init__(self, lengths: list[int], device="cpu"):
        width, steps = len(lengths), lengths[0]
        n = np.array(lengths)
        self.sizes = [int((n > t).sum()) for t in range(steps)]
        starts = np.concatenate([[0], np.cumsum(self.sizes)])
        self.starts = [int(s) for s in starts]
        rows = np.concatenate([np.arange(b) for b in self.sizes])
        times = np.concatenate([np.full(b, t) for t, b in enumerate(self.sizes)])
        self.padded = torch.from_numpy(rows * steps + times).to(device)
        self.reverse = torch.from_numpy(starts[n[rows] - 1 - times] + rows).to(device)
        self.row = torch.from_numpy(rows).to(device)
        self.shape = (width, steps)

    def pad(self, packed: torch.Tensor) -> torch.Tensor:
        """[N, F] to [B, T, F], zero where there is no token."""
        width, steps = self.shape
        out = packed.new_zeros(width * steps, packed.shape[1])
        return out.index_copy(0, self.padded, packed).view(width, steps, -1)


class _Recurrence(torch.autograd.Function):
    """gates [2, N, 4H]: the inputs' part, in each direction's own reading order; hidden [2, H, 4H]."""

    @staticmethod
    def forward(ctx, gates, hidden, packing):
        _, tokens, four = gates.shape
        size = four // 4
        active = torch.empty_like(gates)
        outputs = gates.new_empty(2, tokens, size)
        cells, tanhs = torch.empty_like(outputs), torch.empty_like(outputs)
        h = c = None
        for start, b in zip(packing.starts, packing.sizes):
            end = start + b
            now = active[:, start:end]
            if h is None:
                now.copy_(gates[:, start:end])
            else:
                torch.baddbmm(gates[:, start:end], h[:, :b], hidden, out=now)
            now[..., : 2 * size].sigmoid_()
            now[..., 2 * size : 3 * size].tanh_()
            now[..., 3 * size :].sigmoid_()
            i, f, g, o = now.split(size, 2)
            cell = cells[:, start:end]
            torch.mul(i, g, out=cell)
            if c is not None:
                cell.addcmul_(f, c[:, :b])
            squashed = tanhs[:, start:end]
            torch.tanh(cell, out=squashed)
            torch.mul(o, squashed, out=outputs[:, start:end])
            h, c = outputs[:, start:end], cell
        ctx.save_for_backward(active, hidden, outputs, cells, tanhs)
        ctx.packing = packing
        return outputs

    @staticmethod
    def backward(ctx, gradient):
        active, hidden, outputs, cells, tanhs = ctx.saved_tensors
        packing = ctx.packing
        size = hidden.shape[1]
        back = hidden.transpose(1, 2).contiguous()
        dgates = torch.empty_like(active)
        width = packing.sizes[0]
        dh = gradient.new_zeros(2, width, size)
        dc = gradient.new_zeros(2, width, size)
        previous = torch.zeros_like(outputs)
        for t in range(len(packing.sizes) - 1, -1, -1):
            start, b = packing.starts[t], packing.sizes[t]
            end = start + b
            i, f, g, o = active[:, start:end].split(size, 2)
            squashed = tanhs[:, start:end]
            h = dh[:, :b].add_(gradient[:, start:end])
            c = dc[:, :b].addcmul_(h * o, 1 - squashed * squashed)
            now = dgates[:, start:end]
            torch.mul(c * g, i - i * i, out=now[..., :size])
            if t:
                before = packing.starts[t - 1]
                torch.mul(c * cells[:, before : before + b], f - f * f, out=now[..., size : 2 * size])
                previous[:, start:end] = outputs[:, before : before + b]
            else:
                now[..., size : 2 * size] = 0.0
            torch.mul(c * i, 1 - g * g, out=now[..., 2 * size : 3 * size])
            torch.mul(h * squashed, o - o * o, out=now[..., 3 * size :])
            dh[:, :b] = torch.bmm(now, back)
            c.mul_(f)
        return dgates, torch.bmm(previous.transpose(1, 2), dgates), None


class BiLstm(nn.Module):
    def __init__(self, inputs: int, size: int):
        super().__init__()
        self.size = size
        self.input = nn.Parameter(torch.empty(2, 4 * size, inputs))
        self.hidden = nn.Parameter(torch.empty(2, 4 * size, size))
        self.bias = nn.Parameter(torch.zeros(2, 4 * size))
        for direction in range(2):
            bound = math.sqrt(6.0 / (inputs + 4 * size))
            nn.init.uniform_(self.input[direction], -bound, bound)
            for gate in self.hidden[direction].chunk(4):
                nn.init.orthogonal_(gate)
        self.bias.data[:, size : 2 * size] = 1.0

    def forward(self, x: torch.Tensor, packing: Packing) -> torch.Tensor:
        """[N, in] to [N, 2H], both in packed order."""
        ahead = torch.addmm(self.bias[0], x, self.input[0].t())
        behind = torch.addmm(self.bias[1], x.index_select(0, packing.reverse), self.input[1].t())
        out = _Recurrence.apply(
            torch.stack([ahead, behind]), self.hidden.transpose(1, 2).contiguous(), packing
        )
        return torch.cat([out[0], out[1].index_select(0, packing.reverse)], 1)
