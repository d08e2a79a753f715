/// From values to places on a drawing, and the round values that get a tick.

import { ticks } from "d3-array";
import { utcTicks } from "d3-time";

type Pair = [number, number];

/** Spreads what lies between the values of `domain` evenly between the places of `range`. */
export function linear([first, last]: Pair, [from, to]: Pair): (value: number) => number {
  const step = last === first ? 0 : (to - from) / (last - first);
  return (value) => from + (value - first) * step;
}

/** Round numbers between both ends, about `count` of them. */
export function numbersBetween([first, last]: Pair, count: number): number[] {
  return ticks(first, last, count);
}

/** Days, months or years between both ends, about `count` of them; everything in milliseconds since 1970 UTC. */
export function momentsBetween([first, last]: Pair, count: number): number[] {
  return utcTicks(new Date(first), new Date(last), count).map((date) => date.getTime());
}
