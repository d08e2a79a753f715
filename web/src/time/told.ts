/// When to put an event: at its own time, else, marked as such, at the day on which it was first told.

import type { RecordEvent } from "../api/forms";

export interface Placing {
  edtf: string;
  /** The day is that of the first report, not of the event. */
  told: boolean;
}

export function placingOf(event: Pick<RecordEvent, "time" | "statements">): Placing | null {
  if (event.time) return { edtf: event.time.edtf, told: false };
  const days = event.statements.map((statement) => statement.report.published).filter((day): day is string => typeof day === "string");
  const first = days.sort()[0];
  return first === undefined ? null : { edtf: first, told: true };
}
