/// Several statements of one event, aspect by aspect: what their sources agree on, and what not.

import type { Quantity, Statement } from "../api/forms";

export type Aspect = "who" | "toWhom" | "when" | "where" | "amount" | "told" | "certainty";

export interface Reading {
  /** As the record has it: names, EDTF, or the name of a value. */
  value: string;
  statements: Statement[];
}

export interface AspectReadings {
  aspect: Aspect;
  readings: Reading[];
}

/** How somebody or some place is called. */
type Naming = (named: { name: string; name_nl?: string }) => string;

const VALUES: [Aspect, (statement: Statement, nameOf: Naming) => string][] = [
  ["who", (statement, nameOf) => names(statement.actors.map(nameOf))],
  ["toWhom", (statement, nameOf) => names(statement.recipients.map(nameOf))],
  ["when", (statement) => statement.time?.edtf ?? ""],
  ["where", (statement, nameOf) => (statement.place ? nameOf(statement.place) : "")],
  ["amount", (statement) => amounts([...statement.roles.casualties, ...statement.quantities])],
  ["told", (statement) => (statement.polarity === "denied" ? "denied" : statement.reality)],
  ["certainty", (statement) => statement.certainty],
];

/** What the statements say of each aspect. A statement that is silent on an aspect takes no side. */
export function readingsOf(statements: Statement[], nameOf: Naming = (named) => named.name): AspectReadings[] {
  const all = VALUES.map(([aspect, valueOf]) => ({ aspect, readings: grouped(statements, (statement) => valueOf(statement, nameOf)) }));
  return all.filter(({ readings }) => readings.length > 0);
}

/** One reading, and more than one statement that has it. */
export function agree({ readings }: AspectReadings): boolean {
  return readings.length === 1 && (readings[0]?.statements.length ?? 0) > 1;
}

export function differ({ readings }: AspectReadings): boolean {
  return readings.length > 1;
}

function grouped(statements: Statement[], valueOf: (statement: Statement) => string): Reading[] {
  const groups = new Map<string, Statement[]>();
  for (const statement of statements) {
    const value = valueOf(statement);
    if (value !== "") groups.set(value, [...(groups.get(value) ?? []), statement]);
  }
  return [...groups].map(([value, said]) => ({ value, statements: said })).sort((a, b) => b.statements.length - a.statements.length);
}

function names(all: string[]): string {
  return [...new Set(all)].sort().join(", ");
}

function amounts(quantities: Quantity[]): string {
  return [...new Set(quantities.map(({ value, unit, per }) => [value, unit, per && `/ ${per}`].filter((part) => part !== null).join(" ")))].join("; ");
}
