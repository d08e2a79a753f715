/// The earth as it was drawn when the pages were built, and the part of it that is looked at.

import earth from "virtual:earth";
import { EQUATOR, SHEET } from "./sheet";

const byCode = new Map(earth.countries.map((country) => [country.code, country]));

export const { borders } = earth;

export type Place = [x: number, y: number];

/** What of the sheet is seen: a place on it at `x`, `y` is drawn at `left + x * scale`, `top + y * scale`. */
export interface View {
  scale: number;
  left: number;
  top: number;
}

/** A zoom of 1 shows the whole earth; more puts `centre` into the middle. */
export function viewOf(width: number, height: number, zoom: number, centre: Place): View {
  const scale = (width / SHEET) * zoom;
  if (zoom <= 1) return { scale, left: 0, top: height / 2 + width * EQUATOR };
  return { scale, left: width / 2 - centre[0] * scale, top: height / 2 - centre[1] * scale };
}

export function isCountry(code: string | null): code is string {
  return code !== null && byCode.has(code);
}

/** The midst of a country's largest piece of land. */
export function middleOf(code: string | null): Place | null {
  return (code !== null && byCode.get(code)?.middle) || null;
}

/** All land as two paths: that of the countries in `chosen`, and the rest. */
export function landOf(chosen: ReadonlySet<string>): { chosen: string; rest: string } {
  const outlines = (wanted: boolean) => earth.countries.filter(({ code }) => chosen.has(code) === wanted).map(({ outline }) => `M0 0${outline}`).join("");
  return { chosen: outlines(true), rest: outlines(false) };
}
