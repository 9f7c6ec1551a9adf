import { Input, InputNumber, Select, Switch } from "antd";
import { Field } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { LeafField, SettingField } from "../rules/form.ts";
import { choiceWords, fieldWords } from "./words.ts";

/** The settings as they are written; a field left empty is not sent. */
export type Written = Record<string, unknown>;

/** A form's beginning: what the account has, else what the channel fills in. */
export const begin = (form: readonly SettingField[], has: Written = {}): Written => Object.fromEntries(form.flatMap((field) => {
  const value = field.kind === "group" ? begin(field.fields, (has[field.name] ?? {}) as Written) : has[field.name] ?? field.initial;
  return value === undefined ? [] : [[field.name, value]];
}));

/** The first field that must be filled and is not. */
export function firstMissing(form: readonly SettingField[], written: Written): readonly [zh: string, en: string] | null {
  for (const field of form) {
    const value = written[field.name];
    if (field.kind === "group") {
      const inner = field.fields.find((leaf) => leaf.required && isEmpty((value as Written | undefined)?.[leaf.name]));
      if (inner && (field.required || !isEmpty(value))) return fieldWords(inner, field.name);
    } else if (field.required && isEmpty(value)) return fieldWords(field);
  }
  return null;
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0) || (typeof value === "object" && !Array.isArray(value) && Object.values(value as Written).every(isEmpty));

/** Without what was left empty. */
export const filled = (written: Written): Written => Object.fromEntries(Object.entries(written).flatMap(([name, value]) =>
  isEmpty(value) ? [] : [[name, typeof value === "object" && !Array.isArray(value) ? filled(value as Written) : value]]));

/** Asks for a channel's settings, field by field as its own schema says. */
export function SettingsForm({ form, written, onChange }: { form: readonly SettingField[]; written: Written; onChange: (next: Written) => void }) {
  const t = useT();
  const set = (name: string, value: unknown) => { onChange({ ...written, [name]: value }); };
  return form.map((field) => field.kind === "group" ? (
    <fieldset key={field.name}>
      <legend>{t(...fieldWords(field))}</legend>
      {field.fields.map((leaf) => <Leaf key={leaf.name} field={leaf} group={field.name} value={(written[field.name] as Written | undefined)?.[leaf.name]} onChange={(value) => { set(field.name, { ...(written[field.name] as Written | undefined), [leaf.name]: value }); }} />)}
    </fieldset>
  ) : <Leaf key={field.name} field={field} value={written[field.name]} onChange={(value) => { set(field.name, value); }} />);
}

function Leaf({ field, group, value, onChange }: { field: LeafField; group?: string; value: unknown; onChange: (value: unknown) => void }) {
  const t = useT();
  const label = t(...fieldWords(field, group));
  const bounds = field.min !== undefined && field.max !== undefined ? t(`${field.min} 到 ${field.max}`, `${field.min} to ${field.max}`) : undefined;
  const hint = [field.required ? null : t("可不填", "optional"), bounds, field.kind === "list" || field.kind === "emails" ? t("每填一个按回车", "press Enter after each") : null].filter(Boolean).join(t("，", ", "));
  return <Field label={label} {...(hint ? { hint } : {})}><Control field={field} label={label} value={value} onChange={onChange} /></Field>;
}

function Control({ field, label, value, onChange }: { field: LeafField; label: string; value: unknown; onChange: (value: unknown) => void }) {
  const t = useT();
  switch (field.kind) {
    case "number": return <InputNumber aria-label={label} value={typeof value === "number" ? value : null} {...(field.min === undefined ? {} : { min: field.min })} {...(field.max === undefined ? {} : { max: field.max })} onChange={onChange} />;
    case "boolean": return <span><Switch aria-label={label} checked={value === true} onChange={onChange} /></span>;
    case "choice": return <Select<string> aria-label={label} {...(typeof value === "string" ? { value } : {})} options={(field.options ?? []).map((one) => ({ value: one, label: t(...choiceWords(one)) }))} onChange={onChange} />;
    case "list": case "emails": return <Select mode="tags" aria-label={label} value={Array.isArray(value) ? value as string[] : []} open={false} suffixIcon={null} tokenSeparators={[",", "，", " ", ";"]} onChange={onChange} />;
    default: return <Input aria-label={label} value={typeof value === "string" ? value : ""} type={field.kind === "email" ? "email" : field.kind === "url" ? "url" : "text"} placeholder={field.kind === "url" ? "https://" : ""} onChange={(e) => { onChange(e.target.value); }} />;
  }
}
