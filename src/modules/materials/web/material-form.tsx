import { Input } from "antd";
import { useState, type ReactNode } from "react";
import { useAct } from "#web/ask.ts";
import { Heading, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { describeMaterial, listMaterials, readMaterial, type Material } from "../contract.ts";

type Words = Pick<Material, "name" | "credit" | "rights" | "alt">;

/** Name, credit line, description and rights of a material; nothing is sent that was not changed. */
export function MaterialForm({ material: m }: { material: Material }) {
  const t = useT();
  const [words, setWords] = useState<Words>({ name: m.name, credit: m.credit, rights: m.rights, alt: m.alt });
  const { act, pending } = useAct(describeMaterial, { refresh: [readMaterial, listMaterials], said: t("已记下。", "Written down.") });
  const changed = Object.fromEntries(Object.entries(words).filter(([name, value]) => value !== m[name as keyof Words])) as Partial<Words>;
  const why = !m.mayEdit ? { code: "materials.not-an-editor" } : words.name.trim() === "" ? { code: "materials.no-name" } : Object.keys(changed).length === 0 ? t("还没有改动", "Nothing changed yet") : null;
  const field = (name: keyof Words) => ({ value: words[name], readOnly: !m.mayEdit, onChange: (event: { target: { value: string } }) => { setWords({ ...words, [name]: event.target.value }); } });
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); if (why === null) void act({ params: { materialId: m.id }, body: changed }); }}>
      <Heading title={t("署名和说明", "Credit and description")} note={m.mayEdit ? undefined : t("只能看", "read only")} />
      <Labelled label={t("署名", "Credit line")} hint={t("必填，跟着素材到每个渠道，如“省消防救援总队 许牧川/摄”", "Required; it goes with the material to every channel")}><Input {...field("credit")} maxLength={100} status={m.mayEdit && words.credit.trim() === "" ? "error" : ""} /></Labelled>
      <Labelled label={t("画面说明", "What it shows")} hint={t("给看不见画面的人读，也便于查找", "Read to people who cannot see it, and used in search")}><Input.TextArea {...field("alt")} maxLength={300} autoSize={{ minRows: 2, maxRows: 4 }} /></Labelled>
      <Labelled label={t("使用权", "Rights")} hint={t("谁给的、能用到哪里、到什么时候", "Who gave it, for what, until when")}><Input.TextArea {...field("rights")} maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} /></Labelled>
      <Labelled label={t("名称", "Name")}><Input {...field("name")} maxLength={200} /></Labelled>
      <div><WhyNot type="primary" htmlType="submit" loading={pending} why={why}>{t("记下", "Save")}</WhyNot></div>
    </form>
  );
}

/** A field with its label above and a quiet hint below. */
function Labelled({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return <label className="labelled"><b>{label}</b>{children}{hint !== undefined && <span className="t12 i3">{hint}</span>}</label>;
}
