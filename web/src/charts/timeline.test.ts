/// Events in, glyphs out.
import { expect, it } from "vitest";
import type { RecordEvent } from "../api/forms";
import { layTimeline } from "./timeline";

const event = (id: string, edtf: string | null, type = "AGREE") =>
  ({ id, time: edtf === null ? null : { edtf }, plover: { type }, phase: "carried_out", origins: [], statements: [] }) as unknown as RecordEvent;

it("draws days as points and longer spans as bars", () => {
  const { rows } = layTimeline([event("day", "2022-09-15"), event("year", "2022")], 1000);
  const widths = Object.fromEntries(rows.flatMap((row) => row.glyphs.map((glyph) => [glyph.event.id, glyph.width > 0])));
  expect(widths).toEqual({ day: false, year: true });
});

it("gives events of one day lanes of their own", () => {
  const { rows } = layTimeline([event("a", "2022-09-15"), event("b", "2022-09-15"), event("c", "2023-09-15")], 1000);
  expect(new Set(rows[0]?.glyphs.filter((glyph) => glyph.event.id !== "c").map((glyph) => glyph.y)).size).toBe(2);
});

it("has a row for each type, the fullest first", () => {
  const { rows } = layTimeline([event("a", "2022"), event("b", "2022", "AID"), event("c", "2023", "AID")], 1000);
  expect(rows.map((row) => row.type)).toEqual(["AID", "AGREE"]);
});

it("keeps a few old events from pressing the others together", () => {
  const recent = Array.from({ length: 60 }, (_, index) => event(`e${index}`, `2022-0${1 + (index % 9)}`));
  const { earlier, domain } = layTimeline([event("old", "1949"), ...recent], 1000);
  expect(earlier.map((one) => one.id)).toEqual(["old"]);
  expect(new Date(domain[0]).getUTCFullYear()).toBeGreaterThan(2020);
});

it("sets the undated apart", () => expect(layTimeline([event("x", null)], 1000).undated).toHaveLength(1));
