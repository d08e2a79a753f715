/// Where the reader is. One state, changed by links, forms and the browser's own buttons.

import { tick } from "svelte";
import { linkTo } from "./filters";
import { type Route, routeOf } from "./routes";

class Navigation {
  #url = $state.raw(new URL(window.location.href));

  get url(): URL {
    return this.#url;
  }

  get route(): Route {
    return routeOf(this.#url.pathname);
  }

  get query(): URLSearchParams {
    return this.#url.searchParams;
  }

  /** The address of `path` under the clocks now set. */
  to(path: string, more?: Record<string, string | string[]>): string {
    return linkTo(path, this.query, more);
  }

  go(address: string): void {
    const next = new URL(address, window.location.href);
    const samePage = next.pathname === this.#url.pathname;
    window.history.pushState(null, "", next);
    this.#url = next;
    if (next.hash !== "") void reveal(next.hash.slice(1));
    else if (!samePage) void startOfPage();
  }

  /** Changes the query of this page without a new entry in the history: for sliders and typing. */
  amend(query: URLSearchParams): void {
    const next = new URL(this.#url);
    next.search = query.toString();
    window.history.replaceState(null, "", next);
    this.#url = next;
  }

  narrow(query: URLSearchParams): void {
    this.go(`${this.#url.pathname}?${query}`);
  }

  start(): void {
    window.addEventListener("popstate", () => (this.#url = new URL(window.location.href)));
    document.addEventListener("click", (event) => this.#follow(event));
  }

  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const address = link?.getAttribute("href");
    if (!link || !address || link.hasAttribute("download") || link.target === "_blank") return;
    const next = new URL(address, window.location.href);
    if (next.origin !== window.location.origin || next.pathname.startsWith("/api/")) return;
    event.preventDefault();
    this.go(next.href);
  }
}

/** A new page is read from its head: the view and the focus go there. */
async function startOfPage(): Promise<void> {
  await tick();
  window.scrollTo(0, 0);
  document.getElementById("page")?.focus({ preventScroll: true });
}

async function reveal(id: string): Promise<void> {
  await tick();
  const target = document.getElementById(id);
  if (target instanceof HTMLDetailsElement) target.open = true;
  target?.scrollIntoView({ block: "center" });
  target?.focus({ preventScroll: true });
}

export const navigation = new Navigation();
