#!/usr/bin/env python3
"""Works with the gold sentences in sentences/*.jsonl (see README.md here).

  sentences.py check                          are all files well formed: fields, values, triggers that occur
  sentences.py reports FILE                   the sentences as JSON Lines reports, to be read by `registan read -`
  sentences.py gold FILE                      their statements as gold lines, to be scored by `registan score --statements`
  sentences.py negatives FILE STATEMENTS      what a reader said of the sentences that say nothing, and how often
  sentences.py agreement                      how far the second coding of a fifth of them (second/*.jsonl) agrees with the first

A gold line's stretch is the trigger word alone.
"""
import json, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
TYPES = set('AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT'.split())
REALITIES = set('actual planned expected possible desired demanded hypothetical questioned counterfactual'.split())
RELATIONS = set('member_of holds_office ally_of partner_of founder_of participates_in trades_with supplies settles_in borders at_war_with sanctions recognises'.split())
FIELDS = set('trigger occurrence types relations frames actors recipients polarity reality voices time place quantity optional optional_named note'.split())

def read(path):
    with open(path, encoding='utf8') as lines:
        return [json.loads(line) for line in lines if line.strip()]

def stretch(sentence, statement):
    """Start and end of the trigger word in code points, or None."""
    words = re.finditer(r'(?<!\w)' + re.escape(statement['trigger']) + r'(?!\w)', sentence['text'])
    found = [(m.start(), m.end()) for m in words]
    nth = statement.get('occurrence', 1)
    if len(found) < nth or (len(found) > 1 and 'occurrence' not in statement):
        return None
    return found[nth - 1]

def faults(sentence):
    for s in sentence['statements']:
        if stretch(sentence, s) is None:
            yield f"trigger {s['trigger']!r} is not there once"
        if not (s['types'] or s['relations'] or s['frames']):
            yield 'no type, relation or frame'
        if set(s['types']) - TYPES or set(s['relations']) - RELATIONS or set(s['reality']) - REALITIES or set(s) - FIELDS:
            yield 'a value or field that the manual does not know'
        if not s['reality'] or set(s['polarity']) - {'affirmed', 'denied'} or not s['polarity']:
            yield 'polarity or reality missing'

def check():
    bad, seen = 0, set()
    folder = os.path.join(HERE, 'sentences')
    for name in sorted(f for f in os.listdir(folder) if f.endswith('.jsonl')):
        sentences = read(os.path.join(folder, name))
        for s in sentences:
            twice = ['seen before'] if s['text'] in seen or s['id'] in seen else []
            seen |= {s['text'], s['id']}
            for fault in twice + list(faults(s)):
                bad += 1
                print(f"{s['id']}: {fault}")
        full = sum(bool(s['statements']) for s in sentences)
        print(f"{name}: {len(sentences)} sentences, {full} with statements, {sum(len(s['statements']) for s in sentences)} statements")
    return 1 if bad else 0

def reports(path):
    language = os.path.basename(path)[:2]
    for s in read(path):
        print(json.dumps({'url': s['id'], 'text': s['text'], 'date': s['published'], 'language': language}, ensure_ascii=False))

def gold(path):
    for s in read(path):
        for statement in s['statements']:
            start, end = stretch(s, statement)
            print(json.dumps({'report': s['id'], 'start': start, 'end': end, **statement}, ensure_ascii=False))

def negatives(path, said):
    empty = {s['id']: s['text'] for s in read(path) if not s['statements']}
    hit = set()
    for statement in read(said):
        uri = statement['report']['uri']
        for key in (k for k in empty if uri.endswith(k)):
            hit.add(key)
            print(f"{key}\t{statement['frame']}\t{statement['trigger'].get('text')}\t{empty[key]}")
    print(f'{len(hit)} of {len(empty)} sentences that say nothing were given a statement')

def names(statement, role):
    return {name.lower() for name in statement[role]}

def labels(statement):
    return {*statement['types'], *statement['relations'], *statement.get('frames', [])}

def partners(first, second):
    """Statements of both codings that stand on one trigger, each taken once."""
    left = list(second)
    for one in first:
        same = next((other for other in left if one['trigger'].lower() in other['trigger'].lower() or other['trigger'].lower() in one['trigger'].lower()), None)
        if same:
            left.remove(same)
            yield one, same

def kappa(pairs):
    """Cohen's kappa of pairs of yes and no."""
    agreed = sum(a == b for a, b in pairs) / len(pairs)
    first, second = (sum(pair[i] for pair in pairs) / len(pairs) for i in (0, 1))
    chance = first * second + (1 - first) * (1 - second)
    return (agreed - chance) / (1 - chance)

def agreement():
    for name in sorted(os.listdir(os.path.join(HERE, 'second'))):
        first = {s['id']: s['statements'] for s in read(os.path.join(HERE, 'sentences', name))}
        second = {s['id']: s['statements'] for s in read(os.path.join(HERE, 'second', name))}
        pairs = [pair for key in second for pair in partners(first[key], second[key])]
        ones, others = (sum(len(coding[key]) for key in second) for coding in (first, second))
        said = [(bool(first[key]), bool(second[key])) for key in second]
        share = lambda test: sum(bool(test(a, b)) for a, b in pairs) / len(pairs)
        print(f"{name}: {len(second)} sentences; says something or not: {sum(a == b for a, b in said) / len(said):.2f} (kappa {kappa(said):.2f}); {ones} and {others} statements")
        print(f"  on one trigger: F1 {2 * len(pairs) / (ones + others):.2f}; of these {len(pairs)}: type, relation or frame {share(lambda a, b: labels(a) & labels(b)):.2f}, "
              f"actors {share(lambda a, b: names(a, 'actors') == names(b, 'actors')):.2f}, recipients {share(lambda a, b: names(a, 'recipients') == names(b, 'recipients')):.2f}, "
              f"polarity {share(lambda a, b: set(a['polarity']) & set(b['polarity'])):.2f}, reality {share(lambda a, b: set(a['reality']) & set(b['reality'])):.2f}")

if __name__ == '__main__':
    commands = {'check': (check, 0), 'reports': (reports, 1), 'gold': (gold, 1), 'negatives': (negatives, 2), 'agreement': (agreement, 0)}
    command, count = commands.get(sys.argv[1] if len(sys.argv) > 1 else '', (None, 0))
    if command is None or len(sys.argv) != 2 + count:
        sys.exit(__doc__)
    sys.exit(command(*sys.argv[2:]))
