/// EDTF as the record writes it: read into a range of days that can be drawn and put into words.

/** A day as milliseconds since 1970 UTC; `null` at an end that is open or unknown. */
export interface Range {
  /** The first moment it may have begun. */
  first: number | null;
  /** The first moment by which it is over. */
  last: number | null;
  /** Marked as approximate or uncertain, or with digits left open. */
  fuzzy: boolean;
}

export type Precision = "day" | "month" | "season" | "year" | "decade" | "century";

/** One date of an expression. */
export interface DatePart {
  year: number;
  month: number;
  day: number;
  precision: Precision;
  /** 21 spring … 24 autumn and winter, of a season. */
  season: number;
  approximate: boolean;
  uncertain: boolean;
}

export interface Period {
  begin: DatePart | null;
  end: DatePart | null;
  /** Written with a slash: two dates, or one and an open end. */
  interval: boolean;
}

const DATE = /^([?~%]?)(-?\d{4}|\d{3}X|\d{2}XX)([?~%]?)(?:-([?~%]?)(\d{2}|XX)([?~%]?)(?:-([?~%]?)(\d{2}|XX)([?~%]?))?)?(?:T.*)?$/;

export function periodOf(edtf: string): Period | null {
  const ends = edtf.trim().split("/");
  const [left = "", right] = ends;
  if (ends.length > 2) return null;
  const begin = partOf(left);
  if (right === undefined) return begin && { begin, end: begin, interval: false };
  const end = partOf(right);
  if ((!begin && !isOpen(left)) || (!end && !isOpen(right))) return null;
  return begin || end ? { begin, end, interval: true } : null;
}

export function rangeOf(edtf: string): Range | null {
  const period = periodOf(edtf);
  if (!period) return null;
  const { begin, end } = period;
  const vague = [begin, end].some((part) => part !== null && (part.approximate || part.uncertain));
  return { first: begin && startOf(begin), last: end && endOf(end), fuzzy: vague };
}

function isOpen(text: string): boolean {
  return text === "" || text === "..";
}

function partOf(text: string): DatePart | null {
  const found = DATE.exec(text);
  if (!found) return null;
  const [, a = "", years = "", b = "", c = "", second = "", d = "", e = "", third = "", f = ""] = found;
  const marks = a + b + c + d + e + f;
  const number = second === "" || second === "XX" ? 0 : Number(second);
  const season = number > 12 ? number : 0;
  return {
    year: Number(years.replaceAll("X", "0")),
    month: season ? 0 : number,
    day: third === "" || third === "XX" ? 0 : Number(third),
    precision: precisionOf(years, number, season, third),
    season,
    approximate: /[~%]/.test(marks),
    uncertain: /[?%]/.test(marks),
  };
}

function precisionOf(years: string, month: number, season: number, day: string): Precision {
  if (years.endsWith("XX")) return "century";
  if (years.endsWith("X")) return "decade";
  if (season) return "season";
  if (month === 0) return "year";
  return day === "" || day === "XX" ? "month" : "day";
}

/** The months in which seasons begin; winter reaches into the next year. */
const SEASON_MONTH: Record<number, number> = { 21: 3, 22: 6, 23: 9, 24: 12 };

function startOf(part: DatePart): number {
  const month = part.season ? (SEASON_MONTH[part.season] ?? 1) : part.month || 1;
  return utc(part.year, month, part.day || 1);
}

function endOf(part: DatePart): number {
  switch (part.precision) {
    case "day": return utc(part.year, part.month, part.day + 1);
    case "month": return utc(part.year, part.month + 1, 1);
    case "season": return utc(part.year, (SEASON_MONTH[part.season] ?? 10) + 3, 1);
    case "year": return utc(part.year + 1, 1, 1);
    case "decade": return utc(part.year + 10, 1, 1);
    case "century": return utc(part.year + 100, 1, 1);
  }
}

function utc(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}

/** The calendar day of a moment, as addresses and the API have it. */
export function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
