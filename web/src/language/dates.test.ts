/// EDTF in, words out, in both languages.
import { expect, it } from "vitest";
import { dateInWords } from "./dates";
import { en } from "./en";
import { nl } from "./nl";

const english = { locale: "en-GB", words: en.time };
const dutch = { locale: "nl-NL", words: nl.time };

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
  expect([dateInWords(edtf, english), dateInWords(edtf, dutch)]).toEqual([inEnglish, inDutch]);
});
