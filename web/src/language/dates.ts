/// Dates put into words, in each language's style. By hand: the browser's own formats of dates take longer to make than a page to show.

import { type DatePart, periodOf } from "../time/edtf";
import type { Messages } from "./en";

type Words = Messages["time"];

/** An EDTF expression for a reader; what cannot be read is shown as it stands. */
export function dateInWords(edtf: string | null | undefined, words: Words): string {
  if (!edtf) return words.none;
  const period = periodOf(edtf);
  if (!period) return edtf;
  const { begin, end, interval } = period;
  if (!interval) return begin ? partInWords(begin, words) : edtf;
  if (!end) return words.since(begin ? partInWords(begin, words) : "");
  if (!begin) return words.until(partInWords(end, words));
  return words.between(partInWords(begin, words), partInWords(end, words));
}

/** The moment at a tick of an axis, as short as it can be: years at their beginning, months at theirs, else days. The first tick tells its year. */
export function tickInWords(milliseconds: number, words: Words, first = false): string {
  const date = new Date(milliseconds);
  const month = words.shortMonths[date.getUTCMonth()] ?? "";
  const year = date.getUTCFullYear();
  if (date.getUTCDate() === 1 && date.getUTCMonth() === 0) return String(year);
  const short = date.getUTCDate() === 1 ? month : words.day(date.getUTCDate(), month);
  return first ? words.dated(short, year) : short;
}

function partInWords(part: DatePart, words: Words): string {
  const plain = plainWords(part, words);
  if (part.approximate) return words.about(plain);
  return part.uncertain ? words.perhaps(plain) : plain;
}

function plainWords({ year, month, day, season, precision }: DatePart, words: Words): string {
  const name = words.months[month - 1] ?? "";
  switch (precision) {
    case "century": return words.century(year);
    case "decade": return words.decade(year);
    case "year": return String(year);
    case "season": return `${words.season[season] ?? ""} ${year}`.trim();
    case "month": return words.dated(name, year);
    case "day": return words.dated(words.day(day, name), year);
  }
}
