"""Trains one language's model: `python -m training.train --language nl`.

Writes to --out: curve.tsv (training curve), checkpoint.pt (for --resume), best.pt (best mean on the dev
sets, averaged weights), setup.json. The measured sets are read, never learnt from.
"""

import argparse
import json
import math
import random
import signal
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from . import lemma as lemmas
from .augment import name_pool, noisy_forms, swapped_names, without_stop
from .data import (
    FREE, INSIDE, NAMED, NER_LABELS, bare_lemmas, corpora_root, dictionary_lemmas, listed_names, names_dev, names_from_treebank, names_train,
    silver, treebank_dev, treebank_train,
)  # fmt: skip
from .evaluate import Predictor, score_names, score_treebank
from .features import normalise
from .model import NEGATIVE, Config, FormTable, Model, crf_logz, ner_start_mask, ner_transition_mask
from .widen import widened

# how often a source is drawn in an epoch
TREEBANK_WEIGHTS = {
    "nl": {"cdb": 1.6, "historic": 2.2, "ovis": 0.3, "leuven_yellow_pages": 0.3, "gen_g_suite": 0.3,
           "eans": 0.7, "qa": 0.7, "wpspel": 0.7, "medfail": 1.0},
    "en": {"gum": 1.3},
}  # fmt: skip
NAME_WEIGHTS = {
    "nl": {"own": 8.0, "wikiann": 0.4, "europeana": 0.3, "treebank": 0.25},
    "en": {"own": 5.0, "gum": 2.5, "treebank": 0.6, "wikiann": 0.3, "wikigold": 2.0, "wnut": 0.5, "re3d": 2.0},
}


def lemma_scripts(sentences, least: int) -> list[str]:
    """Scripts met often enough."""
    scripts: Counter = Counter()
    for s in sentences:
        for form, lemma in zip(s.forms, bare_lemmas(s)):
            if lemma and lemma != "_":
                scripts[lemmas.derive(form, lemma)] += 1
    return [script for script, count in scripts.most_common() if count >= least]


def build_lexicon(sentences, kept: list[str], dictionary: dict) -> list[list[str]]:
    """Normalised form, UPOS, lemma: what the scripts miss, what training and dictionaries know for certain."""
    by_form: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for s in sentences:
        for form, upos, lemma in zip(s.forms, s.upos, bare_lemmas(s)):
            if lemma and lemma != "_":
                by_form[normalise(form), upos][lemma] += 1
    known, lexicon = set(kept), {}
    for key, lemma in dictionary.items():
        # a slip of the treebanks must not outvote the dictionary
        if key not in by_form or by_form[key].most_common(1)[0][0] == lemma:
            lexicon[key] = lemma
    for (form, upos), counter in by_form.items():
        lemma, count = counter.most_common(1)[0]
        if upos in ("PROPN", "NUM", "PUNCT", "SYM", "X") or "0" in form:
            continue
        certain = count == sum(counter.values())
        if certain and (count >= 2 or lemmas.derive(form, lemma) not in known):
            lexicon[form, upos] = lemma
        elif count >= 8 and count > 0.85 * sum(counter.values()):
            lexicon[form, upos] = lemma
    return [[form, upos, lemma] for (form, upos), lemma in sorted(lexicon.items())]


