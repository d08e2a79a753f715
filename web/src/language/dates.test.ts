/// EDTF in, words out, in both languages.
import { expect, it } from "vitest";
import { dateInWords, tickInWords } from "./dates";
import { en } from "./en";
import { nl } from "./nl";

it.each([
  ["2022-09-15", "15 September 2022", "15 september 2022"],
  ["2023-03", "March 2023", "maart 2023"],
  ["2013~", "about 2013", "omstreeks 2013"],
  ["2013?", "2013?", "2013?"],
  ["2022-21/..", "since spring 2022", "sinds voorjaar 2022"],
  ["../2022", "until 2022", "tot 2022"],
  ["2022-02-12/2022-02-13", "12 February 2022 – 13 February 2022", "12 februari 2022 – 13 februari 2022"],
  ["199X", "the 1990s", "de jaren 1990"],
  ["whenever", "whenever", "whenever"],
  [null, "undated", "ongedateerd"],
])("%s", (edtf, inEnglish, inDutch) => {
  expect([dateInWords(edtf, en.time), dateInWords(edtf, nl.time)]).toEqual([inEnglish, inDutch]);
});

it.each([
  ["2022-01-01", "2022", "2022"],
  ["2022-03-01", "Mar", "mrt"],
  ["2022-03-13", "13 Mar", "13 mrt"],
])("a tick at %s", (day, inEnglish, inDutch) => {
  expect([tickInWords(Date.parse(day), en.time), tickInWords(Date.parse(day), nl.time)]).toEqual([inEnglish, inDutch]);
});

it("the first tick tells its year", () => expect(tickInWords(Date.parse("2022-03-13"), en.time, true)).toBe("13 Mar 2022"));
