#!/usr/bin/env python3
"""What the inputs and tables of a trained network are worth to it: each is switched off when measuring, nothing is trained anew.

    PYTHONPATH=. python bench/language/ablation.py --run runs/en-160

A switched-off input is replaced by its mean over the distinct forms of the dev sets; words become the unknown word, which training met for
one word in ten. A network trained without an input would lose less than one that has learnt to lean on it, so these figures are upper bounds.
Measures and data as in training/evaluate.py: gold tokens, f32, averaged weights of best.pt.
"""

import argparse
import copy
import json
from pathlib import Path

import torch
from torch import nn

from training.data import corpora_root, names_dev, treebank_dev
from training.evaluate import Predictor, score_names, score_treebank
from training.model import Config, FormTable, Model

MEASURES = ("upos", "feats", "lemma", "uas", "las")


class Constant(nn.Module):
    """Stands in for an embedding: one vector for whatever comes."""

    def __init__(self, value: torch.Tensor):
        super().__init__()
        self.value = value

    def forward(self, ids: torch.Tensor, offsets: torch.Tensor | None = None) -> torch.Tensor:
        return self.value.expand(len(ids if offsets is None else offsets), -1)


def loaded(run: Path) -> tuple[Model, dict]:
    setup = json.loads((run / "setup.json").read_text())
    sizes = {name: len(values) for name, values in setup["labels"].items()}
    model = Model(Config(**setup["config"]), torch.load(run / "matrix.pt"), setup["trained"], sizes)
    model.load_state_dict(torch.load(run / "best.pt", weights_only=False, map_location="cpu")["average"], strict=False)
    return model.eval(), setup


def means(model: Model, table: FormTable, sentences: list[list[str]]) -> dict[str, torch.Tensor]:
    """Mean output of each embedding over the distinct forms (positions: over the tokens)."""
    forms = sorted({form for forms in sentences for form in forms})
    with torch.no_grad():
        batch = table.batch([forms])
        places = table.batch(sorted(sentences, key=len, reverse=True))["position"]
        found = {"ngram": model.ngram(batch["grams"], batch["offsets"]), "shape": model.shape(batch["shape"]), "position": model.position(places)}
        return {name: rows.mean(0, keepdim=True) for name, rows in found.items()}


def silenced(model: Model, kept: int) -> Model:
    """The network in which nothing listens to the units from `kept` on (those that a widened run has got beside its first ones)."""
    other, hidden = copy.deepcopy(model), model.config.hidden
    both = [unit for unit in range(2 * hidden) if unit % hidden >= kept]
    for lstm in other.lstms:
        lstm.hidden.data[..., kept:] = 0
    for lstm in other.lstms[1:]:
        lstm.input.data[..., both] = 0
    for head in (other.tag_hidden, other.name_hidden, other.arc_head, other.arc_dependent, other.rel_head, other.rel_dependent):
        head.weight.data[:, both] = 0
    return other


def variants(model: Model, setup: dict, sentences: list[list[str]], kept: int | None):
    """Name, network, table of forms, lexicon, and whether particles join their verbs."""
    joins = setup["language"] == "nl"
    lexicon = {(form, upos): lemma for form, upos, lemma in setup["lexicon"]}
    table = lambda words=setup["words"]: FormTable(words, setup["config"]["ngram_buckets"])  # noqa: E731
    yield "all", model, table(), lexicon, joins
    if kept is not None:
        yield f"units from {kept} on", silenced(model, kept), table(), lexicon, joins
        return
    yield "words (all unknown)", model, table(setup["words"][:1]), lexicon, joins
    for name, part in (("pretrained vectors", "vectors"), ("trained addend of the vectors", "addend.weight")):
        other = copy.deepcopy(model)
        other.get_buffer(part).zero_() if part == "vectors" else other.get_parameter(part).data.zero_()
        yield name, other, table(), lexicon, joins
    for name, value in means(model, table(), sentences).items():
        other = copy.deepcopy(model)
        setattr(other, name, Constant(value))
        yield {"ngram": "character n-grams"}.get(name, name), other, table(), lexicon, joins
    yield "lemma lexicon", model, table(), {}, joins
    if joins:
        yield "particle before the verb's lemma", model, table(), lexicon, False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--silence", type=int, metavar="KEPT", help="only this: nothing listens to the units from KEPT on, in either direction and layer")
    parser.add_argument("--corpora")
    options = parser.parse_args()
    torch.set_num_threads(1)
    model, setup = loaded(options.run)
    root = corpora_root(options.corpora)
    dev, dev_names = treebank_dev(root, setup["language"]), names_dev(root, setup["language"])
    sentences = [s.forms for group in dev.values() for s in group]
    print("| off | " + " | ".join(f"{name} {' / '.join(MEASURES)}" for name in dev) + " | " + " | ".join(f"{name} F1" for name in dev_names) + " |")
    for name, network, table, lexicon, joins in variants(model, setup, sentences, options.silence):
        predictor = Predictor(network, table, setup["labels"], lexicon, joins=joins)
        trees = [score_treebank(predictor, group) for group in dev.values()]
        names = [score_names(predictor, group)["f1"] for group in dev_names.values()]
        cells = [" / ".join(f"{score[measure]:.2f}" for measure in MEASURES) for score in trees] + [f"{f1:.2f}" for f1 in names]
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
