/// Answers of SQL and SPARQL as rows, as CSV, and as what a chart can show.

import type { Cell, Rows } from "../api/forms";

interface Bindings {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, { type: string; value: string; datatype?: string }>[] };
}

/** SPARQL 1.1 results JSON as rows. */
export function rowsOfSparql(answer: Bindings): Rows {
  if (answer.boolean !== undefined) return { columns: ["answer"], rows: [[answer.boolean]], truncated: false };
  const columns = answer.head.vars ?? [];
  const rows = (answer.results?.bindings ?? []).map((binding) => columns.map((column) => cellOf(binding[column])));
  return { columns, rows, truncated: false };
}

function cellOf(term: { type: string; value: string; datatype?: string } | undefined): Cell {
  if (!term) return null;
  const isNumber = /#(integer|decimal|double|float|int|long)$/.test(term.datatype ?? "");
  return isNumber && Number.isFinite(Number(term.value)) ? Number(term.value) : term.value;
}

/** RFC 4180. */
export function csvOf({ columns, rows }: Rows): string {
  const line = (cells: Cell[]) => cells.map(quoted).join(",");
  return [columns, ...rows].map(line).join("\r\n") + "\r\n";
}

function quoted(cell: Cell): string {
  const text = cell === null ? "" : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export interface ChartChoice {
  /** The column that names the bars. */
  name: number;
  /** The column that measures them. */
  value: number;
}

const MOST_BARS = 60;

/** A chart fits where there are names and numbers: the last column of numbers by the first of other things. */
export function chartOf({ columns, rows }: Rows): ChartChoice | null {
  if (rows.length < 2 || rows.length > MOST_BARS) return null;
  const indices = columns.map((_, index) => index);
  const isNumeric = (index: number) => rows.every((row) => row[index] === null || typeof row[index] === "number") && rows.some((row) => typeof row[index] === "number");
  const value = indices.filter(isNumeric).at(-1);
  const name = indices.find((index) => index !== value && !isNumeric(index)) ?? indices.find((index) => index !== value);
  return value === undefined || name === undefined ? null : { name, value };
}
