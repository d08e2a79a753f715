/// Events in, days out.
import { expect, it } from "vitest";
import { placingOf } from "./told";

const ref = (published?: string) => ({ id: "s", report: { uri: "u", published } });

it("an event stands at its own time", () => expect(placingOf({ time: { edtf: "2022" }, statements: [ref("2023-01-01")] })).toEqual({ edtf: "2022", told: false }));
it("an undated one where it was first told", () => expect(placingOf({ time: null, statements: [ref("2023-01-02"), ref("2023-01-01"), ref()] })).toEqual({ edtf: "2023-01-01", told: true }));
it("or nowhere", () => expect(placingOf({ time: null, statements: [ref()] })).toBeNull());
