/// Lays events out in time: a row for each type, fuzzy dates as bars over the days they may have fallen on.

import { quantileSorted } from "d3-array";
import type { RecordEvent } from "../api/forms";
import { type Standing, standingOf } from "../text/standing";
import { rangeOf } from "../time/edtf";
import { placingOf } from "../time/told";
import { linear, momentsBetween } from "./scale";

export interface Glyph {
  event: RecordEvent;
  standing: Standing;
  /** Left edge and width; a width of 0 is a point. */
  x: number;
  width: number;
  y: number;
  fuzzy: boolean;
  open: boolean;
  /** Placed by the day of its first report. */
  told: boolean;
}

export interface Row {
  type: string;
  y: number;
  height: number;
  glyphs: Glyph[];
}

export interface Timeline {
  rows: Row[];
  ticks: { at: number; x: number }[];
  /** Events before the domain: a few old ones would press all others together. */
  earlier: RecordEvent[];
  undated: RecordEvent[];
  height: number;
  left: number;
  domain: [number, number];
}

const LANE = 12;
const POINT = 10;
/** The type of events that have no PLOVER code. */
export const UNTYPED = "";

interface Dated {
  event: RecordEvent;
  first: number;
  last: number;
  fuzzy: boolean;
  open: boolean;
  told: boolean;
}

export function layTimeline(events: RecordEvent[], width: number): Timeline {
  const dated = events.flatMap(datedOf);
  const left = width < 600 ? 92 : 120;
  const domain = domainOf(dated);
  const scale = linear(domain, [left + 8, width - 12]);
  const shown = dated.filter((one) => one.last > domain[0]);
  const rows = stacked(rowsOf(shown), (one) => glyphOf(one, scale, width));
  const bottom = rows.at(-1);
  return {
    rows,
    ticks: momentsBetween(domain, Math.max(3, Math.floor(width / 110))).map((at) => ({ at, x: scale(at) })),
    earlier: dated.filter((one) => one.last <= domain[0]).map((one) => one.event),
    undated: events.filter((event) => datedOf(event).length === 0),
    height: bottom ? bottom.y + bottom.height : 0,
    left,
    domain,
  };
}

function datedOf(event: RecordEvent): Dated[] {
  const placing = placingOf(event);
  const range = placing && rangeOf(placing.edtf);
  if (!placing || !range) return [];
  const first = range.first ?? range.last;
  const last = range.last ?? range.first;
  if (first === null || last === null) return [];
  return [{ event, first, last, fuzzy: range.fuzzy, open: range.first === null || range.last === null, told: placing.told }];
}

function domainOf(dated: Dated[]): [number, number] {
  const firsts = dated.map((one) => one.first).sort((a, b) => a - b);
  const least = firsts[0] ?? 0;
  const most = Math.max(least + 86_400_000, ...dated.map((one) => one.last));
  const common = quantileSorted(firsts, 0.04) ?? least;
  const lopsided = dated.length > 20 && common - least > 0.2 * (most - least);
  const begin = lopsided ? common : least;
  const margin = 0.01 * (most - begin);
  return [begin - margin, most + margin];
}

function rowsOf(dated: Dated[]): [string, Dated[]][] {
  const rows = new Map<string, Dated[]>();
  for (const one of dated) {
    const type = one.event.plover?.type ?? UNTYPED;
    rows.set(type, [...(rows.get(type) ?? []), one]);
  }
  return [...rows].sort((a, b) => b[1].length - a[1].length);
}

function glyphOf(one: Dated, scale: (at: number) => number, width: number): Glyph {
  const x = Math.max(scale(one.first), 0);
  const end = Math.min(scale(one.last), width - 4);
  const wide = end - x > POINT;
  return { event: one.event, standing: standingOf(one.event), x: wide ? x : (x + end) / 2, width: wide ? end - x : 0, y: 0, fuzzy: one.fuzzy, open: one.open, told: one.told };
}

/** Puts each glyph into the first lane of its row where it has room. */
function stacked(rows: [string, Dated[]][], place: (one: Dated) => Glyph): Row[] {
  let y = 26;
  return rows.map(([type, dated]) => {
    const lanes: number[] = [];
    const glyphs = dated.map(place).sort((a, b) => a.x - b.x);
    for (const glyph of glyphs) {
      const begin = glyph.width ? glyph.x : glyph.x - POINT / 2;
      const free = lanes.findIndex((until) => until <= begin);
      const lane = free === -1 ? lanes.length : free;
      lanes[lane] = begin + Math.max(glyph.width, POINT) + 1;
      glyph.y = y + lane * LANE + LANE;
    }
    const height = lanes.length * LANE + 12;
    const row = { type, y, height, glyphs };
    y += height;
    return row;
  });
}
