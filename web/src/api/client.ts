/// Asks the server: JSON in, typed forms out, every failure a `Refusal` with words fit to show.

import type { Problem } from "./forms";

export const BASE = "/api/v1";

/** An answer that is no answer: what the server, or the lack of one, had to say. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }

  get status(): number {
    return this.problem.status;
  }
}

/** The address of a resource; parts are escaped, `query` is taken as it is. */
export function resource(parts: string[], query?: URLSearchParams): string {
  const path = parts.map(encodeURIComponent).join("/");
  const tail = query?.toString();
  return `${BASE}/${path}${tail ? `?${tail}` : ""}`;
}

export async function get<T>(address: string, signal?: AbortSignal): Promise<T> {
  return ask<T>(address, { signal, headers: { accept: "application/json" } });
}

export async function send<T>(method: "POST" | "DELETE", address: string, body?: unknown, type = "application/json"): Promise<T> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers = { accept: "application/json, application/sparql-results+json", "content-type": type };
  return ask<T>(address, { method, headers, body: body === undefined ? undefined : text });
}

async function ask<T>(address: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new Refusal({ type: "about:blank", title: "offline", status: 0, detail: null });
  }
  if (!response.ok) throw new Refusal(await problemOf(response));
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

async function problemOf(response: Response): Promise<Problem> {
  const plain = { type: "about:blank", title: response.statusText, status: response.status, detail: null };
  try {
    return { ...plain, ...((await response.json()) as Partial<Problem>) };
  } catch {
    return plain;
  }
}
