import { z } from "zod";
import type { Binding } from "#platform/http/bind.ts";
import { sessionCookie } from "#platform/auth/fastify.ts";
import { bindings } from "./modules.ts";

type Schema = Record<string, unknown>;

const schemaOf = (type: z.ZodType, io: "input" | "output"): Schema => {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: "any", reused: "inline" });
  return schema;
};

const propertiesOf = (schema: Schema): [string, Schema][] => Object.entries((schema["properties"] ?? {}) as Record<string, Schema>);
const requiredOf = (schema: Schema): string[] => (schema["required"] ?? []) as string[];

const parametersOf = (type: z.ZodType, place: "path" | "query"): Schema[] => {
  const schema = schemaOf(type, "input");
  return propertiesOf(schema).map(([name, part]) => ({ name, in: place, required: place === "path" || requiredOf(schema).includes(name), schema: part }));
};

const problem = (description: string): Schema => ({ description, content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } });
const shared = (name: keyof typeof failures): Schema => ({ $ref: `#/components/responses/${name}` });

const failures = {
  Invalid: problem("the request does not fit the contract"),
  NotLoggedIn: problem("nobody is logged in"),
  Forbidden: problem("this person may not"),
  NotFound: problem("there is no such thing, or not for this person"),
};

function operationOf({ op, door }: Binding): Schema {
  const parameters = [...parametersOf(op.params, "path"), ...parametersOf(op.query, "query")];
  const body = schemaOf(op.body, "input");
  return {
    summary: op.summary,
    tags: [op.path.split("/")[2] ?? ""],
    ...(door === "public" ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(propertiesOf(body).length > 0 || !("properties" in body) ? { requestBody: { required: true, content: { "application/json": { schema: body } } } } : {}),
    responses: {
      200: { description: "done", content: { "application/json": { schema: schemaOf(op.result, "output") } } },
      400: shared("Invalid"),
      ...(door === "members" ? { 401: shared("NotLoggedIn") } : {}),
      403: shared("Forbidden"),
      404: shared("NotFound"),
      ...(op.refusals.length > 0 ? { 409: { ...problem("a rule says no, and which"), "x-refusals": [...op.refusals].sort() } } : {}),
    },
  };
}

/** The OpenAPI 3.1 document of every operation the server answers, made from the same contract (ADR 0004); `refusals` are the codes of its 409. */
export function openApi(): string {
  const paths: Record<string, Record<string, Schema>> = {};
  const listed = bindings([]).map((binding) => ({ binding, path: binding.op.path.replace(/:(\w+)/g, "{$1}"), method: binding.op.method.toLowerCase() }));
  for (const { binding, path, method } of listed.sort((a, b) => (a.path + a.method < b.path + b.method ? -1 : 1))) (paths[path] ??= {})[method] = operationOf(binding);
  const document = {
    openapi: "3.1.0",
    info: { title: "同声 Tongsheng", version: "0.1.0", description: "Several agencies speak to the public with one voice. Rules answer with stable codes, people read them in Chinese or English.", license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    servers: [{ url: "/" }],
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: sessionCookie } },
      responses: failures,
      schemas: {
        Problem: {
          type: "object", required: ["type", "facts"],
          properties: {
            type: { type: "string", description: "stable code, `module.reason`" },
            facts: { type: "object", additionalProperties: { type: ["string", "number"] }, description: "what the sentence is filled with" },
          },
        },
      },
    },
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}
