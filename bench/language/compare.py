#!/usr/bin/env python3
"""Speed of the language engine beside spaCy's small pipeline, one thread each, in one run on one text.

    python bench/language/compare.py --model models/nl.registan-model --text raw.txt --treebank dev.conllu [--work DIR]

spaCy comes from PyPI into a virtual environment under --work. Its trained pipelines cannot be had everywhere, and speed does not depend
on what the weights say: a pipeline with the architecture of the small ones (CNN over 96 dimensions, tagger, morphologiser, edit-tree
lemmatiser, parser, names) is trained on the treebank for some hundred steps. Both read the raw text from start to end, model load left
out. Time is that of the processor, so that other work on the machine disturbs less; the ratio is what counts.
"""

import argparse
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PEER = r"""
import json, random, resource, sys, time
import spacy
from spacy.tokens import Doc
from spacy.training import Example

language, treebank, text, steps = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
nlp = spacy.blank(language)
nlp.add_pipe("tok2vec")
listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}
moves = {"@architectures": "spacy.TransitionBasedParser.v2", "extra_state_tokens": False, "hidden_width": 64,
         "maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": listener}
nlp.add_pipe("tagger", config={"model": tagger})
nlp.add_pipe("morphologizer", config={"model": tagger})
nlp.add_pipe("trainable_lemmatizer", config={"model": tagger})
nlp.add_pipe("parser", config={"model": moves | {"state_type": "parser"}})
own = {"@architectures": "spacy.HashEmbedCNN.v2", "width": 96, "depth": 4, "embed_size": 2000, "window_size": 1,
       "maxout_pieces": 3, "subword_features": True, "pretrained_vectors": None}
nlp.add_pipe("ner", config={"model": moves | {"state_type": "ner", "tok2vec": own}})

def examples():
    words, found = [], []
    for line in open(treebank, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if len(columns) == 10 and columns[0].isdigit():
            words.append(columns)
        elif not line.strip() and words:
            heads = [int(w[6]) - 1 if w[6] != "0" else i for i, w in enumerate(words)]
            bio = ["B-PER" if w[3] == "PROPN" else "O" for w in words]
            doc = Doc(nlp.vocab, [w[1] for w in words], lemmas=[w[2] for w in words], tags=[w[3] for w in words],
                      pos=[w[3] for w in words], morphs=[w[5].replace("_", "") for w in words], heads=heads,
                      deps=["ROOT" if w[6] == "0" else w[7] for w in words], ents=bio)
            found.append(Example(Doc(nlp.vocab, doc_words(doc)), doc))
            words = []
    return found

def doc_words(doc):
    return [token.text for token in doc]

random.seed(1)
data = examples()
optimizer = nlp.initialize(lambda: data[:1000])
for step in range(steps):
    nlp.update(random.sample(data, 32), sgd=optimizer, drop=0.1)
documents = [part for part in open(text, encoding="utf-8").read().split("\n\n") if part.strip()]
for doc in nlp.pipe(documents[:5]):
    pass
begin, tokens = time.process_time(), 0
for doc in nlp.pipe(documents, batch_size=64):
    tokens += len(doc)
seconds, memory = time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"tokens": tokens, "seconds": seconds, "peak_mib_with_training": memory, "version": spacy.__version__}))
"""


def single_thread() -> dict[str, str]:
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
    return os.environ | {name: "1" for name in names}


def peer_environment(work: Path) -> Path:
    python = work / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(work / "venv", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "spacy>=3.8,<3.9"], check=True)
    return python


def measure_peer(python: Path, language: str, treebank: Path, text: Path, steps: int) -> dict:
    command = [python, "-c", PEER, language, str(treebank), str(text), str(steps)]
    output = subprocess.run(command, check=True, capture_output=True, text=True, env=single_thread()).stdout
    return json.loads(output.strip().splitlines()[-1])


def built_program() -> Path:
    build = ["cargo", "build", "--release", "-q", "-p", "registan-language", "--example", "parse"]
    subprocess.run(build, cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return target / "release" / "examples" / "parse"


def measure_ours(program: Path, model: Path, text: Path) -> dict:
    """Processor time of parsing the text, less that of parsing nothing (start and load); peak memory of the process."""

    def run(path: Path) -> tuple[float, float, int]:
        process = subprocess.Popen([program, model, path], stdout=subprocess.PIPE, text=True)
        tokens = sum(line.split("\t", 1)[0].isdigit() for line in process.stdout)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{program} ended with {process.returncode}")
        return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, tokens

    load, _, _ = run(Path(os.devnull))
    best, memory, tokens = min(run(text) for _ in range(3))
    return {"tokens": tokens, "seconds": best - load, "load_seconds": load, "peak_mib": memory}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True, help="raw text, documents parted by empty lines")
    parser.add_argument("--treebank", type=Path, required=True, help="CoNLL-U to train the peer on for a moment")
    parser.add_argument("--language", choices=("nl", "en"), default="nl")
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--program", type=Path, help="the crate's `parse` example, built already")
    parser.add_argument("--work", type=Path, default=Path("bench-work"))
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    ours = measure_ours(options.program or built_program(), options.model, options.text)
    peer = measure_peer(peer_environment(options.work), options.language, options.treebank, options.text, options.steps)
    rates = {name: result["tokens"] / result["seconds"] for name, result in (("ours", ours), ("spacy", peer))}
    json.dump({"ours": ours, "spacy": peer, "tokens_per_second": rates, "ratio": rates["ours"] / rates["spacy"]}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
