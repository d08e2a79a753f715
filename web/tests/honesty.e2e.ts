/// What the pages do not know they say in place: words left unread, events that a chart cannot show. And names are the reader's.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Look, type Visit, named, open, overflow, shoot, violations, visit } from "./browser";
import { type Served, serveExamples } from "./server";

const WORDS = {
  en: { show: "Show what stayed unread", unread: "(unread: ", russia: "Russia", event: "event", leftOut: /the chart/ },
  nl: { show: "Toon wat ongelezen bleef", unread: "(ongelezen: ", russia: "Rusland", event: "gebeurtenis", leftOut: /de grafiek/ },
};

const LOOKS: Look[] = [
  { width: 1400, language: "en", theme: "light" },
  { width: 400, language: "nl", theme: "dark" },
];

let served: Served;
let report: string;

beforeAll(async () => {
  served = await serveExamples();
  const answer = (await (await fetch(`${served.url}/api/v1/reports?limit=100`)).json()) as { items: { id: string; unread: number; statements: number }[] };
  const rich = answer.items.filter((one) => one.statements > 2).sort((a, b) => b.unread - a.unread)[0];
  report = String(rich?.id);
});

afterAll(() => served.stop());

describe.each(LOOKS)("at $width in $language, $theme", (look) => {
  const words = WORDS[look.language];
  let reader: Visit;

  beforeAll(async () => {
    reader = await visit(served.url, look);
  });

  afterAll(async () => {
    expect(reader.complaints).toEqual([]);
    await reader.close();
  });

  it("words left unread are marked where they stand, with the reason, and the marks can be put away", async () => {
    const { page } = reader;
    await open(page, `${served.url}/reports/${report}`);
    const marks = page.locator(".words .mark.unread");
    expect(await marks.count()).toBeGreaterThan(0);
    expect(await marks.first().locator(".reason").textContent()).toContain(words.unread);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await shoot(page, `unread-${named(look)}`);
    await page.getByLabel(words.show).uncheck();
    expect(await marks.count()).toBe(0);
  });

  it("a note leads to its event", async () => {
    const { page } = reader;
    await open(page, `${served.url}/reports/${report}`);
    const note = page.locator(".note").filter({ has: page.locator('a[href*="/events/"]') }).first();
    await note.locator("summary").click();
    await note.getByRole("link", { name: words.event, exact: true }).click();
    await page.waitForURL("**/events/*");
    await page.locator("h1").waitFor();
  });

  it("names are those of the reader's language, and the chart of a pair tells what it leaves out", async () => {
    const { page } = reader;
    await open(page, `${served.url}/actors/Q159`);
    expect(await page.locator("h1").innerText()).toContain(words.russia);
    await open(page, `${served.url}/pair?actor=Q148&actor=Q159`);
    await page.locator(".left-out").waitFor();
    expect(await page.locator("h1").innerText()).toContain(words.russia);
    expect(await page.locator(".left-out").innerText()).toMatch(words.leftOut);
    expect(await violations(page)).toEqual([]);
    await page.locator(".left-out").scrollIntoViewIfNeeded();
    await shoot(page, `left-out-${named(look)}`);
  });
});
