"""Maximum spanning arborescence (Chu-Liu/Edmonds) with exactly one child of the root."""

import numpy as np


def _cycle(heads: np.ndarray) -> list[int] | None:
    state = np.zeros(len(heads), dtype=np.int8)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return None


def _arborescence(scores: np.ndarray) -> np.ndarray:
    """scores[dependent, head]; node 0 is the root."""
    size = len(scores)
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    scores[0] = -np.inf
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(size, dtype=bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    new = len(rest)
    small = np.full((new + 1, new + 1), -np.inf)
    small[:new, :new] = scores[np.ix_(rest, rest)]
    cycle = np.array(cycle)
    gain = scores[cycle] - scores[cycle, heads[cycle]][:, None]
    enter = gain[:, rest].argmax(0)
    small[new, :new] = gain[enter, np.arange(size)[rest]]
    leave = scores[np.ix_(rest, cycle)].argmax(1)
    small[:new, new] = scores[rest, cycle[leave]]
    solved = _arborescence(small)
    result = heads.copy()
    for index, node in enumerate(rest):
        if node:
            head = solved[index]
            result[node] = cycle[leave[index]] if head == new else rest[head]
    entered = cycle[enter[solved[new]]]
    result[entered] = rest[solved[new]]
    return result


def tree(scores: np.ndarray) -> list[int]:
    """scores [n, n + 1]: log probability of head j (0 the root) for token i. Heads, one of them 0."""
    size = len(scores)
    greedy = scores.argmax(1)
    if (greedy == 0).sum() == 1 and _cycle(np.concatenate([[0], greedy])) is None:
        return [int(head) for head in greedy]
    square = np.full((size + 1, size + 1), -np.inf)
    square[1:] = scores
    heads = _arborescence(square)
    roots = [i for i in range(1, size + 1) if heads[i] == 0]
    if len(roots) == 1:
        return [int(head) for head in heads[1:]]
    best, best_score = None, -np.inf
    for root in range(1, size + 1):
        if root not in roots and size > 60:
            continue
        limited = square.copy()
        limited[1:, 0] = -np.inf
        limited[root, 0] = square[root, 0]
        limited[root, 1:] = -np.inf
        heads = _arborescence(np.maximum(limited, -1e6))
        score = sum(limited[i, heads[i]] for i in range(1, size + 1))
        if score > best_score:
            best, best_score = heads, score
    return [int(head) for head in (best if best is not None else heads)[1:]]
