/// Days, weeks and months as steps of a chart.

import { dayOf } from "../time/edtf";

/** The day on which the step after `start` begins; with `inclusive` the last day of the step itself. */
export function endOfStep(start: string, step: string, inclusive = false): string {
  const date = new Date(`${start.slice(0, 10)}T00:00:00Z`);
  if (step === "month") date.setUTCMonth(date.getUTCMonth() + 1);
  else date.setUTCDate(date.getUTCDate() + (step === "week" ? 7 : 1));
  if (inclusive) date.setUTCDate(date.getUTCDate() - 1);
  return dayOf(date.getTime());
}

/** Months from the one of `first` to the one of `last`, as YYYY-MM. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  const at = new Date(`${first.slice(0, 7)}-01T00:00:00Z`);
  const end = Date.parse(`${last.slice(0, 7)}-01T00:00:00Z`);
  while (at.getTime() <= end && months.length < 2400) {
    months.push(dayOf(at.getTime()).slice(0, 7));
    at.setUTCMonth(at.getUTCMonth() + 1);
  }
  return months;
}

export function lastDayOf(month: string): string {
  return endOfStep(`${month}-01`, "month", true);
}
