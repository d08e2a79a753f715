"""An English teacher: the student's network on top of a pretrained encoder's features, and the raw text that it labels.

    python -m training.teacher features --store runs/teacher/store
    python -m training.teacher train    --store runs/teacher/store --start runs/en --out runs/teacher --minutes 30
    python -m training.teacher label    --store runs/teacher/store --run runs/teacher --out runs/teacher/silver.jsonl --tokens 500000

The encoder (training/pretrained.py) is frozen, so its features are computed once. Labels carry how sure the teacher is.
"""

import argparse
import json
import random
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from . import train as student
from .augment import name_pool, swapped_names
from .data import (
    FREE, REPOSITORY, Sentence, corpora_root, english_dev, english_train, listed_names, names_dev, names_from_treebank, names_train,
    read_marked,
)  # fmt: skip
from .evaluate import Predictor, batches
from .model import Config, FormTable, Model, crf_logz
from .pretrained import WIDTH, Encoder
from .vectors import _lines

COPIES = 2  # own sentences are kept so many times with other names
PROJECTED = 256


class Store:
    """Features of known sentences on disk, of others computed."""

    def __init__(self, path: Path):
        self.path, self.encoder = path, None
        self.places: dict[str, int] = {}
        index = path.with_suffix(".index")
        if index.exists():
            at = 0
            for line in index.read_text(encoding="utf-8").split("\n"):
                if line:
                    self.places[line] = at
                    at += line.count("\t") + 1
            self.array = np.memmap(path.with_suffix(".bin"), dtype=np.float16, mode="r", shape=(at, WIDTH))

    def write(self, sentences: list[list[str]]) -> None:
        unique = sorted({"\t".join(forms) for forms in sentences}, key=lambda line: line.count("\t"))
        encoder, started, done = Encoder(quick=False), time.time(), 0
        lines = [line.split("\t") for line in unique]
        with open(self.path.with_suffix(".bin"), "wb") as handle:
            start = 0
            while start < len(lines):
                width = max(1, 700 // max(1, len(lines[min(start + 20, len(lines) - 1)])))
                for array in encoder.features(lines[start : start + width]):
                    handle.write(array.tobytes())
                    done += len(array)
                start += width
                if start // width % 50 == 0:
                    print(done, f"{done / (time.time() - started):.0f} words/s", flush=True)
        self.path.with_suffix(".index").write_text("\n".join(unique), encoding="utf-8")

    def of(self, sentences: list[list[str]]) -> list[np.ndarray]:
        found, missing = [], []
        for place, forms in enumerate(sentences):
            at = self.places.get("\t".join(forms))
            found.append(None if at is None else self.array[at : at + len(forms)])
            if at is None:
                missing.append(place)
        if missing:
            self.encoder = self.encoder or Encoder(quick=False)
            for place, array in zip(missing, self.encoder.features([sentences[p] for p in missing])):
                found[place] = array
        return found


class FeatureTable(FormTable):
    store: Store

    def batch(self, sentences: list[list[str]], device="cpu") -> dict:
        out = super().batch(sentences, device)
        steps = out["packing"].shape[1]
        padded = np.zeros((len(sentences), steps, WIDTH), dtype=np.float16)
        for row, array in enumerate(self.store.of(sentences)):
            padded[row, : len(array)] = array
        order = out["packing"].padded.cpu().numpy()
        out["extra"] = torch.from_numpy(padded.reshape(-1, WIDTH)[order]).float().to(device)
        return out


@dataclass
class TeacherConfig(Config):
    @property
    def input(self) -> int:
        return super().input + PROJECTED


class Teacher(Model):
    def __init__(self, config, *rest):
        super().__init__(config, *rest)
        self.extra_norm = nn.LayerNorm(WIDTH)
        self.extra = nn.Linear(WIDTH, PROJECTED)

    def embed(self, batch, word_drop=None):
        extra = F.dropout(self.extra_norm(batch["extra"]), 0.1, self.training)
        return torch.cat([super().embed(batch, word_drop), F.leaky_relu(self.extra(extra), 0.1)], 1)


def training_data(root: Path):
    """Trees and names; own sentences and wikigold with names swapped beforehand, as features cannot be."""
    trees = english_train(root)
    names = names_train(root, "en") | names_from_treebank(trees, "en")
    lists, rng = listed_names(root, "en"), random.Random(1)
    pool = {"corpora": name_pool([s for group in names.values() for s in group])} | lists
    for group in ("own", "wikigold"):
        copies = []
        for sentence in names[group]:
            for _ in range(COPIES if group == "own" else 1):
                forms, tags = swapped_names(sentence, pool, rng, 0.7)
                copies.append(Sentence(forms, ner=tags, source="swapped"))
        for sentence in names[group]:
            sentence.source = "kept"
        names[group + "-swapped"] = copies
    for group in ("wikiann", "wnut"):
        names.pop(group, None)
    return trees, names, lists


WEIGHTS = {"swapped": 1.5, "kept": 1.5, "gum": 2.5, "treebank": 0.6, "re3d": 1.0}


def make_features(options) -> None:
    root = corpora_root(options.corpora)
    trees, names, _ = training_data(root)
    sentences = [s.forms for s in trees] + [s.forms for group in names.values() for s in group]
    sentences += [s.forms for group in english_dev(root).values() for s in group]
    options.store.parent.mkdir(parents=True, exist_ok=True)
    Store(options.store).write([forms for forms in sentences if len(forms) <= 120])


def _trainer(options, start: Path):
    """A student's trainer whose network and table are the teacher's."""
    root = corpora_root(options.corpora)
    setup = json.loads((start / "setup.json").read_text())
    config = TeacherConfig(**(setup["config"] | {"hidden": options.hidden, "dropout": options.dropout}))
    setup |= {"config": config.__dict__, "trained": len(setup["words"])}
    matrix = torch.load(start / "matrix.pt")
    trees, names, lists = training_data(root)
    student.NAME_WEIGHTS["en"] = WEIGHTS
    student.Model, student.Config = Teacher, TeacherConfig
    student.without_stop = lambda sentence, rng, rate: len(sentence.forms)
    trainer = student.Trainer(options, setup, matrix, None, trees, names, lists)
    trainer.table = FeatureTable(setup["words"], config.ngram_buckets)
    trainer.table.store = Store(options.store)
    return trainer, setup, matrix, root


def train_teacher(options) -> None:
    torch.set_num_threads(1)
    trainer, setup, matrix, root = _trainer(options, options.start)
    trainer.begin(options.start / "best.pt")
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(matrix, options.out / "matrix.pt")
    (options.out / "setup.json").write_text(json.dumps(setup, ensure_ascii=False))
    dev, dev_names = english_dev(root), names_dev(root, "en")
    size = sum(len(s.forms) for s in trainer.trees.sentences)
    student.run(options, trainer, dev, dev_names, size, 0.0, -1.0)


# source, files, at most so many words; only what may be learnt from
TEXTS = (
    ("raw-en-wikinews", "wikinews_20*.csv.xz", 200_000),
    ("raw-en-senate-press", "part-*.txt.xz", 560_000),
    ("raw-en-us-presidents", "part-*.txt.xz", 120_000),
    ("raw-en-common-voice", "part-*.txt.xz", 120_000),
)


def raw_texts(root: Path, seed: int):
    """Paragraphs of each source, spread over it."""
    rng = random.Random(seed)
    for name, pattern, most in TEXTS:
        paragraphs = [l.strip() for path in sorted((root / name).glob(pattern)) for l in _lines(path)]
        paragraphs = [p for p in paragraphs if len(p) > 20]
        rng.shuffle(paragraphs)
        words = 0
        for paragraph in paragraphs:
            words += paragraph.count(" ") + 1
            if words > most:
                break
            yield paragraph


def segmented(root: Path, options) -> list[list[str]]:
    """Sentences as the engine itself cuts them: `--parser` is the crate's `parse` example."""
    raw = options.out.with_suffix(".txt")
    raw.write_text("\n\n".join(raw_texts(root, options.seed)), encoding="utf-8")
    found = subprocess.run([options.parser, options.model, raw], check=True, capture_output=True, text=True).stdout
    sentences, forms = [], []
    for line in found.splitlines():
        columns = line.split("\t")
        if columns[0].isdigit():
            forms.append(columns[1])
        elif not line and forms:
            if 3 <= len(forms) <= 70:
                sentences.append(forms)
            forms = []
    return sentences


def word_runs(forms: list[str]) -> set[tuple[str, ...]]:
    """Runs of eight words: texts that share one are taken for the same (an address may stand in a treebank too)."""
    return {tuple(forms[i : i + 8]) for i in range(len(forms) - 7)}


def name_marginals(emissions: torch.Tensor, mask, start, transition) -> torch.Tensor:
    """[B, T, labels]: the gradient of the log sum over all sequences."""
    with torch.enable_grad():
        emissions = emissions.detach().requires_grad_()
        return torch.autograd.grad(crf_logz(emissions, mask, start, transition).sum(), emissions)[0]


def likely(probabilities: torch.Tensor) -> list[list[list]]:
    """For each row the places with a probability that counts, with it; summing to one."""
    values, places = probabilities.topk(min(5, probabilities.shape[1]), 1)
    values = torch.where(values > 0.01, values, 0.0)
    values /= values.sum(1, keepdim=True)
    rows = zip(places.tolist(), values.tolist())
    return [[[p, round(v, 3)] for p, v in zip(*row) if v > 0] for row in rows]


def label_batch(predictor: Predictor, trainer, sentences: list[list[str]]) -> list[dict]:
    """The teacher's labels of one batch (sorted by falling length) and the likely heads and relations."""
    model, labels = predictor.model, predictor.labels
    batch = trainer.table.batch(sentences)
    with torch.no_grad():
        r = model.encode(batch)
        out: list[dict] = [{} for _ in sentences]
        predictor._syntax(r, batch, list(range(len(sentences))), sentences, out)
        arcs = F.softmax(model.arcs(r, batch), 2)
        heads = torch.zeros(batch["mask"].shape, dtype=torch.long)
        for row, found in enumerate(out):
            heads[row, : len(found["head"])] = torch.tensor(found["head"])
        pad = batch["packing"].pad
        relations = pad(F.softmax(model.relations(r, heads, batch["packing"]), 1))
        upos, feats, _ = (pad(F.softmax(scores, 1).max(1, keepdim=True).values).squeeze(2) for scores in model.tags(r))
        emissions = model.names(r, batch["packing"])
        transition = model.ner_transition + trainer.legal
    marginal = name_marginals(emissions, batch["mask"], trainer.start, transition).max(2)
    for row, (forms, found) in enumerate(zip(sentences, out)):
        n = len(forms)
        names = [labels["ner"][label] for label in marginal.indices[row, :n].tolist()]
        certain = marginal.values[row, :n].tolist()
        found["upos"] = [v if p > 0.6 else None for v, p in zip(found["upos"], upos[row, :n].tolist())]
        found["feats"] = [v if p > 0.6 else None for v, p in zip(found["feats"], feats[row, :n].tolist())]
        found["ner"] = [v if p > 0.8 else FREE for v, p in zip(names, certain)]
        found |= {"forms": forms, "arcs": likely(arcs[row, :n]), "relations": likely(relations[row, :n])}
        found.pop("lemma")
    return out


def label(options) -> None:
    torch.set_num_threads(1)
    trainer, setup, _, root = _trainer(options, options.run)
    trainer.model.load_state_dict(torch.load(options.run / "best.pt", weights_only=False)["average"], strict=False)
    trainer.model.eval()
    predictor = Predictor(trainer.model, trainer.table, setup["labels"], {})
    sentences = segmented(root, options)
    for path in sorted((REPOSITORY / "training" / "names").glob("en-*.txt")):
        sentences += [s.forms for s in read_marked(path, "en")]
    measured = {run for group in english_dev(root).values() for s in group for run in word_runs(s.forms)}
    sentences = [s for s in {"\t".join(s): s for s in sentences}.values() if measured.isdisjoint(word_runs(s))]
    sentences.sort(key=len, reverse=True)
    groups = list(batches(sentences, 1500))
    random.Random(options.seed).shuffle(groups)  # an early end leaves a fair sample
    started, words = time.time(), 0
    with open(options.out, "w", encoding="utf-8") as handle:
        for number, group in enumerate(groups):
            for found in label_batch(predictor, trainer, [sentences[i] for i in group]):
                handle.write(json.dumps(found, ensure_ascii=False) + "\n")
                words += len(found["forms"])
            if number % 20 == 0:
                print(number, len(groups), words, f"{words / (time.time() - started):.0f} words/s", flush=True)
                handle.flush()
            if time.time() - started > 60 * options.minutes:
                break


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=("features", "train", "label"))
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--run", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--corpora")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--hidden", type=int, default=160)
    parser.add_argument("--dropout", type=float, default=0.33)
    parser.add_argument("--lr", type=float, default=1.5e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--measure-every", type=int, default=300)
    parser.add_argument("--tokens", type=int, default=1600)
    parser.add_argument("--parser", help="label: the engine's `parse` example, which cuts the text")
    parser.add_argument("--model", help="label: model file for it")
    options = parser.parse_args()
    options.language, options.device, options.noise, options.average = "en", "cpu", 0.0, 0.995
    options.name_tokens, options.name_every, options.epochs = 1200, 2, 0.0
    if options.what == "features":
        make_features(options)
    elif options.what == "train":
        train_teacher(options)
    else:
        label(options)


if __name__ == "__main__":
    main()
