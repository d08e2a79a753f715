/// Overlapping spans in, segments out.
import { describe, expect, it } from "vitest";
import { type Mark, type Marked, CodePointText, blocksOf, marksOf, namesUnder, opens, segmentsOf } from "./marking";

const mark = (start: number, end: number, kind: Mark = "actor", of = "a"): Marked => ({ start, end, mark: kind, of });

function shown(text: string, marks: Marked[], start = 0, end = [...text].length): string {
  const segments = segmentsOf(new CodePointText(text), start, end, marks);
  return segments.map((s) => (s.marks.length ? `[${s.text}:${s.marks.map((m) => m.mark[0]).join("")}]` : s.text)).join("");
}

describe("segments", () => {
  it("leave an unmarked text whole", () => expect(shown("Rain.", [])).toBe("Rain."));
  it("stand side by side", () => expect(shown("China met Iran", [mark(0, 5), mark(6, 9, "trigger")])).toBe("[China:a] [met:t] Iran"));
  it("nest", () => expect(shown("the head of state", [mark(0, 17), mark(4, 8, "trigger")])).toBe("[the :a][head:at][ of state:a]"));
  it("cross", () => expect(shown("abcdef", [mark(0, 4), mark(2, 6, "time")])).toBe("[ab:a][cd:at][ef:t]"));
  it("keep equal spans of two statements together", () => expect(shown("met", [mark(0, 3, "trigger", "a"), mark(0, 3, "trigger", "b")])).toBe("[met:tt]"));
  it("count code points, not UTF-16 units", () => expect(shown("🕊 peace", [mark(2, 7)])).toBe("🕊 [peace:a]"));
  it("are cut to the block", () => expect(shown("one two three", [mark(0, 13)], 4, 7)).toBe("[two:a]"));
  it("ignore empty and outlying marks", () => expect(shown("abc", [mark(1, 1), mark(9, 12)])).toBe("abc"));
  it("join to the text again", () => {
    const text = new CodePointText("Volgens 🕊 Reuters bracht hij een bezoek");
    const marks = [mark(0, 20), mark(3, 9), mark(8, 30), mark(29, 39)];
    expect(segmentsOf(text, 0, text.length, marks).map((s) => s.text).join("")).toBe(text.text);
  });
});

it("a mark opens once", () => {
  const whole = mark(0, 6);
  const segments = segmentsOf(new CodePointText("abcdef"), 0, 6, [whole, mark(2, 4)]);
  expect(segments.map((segment) => opens(segment, whole))).toEqual([true, false, false]);
});

it("names under marks do not run into each other", () => {
  const marks = [mark(0, 30), mark(3, 6, "recipient"), mark(12, 16, "trigger"), mark(20, 24, "time", "b")];
  const text = new CodePointText("x".repeat(40));
  const names = namesUnder(segmentsOf(text, 0, 40, marks), "a", { recipient: "towards" });
  expect([...names]).toEqual([[0, "actor"], [12, "trigger"]]);
});

it("implicit fillers are not marked", () => {
  const none = { topic: [], office: [], goods: [], currency: [], casualties: [] };
  const marks = marksOf({
    id: "s", trigger: { start: 6, end: 9, parts: [] }, actors: [{ start: 0, end: 5, implicit: true }],
    recipients: [{ start: 10, end: 14, implicit: false }], roles: none, time: { start: null, end: null }, place: null,
    attribution: [{}, { start: 20, end: 22 }], quantities: [],
  });
  expect(marks.map((m) => m.mark)).toEqual(["trigger", "recipient", "voice"]);
});

describe("blocks", () => {
  it("are paragraphs where none are given", () => {
    const text = new CodePointText("Head\n\nFirst.\n\n\nSecond.\n");
    expect(blocksOf(text, []).map((b) => text.slice(b.start, b.end).trim())).toEqual(["Head", "First.", "Second."]);
  });
  it("cover what lies between the given ones", () => {
    const text = new CodePointText("Head\n\nLead\n\nBody");
    const blocks = blocksOf(text, [{ kind: "headline", start: 0, end: 4 }, { kind: "paragraph", start: 12, end: 16 }]);
    expect(blocks.map((b) => text.slice(b.start, b.end).trim())).toEqual(["Head", "Lead", "Body"]);
  });
});
