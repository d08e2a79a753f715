/// An OpenAPI 3.1 description, reduced to what a reader wants to know.

interface Schema {
  $ref?: string;
  type?: string | string[];
  items?: Schema;
  enum?: unknown[];
  description?: string;
  properties?: Record<string, Schema>;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
}

interface Media {
  content?: Record<string, { schema?: Schema }>;
  description?: string;
}

interface RawParameter {
  name: string;
  in: string;
  description?: string;
  required?: boolean;
  schema?: Schema;
}

interface RawOperation {
  summary?: string;
  description?: string;
  parameters?: RawParameter[];
  requestBody?: Media;
  responses?: Record<string, Media>;
}

export interface Description {
  info: { title: string; version: string };
  paths: Record<string, Record<string, RawOperation>>;
  components?: { schemas?: Record<string, Schema> };
}

export interface Operation {
  method: string;
  path: string;
  summary: string;
  description: string;
  parameters: { name: string; in: string; type: string; description: string; required: boolean }[];
  body: string;
  answers: { status: string; form: string; description: string }[];
}

export interface Form {
  name: string;
  description: string;
  fields: { name: string; type: string; description: string }[];
}

const METHODS = ["get", "post", "put", "patch", "delete"];

export function operationsOf(description: Description): Operation[] {
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const operation = methods[method];
      return operation ? [operationOf(method, path, operation)] : [];
    }),
  );
}

function operationOf(method: string, path: string, operation: RawOperation): Operation {
  const parameters = (operation.parameters ?? []).map(({ name, in: where, description, required, schema }) => ({
    name, in: where, type: typeOf(schema), description: description ?? "", required: required ?? false,
  }));
  const answers = Object.entries(operation.responses ?? {}).map(([status, media]) => ({ status, form: refOf(schemaOf(media)), description: media.description ?? "" }));
  const body = operation.requestBody ? typeOf(schemaOf(operation.requestBody)) : "";
  return { method: method.toUpperCase(), path, summary: operation.summary ?? "", description: operation.description ?? "", parameters, body, answers };
}

function schemaOf(media: Media): Schema | undefined {
  return Object.values(media.content ?? {})[0]?.schema;
}

function refOf(schema: Schema | undefined): string {
  return schema?.$ref?.split("/").at(-1) ?? "";
}

/** The type of a schema in few words: `string`, `EventForm`, `list of EventForm`. */
export function typeOf(schema: Schema | undefined): string {
  if (!schema) return "";
  if (schema.$ref) return refOf(schema);
  const choices = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(" | ");
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  return [schema.type ?? "any"].flat().join(" | ");
}

export function formsOf(description: Description): Form[] {
  return Object.entries(description.components?.schemas ?? {}).map(([name, schema]) => ({
    name,
    description: schema.description ?? "",
    fields: Object.entries(schema.properties ?? {}).map(([field, inner]) => ({ name: field, type: typeOf(inner), description: inner.description ?? "" })),
  }));
}
