/// Origins in, standing out.
import { expect, it } from "vitest";
import { isDisputed, standingOf, weigh } from "./standing";

const origin = (support: number, denial: number) => ({ name: "x", kind: "report", support, denial, statement_count: 0, statements: [] });

it("independent words add up", () => expect(weigh([origin(0.5, 0), origin(0.5, 0)]).support).toBeCloseTo(0.75));
it("denial wins when it weighs more", () => expect(standingOf({ phase: "carried_out", origins: [origin(0.2, 0), origin(0, 0.7)] })).toBe("denied"));
it("a plan stays a plan", () => expect(standingOf({ phase: "planned", origins: [origin(0.7, 0)] })).toBe("planned"));
it("an unknown phase is told as having happened", () => expect(standingOf({ phase: "new", origins: [] })).toBe("carried_out"));
it("a dispute needs both sides", () => {
  expect(isDisputed([origin(0.2, 0), origin(0, 0.7)])).toBe(true);
  expect(isDisputed([origin(0, 0.7)])).toBe(false);
});
