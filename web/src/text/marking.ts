/// Marks on a text: overlapping spans, given in code points, cut into segments that can be shown one after another.

export type Mark = "trigger" | "actor" | "recipient" | "voice" | "time" | "place" | "other" | "unread";

export interface Marked {
  start: number;
  end: number;
  mark: Mark;
  /** The statement that the mark belongs to; of unread words the reason. */
  of: string;
}

export interface Segment {
  start: number;
  end: number;
  text: string;
  marks: Marked[];
}

/** A text that can be cut by code points. JavaScript counts UTF-16 units, which differ where a character needs two. */
export class CodePointText {
  readonly length: number;
  readonly #units: Uint32Array | null;

  constructor(readonly text: string) {
    this.#units = /[\ud800-\udbff][\udc00-\udfff]/.test(text) ? unitsOf(text) : null;
    this.length = this.#units ? this.#units.length - 1 : text.length;
  }

  slice(start: number, end: number): string {
    return this.text.slice(this.#unit(start), this.#unit(end));
  }

  #unit(point: number): number {
    const bounded = Math.max(0, Math.min(point, this.length));
    return this.#units ? (this.#units[bounded] ?? 0) : bounded;
  }
}

/** Where each code point begins, and behind them where the text ends. */
function unitsOf(text: string): Uint32Array {
  const units: number[] = [];
  let unit = 0;
  for (const character of text) {
    units.push(unit);
    unit += character.length;
  }
  units.push(unit);
  return Uint32Array.from(units);
}

/** Cuts `start..end` of the text wherever a mark begins or ends. The segments joined are the text. */
export function segmentsOf(text: CodePointText, start: number, end: number, marks: Marked[]): Segment[] {
  const inside = marks.filter((mark) => mark.start < end && mark.end > start && mark.start < mark.end);
  const cuts = new Set([start, end]);
  for (const mark of inside) {
    cuts.add(Math.max(start, mark.start));
    cuts.add(Math.min(end, mark.end));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, index) => {
    const until = sorted[index + 1] ?? end;
    const over = inside.filter((mark) => mark.start <= from && mark.end >= until);
    return { start: from, end: until, text: text.slice(from, until), marks: over };
  });
}

interface Words {
  start: number;
  end: number;
}

interface Markable {
  id: string;
  trigger: Words & { parts: Words[] };
  actors: (Words & { implicit: boolean })[];
  recipients: (Words & { implicit: boolean })[];
  roles: { topic: Words[]; office: Words[]; goods: Words[]; currency: Words[]; casualties: Words[] };
  time: { start: number | null; end: number | null } | null;
  place: Words | null;
  attribution: { start?: number; end?: number }[];
  quantities: Words[];
}

/** All marks of a statement. What is implicit stands elsewhere in the text and gets none. */
export function marksOf(statement: Markable): Marked[] {
  const { id, trigger, roles } = statement;
  const at = (mark: Mark, words: { start?: number | null; end?: number | null }[]): Marked[] =>
    words.flatMap(({ start, end }) => (start == null || end == null ? [] : [{ start, end, mark, of: id }]));
  const explicit = <T extends { implicit: boolean }>(fillers: T[]) => fillers.filter((filler) => !filler.implicit);
  return [
    ...at("trigger", [trigger, ...trigger.parts]),
    ...at("actor", explicit(statement.actors)),
    ...at("recipient", explicit(statement.recipients)),
    ...at("voice", statement.attribution),
    ...at("time", statement.time ? [statement.time] : []),
    ...at("place", statement.place ? [statement.place] : []),
    ...at("other", [...roles.topic, ...roles.office, ...roles.goods, ...roles.currency, ...roles.casualties, ...statement.quantities]),
  ];
}

/** Whether this segment opens the mark: labels and anchors stand at the head of a span only. */
export function opens(segment: Segment, mark: Marked): boolean {
  return segment.start === mark.start;
}

/** How much text a small capital letter covers, roughly. */
const LETTER = 0.75;

/**
 * The names to set under the marks of a statement, by where they begin. A name that would run into the one before is left out:
 * the line under the words still tells.
 */
export function namesUnder(segments: Segment[], statement: string, wording: Record<string, string>): Map<number, string> {
  const names = new Map<number, string>();
  let free = Number.NEGATIVE_INFINITY;
  for (const segment of segments) {
    const here = segment.marks.filter((mark) => mark.of === statement && opens(segment, mark));
    if (here.length === 0 || segment.start < free) continue;
    const name = [...new Set(here.map((mark) => wording[mark.mark] ?? mark.mark))].join(", ");
    names.set(segment.start, name);
    free = segment.start + name.length * LETTER + 1;
  }
  return names;
}

/** The blocks of a text, or its paragraphs where none are known; together with what lies between they cover every word. */
export function blocksOf(text: CodePointText, given: { kind: string; start: number; end: number }[]): { kind: string; start: number; end: number }[] {
  const usable = given.filter((block) => block.end > block.start);
  if (usable.length > 0) return withGaps(text, usable);
  return withGaps(text, []);
}

function withGaps(text: CodePointText, blocks: { kind: string; start: number; end: number }[]) {
  const whole = [...blocks].sort((a, b) => a.start - b.start);
  const covered: { kind: string; start: number; end: number }[] = [];
  let at = 0;
  for (const block of whole) {
    if (block.start > at) covered.push(...paragraphs(text, at, block.start));
    if (block.end > at) covered.push({ ...block, start: Math.max(at, block.start) });
    at = Math.max(at, block.end);
  }
  if (at < text.length) covered.push(...paragraphs(text, at, text.length));
  return covered;
}

/** Cuts at empty lines and leaves out what holds nothing but space. */
function paragraphs(text: CodePointText, start: number, end: number) {
  const found: { kind: string; start: number; end: number }[] = [];
  let at = start;
  for (const piece of text.slice(start, end).split(/(\n\s*\n)/)) {
    const length = [...piece].length;
    if (piece.trim() !== "") found.push({ kind: "paragraph", start: at, end: at + length });
    at += length;
  }
  return found;
}
