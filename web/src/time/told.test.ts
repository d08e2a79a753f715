/// Events in, days out.
import { expect, it } from "vitest";
import { contestedSince, placingOf } from "./told";

const ref = (published: string | null = null) => ({ id: "s", report: { uri: "u", published } });

it("an event stands at its own time", () => expect(placingOf({ time: { edtf: "2022" }, statements: [ref("2023-01-01")] })).toEqual({ edtf: "2022", told: false }));
it("an undated one where it was first told", () => expect(placingOf({ time: null, statements: [ref("2023-01-02"), ref("2023-01-01"), ref()] })).toEqual({ edtf: "2023-01-01", told: true }));
it("or nowhere", () => expect(placingOf({ time: null, statements: [ref()] })).toBeNull());

const side = (...days: (string | null)[]) => ({ says: "x", statement_count: days.length, statements: days.map(ref) });

it("is contested since the later side spoke", () => expect(contestedSince([side("2022-09-19", "2022-09-13"), side("2022-09-15")])).toBe("2022-09-15"));
it("or nobody knows since when", () => expect(contestedSince([side(null), side("2022-09-15")])).toBeUndefined());
