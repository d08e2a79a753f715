/// A description in, operations out.
import { expect, it } from "vitest";
import { formsOf, operationsOf, typeOf } from "./openapi";

const description = {
  info: { title: "x", version: "1" },
  paths: { "/events": { get: { summary: "Lists events", parameters: [{ name: "actor", in: "query", schema: { type: ["string", "null"] } }], responses: { 200: { description: "ok", content: { "application/json": { schema: { $ref: "#/components/schemas/EventForm" } } } } } } } },
  components: { schemas: { EventForm: { description: "One happening.", properties: { actors: { items: { $ref: "#/components/schemas/PartyForm" } } } } } },
};

it("lists operations", () => expect(operationsOf(description)[0]).toMatchObject({ method: "GET", path: "/events", parameters: [{ name: "actor", type: "string | null" }], answers: [{ status: "200", form: "EventForm" }] }));
it("lists forms", () => expect(formsOf(description)[0]?.fields[0]).toMatchObject({ name: "actors", type: "list of PartyForm" }));
it("names choices", () => expect(typeOf({ oneOf: [{ type: "null" }, { $ref: "#/a/B" }] })).toBe("null | B"));
