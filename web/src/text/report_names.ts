/// What to call a report that has no better name.

/** The last part of an address, which of a file is its name. */
export function shortAddress(uri: string): string {
  return uri.replace(/[?#].*$/, "").replace(/\/+$/, "").split("/").at(-1) || uri;
}