def build_setup(train, language: str, vectors_dir: Path | None, config: Config, vocabulary: int):
    """Label sets, vocabulary and fixed vectors."""
    count = lambda layer: Counter(v for s in train for v in getattr(s, layer) if v is not None)  # noqa: E731
    labels = {
        "upos": sorted(count("upos")),
        "feats": [label for label, n in count("feats").most_common() if n >= 2],
        "xpos": [],
        "deprel": [label for label, n in count("deprels").most_common() if n >= 3],
        "lemma": lemma_scripts(train, 3),
        "ner": NER_LABELS,
    }
    counts = Counter(normalise(form) for s in train for form in s.forms)
    words = ["<unknown>"] + [word for word, n in counts.most_common() if n >= 2]
    pretrained = {}
    if vectors_dir:
        array = np.load(vectors_dir / "vectors.npy")
        listed = [line.split("\t")[0] for line in open(vectors_dir / "vocabulary.tsv", encoding="utf-8")]
        pretrained = {word: array[i] for i, word in enumerate(listed)}
        known = set(words)
        words += [word for word in listed if word not in known][: max(0, vocabulary - len(words))]
    trained = len(words)
    matrix = np.zeros((len(words), config.word), dtype=np.float32)
    for row, word in enumerate(words):
        if word in pretrained:
            matrix[row] = pretrained[word]
    if pretrained:
        matrix *= 0.35 / matrix[np.abs(matrix).sum(1) > 0].std()
        matrix = np.clip(matrix, -1.6, 1.6)
    else:
        matrix[1:] = np.random.default_rng(1).normal(0, 0.3, matrix[1:].shape)
    setup = {
        "language": language, "labels": labels, "words": words, "trained": trained,
        "config": config.__dict__,
    }  # fmt: skip
    return setup, torch.from_numpy(matrix), counts


AVERAGE_EVERY = 5  # steps between updates of the averaged weights


class Batcher:
    """Endless batches of roughly `tokens` tokens, sentences of like length together."""

    def __init__(self, sentences, weights, tokens, rng):
        self.sentences, self.tokens, self.rng = sentences, tokens, rng
        self.weights = [weights.get(s.source, weights.get(s.source.split("/")[0], 1.0)) for s in sentences]
        self.queue: list[list] = []
        self.epochs = 0

    def _fill(self):
        drawn = []
        for sentence, weight in zip(self.sentences, self.weights):
            drawn += [sentence] * (int(weight) + (self.rng.random() < weight - int(weight)))
        drawn = [s for s in drawn if len(s.forms) <= 120]
        drawn.sort(key=lambda s: len(s.forms) + self.rng.random() * 3)
        batch, size = [], 0
        for sentence in drawn:
            batch.append(sentence)
            size += len(sentence.forms)
            if size >= self.tokens:
                self.queue.append(batch)
                batch, size = [], 0
        if batch:
            self.queue.append(batch)
        self.rng.shuffle(self.queue)
        self.epochs += 1

    def next(self):
        if not self.queue:
            self._fill()
        return self.queue.pop()


