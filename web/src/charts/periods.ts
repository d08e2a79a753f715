/// States as bars in time: where each begins and ends, and how surely.

import type { State } from "../api/forms";
import { rangeOf } from "../time/edtf";
import { linear, momentsBetween } from "./scale";

export interface PeriodBar {
  state: State;
  x: number;
  width: number;
  y: number;
  /** The end that is not known, or only as a bound. */
  openLeft: boolean;
  openRight: boolean;
}

export interface Periods {
  bars: PeriodBar[];
  ticks: { at: number; x: number }[];
  height: number;
}

export const BAR_STEP = 34;

export function layPeriods(states: State[], width: number, left = 0): Periods {
  const ranges = states.flatMap((state) => {
    const range = rangeOf(state.valid);
    return range ? [{ state, ...range }] : [];
  });
  const known = ranges.flatMap(({ first, last }) => [first, last]).filter((at) => at !== null);
  const least = Math.min(...known);
  const most = Math.max(...known);
  const spread = Math.max(most - least, 365 * 86_400_000);
  const domain: [number, number] = [least - 0.03 * spread, least + 1.12 * spread];
  const scale = linear(domain, [left, width]);
  const bars = ranges.map(({ state, first, last }, index) => {
    const x = first === null ? left : scale(first);
    const end = last === null ? width : scale(last);
    return { state, x, width: Math.max(3, end - x), y: 22 + index * BAR_STEP, openLeft: first === null || state.begin === "since_at_least", openRight: last === null || state.end === "until_at_most" };
  });
  const ticks = known.length ? momentsBetween(domain, Math.max(3, Math.floor((width - left) / 110))).map((at) => ({ at, x: scale(at) })) : [];
  return { bars, ticks, height: 22 + bars.length * BAR_STEP };
}
