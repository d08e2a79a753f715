/// What pages cost: bytes over the wire, and how soon they show and answer.

import { gzipSync } from "node:zlib";
import type { CDPSession, Page, Response } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { open, visit } from "./browser";
import { type Served, serveExamples } from "./server";

/** Compressed bytes of everything a page needs, its data included. */
const MOST_BYTES = 300_000;
/** Milliseconds; REGISTAN_SLOW lets a busy machine take longer. */
const SLACK = Number(process.env.REGISTAN_SLOW ?? 1);
const FIRST_PAINT = 800 * SLACK;
const BLOCKING = 150 * SLACK;
/** The same by processor time, which other work on the machine hardly changes. */
const BUSY = 150;

let served: Served;

beforeAll(async () => {
  served = await serveExamples();
});

afterAll(() => served.stop());

interface Cost {
  bytes: number;
  paint: number;
  blocking: number;
  /** What tasks take beyond 50 ms, of processor time instead of time on the clock. */
  busy: number;
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
  const traced = await trace(inspector);
  await open(reader.page, served.url + path);
  const figures = await figuresOf(reader.page);
  const busy = busyIn(await traced());
  const { metrics } = await inspector.send("Performance.getMetrics");
  const work = 1000 * (metrics.find((metric) => metric.name === "TaskDuration")?.value ?? 0);
  const sizes = await Promise.all(bodies);
  await reader.close();
  return { ...figures, busy, work, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** What Chromium tells of a task: microseconds on the clock, and of processor time. */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur: number;
  tdur?: number;
  args: { name?: string };
}

/** Notes what every thread does until the returned function is called. */
async function trace(inspector: CDPSession): Promise<() => Promise<TraceEvent[]>> {
  const events: TraceEvent[] = [];
  inspector.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await inspector.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["toplevel"] } });
  return async () => {
    const complete = new Promise((done) => inspector.once("Tracing.tracingComplete", done));
    await inspector.send("Tracing.end");
    await complete;
    return events;
  };
}

/** The busiest main thread is the page's. */
function busyIn(events: TraceEvent[]): number {
  const mains = events.filter((event) => event.name === "thread_name" && event.args.name === "CrRendererMain");
  const beyond = mains.map(({ pid, tid }) => {
    const tasks = events.filter((event) => event.pid === pid && event.tid === tid && event.ph === "X" && event.name.endsWith("RunTask")).sort((a, b) => a.ts - b.ts);
    let end = 0;
    const outermost = tasks.filter((task) => {
      if (task.ts < end) return false;
      end = task.ts + task.dur;
      return true;
    });
    return outermost.reduce((sum, task) => sum + Math.max(0, (task.tdur ?? 0) / 1000 - 50), 0);
  });
  expect(mains.length).toBeGreaterThan(0);
  return Math.max(...beyond);
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

/** The identity of the thing in a list of which most is told. */
async function fullest(list: string): Promise<string> {
  const size = (item: { statements: number | unknown[] }) => (typeof item.statements === "number" ? item.statements : item.statements.length);
  const answer = (await (await fetch(`${served.url}/api/v1/${list}?limit=500`)).json()) as { items: { id: string; statements: number | unknown[] }[] };
  return answer.items.sort((a, b) => size(b) - size(a))[0]?.id ?? "";
}

it.each(["/", "/reports", "/reports/…", "/events", "/events/…", "/actors", "/actors/Q159", "/pair?actor=Q148&actor=Q159", "/world", "/world?view=network", "/conflicts", "/search?q=China", "/compare", "/ask", "/reference"])(
  "%s keeps to the budget",
  async (pattern) => {
    const list = /^\/(.+)\/…$/.exec(pattern)?.[1];
    const path = list ? `/${list}/${await fullest(list)}` : pattern;
    const cost = await costOf(path);
    console.info(`${pattern}: ${Math.round(cost.bytes / 1000)} KB, first paint ${Math.round(cost.paint)} ms, blocking ${Math.round(cost.blocking)} ms (by processor time ${Math.round(cost.busy)} ms), shift ${cost.shift.toFixed(3)}, work ${Math.round(cost.work)} ms`);
    expect(cost.busy).toBeLessThan(BUSY);
    expect(cost.bytes).toBeLessThan(MOST_BYTES);
    expect(cost.paint).toBeLessThan(FIRST_PAINT);
    expect(cost.blocking).toBeLessThan(BLOCKING);
    expect(cost.shift).toBeLessThan(0.1);
  },
);
