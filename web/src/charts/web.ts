/// The network of actors, laid out by forces and always the same way for the same data.

import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import type { SimulationLinkDatum, SimulationNodeDatum } from "d3-force";
import type { WorldActor, WorldLink } from "../api/forms";
import { browsersTurn } from "../parts/turns.svelte";

export interface Knot extends SimulationNodeDatum {
  key: string;
  actor: WorldActor;
  radius: number;
  x: number;
  y: number;
}

export interface Thread {
  link: WorldLink;
  from: Knot;
  to: Knot;
}

/** More than this nobody can read, and the layout would keep the page busy. */
export const MOST = 70;

/** Enough for the layout to come to rest. */
const TICKS = 110;

/** Ticks between two turns of the browser. */
const AT_ONCE = 10;

export interface Web {
  knots: Knot[];
  threads: Thread[];
}

/** The radius of a circle that counts statements, on a drawing of this width. */
export function radiusOf(statements: number, width: number): number {
  return (3 + Math.sqrt(statements) * 1.6) * (width < 600 ? 0.6 : 1);
}

/** Lays the network out, with turns of the browser between; nothing comes of it once `signal` is given. */
export async function layWeb(actors: WorldActor[], links: WorldLink[], { width, height }: { width: number; height: number }, signal?: AbortSignal): Promise<Web | null> {
  const joined = new Set(links.flatMap(({ a, b }) => [a, b]));
  const shown = actors.filter((actor) => joined.has(actor.key)).sort((a, b) => b.statements - a.statements).slice(0, MOST);
  const knots: Knot[] = shown.map((actor, index) => {
    const turn = index * 2.4;
    const away = 12 * Math.sqrt(index);
    return { key: actor.key, actor, radius: radiusOf(actor.statements, width), x: width / 2 + away * Math.cos(turn), y: height / 2 + away * Math.sin(turn) };
  });
  const byKey = new Map(knots.map((knot) => [knot.key, knot]));
  const threads = links.flatMap((link) => {
    const from = byKey.get(link.a);
    const to = byKey.get(link.b);
    return from && to ? [{ link, from, to }] : [];
  });
  const settled = await settle(knots, threads, { width, height }, signal);
  return settled ? { knots, threads } : null;
}

async function settle(knots: Knot[], threads: Thread[], { width, height }: { width: number; height: number }, signal?: AbortSignal): Promise<boolean> {
  const springs: SimulationLinkDatum<Knot>[] = threads.map(({ from, to }) => ({ source: from, target: to }));
  const simulation = forceSimulation(knots)
    .force("link", forceLink(springs).distance(70).strength(0.12))
    .force("charge", forceManyBody().strength(-190))
    .force("collide", forceCollide<Knot>((knot) => knot.radius + 9))
    .force("centre", forceCenter(width / 2, height / 2))
    .force("x", forceX(width / 2).strength(0.05))
    .force("y", forceY(height / 2).strength((0.05 * width) / height))
    .alphaDecay(1 - 0.001 ** (1 / TICKS))
    .stop();
  for (let done = 0; done < TICKS; done += AT_ONCE) {
    await browsersTurn();
    if (signal?.aborted) return false;
    simulation.tick(AT_ONCE);
  }
  for (const knot of knots) {
    knot.x = Math.max(knot.radius + 4, Math.min(width - knot.radius - 70, knot.x));
    knot.y = Math.max(knot.radius + 4, Math.min(height - knot.radius - 4, knot.y));
  }
  return true;
}
