/// Addresses in, routes and filters out, and back.
import { describe, expect, it } from "vitest";
import { changed, clocksOf, filtersOf, isNarrowed, linkTo } from "./filters";
import { keyOf, pathTo, routeOf } from "./routes";

const query = (text: string) => new URLSearchParams(text);

describe("routes", () => {
  it.each([
    ["/", "overview", ""],
    ["/events", "events", ""],
    ["/events/", "events", ""],
    ["/events/52cb", "event", "52cb"],
    ["/actors/Q148", "actor", "Q148"],
    ["/actors/org%2Fbrics", "actor", "org/brics"],
    ["/actors/org/brics", "actor", "org/brics"],
    ["/actors/100%", "actor", "100%"],
    ["/world", "world", ""],
    ["/world/x", "missing", ""],
    ["/nothing", "missing", ""],
  ])("%s", (path, page, id) => expect(routeOf(path)).toEqual({ page, id }));

  it("lead back", () => expect(routeOf(pathTo("actors", "org/brics")).id).toBe("org/brics"));
  it("know a party without identity by its name", () => expect(keyOf({ entity: null, name: "de regering" })).toBe("de regering"));
});

describe("filters", () => {
  it("change one name and begin the list anew", () => {
    expect(changed(query("type=AGREE&cursor=x&known=2023"), "type", "AID").toString()).toBe("known=2023&type=AID");
  });
  it("drop what is empty", () => expect(changed(query("actor=Q1&actor=Q2"), "actor", " ").toString()).toBe(""));
  it("keep several actors", () => expect(changed(query(""), "actor", "Q148", "Q159").getAll("actor")).toEqual(["Q148", "Q159"]));
  it("keep the rest when the cursor moves", () => expect(changed(query("type=AID"), "cursor", "c").toString()).toBe("type=AID&cursor=c"));
  it("know the clocks", () => expect(clocksOf(query("as_of=2022&type=AID&known=2023-01-01")).toString()).toBe("as_of=2022&known=2023-01-01"));
  it("leave out what is a page's own", () => expect(filtersOf(query("view=map&type=AID&until=")).toString()).toBe("type=AID"));
  it("tell narrowed from whole", () => {
    expect(isNarrowed(query("known=2023"))).toBe(false);
    expect(isNarrowed(query("known=2023&voice=Q1"))).toBe(true);
  });
  it("carry the clocks into links", () => {
    expect(linkTo("/pair", query("known=2023&type=AID"), { actor: ["Q1", "Q2"] })).toBe("/pair?known=2023&actor=Q1&actor=Q2");
    expect(linkTo("/", query("type=AID"))).toBe("/");
  });
});
