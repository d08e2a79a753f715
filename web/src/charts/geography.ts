/// The earth: Natural Earth's countries, a projection that fits them, and which country holds a place.

import { type GeoProjection, geoContains, geoEqualEarth, geoPath } from "d3-geo";
import type { Feature, Geometry } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-110m.json";

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

export function projectionOf({ width, height, zoom, centre }: View): GeoProjection {
  const projection = geoEqualEarth().fitExtent([[4, 4], [width - 4, height - 4]], { type: "FeatureCollection", features: countries });
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

const holders = new Map<string, Country | null>();

/** The country whose land holds the place. */
export function countryAt(lat: number, lon: number): Country | null {
  const key = `${lat},${lon}`;
  const known = holders.get(key);
  if (known !== undefined) return known;
  const found = countries.find((country) => geoContains(country, [lon, lat])) ?? null;
  holders.set(key, found);
  return found;
}
