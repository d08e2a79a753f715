/// When to put an event: at its own time, else, marked as such, at the day on which it was first told.

import type { Conflict, RecordEvent, StatementRef } from "../api/forms";

export interface Placing {
  edtf: string;
  /** The day is that of the first report, not of the event. */
  told: boolean;
}

export function placingOf(event: Pick<RecordEvent, "time" | "statements">): Placing | null {
  if (event.time) return { edtf: event.time.edtf, told: false };
  const first = firstTold(event.statements);
  return first === undefined ? null : { edtf: first, told: true };
}

/** The day by which every side of a conflict had spoken; none where that of a side is unknown. */
export function contestedSince(sides: Conflict["sides"]): string | undefined {
  const days = sides.map((side) => firstTold(side.statements));
  return days.includes(undefined) ? undefined : days.sort().at(-1);
}

function firstTold(statements: StatementRef[]): string | undefined {
  const days = statements.map((statement) => statement.report.published).filter((day) => day !== null);
  return days.sort()[0];
}
