/// Statements in, agreements and differences out.
import { expect, it } from "vitest";
import type { Statement } from "../api/forms";
import { agree, differ, readingsOf } from "./accounts";

function statement(id: string, more: Partial<Statement>): Statement {
  const roles = { topic: [], office: [], goods: [], currency: [], casualties: [] };
  return { id, actors: [], recipients: [], roles, quantities: [], time: null, place: null, polarity: "affirmed", reality: "actual", certainty: "certain", ...more } as unknown as Statement;
}

const at = (edtf: string) => ({ time: { edtf, text: null, start: null, end: null } });

it("sorts aspects into agreed and not agreed, and lets the silent be silent", () => {
  const all = readingsOf([statement("a", at("2022-09-15")), statement("b", at("2022-09-16")), statement("c", {})]);
  expect(all.filter(differ).map((one) => one.aspect)).toEqual(["when"]);
  expect(all.filter(agree).map((one) => one.aspect)).toEqual(["told", "certainty"]);
  expect(all.find((one) => one.aspect === "when")?.readings.map((reading) => reading.statements.length)).toEqual([1, 1]);
});

it("a single statement neither agrees nor differs", () => {
  const all = readingsOf([statement("a", at("2022"))]);
  expect([all.some(agree), all.some(differ)]).toEqual([false, false]);
});

it("denial is a way of telling", () => {
  const told = readingsOf([statement("a", {}), statement("b", { polarity: "denied" })]).find((one) => one.aspect === "told");
  expect(told?.readings.map((reading) => reading.value)).toEqual(["actual", "denied"]);
});

it("names are those that the reader's language has", () => {
  const russia = { name: "Russia", name_nl: "Rusland" };
  const all = readingsOf([statement("a", { actors: [russia] } as Partial<Statement>)], (named) => named.name_nl ?? named.name);
  expect(all.find((one) => one.aspect === "who")?.readings.map((reading) => reading.value)).toEqual(["Rusland"]);
});
