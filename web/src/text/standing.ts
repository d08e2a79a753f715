/// How an event stands: happened, planned, considered, or denied by those whose word weighs most.

import type { Origin, RecordEvent } from "../api/forms";

export type Standing = "carried_out" | "planned" | "considered" | "denied";

export function weigh(origins: Origin[]): { support: number; denial: number } {
  // Independent words: each takes away a share of the doubt that the others left.
  const joined = (values: number[]) => 1 - values.reduce((doubt, value) => doubt * (1 - value), 1);
  return { support: joined(origins.map((origin) => origin.support)), denial: joined(origins.map((origin) => origin.denial)) };
}

export function standingOf(event: Pick<RecordEvent, "phase" | "origins">): Standing {
  const { support, denial } = weigh(event.origins);
  if (denial > support) return "denied";
  return event.phase === "planned" || event.phase === "considered" ? event.phase : "carried_out";
}

/** Some say so and some deny it. */
export function isDisputed(origins: Origin[]): boolean {
  return origins.some((origin) => origin.denial > 0) && origins.some((origin) => origin.support > 0);
}
