/// Every page in both languages, widths and colours: it shows, axe finds nothing, nothing leaves the machine, nothing sticks out.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOOKS, type Visit, named, open, overflow, shoot, violations, visit } from "./browser";
import { type Served, serveExamples } from "./server";

let served: Served;
let paths: [name: string, path: string][];

async function first(list: string, pick: (item: Record<string, unknown>) => boolean = () => true): Promise<string> {
  const answer = (await (await fetch(`${served.url}/api/v1/${list}`)).json()) as { items: Record<string, unknown>[] };
  return String((answer.items.find(pick) ?? answer.items[0])?.id);
}

beforeAll(async () => {
  served = await serveExamples();
  const samarkand = (uri: string) => (report: Record<string, unknown>) => String(report.uri).includes(uri);
  const report = await first("reports?limit=100", samarkand("samarkand-vooruitblik"));
  const other = await first("reports?limit=100", samarkand("samarkand-terugblik"));
  const event = await first("events?limit=500", (one) => (one.statements as unknown[]).length > 2);
  const conflict = await first("conflicts");
  paths = [
    ["overview", "/"],
    ["search", "/search?q=China"],
    ["reports", "/reports"],
    ["report", `/reports/${report}`],
    ["events", "/events"],
    ["events-narrowed", "/events?actor=Q148&type=COOPERATE&from=2022-01-01"],
    ["event", `/events/${event}`],
    ["actors", "/actors"],
    ["actor", "/actors/Q148"],
    ["pair", "/pair?actor=Q148&actor=Q159"],
    ["world-map", "/world"],
    ["world-network", "/world?view=network"],
    ["conflicts", "/conflicts"],
    ["conflict", `/conflicts/${conflict}`],
    ["compare", `/compare?report=${report}&report=${other}`],
    ["ask", `/ask?in=sql&query=${encodeURIComponent("SELECT frame, count(*) AS n FROM statements GROUP BY frame ORDER BY n DESC LIMIT 8")}`],
    ["reference", "/reference"],
    ["missing", "/no-such-page"],
  ];
});

afterAll(() => served.stop());

describe.each(LOOKS)("at $width in $language, $theme", (look) => {
  let reader: Visit;

  beforeAll(async () => {
    reader = await visit(served.url, look);
  });

  afterAll(async () => reader.close());

  it("every page is whole", async () => {
    const faults: string[] = [];
    for (const [name, path] of paths) {
      await open(reader.page, served.url + path);
      await shoot(reader.page, `${name}-${named(look)}`);
      for (const violation of await violations(reader.page)) faults.push(`${name}: ${violation}`);
      if ((await overflow(reader.page)) > 0) faults.push(`${name}: sticks out by ${await overflow(reader.page)} px`);
      if ((await reader.page.locator('[role="alert"]').count()) > 0) faults.push(`${name}: ${await reader.page.locator('[role="alert"]').innerText()}`);
    }
    expect(faults).toEqual([]);
    expect(reader.complaints).toEqual([]);
  });

  it("speaks the reader's language", async () => {
    await open(reader.page, `${served.url}/`);
    expect(await reader.page.locator("html").getAttribute("lang")).toBe(look.language);
    expect(await reader.page.locator("nav").innerText()).toContain(look.language === "nl" ? "Gebeurtenissen" : "Events");
  });
});