class Trainer:
    def __init__(self, options, setup, matrix, counts, train, names, lists):
        self.options, self.setup = options, setup
        config = Config(**setup["config"])
        self.labels = setup["labels"]
        sizes = {name: len(values) for name, values in self.labels.items()}
        torch.manual_seed(options.seed)
        self.model = Model(config, matrix, setup["trained"], sizes).to(options.device)
        self.table = FormTable(setup["words"], config.ngram_buckets)
        self.rng = random.Random(options.seed)
        self.index = {layer: {v: i for i, v in enumerate(values)} for layer, values in self.labels.items()}
        bases = [label.split(":")[0] for label in self.labels["deprel"]]
        self.same_base = torch.tensor([[a == b for b in bases] for a in bases], device=options.device)
        self.counts = counts
        self.trees = Batcher(train, TREEBANK_WEIGHTS[options.language], options.tokens, self.rng)
        flat = [s for group in names.values() for s in group]
        self.names = Batcher(flat, NAME_WEIGHTS[options.language], options.name_tokens, self.rng)
        self.pool = {"corpora": name_pool(flat)} | lists
        may = {label: [i] for label, i in self.index["ner"].items()}
        every = list(range(len(may)))
        inside = [i for label, i in self.index["ner"].items() if label[0] == "I"]
        self.may_be = may | {FREE: every, NAMED: every[1:], INSIDE: inside}
        self.start = ner_start_mask(self.labels["ner"]).to(options.device)
        self.legal = ner_transition_mask(self.labels["ner"]).to(options.device)
        self.optimizer = torch.optim.Adam(
            [p for p in self.model.parameters()], lr=options.lr, betas=(0.9, 0.95), eps=1e-8, fused=True
        )
        self.average = {k: v.detach().clone() for k, v in self.model.state_dict().items() if k != "vectors"}
        self.step = 0
        self.script_cache: dict[tuple[str, str], int] = {}

    # -- data to tensors

    def _word_drop(self, batch):
        """Words are hidden now and then, so that the unknown row and the characters learn."""
        word = batch["word"]
        return torch.rand(word.shape, device=word.device) < 0.1

    def _tree_targets(self, sentences, lengths, width):
        shape = (len(sentences), width)
        target = {k: np.full(shape, -100, dtype=np.int64) for k in ("upos", "feats", "lemma", "head", "deprel")}
        coarse = np.zeros(shape, dtype=bool)
        soft = {
            "arcs": np.zeros((*shape, width + 1), dtype=np.float32),
            "relations": np.zeros((*shape, len(self.labels["deprel"])), dtype=np.float32),
        }
        for row, (s, n) in enumerate(zip(sentences, lengths)):
            target["upos"][row, :n] = [self.index["upos"].get(v, -100) for v in s.upos[:n]]
            target["feats"][row, :n] = [self.index["feats"].get(v, -100) for v in s.feats[:n]]
            target["lemma"][row, :n] = [self._script(f, v) for f, v in zip(s.forms[:n], bare_lemmas(s)[:n])]
            target["head"][row, :n] = s.heads[:n]
            target["deprel"][row, :n] = [self.index["deprel"].get(v, -100) for v in s.deprels[:n]]
            coarse[row, :n] = s.coarse
            for layer, array in soft.items():
                for token, likely in enumerate((getattr(s, layer) or ())[:n]):
                    for place, probability in likely:
                        if place < array.shape[2]:  # a stop may have been dropped
                            array[row, token, place] = probability
        return tuple(
            {k: torch.from_numpy(v).to(self.options.device) for k, v in arrays.items()}
            for arrays in (target, soft | {"coarse": coarse})
        )

    def _script(self, form, lemma):
        if lemma is None or lemma == "_":
            return -100
        key = (form, lemma)
        if key not in self.script_cache:
            self.script_cache[key] = self.index["lemma"].get(lemmas.derive(form, lemma), -100)
        return self.script_cache[key]

    # -- losses

    def tree_loss(self):
        sentences = self.trees.next()
        kept = [(s, without_stop(s, self.rng, 0.06)) for s in sentences]
        kept.sort(key=lambda pair: -pair[1])
        sentences, lengths = [s for s, _ in kept], [n for _, n in kept]
        forms = [noisy_forms(s.forms[:n], self.rng, self.options.noise) for s, n in kept]
        batch = self.table.batch(forms, self.options.device)
        target, marks = self._tree_targets(sentences, lengths, lengths[0])
        model = self.model
        r = model.encode(batch, self._word_drop(batch))
        losses, packing = {}, batch["packing"]
        packed = {k: v.flatten()[packing.padded] for k, v in target.items()}
        for name, scores in zip(("upos", "feats", "lemma"), model.tags(r)):
            summed = F.cross_entropy(scores, packed[name], ignore_index=-100, reduction="sum")
            losses[name] = summed / (packed[name] >= 0).sum().clamp(min=1)
        arcs = F.log_softmax(model.arcs(r, batch), 2)
        by_gold = F.nll_loss(arcs.flatten(0, 1), target["head"].flatten(), ignore_index=-100, reduction="none")
        by_teacher = -(marks["arcs"] * arcs).sum(2).flatten()
        taught = marks["arcs"].sum(2).flatten() > 0
        losses["arc"] = torch.where(taught, by_teacher, by_gold).sum() / (target["head"] >= 0).sum()
        relation = F.log_softmax(model.relations(r, target["head"].clamp(min=0), packing), 1)
        gold, coarse = packed["deprel"].clamp(min=0), marks["coarse"].flatten()[packing.padded]
        exact = relation.gather(1, gold.unsqueeze(1)).squeeze(1)
        if coarse.any():
            base = torch.logsumexp(relation.masked_fill(~self.same_base[gold], NEGATIVE), 1)
            exact = torch.where(coarse, base, exact)
        valid = packed["deprel"] >= 0
        by_teacher = (marks["relations"].flatten(0, 1)[packing.padded] * relation).sum(1)
        exact = torch.where(taught[packing.padded], by_teacher, exact)
        losses["rel"] = -(exact * valid).sum() / valid.sum()
        return losses

    def name_loss(self):
        drawn = self.names.next()
        items = []
        for s in drawn:
            rate = 0.7 if s.source in ("own", "wikigold") else 0.0
            forms, tags = swapped_names(s, self.pool, self.rng, rate) if rate else (s.forms, s.ner)
            if forms[-1] == "." and len(forms) > 3 and self.rng.random() < 0.1:
                forms, tags = forms[:-1], tags[:-1]
            items.append((noisy_forms(forms, self.rng, self.options.noise), tags, s.misc_known, s.source))
        items.sort(key=lambda item: -len(item[0]))
        batch = self.table.batch([item[0] for item in items], self.options.device)
        labels = self.index["ner"]
        misc = [labels["B-MISC"], labels["I-MISC"]]
        allowed = np.full((*batch["mask"].shape, len(labels)), NEGATIVE, dtype=np.float32)
        weight = np.ones(len(items), dtype=np.float32)
        for row, (forms, tags, misc_known, source) in enumerate(items):
            weight[row] = 0.6 if source in ("wikiann", "europeana", "treebank") else 1.0
            for i, (form, tag) in enumerate(zip(forms, tags)):
                allowed[row, i, self.may_be[tag]] = 0.0
                if not misc_known and tag == "O" and form[:1].isupper():
                    allowed[row, i, misc] = 0.0
        allowed = torch.from_numpy(allowed).to(self.options.device)
        weight = torch.from_numpy(weight).to(self.options.device)
        r = self.model.encode(batch, self._word_drop(batch))
        emissions = self.model.names(r, batch["packing"])
        transition = self.model.ner_transition + self.legal
        twice = torch.cat([emissions, emissions + allowed])
        mask = torch.cat([batch["mask"], batch["mask"]])
        every, gold = crf_logz(twice, mask, self.start, transition).chunk(2)
        return {"ner": ((every - gold) * weight).sum() / batch["mask"].sum() * 2.0}

    # -- steps

    def set_rate(self, progress: float):
        warm = min(1.0, (self.step + 1) / 100)
        rate = self.options.lr * warm * max(0.02, 0.5 * (1 + math.cos(math.pi * min(1.0, progress))))
        for group in self.optimizer.param_groups:
            group["lr"] = rate

    def update(self, progress: float) -> dict[str, float]:
        self.model.train()
        self.set_rate(progress)
        self.optimizer.zero_grad()
        losses = self.tree_loss()
        if self.step % self.options.name_every == 0:
            losses |= self.name_loss()
        sum(losses.values()).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimizer.step()
        self.step += 1
        if self.step % AVERAGE_EVERY == 0:
            decay = min(self.options.average, (1 + self.step) / (10 + self.step)) ** AVERAGE_EVERY
            for key, value in self.model.state_dict().items():
                if key != "vectors":
                    self.average[key].lerp_(value, 1 - decay)
        return {name: value.item() for name, value in losses.items()}

    def averaged(self) -> "Model":
        current = {k: v.detach().clone() for k, v in self.model.state_dict().items()}
        self.model.load_state_dict(self.average, strict=False)
        self.model.eval()
        self._current = current
        return self.model

    def restore(self):
        self.model.load_state_dict(self._current)

    def measure(self, dev, dev_names) -> dict[str, dict[str, float]]:
        lexicon = {(form, upos): lemma for form, upos, lemma in self.setup["lexicon"]}
        joins = self.options.language == "nl"
        predictor = Predictor(self.averaged(), self.table, self.labels, lexicon, self.options.device, joins)
        scores = {name: score_treebank(predictor, sentences) for name, sentences in dev.items()}
        scores |= {name: score_names(predictor, sentences) for name, sentences in dev_names.items()}
        self.restore()
        return scores

    def checkpoint(self, path: Path, elapsed: float, best: float):
        state = {
            "model": self.model.state_dict(), "average": self.average, "step": self.step, "best": best,
            "optimizer": self.optimizer.state_dict(), "elapsed": elapsed, "rng": self.rng.getstate(),
            "torch": torch.get_rng_state(), "epochs": (self.trees.epochs, self.names.epochs),
        }  # fmt: skip
        torch.save(state, path.with_suffix(".tmp"))
        path.with_suffix(".tmp").rename(path)

    def begin(self, path: Path) -> None:
        """Takes the averaged weights of another run, widened to this one's sizes."""
        weights = torch.load(path, weights_only=False, map_location=self.options.device)["average"]
        fresh = {k: v for k, v in self.model.state_dict().items() if k != "vectors"}
        self.model.load_state_dict(widened(weights, fresh), strict=False)
        self.average = {k: v.detach().clone() for k, v in self.model.state_dict().items() if k != "vectors"}

    def resume(self, path: Path) -> tuple[float, float]:
        state = torch.load(path, weights_only=False, map_location=self.options.device)
        wider = self.model.addend.num_embeddings - state["model"]["addend.weight"].shape[0]
        if wider:  # more words are trained than when the run began
            moments = next(m for m in state["optimizer"]["state"].values() if m["exp_avg"].shape == state["model"]["addend.weight"].shape)
            for holder, key in ((state["model"], "addend.weight"), (state["average"], "addend.weight"),
                                (moments, "exp_avg"), (moments, "exp_avg_sq")):  # fmt: skip
                holder[key] = F.pad(holder[key], (0, 0, 0, wider))
        self.model.load_state_dict(state["model"])
        self.average = state["average"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.step = state["step"]
        self.rng.setstate(state["rng"])
        torch.set_rng_state(state["torch"].cpu())
        return state["elapsed"], state["best"]


def mean_score(scores: dict[str, dict[str, float]]) -> float:
    """Chosen on: mean LAS of the treebanks and a fifth of names F1."""
    las = [s["las"] for s in scores.values() if "las" in s]
    f1 = [s["f1"] for s in scores.values() if "f1" in s]
    return sum(las) / max(1, len(las)) + 0.2 * sum(f1) / max(1, len(f1))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--language", choices=("nl", "en"), required=True)
    parser.add_argument("--corpora")
    parser.add_argument("--vectors", type=Path, help="folder written by training.vectors; none: random")
    parser.add_argument("--out", type=Path, default=None)
    parser.add_argument("--epochs", type=float, default=40, help="passes over the treebanks")
    parser.add_argument("--minutes", type=float, help="ends by the clock instead of by epochs")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--start", type=Path, help="run whose best weights to begin from; the network may be wider")
    parser.add_argument("--silver", type=Path, help="sentences labelled by training.teacher")
    parser.add_argument("--silver-weight", type=float, default=0.6, help="how often they are drawn in an epoch")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tokens", type=int, default=1600)
    parser.add_argument("--name-tokens", type=int, default=1200)
    parser.add_argument("--name-every", type=int, default=2)
    parser.add_argument("--lr", type=float, default=2e-3)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--noise", type=float, default=0.08)
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--arc", type=int, default=96)
    parser.add_argument("--rel", type=int, default=48)
    parser.add_argument("--ngram", type=int, default=64)
    parser.add_argument("--word", type=int, default=96)
    parser.add_argument("--dropout", type=float, default=0.25)
    parser.add_argument("--vocabulary", type=int, default=60000)
    parser.add_argument("--measure-every", type=int, default=600, help="steps")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    options.out = options.out or Path("runs") / options.language
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    random.seed(options.seed)
    np.random.seed(options.seed)
    root = corpora_root(options.corpora)
    train, names = treebank_train(root, options.language), names_train(root, options.language)
    names |= names_from_treebank(train, options.language)
    dev, dev_names = treebank_dev(root, options.language), names_dev(root, options.language)
    config = Config(
        word=options.word, ngram=options.ngram, hidden=options.hidden, layers=options.layers,
        arc=options.arc, rel=options.rel, dropout=options.dropout,
    )  # fmt: skip
    setup, matrix, counts = build_setup(train, options.language, options.vectors, config, options.vocabulary)
    setup["tokens"] = {
        "treebanks": _token_counts(train),
        "names": {name: sum(len(s.forms) for s in group) for name, group in names.items()},
    }
    if options.resume and (options.out / "setup.json").exists():
        tokens = setup["tokens"]
        setup = json.loads((options.out / "setup.json").read_text())
        setup |= {"tokens": tokens, "trained": len(setup["words"])}
        matrix = torch.load(options.out / "matrix.pt")
    elif options.start:
        begun = json.loads((options.start / "setup.json").read_text())
        setup = begun | {"tokens": setup["tokens"], "trained": len(begun["words"]), "config": config.__dict__}
        matrix = torch.load(options.start / "matrix.pt")
        torch.save(matrix, options.out / "matrix.pt")
    else:
        torch.save(matrix, options.out / "matrix.pt")
    dictionary = dictionary_lemmas(root, options.language)
    setup["lexicon"] = build_lexicon(train, setup["labels"]["lemma"], dictionary)
    lists = listed_names(root, options.language)
    if options.silver:
        extra = silver(options.silver)
        annotated = {tuple(s.forms) for s in names["own"]}  # their names are known better
        train, names = train + extra, names | {"silver": [s for s in extra if tuple(s.forms) not in annotated]}
        TREEBANK_WEIGHTS[options.language]["silver"] = options.silver_weight
        NAME_WEIGHTS[options.language]["silver"] = 0.5 * options.silver_weight
        setup["tokens"]["silver"] = sum(len(s.forms) for s in extra)
    (options.out / "setup.json").write_text(json.dumps(setup, ensure_ascii=False))
    trainer = Trainer(options, setup, matrix, counts, train, names, lists)
    size = sum(len(s.forms) for s in train)
    print({k: len(v) for k, v in setup["labels"].items()}, len(setup["words"]), "words", size, "tokens", flush=True)
    earlier, best = 0.0, -1.0
    if options.resume and (options.out / "checkpoint.pt").exists():
        earlier, best = trainer.resume(options.out / "checkpoint.pt")
    elif options.start:
        trainer.begin(options.start / "best.pt")
    run(options, trainer, dev, dev_names, size, earlier, best)


def _token_counts(sentences) -> dict[str, int]:
    counts: Counter = Counter()
    for sentence in sentences:
        counts[sentence.source] += len(sentence.forms)
    return dict(counts)


def run(options, trainer, dev, dev_names, size, earlier, best) -> None:
    started, sums, done = time.time(), Counter(), False
    curve = open(options.out / "curve.tsv", "a", encoding="utf-8")
    seen = 0
    total_steps = options.epochs * size / options.tokens
    stop: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: stop.append(number))
    while not done:
        elapsed = earlier + time.time() - started
        progress = elapsed / (60 * options.minutes) if options.minutes else trainer.step / total_steps
        done = progress >= 1.0
        if not done:
            for name, value in trainer.update(progress).items():
                sums[name] += value
                sums["n " + name] += 1
            seen += 1
        if stop:
            trainer.checkpoint(options.out / "checkpoint.pt", earlier + time.time() - started, best)
            return
        if done or trainer.step % options.measure_every == 0:
            scores = trainer.measure(dev, dev_names)
            mean = mean_score(scores)
            losses = {k: round(v / sums["n " + k], 3) for k, v in sums.items() if not k.startswith("n ")}
            epochs = trainer.step * options.tokens / size
            row = [trainer.step, f"{epochs:.2f}", f"{elapsed / 60:.1f}", f"{mean:.2f}", json.dumps(scores), json.dumps(losses)]
            curve.write("\t".join(map(str, row)) + "\n")
            curve.flush()
            print(*row, flush=True)
            sums.clear()
            if mean > best:
                best = mean
                torch.save({"average": trainer.average, "scores": scores, "step": trainer.step}, options.out / "best.tmp")
                (options.out / "best.tmp").rename(options.out / "best.pt")
            trainer.checkpoint(options.out / "checkpoint.pt", earlier + time.time() - started, best)


if __name__ == "__main__":
    main()
