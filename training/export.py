"""Quantises a trained run and writes the model file and its parity fixture.

    python -m training.export --run runs/nl --out models/nl.registan-model
"""

import argparse
import json
import re
from pathlib import Path

import numpy as np
import torch

from . import container
from .data import corpora_root, names_dev, treebank_dev
from .evaluate import score_names, score_treebank
from .model import ner_start_mask, ner_transition_mask
from .reference import Reference

NOTE = (
    "Expected output of the file with this digest. lemma: where config.particles_join_lemma, the lower-cased form of a "
    "compound:prt dependent stands before the verb's lemma (lexicon or script): spoorde ... aan gives aansporen."
)
SOURCES = {
    "nl": [
        ("Alpino treebanks converted to UD (nl-alpino-treebanks)", "LGPL-2.1; cdb CC BY-SA 4.0"),
        ("UD Dutch, sentences of older releases (nl-ud-historic)", "CC BY-SA 4.0"),
        ("WikiANN nl, silver names", "ODC-BY / CC BY-SA"),
        ("Europeana newspapers nl, names", "CC0"),
        ("own newspaper sentences with names (training/names)", "as this repository"),
        ("lemmas of the lexicon: UniMorph Dutch, Pattern's verb forms", "CC BY-SA 3.0 / BSD"),
        ("names swapped in: Alpino's name lists, this repository's knowledge", "LGPL-2.1 / as this repository"),
        ("word vectors: Belgian Chamber, Dutch parliament, court decisions, laws, Wikipedia, OpenBoek and others",
         "CC0 / official works / CC BY-SA / public domain"),
    ],
    "en": [
        ("UD English EWT", "CC BY-SA 4.0"),
        ("UD English GUM: news, interview, bio, voyage, speech", "CC BY 4.0, text CC BY / public domain"),
        ("WikiANN en, silver names", "ODC-BY / CC BY-SA"),
        ("wikigold", "CC BY 4.0"),
        ("WNUT-17", "CC BY 4.0"),
        ("re3d", "OGL and others"),
        ("own newspaper sentences with names (training/names)", "as this repository"),
        ("lemmas of the lexicon: Pattern's verb forms", "BSD"),
        ("labels of raw text (Wikinews, US senators' press releases, presidents' addresses, Common Voice) by a teacher on the features of all-MiniLM-L6-v2",
         "text as below; encoder Apache-2.0, nothing of it in the file"),
        ("word vectors: US senators' press releases, Wikinews, presidents' addresses, Common Voice",
         "US federal works / CC BY 2.5 / public domain / CC0"),
    ],
}  # fmt: skip


