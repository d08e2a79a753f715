/// The drawn earth.
import { expect, it } from "vitest";
import { borders, isCountry, landOf, middleOf, viewOf } from "./geography";
import { SHEET, onSheet } from "./sheet";

it("has the middle of the sheet where the meridian crosses the equator", () => expect(onSheet(0, 0).map(Math.abs)).toEqual([SHEET / 2, 0]));

it.each([["NLD", 5.6, 52.3], ["KAZ", 67.3, 48.2], ["AUS", 134.4, -25.6]])("%s lies where it lies", (code, longitude, latitude) => {
  const [x, y] = onSheet(longitude, latitude);
  expect(Math.hypot(x - (middleOf(code)?.[0] ?? 0), y - (middleOf(code)?.[1] ?? 0))).toBeLessThan(60);
});

it("knows no country of other letters", () => expect([isCountry("XXX"), isCountry(null), middleOf("XXX")]).toEqual([false, false, null]));

it("parts the chosen land from the rest", () => {
  const { chosen, rest } = landOf(new Set(["CHN"]));
  expect([chosen.length > 0, rest.length > 10 * chosen.length, borders.startsWith("m")]).toEqual([true, true, true]);
});

it("shows the whole earth, or the centre in the middle", () => {
  const whole = viewOf(1000, 500, 1, [0, 0]);
  expect([whole.left, whole.scale * SHEET]).toEqual([0, 1000]);
  const near = viewOf(1000, 500, 4, [6000, -1000]);
  expect([near.left + 6000 * near.scale, near.top - 1000 * near.scale]).toEqual([500, 250]);
});
