"""ECB+ (Cybulska and Vossen 2014) as reports, gold mentions and a lemma baseline, to measure how statements are put into events.

    python3 bench/record/ecb.py ECB_FOLDER OUT [--registan PROGRAM] [--train] [--again]

ECB_FOLDER holds the topics' folders. Only the topics usual for development are taken: 2, 5, 12, 18, 21, 23, 34, 35; with `--train` the
others up to 35, on which the weights of merging may be chosen. With `--again` what stands in OUT is only scored again. Written are
OUT/reports.jsonl, OUT/gold.tsv and OUT/lemmas.tsv (of one topic, what has the same lemma is one event); then the program reads the
reports and scores both. The corpus is for measuring only and stays outside of the project (annotation CC BY 3.0).
"""

import argparse
import json
import pathlib
import subprocess
import xml.etree.ElementTree as ET

DEV = [2, 5, 12, 18, 21, 23, 34, 35]
TRAIN = [topic for topic in range(1, 36) if topic not in DEV]


def document(path):
    """Tokens with sentence and start, the text, and mentions: token ids and the happening's name or None."""
    root = ET.parse(path).getroot()
    tokens, text, last = {}, "", None
    for token in root.iter("token"):
        sentence, word = token.get("sentence"), token.text or ""
        if last is not None:
            text += "\n" if sentence != last else " "
        tokens[token.get("t_id")] = (sentence, len(text), word)
        text += word
        last = sentence
    anchors = {}
    for mention in root.find("Markables"):
        ids = [anchor.get("t_id") for anchor in mention.iter("token_anchor")]
        if ids and mention.tag.startswith(("ACTION", "NEG_ACTION")):
            anchors[mention.get("m_id")] = ids
    names = {}
    for relation in root.find("Relations"):
        name = relation.get("note") or f"{path.name} {relation.get('r_id')}"
        names.update({source.get("m_id"): name for source in relation.iter("source")})
    return tokens, text, [(ids, names.get(mention)) for mention, ids in anchors.items()]


def lemmas(program, documents):
    """The lemma of every token of every document, by the program's own analysis of the given words."""
    lines = []
    for tokens in documents:
        last = None
        for sentence, _, word in tokens.values():
            if last is not None and sentence != last:
                lines.append("")
            number = 1 if sentence != last else number + 1
            # The form wants a tree; ours is a chain that nobody looks at.
            tree = [str(number - 1), "root" if number == 1 else "dep"]
            lines.append("\t".join([str(number), word.split()[0] if word.split() else "_", "_", "X", "_", "_", *tree, "_", "_"]))
            last = sentence
        lines.append("")
    command = [program, "parse", "--language", "en", "--pretokenised", "-"]
    run = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(run.stderr)
    rows = (line.split("\t") for line in run.stdout.splitlines() if line and line[0].isdigit())
    found = [row[2].lower() for row in rows if row[0].isdigit()]
    if len(found) != sum(map(len, documents)):
        raise SystemExit("the program gave other words than it was given")
    return iter(found)


def write_all(args):
    """The reports, the gold mentions and the baseline as files, and the reports read into a record."""
    reports, gold, baseline = [], ["event\treport\tstart\ttrigger"], ["event\treport\tstart\ttrigger"]
    documents = []
    for topic in TRAIN if args.train else DEV:
        for path in sorted((args.corpus / str(topic)).glob("*.xml")):
            tokens, text, mentions = document(path)
            reports.append({"url": path.stem, "text": text})
            documents.append((topic, path.stem, tokens))
            for ids, name in mentions:
                first = tokens[ids[0]]
                words = text[first[1] : tokens[ids[-1]][1] + len(tokens[ids[-1]][2])].replace("\t", " ").replace("\n", " ")
                gold.append(f"{name or ''}\t{path.stem}\t{first[1]}\t{words}")
    found = lemmas(args.registan, [tokens for *_, tokens in documents])
    for topic, report, tokens in documents:
        for (_, start, word), lemma in zip(tokens.values(), found):
            if not set(word) & set("\t\n\r"):
                baseline.append(f"{topic} {lemma}\t{report}\t{start}\t{word or '_'}")
    (args.out / "reports.jsonl").write_text("".join(json.dumps(report) + "\n" for report in reports))
    (args.out / "gold.tsv").write_text("\n".join(gold) + "\n")
    (args.out / "lemmas.tsv").write_text("\n".join(baseline) + "\n")
    record = args.out / "ecb.db"
    for end in ["", "-wal", "-shm"]:
        pathlib.Path(f"{record}{end}").unlink(missing_ok=True)
    subprocess.run([args.registan, "read", str(args.out / "reports.jsonl"), "--language", "en", "--record", str(record)], check=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--registan", default="registan")
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--again", action="store_true")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    if not args.again:
        write_all(args)
    score = [args.registan, "score", "--events", str(args.out / "gold.tsv"), "--record", str(args.out / "ecb.db")]
    print("events of the record", flush=True)
    subprocess.run(score, check=True)
    print("lemma baseline", flush=True)
    subprocess.run([*score, "--against", str(args.out / "lemmas.tsv")], check=True)


if __name__ == "__main__":
    main()
