/// Names that would cover each other are not both written.
import { expect, it } from "vitest";
import { readable } from "./labels";

const at = (key: string, x: number, y: number, weight: number) => ({ key, x, y, radius: 4, name: key, weight });

it("writes the weightier of two that overlap", () => expect([...readable([at("Iran", 10, 10, 1), at("Iraq", 14, 12, 5)], 500)]).toEqual(["Iraq"]));
it("writes both where there is room", () => expect(readable([at("Iran", 10, 10, 1), at("Iraq", 10, 60, 5)], 500).size).toBe(2));
it("writes nothing over the edge", () => expect(readable([at("Kazakhstan", 480, 10, 1)], 500).size).toBe(0));
