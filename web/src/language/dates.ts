/// Dates put into words, in each language's style.

import { type DatePart, periodOf } from "../time/edtf";
import type { Messages } from "./en";

export interface DateStyle {
  locale: string;
  words: Messages["time"];
}

/** An EDTF expression for a reader; what cannot be read is shown as it stands. */
export function dateInWords(edtf: string | null | undefined, style: DateStyle): string {
  if (!edtf) return style.words.none;
  const period = periodOf(edtf);
  if (!period) return edtf;
  const { begin, end, interval } = period;
  if (!interval) return begin ? partInWords(begin, style) : edtf;
  if (!end) return style.words.since(begin ? partInWords(begin, style) : "");
  if (!begin) return style.words.until(partInWords(end, style));
  return style.words.between(partInWords(begin, style), partInWords(end, style));
}

function partInWords(part: DatePart, style: DateStyle): string {
  const plain = plainWords(part, style);
  if (part.approximate) return style.words.about(plain);
  return part.uncertain ? style.words.perhaps(plain) : plain;
}

function plainWords(part: DatePart, { locale, words }: DateStyle): string {
  switch (part.precision) {
    case "century": return words.century(part.year);
    case "decade": return words.decade(part.year);
    case "year": return String(part.year);
    case "season": return `${words.season[part.season] ?? ""} ${part.year}`.trim();
    case "month": return formatted(part, locale, { month: "long", year: "numeric" });
    case "day": return formatted(part, locale, { day: "numeric", month: "long", year: "numeric" });
  }
}

function formatted(part: DatePart, locale: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(0);
  date.setUTCFullYear(part.year, Math.max(0, part.month - 1), part.day || 1);
  return formatter(locale, options).format(date);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + Object.keys(options).join();
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  formatters.set(key, known);
  return known;
}
