import { z } from "zod";

/** What a settings field asks for. */
export const LeafField = z.object({
  name: z.string(),
  kind: z.enum(["text", "url", "email", "number", "boolean", "choice", "list", "emails"]),
  required: z.boolean(),
  initial: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).optional(),
  options: z.array(z.string()).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
});
export type LeafField = z.infer<typeof LeafField>;

/** A field of an account's settings; a group holds fields of its own. */
export const SettingField = z.union([LeafField, z.object({ name: z.string(), kind: z.literal("group"), required: z.boolean(), fields: z.array(LeafField) })]);
export type SettingField = z.infer<typeof SettingField>;

const Schema = z.object({
  type: z.string().optional(), format: z.string().optional(), enum: z.array(z.string()).optional(), default: z.unknown().optional(),
  minimum: z.number().optional(), maximum: z.number().optional(), items: z.object({ format: z.string().optional() }).optional(),
  properties: z.record(z.string(), z.unknown()).optional(), required: z.array(z.string()).optional(),
});
type Schema = z.infer<typeof Schema>;

/** The form that asks for a connector's settings, derived from the very schema that checks them. */
export const settingsForm = (settings: z.ZodType): SettingField[] => fieldsOf(Schema.parse(z.toJSONSchema(settings, { io: "input", unrepresentable: "any" })));

function fieldsOf(schema: Schema): SettingField[] {
  return Object.entries(schema.properties ?? {}).map(([name, value]) => {
    const field = Schema.parse(value);
    const required = (schema.required ?? []).includes(name);
    return field.type === "object" ? { name, kind: "group", required, fields: fieldsOf(field).filter((one) => one.kind !== "group") } : leafOf(name, field, required);
  });
}

function leafOf(name: string, field: Schema, required: boolean): LeafField {
  const initial = LeafField.shape.initial.safeParse(field.default).data;
  // JSON Schema writes "no limit" of an integer as the largest safe one.
  const within = (n: number | undefined) => n !== undefined && Math.abs(n) < Number.MAX_SAFE_INTEGER;
  return {
    name, kind: kindOf(field), required, ...(initial === undefined ? {} : { initial }), ...(field.enum ? { options: field.enum } : {}),
    ...(within(field.minimum) ? { min: field.minimum } : {}), ...(within(field.maximum) ? { max: field.maximum } : {}),
  };
}

function kindOf({ type, format, enum: choices, items }: Schema): LeafField["kind"] {
  if (choices) return "choice";
  if (type === "array") return items?.format === "email" ? "emails" : "list";
  if (type === "integer" || type === "number") return "number";
  if (type === "boolean") return "boolean";
  return format === "uri" ? "url" : format === "email" ? "email" : "text";
}
