/// Filters and clocks as they stand in an address: read, changed, and carried from page to page.

/** What narrows a list. `actor` and `report` may stand several times. */
export const NARROWING = [
  "actor", "type", "frame", "relation", "place", "voice", "polarity", "reality", "certainty", "text", "from", "until", "report",
] as const;

/** The two clocks: what held on a day, and what was known on a day (by publication, or by recording). */
export const CLOCKS = ["as_of", "known", "recorded"] as const;

export type Narrowing = (typeof NARROWING)[number];
export type Clock = (typeof CLOCKS)[number];

const FILTERS: ReadonlySet<string> = new Set([...NARROWING, ...CLOCKS]);

/** A copy with `name` set to `values`; without values the name goes. The cursor goes too: another list begins at its head. */
export function changed(query: URLSearchParams, name: string, ...values: string[]): URLSearchParams {
  const next = new URLSearchParams(query);
  next.delete(name);
  if (name !== "cursor") next.delete("cursor");
  for (const value of values) if (value.trim() !== "") next.append(name, value.trim());
  return next;
}

/** Only the clocks: what a link to another page takes along. */
export function clocksOf(query: URLSearchParams): URLSearchParams {
  return only(query, new Set<string>(CLOCKS));
}

/** Filters and clocks, without what a page keeps in its address for itself. */
export function filtersOf(query: URLSearchParams): URLSearchParams {
  return only(query, FILTERS);
}

/** Whether anything but the clocks narrows the list. */
export function isNarrowed(query: URLSearchParams): boolean {
  return NARROWING.some((name) => query.has(name));
}

/** An address within the pages: `path` with the clocks of `query` and `more` parameters. */
export function linkTo(path: string, query: URLSearchParams, more: Record<string, string | string[]> = {}): string {
  const next = clocksOf(query);
  for (const [name, value] of Object.entries(more)) {
    next.delete(name);
    for (const one of [value].flat()) if (one !== "") next.append(name, one);
  }
  const tail = next.toString();
  return tail === "" ? path : `${path}?${tail}`;
}

function only(query: URLSearchParams, names: ReadonlySet<string>): URLSearchParams {
  return new URLSearchParams([...query].filter(([name, value]) => names.has(name) && value !== ""));
}
