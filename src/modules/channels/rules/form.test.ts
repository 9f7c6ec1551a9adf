import { expect, test } from "vitest";
import { connectors } from "#channels/registry.ts";
import { settingsForm } from "./form.ts";

const formOf = (id: string) => settingsForm(connectors.find((c) => c.id === id)!.config);

test("every channel's settings can be asked for by a form", () => {
  expect(connectors.map((c) => [c.id, settingsForm(c.config).map((field) => field.kind)])).toMatchObject(expect.arrayContaining([
    ["website", ["url"]], ["wecom", ["url"]], ["dingtalk", ["url", "text"]], ["led", ["choice", "number", "number"]],
  ]));
});

test("a form knows what must be filled, what is filled in, and within which bounds", () => {
  const fields = new Map(formOf("email").map((field) => [field.name, field]));
  expect(fields.get("host")).toEqual({ name: "host", kind: "text", required: true });
  expect(fields.get("port")).toEqual({ name: "port", kind: "number", required: false, initial: 465, min: 1, max: 65_535 });
  expect(fields.get("recipients")).toMatchObject({ kind: "emails", required: true });
  expect(fields.get("from")).toMatchObject({ kind: "group", fields: [{ name: "name", kind: "text" }, { name: "address", kind: "email", required: true }] });
  expect(formOf("led")[0]).toMatchObject({ kind: "choice", options: ["scroll", "page"], initial: "scroll" });
});
