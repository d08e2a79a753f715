/// Ten questions of docs/usability.md, answered from the pages alone with at most four clicks each.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Visit, open, settled, visit } from "./browser";
import { type Served, serveExamples } from "./server";

const MOST_CLICKS = 4;

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

/** A hand that counts: every click and every Enter is one. */
class Hand {
  clicks = 0;

  constructor(readonly page: Page) {}

  async menu(name: string): Promise<void> {
    await this.#count(this.page.locator("nav").getByRole("link", { name, exact: true }).click());
  }

  async link(name: string | RegExp): Promise<void> {
    await this.#count(this.page.locator("main").getByRole("link", { name }).first().click());
  }

  async narrow(): Promise<void> {
    await this.#count(this.page.locator("main .filters > summary").click());
  }

  async choose(label: string, value: string): Promise<void> {
    await this.#count(this.page.getByRole("combobox", { name: label }).selectOption(value).then(() => undefined));
  }

  async search(words: string): Promise<void> {
    await this.page.getByRole("searchbox").fill(words);
    await this.#count(this.page.getByRole("searchbox").press("Enter"));
  }

  async fill(label: string, words: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).fill(words);
    await this.#count(this.page.getByLabel(label, { exact: true }).press("Enter"));
  }

  async clocks(known: string): Promise<void> {
    await this.#count(this.page.locator(".clocks summary").click());
    await this.#count(this.page.getByLabel(/^As known on/).fill(known));
  }

  async #count(done: Promise<void>): Promise<void> {
    await done;
    this.clicks += 1;
    await settled(this.page);
  }
}

interface Question {
  asks: string;
  walk: (hand: Hand) => Promise<void>;
  /** What then stands on the page. */
  answer: RegExp;
}

const QUESTIONS: Question[] = [
  { asks: "Which reports disagree on sanctions?", walk: (hand) => hand.menu("Conflicts"), answer: /China sanctions[\s\S]*AFFIRMED[\s\S]*The Harbour Gazette[\s\S]*DENIED[\s\S]*De Noorderkoerier/ },
  {
    asks: "What came before the meeting in Samarkand?",
    walk: async (hand) => {
      await hand.menu("Events");
      await hand.narrow();
      await hand.fill("Place", "Samarkand");
      await hand.link("meeting");
    },
    answer: /Xi Jinping, Vladimir Putin meeting[\s\S]*What came before/,
  },
  { asks: "Who belongs to which body, and on whose word?", walk: (hand) => hand.menu("World"), answer: /Memberships[\s\S]*Finland member of NATO[\s\S]*by Het Middagblad/ },
  {
    asks: "What has Vladimir Putin said?",
    walk: async (hand) => {
      await hand.menu("Actors");
      await hand.link("Vladimir Putin");
    },
    answer: /Vladimir Putin[\s\S]*What it said/,
  },
  {
    asks: "How did Russia and Ukraine stand to each other over time?",
    walk: async (hand) => {
      await hand.menu("Actors");
      await hand.link("Russia");
      await hand.link("Ukraine");
    },
    answer: /Russia – Ukraine[\s\S]*Cooperation above the line, conflict below[\s\S]*assault/,
  },
  {
    asks: "What is only planned?",
    walk: async (hand) => {
      await hand.menu("Events");
      await hand.narrow();
      await hand.choose("Told as", "planned");
    },
    answer: /North Korea[\s\S]*planned/,
  },
  { asks: "Who has sanctions on whom?", walk: (hand) => hand.menu("World"), answer: /Sanctions[\s\S]*United States sanctions Turkey/ },
  {
    asks: "What do two reports on the same summit tell, and where do they differ?",
    walk: async (hand) => {
      await hand.menu("Reports");
      await hand.link(/Xi en Poetin/);
      await hand.link("Compare with another report");
      const other = await hand.page.locator("option", { hasText: "Putin acknowledges" }).getAttribute("value");
      await hand.choose("Add a report", other ?? "");
    },
    answer: /Contradicted[\s\S]*China sanctions[\s\S]*Only here/,
  },
  { asks: "What was known in mid-September 2022?", walk: (hand) => hand.clocks("2022-09-15"), answer: /The record holds [\d,]+ reports[\s\S]*to 13 September 2022/ },
  {
    asks: "Which newspaper's news is the most hostile?",
    walk: async (hand) => {
      await hand.menu("Ask");
      await hand.link("How hostile is each newspaper's news?");
    },
    answer: /mean_score[\s\S]*The Harbour Gazette/i,
  },
];

it.each(QUESTIONS)("$asks", async ({ walk, answer }) => {
  await open(reader.page, `${served.url}/`);
  const hand = new Hand(reader.page);
  await walk(hand);
  await expect.poll(() => reader.page.locator("main").innerText(), { timeout: 10_000 }).toMatch(answer);
  expect(hand.clicks).toBeLessThanOrEqual(MOST_CLICKS);
});
