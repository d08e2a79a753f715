/// Draws the earth once, when the pages are built: Natural Earth's countries as SVG paths, so that no browser has to.
///
/// Everything is on a sheet 10,000 units wide, in the Equal Earth projection, with the equator at 0 and south downwards.

import { type GeoContext, geoArea, geoCentroid, geoEqualEarth, geoPath } from "d3-geo";
import type { Feature, Geometry, Polygon } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Plugin } from "vite";
import atlas from "world-atlas/countries-110m.json" with { type: "json" };
import { letters } from "./country_codes.ts";
import { SCALE, SHEET } from "../src/charts/sheet.ts";

/** What a page gets: a country's outline, and the midst of its largest piece of land. */
export interface Drawn {
  countries: { code: string; outline: string; middle: [number, number] }[];
  borders: string;
}

const topology = atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>;

/** Points between the ends of a long edge only where they are seen at the largest zoom. */
const projection = geoEqualEarth().scale(SCALE).translate([SHEET / 2, 0]).precision(3);

export function draw(): Drawn {
  // Without Antarctica, where nobody in the news lives.
  const known = feature(topology, topology.objects.countries).features.filter((country) => country.properties.name !== "Antarctica");
  return {
    countries: known.map((country) => ({ code: letters.get(String(country.id)) ?? "", outline: outlineOf(country), middle: middleOf(country) })),
    borders: outlineOf(mesh(topology, topology.objects.countries, (a, b) => a !== b)),
  };
}

/** An SVG path in whole units, each point told from the one before, which takes a third of the room. */
function outlineOf(shape: Feature | Geometry): string {
  const parts: string[] = [];
  let x = 0;
  let y = 0;
  const to = (command: string, nextX: number, nextY: number) => {
    const [right, down] = [Math.round(nextX) - x, Math.round(nextY) - y];
    if (command === "l" && right === 0 && down === 0) return;
    parts.push(`${command}${right}${down < 0 ? "" : " "}${down}`);
    x += right;
    y += down;
  };
  let begin: [number, number] = [0, 0];
  const pen: GeoContext = {
    beginPath: () => undefined,
    moveTo: (nextX, nextY) => {
      to("m", nextX, nextY);
      begin = [x, y];
    },
    lineTo: (nextX, nextY) => to("l", nextX, nextY),
    closePath: () => {
      parts.push("z");
      [x, y] = begin;
    },
    arc: () => undefined,
  };
  geoPath(projection, pen)(shape);
  return parts.join("");
}

function middleOf(country: Feature): [number, number] {
  const [x, y] = projection(geoCentroid(largest(country.geometry))) ?? [0, 0];
  return [Math.round(x), Math.round(y)];
}

function largest(geometry: Geometry): Polygon {
  const pieces = geometry.type === "MultiPolygon" ? geometry.coordinates : geometry.type === "Polygon" ? [geometry.coordinates] : [];
  const polygons = pieces.map((coordinates): Polygon => ({ type: "Polygon", coordinates }));
  return polygons.reduce((most, polygon) => (geoArea(polygon) > geoArea(most) ? polygon : most), { type: "Polygon", coordinates: [] } as Polygon);
}

/** Serves the drawing as the module `virtual:earth`; as JSON in a string, which browsers read faster than code. */
export function earth(): Plugin {
  const name = "virtual:earth";
  return {
    name: "earth",
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? `export default JSON.parse(${JSON.stringify(JSON.stringify(draw()))});` : null),
  };
}
