/// A reader with the token judges that two statements are not of one event, and takes it back.

import { afterAll, beforeAll, expect, it } from "vitest";
import { type Visit, open, settled, visit } from "./browser";
import { type Served, serveExamples } from "./server";

let served: Served;
let reader: Visit;

beforeAll(async () => {
  served = await serveExamples();
  reader = await visit(served.url, { width: 1400, language: "en", theme: "light" });
});

afterAll(async () => {
  await reader.close();
  served.stop();
});

async function mergedEvent(): Promise<string> {
  const { items } = (await (await fetch(`${served.url}/api/v1/events?limit=500`)).json()) as { items: { id: string; statements: unknown[] }[] };
  return items.find((event) => event.statements.length > 2)?.id ?? "";
}

it("without the token nothing can be judged", async () => {
  await open(reader.page, `${served.url}/events/${await mergedEvent()}`);
  expect(await reader.page.getByRole("button", { name: "These are not the same" }).count()).toBe(0);
});

it.skipIf(process.env.REGISTAN_URL && !process.env.REGISTAN_JUDGING)("with it, a judgement is made and undone", async () => {
  await reader.page.goto(process.env.REGISTAN_JUDGING ?? served.judging);
  const address = `${served.url}/events/${await mergedEvent()}`;
  await open(reader.page, address);
  const before = await reader.page.locator("blockquote").count();
  await reader.page.getByRole("button", { name: "These are not the same" }).last().click();
  await reader.page.getByText("Judged not the same").first().waitFor();
  await settled(reader.page);
  expect(await reader.page.locator(".words blockquote").count()).toBeLessThan(before);
  await reader.page.getByRole("button", { name: "Undo" }).first().click();
  await expect.poll(() => reader.page.locator(".words blockquote").count()).toBe(before);
});
