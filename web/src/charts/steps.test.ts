/// Steps of time.
import { expect, it } from "vitest";
import { endOfStep, lastDayOf, monthsBetween } from "./steps";

it.each([
  ["2022-12-01", "month", "2023-01-01", "2022-12-31"],
  ["2024-02-26", "week", "2024-03-04", "2024-03-03"],
  ["2024-02-29", "day", "2024-03-01", "2024-02-29"],
])("%s by %s", (start, step, end, last) => expect([endOfStep(start, step), endOfStep(start, step, true)]).toEqual([end, last]));

it("counts months", () => expect(monthsBetween("2022-11-03", "2023-01-01")).toEqual(["2022-11", "2022-12", "2023-01"]));
it("knows the last day", () => expect(lastDayOf("2024-02")).toBe("2024-02-29"));
