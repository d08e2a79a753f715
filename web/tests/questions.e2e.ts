/// The founding questions, asked of the example record as a reader would: by clicking and typing.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Visit, open, settled, visit } from "./browser";
import { type Served, serveExamples } from "./server";

let served: Served;
let reader: Visit;
let page: Page;

beforeAll(async () => {
  served = await serveExamples();
  reader = await visit(served.url, { width: 1400, language: "en", theme: "light" });
  page = reader.page;
});

afterAll(async () => {
  expect(reader.complaints).toEqual([]);
  await reader.close();
  served.stop();
});

beforeEach(async () => {
  await open(page, `${served.url}/`);
});

async function follow(name: string | RegExp, within = "main"): Promise<void> {
  await page.locator(within).getByRole("link", { name }).first().click();
  await settled(page);
}

async function seek(words: string): Promise<void> {
  await page.getByRole("searchbox").fill(words);
  await page.getByRole("searchbox").press("Enter");
  await settled(page);
}

describe("a reader finds", () => {
  it("which reports disagree on sanctions", async () => {
    await follow("Conflicts", "nav");
    const conflict = page.locator("article").filter({ has: page.getByRole("link", { name: "sanctions" }) }).first();
    await conflict.locator("blockquote").nth(1).waitFor();
    expect(await conflict.getByRole("heading", { level: 3 }).allInnerTexts()).toEqual(["AFFIRMED", "DENIED"]);
    const papers = await conflict.locator("blockquote footer a").allInnerTexts();
    expect(papers).toContain("De Noorderkoerier");
    expect(papers).toContain("The Harbour Gazette");
  });

  it("what came before the summit", async () => {
    await seek("Samarkand");
    await follow(/Samarkand/);
    await page.locator(".passage").first().waitFor();
    await follow("Events", "nav");
    await page.locator("main details summary").first().click();
    await page.getByLabel("Place", { exact: true }).fill("Samarkand");
    await page.getByRole("button", { name: "Apply" }).click();
    await settled(page);
    await page.locator("ol a.doing").first().click();
    await settled(page);
    await page.getByRole("heading", { name: "What came before" }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/events\/[0-9a-f]{32}$/);
  });

  it("who is a member, and on whose word", async () => {
    await follow("World", "nav");
    const memberships = page.locator("section").filter({ has: page.getByRole("heading", { name: "Memberships" }) });
    const china = memberships.locator("li").filter({ has: page.getByRole("link", { name: "China", exact: true }) }).first();
    expect(await china.innerText()).toMatch(/by .*(Middagblad|Noorderkoerier)/);
    await china.locator("summary").click();
    await china.locator("blockquote").first().waitFor();
    expect(await china.locator("blockquote").first().innerText()).toContain("China");
  });
});

describe("words and notes", () => {
  it("are linked by the pointer and by the keyboard", async () => {
    await follow("Reports", "nav");
    await follow(/Xi en Poetin/);
    const word = page.locator("a.trigger").nth(3);
    const of = await word.getAttribute("data-of");
    await word.hover();
    expect(await page.locator(".note.active").getAttribute("data-of")).toBe(of);
    await page.mouse.move(0, 0);
    const next = page.locator("a.trigger").nth(5);
    await next.focus();
    expect(await page.locator(".note.active").getAttribute("data-of")).toBe(await next.getAttribute("data-of"));
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).hash).toMatch(/^#note-/);
  });

  it("show or hide what stayed unread", async () => {
    await follow("Reports", "nav");
    await follow(/Xi en Poetin/);
    expect(await page.getByRole("heading", { name: "Left unread" }).isVisible()).toBe(true);
    await page.getByLabel("Show what stayed unread").uncheck();
    expect(await page.locator(".words .unread").count()).toBe(0);
  });
});

describe("an address", () => {
  it("restores filters and both clocks, which go along to other pages", async () => {
    await open(page, `${served.url}/events?actor=Q148&as_of=2023-01-01&known=2022-09-15`);
    expect(await page.locator(".clocks summary").innerText()).toContain("1 January 2023 · 15 September 2022");
    expect(await page.getByLabel("Actor", { exact: true }).inputValue()).toBe("Q148");
    await follow("Conflicts", "nav");
    expect(new URL(page.url()).search).toBe("?as_of=2023-01-01&known=2022-09-15");
  });

  it("goes back where the reader came from", async () => {
    await follow("World", "nav");
    await page.goBack();
    await settled(page);
    expect(new URL(page.url()).pathname).toBe("/");
  });
});

it("the language can be switched, and stays", async () => {
  await page.getByRole("button", { name: "Nederlands" }).click();
  await page.reload();
  await settled(page);
  expect(await page.locator("nav").innerText()).toContain("Tegenspraak");
  await page.getByRole("button", { name: "English" }).click();
});

it("a question in SQL is answered with a table and a chart", async () => {
  await follow("Ask", "nav");
  await page.getByRole("link", { name: "Which doings are told of most?" }).click();
  await settled(page);
  await page.locator(".scroll table").waitFor();
  expect(await page.locator(".chart tr").count()).toBeGreaterThan(5);
});

it("wrong SQL is refused in words", async () => {
  await follow("Ask", "nav");
  await page.getByRole("textbox", { name: "Query" }).fill("DELETE FROM statements");
  await page.getByRole("button", { name: "Ask" }).click();
  await page.getByRole("alert").waitFor();
  reader.complaints.splice(0);
});

it("says so when there is no such thing", async () => {
  await open(page, `${served.url}/events/00000000000000000000000000000000`);
  expect(await page.getByRole("alert").innerText()).toContain("no such thing");
  reader.complaints.splice(0);
});
