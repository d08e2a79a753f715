/// Places and ticks.
import { expect, it } from "vitest";
import { linear, momentsBetween, numbersBetween } from "./scale";

it("spreads values evenly", () => expect([0, 5, 10].map(linear([0, 10], [100, 0]))).toEqual([100, 50, 0]));
it("puts everything at the first place where there is one value", () => expect(linear([3, 3], [20, 90])(3)).toBe(20));
it("ticks at round numbers", () => expect(numbersBetween([-3, 3], 5)).toEqual([-3, -2, -1, 0, 1, 2, 3]));
it("ticks at the beginning of months", () => {
  const days = momentsBetween([Date.parse("2022-01-20"), Date.parse("2022-05-10")], 4).map((at) => new Date(at).toISOString().slice(0, 10));
  expect(days).toEqual(["2022-02-01", "2022-03-01", "2022-04-01", "2022-05-01"]);
});
