/// What pages cost: bytes over the wire, and how soon they show and answer.

import { gzipSync } from "node:zlib";
import type { Page, Response } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { open, visit } from "./browser";
import { type Served, serveExamples } from "./server";

/** Compressed bytes of everything a page needs, its data included. */
const MOST_BYTES = 300_000;
/** Milliseconds; REGISTAN_SLOW lets a busy machine take longer. */
const SLACK = Number(process.env.REGISTAN_SLOW ?? 1);
const FIRST_PAINT = 800 * SLACK;
const BLOCKING = 150 * SLACK;

let served: Served;

beforeAll(async () => {
  served = await serveExamples();
});

afterAll(() => served.stop());

interface Cost {
  bytes: number;
  paint: number;
  blocking: number;
  shift: number;
  /** Milliseconds of processor time on the main thread, which other work on the machine does not change. */
  work: number;
}

/** Runs in the page before anything else and notes long tasks and shifts of the layout. */
function watch(): void {
  const noted = { blocking: 0, shift: 0 };
  Object.assign(window, { noted });
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) noted.blocking += Math.max(0, task.duration - 50);
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) if (!shift.hadRecentInput) noted.shift += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
}

async function costOf(path: string): Promise<Cost> {
  const reader = await visit(served.url, { width: 1400, language: "en", theme: "light" });
  const bodies: Promise<number>[] = [];
  reader.page.on("response", (response) => bodies.push(sizeOf(response)));
  await reader.page.addInitScript(watch);
  const inspector = await reader.page.context().newCDPSession(reader.page);
  await inspector.send("Performance.enable", { timeDomain: "threadTicks" });
  await open(reader.page, served.url + path);
  const figures = await figuresOf(reader.page);
  const { metrics } = await inspector.send("Performance.getMetrics");
  const work = 1000 * (metrics.find((metric) => metric.name === "TaskDuration")?.value ?? 0);
  const sizes = await Promise.all(bodies);
  await reader.close();
  return { ...figures, work, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

async function sizeOf(response: Response): Promise<number> {
  const body = await response.body().catch(() => Buffer.alloc(0));
  return /woff2|png/.test(response.url()) ? body.length : gzipSync(body).length;
}

async function figuresOf(page: Page) {
  return page.evaluate(() => {
    const { noted } = window as unknown as { noted: { blocking: number; shift: number } };
    const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
    return { paint, ...noted };
  });
}

it.each(["/", "/reports", "/events", "/actors/Q159", "/pair?actor=Q148&actor=Q159", "/world", "/world?view=network", "/conflicts", "/ask", "/reference"])(
  "%s keeps to the budget",
  async (path) => {
    const cost = await costOf(path);
    console.info(`${path}: ${Math.round(cost.bytes / 1000)} KB, first paint ${Math.round(cost.paint)} ms, blocking ${Math.round(cost.blocking)} ms, shift ${cost.shift.toFixed(3)}, work ${Math.round(cost.work)} ms`);
    expect(cost.bytes).toBeLessThan(MOST_BYTES);
    expect(cost.paint).toBeLessThan(FIRST_PAINT);
    expect(cost.blocking).toBeLessThan(BLOCKING);
    expect(cost.shift).toBeLessThan(0.1);
  },
);
