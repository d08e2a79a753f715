"""Features, scripts, tree and file against fixed cases: `python -m unittest discover training`."""

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from training import container, lemma, tree
from training.data import fold_compound, to_iob2
from training.features import fnv1a, ngram_buckets, ngrams, normalise, positions, shape
from training.lstm import BiLstm, Packing
from training.vectors import tokenise

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


class Features(unittest.TestCase):
    def test_fixture(self):
        for case in json.loads((FIXTURES / "features.json").read_text(encoding="utf-8"))["forms"]:
            with self.subTest(case["form"]):
                self.assertEqual(normalise(case["form"]), case["normalised"])
                self.assertEqual(shape(case["form"]), case["shape"])
                self.assertEqual(list(ngram_buckets(case["form"], 32768)), case["buckets"])

    def test_hash_is_the_published_fnv1a(self):
        self.assertEqual(fnv1a(b""), 0xCBF29CE484222325)
        self.assertEqual(fnv1a(b"a"), 0xAF63DC4C8601EC8C)
        self.assertEqual(fnv1a(b"foobar"), 0x85944171F73967E8)

    def test_shapes(self):
        cases = {
            "minister": 0, "foto's": 0, "niet-leden": 0, "Minister": 1, "Jean-luc": 1, "NAVO": 2, "U.S.": 2,
            "COVID-19": 2, "A": 3, "McDonald": 4, "Dr.": 4, "1998": 5, "4.300": 6, "F16": 6, "G20-top": 6,
            "...": 7, "«": 7, "€": 8, "+": 8, "Noord-Korea": 9, "G20-Top": 9, "東京": 10, "a.b": 11,
        }  # fmt: skip
        for form, expected in cases.items():
            with self.subTest(form):
                self.assertEqual(shape(form), expected)

    def test_ngrams(self):
        self.assertEqual(ngrams("Ja"), ["<ja", "ja>", "<ja>"])
        self.assertEqual(ngrams("a"), ["<a>"])

    def test_positions(self):
        self.assertEqual(positions(["De", "man"]), [0, 1])
        self.assertEqual(positions(["DE", "MAN", "2"]), [2, 2, 2])


class Lemmas(unittest.TestCase):
    def test_scripts(self):
        cases = [
            ("Boeken", "boek", "l;-0+;-2+"), ("Rutte", "Rutte", "k;-0+;-0+"), ("is", "zijn", "=zijn"),
            ("opgemerkt", "opmerken", "l;-0+;-1+en;@2-2+"), ("spoorde", "aansporen", "l;-0+aan;-4+ren"),
        ]  # fmt: skip
        for form, goal, script in cases:
            self.assertEqual(lemma.derive(form, goal), script)
            self.assertEqual(lemma.apply(script, form), goal)

    def test_unfit_script_leaves_the_lower_cased_form(self):
        self.assertEqual(lemma.apply("l;-0+;-4+en", "De"), "de")

    def test_compounds(self):
        cases = [
            ("verkeerssituatie", "verkeer_situatie", "NOUN", "verkeerssituatie"),
            ("verzekeringsmaatschappijen", "verzekering_maatschappij", "NOUN", "verzekeringsmaatschappij"),
            ("afgelopen", "af_lopen", "VERB", "aflopen"), ("Franstalige", "Frans_talig", "ADJ", "Franstalig"),
        ]  # fmt: skip
        for form, folded, upos, goal in cases:
            self.assertEqual(fold_compound(form, folded, upos), goal)


class Trees(unittest.TestCase):
    def test_one_root_and_no_cycle(self):
        generator = np.random.default_rng(1)
        for size in (1, 2, 3, 8, 20):
            for _ in range(50):
                scores = generator.normal(size=(size, size + 1)) * 3
                scores[np.arange(size), np.arange(1, size + 1)] = -1e4
                heads = tree.tree(scores)
                self.assertEqual(heads.count(0), 1)
                for node in range(1, size + 1):
                    steps = 0
                    while node and steps <= size:
                        node, steps = heads[node - 1], steps + 1
                    self.assertEqual(node, 0)


class Network(unittest.TestCase):
    def test_recurrence_equals_pytorch(self):
        torch.manual_seed(1)
        theirs, ours = torch.nn.LSTM(5, 4, bidirectional=True, batch_first=True), BiLstm(5, 4)
        pair = lambda name: torch.stack([getattr(theirs, name), getattr(theirs, name + "_reverse")])  # noqa: E731
        ours.input.data = pair("weight_ih_l0").detach()
        ours.hidden.data = pair("weight_hh_l0").detach()
        ours.bias.data = (pair("bias_ih_l0") + pair("bias_hh_l0")).detach()
        lengths = [6, 4, 1]
        packing, x = Packing(lengths), torch.randn(3, 6, 5)
        packed = torch.nn.utils.rnn.pack_padded_sequence(x, torch.tensor(lengths), batch_first=True)
        expected, _ = torch.nn.utils.rnn.pad_packed_sequence(theirs(packed)[0], batch_first=True)
        got = packing.pad(ours(x.reshape(-1, 5)[packing.padded], packing))
        self.assertLess(float((expected - got).abs().max()), 1e-5)
        weight = torch.randn_like(expected)
        (expected * weight).sum().backward()
        (got * weight).sum().backward()
        self.assertLess(float((theirs.weight_hh_l0.grad - ours.hidden.grad[0]).abs().max()), 1e-4)
        self.assertLess(float((theirs.weight_ih_l0_reverse.grad - ours.input.grad[1]).abs().max()), 1e-4)


class Data(unittest.TestCase):
    def test_iob2(self):
        self.assertEqual(to_iob2(["I-PER", "I-PER", "O", "I-location"]), ["B-PER", "I-PER", "O", "B-LOC"])

    def test_tokens(self):
        self.assertEqual(tokenise("Foto's van Xi’s G20-top.", "nl"), ["Foto's", "van", "Xi’s", "G20-top", "."])
        self.assertEqual(tokenise("It didn't work.", "en"), ["It", "did", "n't", "work", "."])

    def test_container_keeps_tensors(self):
        tensors = {"a": np.arange(6, dtype=np.int8).reshape(2, 3), "b": np.ones(2, np.float32)}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.registan-model"
            container.write(path, tensors, {"format": 1})
            got, meta = container.read(path)
            self.assertEqual(meta["format"], 1)
            for name, array in tensors.items():
                np.testing.assert_array_equal(got[name], array)


if __name__ == "__main__":
    unittest.main()
