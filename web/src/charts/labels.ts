/// Which of many names can be written without covering one another: the weightiest first.

export interface Labelled {
  key: string;
  x: number;
  y: number;
  radius: number;
  name: string;
  weight: number;
}

const CHARACTER = 6.6;
const LINE = 14;

/** The keys of those that get their name written to the right of their circle. */
export function readable(all: Labelled[], width: number): Set<string> {
  const taken: [number, number, number, number][] = [];
  const kept = new Set<string>();
  for (const one of [...all].sort((a, b) => b.weight - a.weight)) {
    const left = one.x + one.radius + 3;
    const box: [number, number, number, number] = [left, one.y - LINE / 2, left + one.name.length * CHARACTER, one.y + LINE / 2];
    if (box[2] > width || taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    kept.add(one.key);
  }
  return kept;
}

function overlap(a: [number, number, number, number], b: [number, number, number, number]): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}
