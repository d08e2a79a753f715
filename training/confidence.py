"""Learns the weights of a statement's confidence from statements that people judged: models/confidence.toml.

    python -m training.confidence gold/judged/*.jsonl > models/confidence.toml

A line holds one statement: its `language`, `set` (where it was drawn), `group` (which sentence), `frame`, the `features` that crates/registan-reading/src/confidence observed
(`cargo run --release -p registan-reading --example weighed` prints them), and `right`, 1 where type, actor, recipient and reality were all judged
right. Logistic regression with a Gaussian prior, by Newton's method; numpy only. Printed to standard error: by five-fold cross-validation the log
loss and ranking against the constant guess, the expected calibration error over ten bins, and precision and yield at thresholds.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

RARE = 6  # what was observed less often has no weight of its own


def load(paths: list[Path]) -> list[dict]:
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line]


def names_of(rows: list[dict]) -> list[str]:
    counts: dict[str, int] = {}
    for row in rows:
        for name in row["features"]:
            counts[name] = counts.get(name, 0) + 1
    return sorted(name for name, count in counts.items() if count >= RARE)


def matrix(rows: list[dict], names: list[str]) -> np.ndarray:
    places = {name: place for place, name in enumerate(names)}
    out = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for name, value in row["features"].items():
            if name in places:
                out[number, places[name]] = value
    return out


def fit(x: np.ndarray, y: np.ndarray, names: list[str], prior: float) -> np.ndarray:
    """Weights with the bias last. Single frames are held closer to zero than what many share."""
    x = np.hstack([x, np.ones((len(x), 1))])
    strength = np.array([2.0 if name.startswith(("frame=", "word=", "frame-alone=")) else 1.0 for name in names] + [0.01]) / prior
    w = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + strength * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(strength)
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-7:
            break
    return w


def predict(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(np.hstack([x, np.ones((len(x), 1))]) @ w)))


def crossed(rows: list[dict], y: np.ndarray, prior: float) -> np.ndarray:
    """Probabilities for each row by weights that saw neither it nor another statement of its sentence."""
    groups = {group: number for number, group in enumerate(dict.fromkeys(row["group"] for row in rows))}
    folds = np.random.default_rng(1).permutation(len(groups)) % 5
    fold = np.array([folds[groups[row["group"]]] for row in rows])
    out = np.zeros(len(rows))
    for number in range(5):
        seen = [row for row, f in zip(rows, fold) if f != number]
        names = names_of(seen)
        w = fit(matrix(seen, names), y[fold != number], names, prior)
        out[fold == number] = predict(matrix([row for row, f in zip(rows, fold) if f == number], names), w)
    return out


def calibration_error(p: np.ndarray, y: np.ndarray) -> float:
    bins = np.minimum((p * 10).astype(int), 9)
    return sum(abs(p[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean() for b in range(10) if (bins == b).any())


def ranking(p: np.ndarray, y: np.ndarray) -> float:
    """Area under the curve: how often a right statement stands above a wrong one."""
    order = p.argsort().argsort() + 1.0
    right = y.sum()
    return (order[y == 1].sum() - right * (right + 1) / 2) / (right * (len(y) - right))


def report(rows: list[dict], y: np.ndarray, p: np.ndarray) -> None:
    def say(*words):
        print(*words, file=sys.stderr)

    def loss(q):
        return -(y * np.log(q) + (1 - y) * np.log(1 - q)).mean()

    say(f"{len(rows)} statements, {y.mean():.3f} right; log loss {loss(p):.3f} (constant {loss(np.full(len(y), y.mean())):.3f})")
    say(f"ranking {ranking(p, y):.3f}, expected calibration error {calibration_error(p, y):.3f}")
    languages = np.array([row["language"] for row in rows])
    for threshold in (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8):
        kept = p >= threshold
        parts = [f"{threshold:.2f}"]
        for language in ("en", "nl"):
            own = languages == language
            both = kept & own
            parts.append(f"{language} precision {y[both].mean() if both.any() else float('nan'):.3f}, {both.sum()} of {own.sum()} kept, {y[both].sum() / max(1, y[own].sum()):.2f} of the right ones")
        say(" | ".join(parts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("judged", nargs="+", type=Path)
    parser.add_argument("--prior", type=float, default=0.4, help="variance of the prior")
    parser.add_argument("--threshold", type=float, default=0.5)
    options = parser.parse_args()
    rows = load(options.judged)
    y = np.array([row["right"] for row in rows], dtype=float)
    report(rows, y, crossed(rows, y, options.prior))
    names = names_of(rows)
    w = fit(matrix(rows, names), y, names, options.prior)
    print("# Weights of a statement's confidence (crates/registan-reading/src/confidence), by training/confidence.py; card: models/confidence.md.")
    print(f"threshold = {options.threshold}\nbias = {w[-1]:.4f}\n\n[weights]")
    for name, weight in zip(names, w):
        if abs(weight) >= 0.005:
            print(f"{json.dumps(name)} = {weight:.4f}")


if __name__ == "__main__":
    main()
