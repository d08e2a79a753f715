/// A reader's browser, with everything noted that must not happen: errors, requests leaving the machine.

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type BrowserContext, type Page, chromium } from "playwright-core";

export const ARTEFACTS = resolve(import.meta.dirname, "../artefacts");

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface Look {
  width: number;
  language: "en" | "nl";
  theme: "light" | "dark";
}

export interface Visit {
  page: Page;
  /** Errors on the console and requests to elsewhere, since the beginning. */
  complaints: string[];
  close: () => Promise<void>;
}

export const LOOKS: Look[] = [
  { width: 1400, language: "en", theme: "light" },
  { width: 1400, language: "nl", theme: "dark" },
  { width: 400, language: "nl", theme: "light" },
  { width: 400, language: "en", theme: "dark" },
];

export const named = ({ width, language, theme }: Look) => `${width}-${language}-${theme}`;

export async function visit(url: string, look: Look): Promise<Visit> {
  const profile = mkdtempSync(join(tmpdir(), "registan-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: FLAGS,
    headless: true,
    viewport: { width: look.width, height: 900 },
    locale: look.language === "nl" ? "nl-NL" : "en-GB",
    colorScheme: look.theme,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints = listen(context, page, url);
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { page, complaints, close };
}

function listen(context: BrowserContext, page: Page, url: string): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  context.on("request", (request) => {
    const to = request.url();
    if (!to.startsWith(url) && !to.startsWith("blob:") && !to.startsWith("data:")) complaints.push(`request to ${to}`);
  });
  return complaints;
}

/** Opens an address and waits until nothing is on its way. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await settled(page);
}

export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.locator("h1").first().waitFor({ state: "attached" });
  await page.waitForFunction(() => document.querySelector('[role="status"], [aria-busy="true"]') === null);
}

/** What axe has against the page, a line a violation. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    interface Found {
      violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
    }
    const { axe } = window as unknown as { axe: { run: () => Promise<Found> } };
    const { violations: found } = await axe.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${String(node.target)} ${node.failureSummary ?? ""}`).join(" | ")}`);
  });
}

export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(ARTEFACTS, { recursive: true });
  await page.screenshot({ path: join(ARTEFACTS, `${name}.png`) });
}

/** Whether anything sticks out to the right, so that the page would scroll sideways. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
