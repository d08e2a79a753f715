#!/usr/bin/env python3
"""Draws statements for a strict audit, and counts the judged sheets.

  audit.py draw STATEMENTS.jsonl N SEED       N statements as a sheet to be judged (tab-separated, with the sentence), drawn by the seed
  audit.py keep SHEET                         a judged sheet as it is kept in audits/: without the sentence, which may belong to others
  audit.py figures SHEET…                     shares that are right, with the interval of Wilson at 95%

Who judges did not write the rules. Judged strictly by the sentence and its report: `type` (is it a doing or being of this frame and PLOVER type?), `actor`, `recipient` (right, and nobody
missing or too many; empty is right when nobody is said), `reality` (polarity, reality and voices). Each is 1 or 0; a statement is right when all four are 1.
"""
import csv, json, math, random, sys

KEPT = ['report', 'start', 'end', 'trigger', 'frame', 'plover', 'actors', 'recipients', 'polarity', 'reality', 'voices', 'confidence', 'type', 'actor', 'recipient', 'real', 'note']
SHEET = KEPT[:-5] + ['sentence'] + KEPT[-5:]
JUDGED = ['type', 'actor', 'recipient', 'real']

def names(parties):
    return ' + '.join(party['name'] or party['text'] for party in parties)

def voices_of(s):
    """Joint voices share a level: "A and B"; who stands inside whose word: "A > B"."""
    levels = {}
    for voice in s['attribution'][1:]:
        levels.setdefault(voice.get('level'), []).append(voice.get('name') or voice.get('text') or 'unnamed')
    return ' > '.join(' and '.join(joint) for joint in levels.values())

def row(s):
    voices = voices_of(s)
    return {'report': s['report']['uri'], 'start': s['trigger']['start'], 'end': s['trigger']['end'], 'trigger': s['trigger']['text'], 'frame': s['frame'],
            'plover': (s['plover'] or {}).get('type') or '', 'actors': names(s['actors']), 'recipients': names(s['recipients']), 'polarity': s['polarity'],
            'reality': s['reality'], 'voices': voices, 'confidence': round(s['confidence'], 2), 'sentence': ' '.join(s['evidence']['text'].split())}

def write(rows, columns):
    out = csv.DictWriter(sys.stdout, columns, delimiter='\t', lineterminator='\n', extrasaction='ignore', restval='')
    out.writeheader()
    out.writerows(rows)

def draw(path, count, seed):
    with open(path, encoding='utf8') as lines:
        said = [json.loads(line) for line in lines if line.strip()]
    # In an order of its own, so that the draw does not hang on the order of reports.
    said.sort(key=lambda s: (s['report']['uri'], s['trigger']['start'], s['frame']))
    write([row(s) for s in random.Random(int(seed)).sample(said, min(int(count), len(said)))], SHEET)

def read(path):
    with open(path, encoding='utf8', newline='') as lines:
        return list(csv.DictReader(lines, delimiter='\t', quotechar='"'))

def keep(path):
    write([{**r, 'trigger': '', 'voices': ''} for r in read(path)], KEPT)

def share(right, all_):
    if not all_:
        return 'none'
    z, p = 1.96, right / all_
    middle, half = p + z * z / (2 * all_), z * math.sqrt(p * (1 - p) / all_ + z * z / (4 * all_ * all_))
    low, high = (middle - half) / (1 + z * z / all_), (middle + half) / (1 + z * z / all_)
    return f'{p:.3f} ({right} of {all_}; {low:.2f}-{high:.2f})'

def figures(*paths):
    for path in paths:
        judged = [r for r in read(path) if all(r[c] in ('0', '1') for c in JUDGED)]
        print(path)
        for column in JUDGED:
            print(f'  {column:10}', share(sum(r[column] == '1' for r in judged), len(judged)))
        print(f"  {'all':10}", share(sum(all(r[c] == '1' for c in JUDGED) for r in judged), len(judged)))

if __name__ == '__main__':
    commands = {'draw': (draw, 3), 'keep': (keep, 1), 'figures': (figures, None)}
    command, count = commands.get(sys.argv[1] if len(sys.argv) > 1 else '', (None, 0))
    if command is None or (count is not None and len(sys.argv) != 2 + count):
        sys.exit(__doc__)
    command(*sys.argv[2:])
