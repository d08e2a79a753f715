/// The sheet on which the earth is drawn: Equal Earth, so wide that whole units are fine enough at every zoom.

import { geoEqualEarthRaw } from "d3-geo";

export const SHEET = 10_000;

/** Units for a radian; with it the countries fill the width. */
export const SCALE = SHEET * 0.18675;

/** How far the equator lies below the middle, in widths, so that the countries without Antarctica stand in the midst. */
export const EQUATOR = 0.026;

/** Degrees east and north as a place on the sheet; the equator is at 0, south is downwards. */
export function onSheet(longitude: number, latitude: number): [number, number] {
  const radians = Math.PI / 180;
  const [x, y] = geoEqualEarthRaw(longitude * radians, latitude * radians);
  return [SHEET / 2 + SCALE * x, -SCALE * y];
}
