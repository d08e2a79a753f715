/// The network of actors.
import { expect, it } from "vitest";
import type { WorldActor, WorldLink } from "../api/forms";
import { layWeb } from "./web";

const actors = ["a", "b", "c", "alone"].map((key, index) => ({ key, statements: index + 1 }) as unknown as WorldActor);
const links = [["a", "b"], ["b", "c"]].map(([a, b]) => ({ a, b }) as unknown as WorldLink);
const size = { width: 800, height: 600 };

it("lays the same data out the same way, within the drawing", async () => {
  const [once, again] = await Promise.all([layWeb(actors, links, size), layWeb(actors, links, size)]);
  const places = (web: typeof once) => web?.knots.map(({ key, x, y }) => [key, x, y]);
  expect(places(once)).toEqual(places(again));
  expect(once?.knots.every(({ x, y }) => x > 0 && x < 800 && y > 0 && y < 600)).toBe(true);
});

it("leaves out who has to do with nobody", async () => expect((await layWeb(actors, links, size))?.knots.map(({ key }) => key)).toEqual(["c", "b", "a"]));
it("stops when told to", async () => expect(await layWeb(actors, links, size, AbortSignal.abort())).toBe(null));
