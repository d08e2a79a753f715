/// The earth: Natural Earth's countries, a projection that fits them, and where each country lies.

import { type GeoProjection, geoArea, geoCentroid, geoEqualEarth, geoPath } from "d3-geo";
import type { Feature, Geometry, Polygon } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-110m.json";
import { letters } from "./country_codes";

const topology = atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>;

export type Country = Feature<Geometry, { name: string }>;

/** Without Antarctica, where nobody in the news lives. */
export const countries: Country[] = feature(topology, topology.objects.countries).features.filter((country) => country.properties.name !== "Antarctica");

export const borders = mesh(topology, topology.objects.countries, (a, b) => a !== b);

export interface View {
  width: number;
  height: number;
  /** 1 shows the whole earth. */
  zoom: number;
  /** Degrees east and north at the middle. */
  centre: [number, number];
}

/** What fits the countries into the width of one pixel, and how far below the middle the equator then lies: measured once, as it takes long. */
const SCALE = 0.18675;
const EQUATOR = 0.026;

export function projectionOf({ width, height, zoom, centre }: View): GeoProjection {
  const projection = geoEqualEarth().scale(width * SCALE).translate([width / 2, height / 2 + width * EQUATOR]);
  if (zoom > 1) {
    projection.scale(projection.scale() * zoom);
    const [x = 0, y = 0] = projection(centre) ?? [];
    const [left, top] = projection.translate();
    projection.translate([left + width / 2 - x, top + height / 2 - y]);
  }
  return projection;
}

export function pathOf(projection: GeoProjection) {
  return geoPath(projection).digits(1);
}

/** The countries of the atlas by their three letters. */
const byCode = new Map(countries.map((country) => [letters.get(String(country.id)) ?? "", country]));

export function countryOf(code: string | null): Country | null {
  return (code && byCode.get(code)) || null;
}

const middles = new Map<string, [number, number]>();

/** Degrees east and north in the midst of a country's largest piece of land. */
export function middleOf(code: string | null): [number, number] | null {
  const country = countryOf(code);
  if (!country || code === null) return null;
  const middle = middles.get(code) ?? geoCentroid(largest(country.geometry));
  middles.set(code, middle);
  return middle;
}

function largest(geometry: Geometry): Polygon {
  const pieces = geometry.type === "MultiPolygon" ? geometry.coordinates : geometry.type === "Polygon" ? [geometry.coordinates] : [];
  const polygons = pieces.map((coordinates): Polygon => ({ type: "Polygon", coordinates }));
  return polygons.reduce((most, polygon) => (geoArea(polygon) > geoArea(most) ? polygon : most), { type: "Polygon", coordinates: [] } as Polygon);
}
