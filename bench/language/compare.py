#!/usr/bin/env python3
"""Speed of the language engine beside spaCy's small pipeline, one thread each, in one run on one text.

    python bench/language/compare.py --model models/nl.registan-model --text raw.txt --treebank dev.conllu [--work DIR]

spaCy comes from PyPI into a virtual environment under --work. Its trained pipelines cannot be had everywhere, and speed does not depend
on what the weights say: a pipeline with the architecture of the small ones (CNN over 96 dimensions, tagger, morphologiser, edit-tree
lemmatiser, parser, names) is trained on the treebank for some hundred steps, written to disk and read again by a process of its own, so
that memory is that of use alone. Both read the raw text from start to end, model load left out. Time is that of the processor, so that
other work on the machine disturbs less; it still does, so the two take turns for --rounds, the quickest pass of either counts, and the ratio
of each turn is told too. The ratio is what counts. Ours writes CoNLL-U meanwhile, the peer writes nothing.

Documents should be as long as reports are: over a document of 7,000 words the peer is slower and takes gigabytes, which is not its use.

--pipes leaves out what a released pipeline does otherwise: the English small one has rules in place of morphologiser and trained lemmatiser;
`--pipes tagger,parser,ner` is quicker than it can be.
"""

import argparse
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

TRAIN = r"""
import random, sys
import spacy
from spacy.tokens import Doc
from spacy.training import Example

language, treebank, steps, pipes, folder = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4].split(","), sys.argv[5]
nlp = spacy.blank(language)
nlp.add_pipe("tok2vec")
listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}
moves = {"@architectures": "spacy.TransitionBasedParser.v2", "extra_state_tokens": False, "hidden_width": 64,
         "maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": listener}
own = {"@architectures": "spacy.HashEmbedCNN.v2", "width": 96, "depth": 4, "embed_size": 2000, "window_size": 1,
       "maxout_pieces": 3, "subword_features": True, "pretrained_vectors": None}
models = {"tagger": tagger, "morphologizer": tagger, "trainable_lemmatizer": tagger, "parser": moves | {"state_type": "parser"},
          "ner": moves | {"state_type": "ner", "tok2vec": own}}
for pipe in pipes:
    nlp.add_pipe(pipe, config={"model": models[pipe]})

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
nlp.to_disk(folder)
"""

READ = r"""
import json, resource, sys, time
import spacy

folder, text = sys.argv[1], sys.argv[2]
nlp = spacy.load(folder)
documents = [part for part in open(text, encoding="utf-8").read().split("\n\n") if part.strip()]
for doc in nlp.pipe(documents[:5]):
    pass
begin, tokens = time.process_time(), 0
for doc in nlp.pipe(documents, batch_size=64):
    tokens += len(doc)
seconds, memory = time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "peak_mib": memory, "tokens": tokens, "version": spacy.__version__}))
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


def trained_peer(python: Path, options: argparse.Namespace) -> Path:
    folder = options.work / f"peer-{options.language}-{options.pipes.replace(',', '-')}"
    train = [python, "-c", TRAIN, options.language, options.treebank, str(options.steps), options.pipes, folder]
    subprocess.run(train, check=True, env=single_thread())
    return folder


def measure_peer(python: Path, folder: Path, text: Path) -> dict:
    read = [python, "-c", READ, folder, text]
    output = subprocess.run(read, check=True, stdout=subprocess.PIPE, text=True, env=single_thread()).stdout
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
    seconds, memory, tokens = run(text)
    return {"seconds": seconds - load, "load_seconds": load, "peak_mib": memory, "tokens": tokens}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True, help="raw text, documents parted by empty lines")
    parser.add_argument("--treebank", type=Path, required=True, help="CoNLL-U to train the peer on for a moment")
    parser.add_argument("--language", choices=("nl", "en"), default="nl")
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5, help="passes over the text on either side, in turns; the quickest counts")
    parser.add_argument("--pipes", default="tagger,morphologizer,trainable_lemmatizer,parser,ner", help="what the peer does, with commas")
    parser.add_argument("--program", type=Path, help="the crate's `parse` example, built already")
    parser.add_argument("--work", type=Path, default=Path("bench-work"))
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    program, python = options.program or built_program(), peer_environment(options.work)
    folder = trained_peer(python, options)
    turns = [
        (measure_ours(program, options.model, options.text), measure_peer(python, folder, options.text)) for _ in range(options.rounds)
    ]
    rate = lambda result: result["tokens"] / result["seconds"]  # noqa: E731
    ours, peer = (max(side, key=rate) for side in zip(*turns))
    ratios = [round(rate(our_turn) / rate(peer_turn), 2) for our_turn, peer_turn in turns]
    rates = {"ours": rate(ours), "spacy": rate(peer)}
    report = {"ours": ours, "spacy": peer, "tokens_per_second": rates, "ratio": rates["ours"] / rates["spacy"], "ratio_by_turn": ratios}
    json.dump(report, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
