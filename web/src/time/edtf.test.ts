/// EDTF in, ranges out.
import { describe, expect, it } from "vitest";
import { dayOf, periodOf, rangeOf } from "./edtf";

const days = (edtf: string) => {
  const range = rangeOf(edtf);
  if (!range) return null;
  const { first, last, fuzzy } = range;
  return `${first === null ? ".." : dayOf(first)} ${last === null ? ".." : dayOf(last)}${fuzzy ? " fuzzy" : ""}`;
};

describe("a range", () => {
  it.each([
    ["2022-09-15", "2022-09-15 2022-09-16"],
    ["2022-12-31", "2022-12-31 2023-01-01"],
    ["2024-02", "2024-02-01 2024-03-01"],
    ["2013~", "2013-01-01 2014-01-01 fuzzy"],
    ["2016-01~", "2016-01-01 2016-02-01 fuzzy"],
    ["2016-01?", "2016-01-01 2016-02-01 fuzzy"],
    ["2022-21/..", "2022-03-01 .."],
    ["2022-24", "2022-12-01 2023-03-01"],
    ["201X", "2010-01-01 2020-01-01"],
    ["19XX", "1900-01-01 2000-01-01"],
    ["2022-02-12/2022-02-13", "2022-02-12 2022-02-14"],
    ["../2022-05", ".. 2022-06-01"],
    ["/2022-05", ".. 2022-06-01"],
    ["2022-09~/..", "2022-09-01 .. fuzzy"],
    ["2022-XX", "2022-01-01 2023-01-01"],
    ["2022-09-15T10:00Z", "2022-09-15 2022-09-16"],
  ])("%s", (edtf, expected) => expect(days(edtf)).toBe(expected));

  it.each(["", "soon", "../..", "2022/2023/2024", "2022-09-15/whenever"])("there is none of %j", (edtf) => {
    expect(rangeOf(edtf)).toBeNull();
  });
});

it("tells an interval from a date", () => {
  expect(periodOf("2022-05")?.interval).toBe(false);
  expect(periodOf("2022-05/2022-06")?.interval).toBe(true);
});
