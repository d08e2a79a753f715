/// Answers in, rows, CSV and charts out.
import { expect, it } from "vitest";
import { chartOf, csvOf, rowsOfSparql } from "./answers";

const rows = (columns: string[], ...cells: (string | number | null)[][]) => ({ columns, rows: cells, truncated: false });

it("reads bindings, numbers as numbers", () => {
  const integer = { type: "literal", value: "3", datatype: "http://www.w3.org/2001/XMLSchema#integer" };
  expect(rowsOfSparql({ head: { vars: ["s", "n"] }, results: { bindings: [{ s: { type: "uri", value: "x:a" }, n: integer }, {}] } }).rows).toEqual([["x:a", 3], [null, null]]);
});
it("reads a yes or no", () => expect(rowsOfSparql({ head: {}, boolean: true }).rows).toEqual([[true]]));
it("quotes what CSV would misread", () => expect(csvOf(rows(["a", "b"], ['say "no", he said', null]))).toBe('a,b\r\n"say ""no"", he said",\r\n'));
it("charts numbers by names", () => expect(chartOf(rows(["n", "frame"], [2, "visit"], [1, "attack"]))).toEqual({ name: 1, value: 0 }));
it("charts no words", () => expect(chartOf(rows(["a", "b"], ["x", "y"], ["z", "w"]))).toBeNull());
it("charts no single row", () => expect(chartOf(rows(["a", "b"], ["x", 1]))).toBeNull());
