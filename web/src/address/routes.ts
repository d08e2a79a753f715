/// Which address shows which page, and the way back from a thing to its address.

export const PAGES = [
  "overview", "search", "reports", "report", "events", "event", "actors", "actor", "pair", "world", "conflicts", "conflict",
  "compare", "ask", "reference", "missing",
] as const;

export type PageName = (typeof PAGES)[number];

export interface Route {
  page: PageName;
  /** The identity in the path, decoded; empty where the page has none. */
  id: string;
}

const LISTS: Record<string, PageName> = {
  "": "overview", search: "search", reports: "reports", events: "events", actors: "actors", pair: "pair", world: "world",
  conflicts: "conflicts", compare: "compare", ask: "ask", reference: "reference",
};

const DETAILS: Record<string, PageName> = { reports: "report", events: "event", actors: "actor", conflicts: "conflict" };

export function routeOf(pathname: string): Route {
  const [head = "", ...rest] = pathname.replace(/^\/|\/$/g, "").split("/");
  const id = decoded(rest.join("/"));
  const page = (id === "" ? LISTS : DETAILS)[head];
  return page === undefined ? { page: "missing", id: "" } : { page, id };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function pathTo(list: "reports" | "events" | "actors" | "conflicts", id: string): string {
  return `/${list}/${encodeURIComponent(id)}`;
}

/** Parties without an identity of their own go by their name. */
export function keyOf(party: { entity?: string | null; name?: string }): string {
  return party.entity ?? party.name ?? "";
}