def table(weight: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    """i8 rows with one scale; the few values beyond the 99.995th percentile are clipped."""
    array = weight.detach().float().cpu().numpy()
    scale = np.float32(np.quantile(np.abs(array), 0.99995) / 127)
    return np.clip(np.rint(array / scale), -127, 127).astype(np.int8), np.array([scale], np.float32)


def rows(weight: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    """i8 rows with a scale each."""
    array = weight.detach().float().cpu().numpy()
    scale = (np.abs(array).max(1) / 127).astype(np.float32)
    scale[scale == 0] = 1.0
    return np.clip(np.rint(array / scale[:, None]), -127, 127).astype(np.int8), scale


def tensors(state: dict, vectors: torch.Tensor, layers: int, labels: dict) -> dict[str, np.ndarray]:
    out: dict[str, np.ndarray] = {}
    plain = lambda name: state[name].detach().float().cpu().numpy()  # noqa: E731
    words = vectors.clone()
    words[: state["addend.weight"].shape[0]] += state["addend.weight"]
    for name, weight in (
        ("word", words), ("ngram", state["ngram.weight"]), ("shape", state["shape.weight"]),
        ("position", state["position.weight"]),
    ):  # fmt: skip
        out[f"{name}.embedding"], out[f"{name}.scale"] = table(weight)
    for layer in range(layers):
        for index, direction in enumerate(("fwd", "bwd")):
            for part in ("input", "hidden"):
                key = f"lstm.{layer}.{direction}.{part}"
                out[key], out[key + ".scale"] = rows(state[f"lstms.{layer}.{part}"][index])
            out[f"lstm.{layer}.{direction}.bias"] = plain(f"lstms.{layer}.bias")[index].copy()
    for ours, theirs in (
        ("tag.hidden", "tag_hidden"), ("upos", "upos"), ("feats", "feats"), ("lemma", "lemma"),
        ("name.hidden", "name_hidden"), ("ner", "ner"), ("arc.head", "arc_head"),
        ("arc.dependent", "arc_dependent"), ("rel.head", "rel_head"), ("rel.dependent", "rel_dependent"),
    ):  # fmt: skip
        out[f"{ours}.weight"], out[f"{ours}.weight.scale"] = rows(state[f"{theirs}.weight"])
        out[f"{ours}.bias"] = plain(f"{theirs}.bias")
    invents_digits = [re.search(r"\+[^;]*\d|^=.*\d", script) is not None for script in labels["lemma"]]
    out["lemma.bias"] = np.where(invents_digits, np.float32(-1e4), out["lemma.bias"])  # `4,300` must not give 4000
    legal = ner_transition_mask(labels["ner"]).numpy()
    out["ner.transition"] = np.where(legal < 0, legal, plain("ner_transition")).astype(np.float32)
    for ours in ("arc.bilinear", "arc.headbias", "arc.root", "rel.bilinear", "rel.linear", "rel.bias", "rel.root"):
        out[ours] = plain(ours.replace(".", "_"))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", help="name and version, by default LANGUAGE-news-1")
    parser.add_argument("--checkpoint", default="best.pt")
    parser.add_argument("--corpora")
    parser.add_argument("--no-scores", action="store_true", help="skip measuring the quantised model")
    parser.add_argument("--fixture", type=Path, help="write what the file must predict")
    options = parser.parse_args()
    setup = json.loads((options.run / "setup.json").read_text())
    state = torch.load(options.run / options.checkpoint, weights_only=False, map_location="cpu")["average"]
    vectors = torch.load(options.run / "matrix.pt")
    language, config, labels = setup["language"], setup["config"], setup["labels"]
    arrays = tensors(state, vectors, config["layers"], labels)
    exported = {
        "word": config["word"], "ngram": config["ngram"], "shape": config["shape"], "position": config["shape"],
        "ngram_buckets": config["ngram_buckets"], "hidden": config["hidden"], "layers": config["layers"],
        "tag_hidden": config["tag_hidden"], "name_hidden": config["name_hidden"], "arc": config["arc"],
        "rel": config["rel"], "particles_join_lemma": language == "nl",
        "input": config["word"] + config["ngram"] + 2 * config["shape"],
    }  # fmt: skip
    meta = {
        "format": 1, "language": language, "name": options.name or f"{language}-news-1",
        "config": exported, "labels": labels, "words": setup["words"],
        "lexicon": "\n".join("\t".join(entry) for entry in setup["lexicon"]),
        "data": {"sources": [{"name": n, "licence": l} for n, l in SOURCES[language]], "tokens": setup["tokens"]},
        "scores": {},
    }  # fmt: skip
    if not options.no_scores:
        meta["scores"] = measure(arrays, meta, corpora_root(options.corpora), language)
        print(json.dumps(meta["scores"]))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    digest = container.write(options.out, arrays, meta)
    print(options.out, f"{options.out.stat().st_size / 1e6:.2f} MB", digest)
    if options.fixture:
        write_fixture(options.out, options.fixture)


def measure(arrays, meta, root: Path, language: str) -> dict:
    """Scores of the quantised model, gold tokens."""
    reference = Reference(arrays, meta)
    scores = {name: score_treebank(reference, s) for name, s in treebank_dev(root, language).items()}
    scores |= {name: score_names(reference, s) for name, s in names_dev(root, language).items()}
    measure_name = "CoNLL 2018 on gold tokens, relations without subtypes; names: CoNLL 2002 F1"
    return {"measure": measure_name} | scores


def write_fixture(model: Path, path: Path) -> None:
    """Our own sentences with what the quantised model gives for them."""
    arrays, meta = container.read(model)
    reference = Reference(arrays, meta)
    source = Path(__file__).parent / "fixtures" / f"{meta['language']}-sentences.txt"
    sentences = [line.split() for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
    predicted = [{"tokens": s} | p for s, p in zip(sentences, reference.predict(sentences))]
    body = {"model": meta["name"], "note": NOTE, "digest": meta["digest"], "sentences": predicted}
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
