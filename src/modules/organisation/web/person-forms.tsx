import { Input } from "antd";
import { useState } from "react";
import { useAct } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import { changePerson, createPerson, endPerson, listPeople, type Colleague } from "../contract.ts";
import { Field, FormModal } from "./form-modal.tsx";
import { UnitChoice } from "./unit-choice.tsx";

type Draft = { username: string; name: string; title: string; unitId: string | undefined; phone: string; email: string };
const blank: Draft = { username: "", name: "", title: "", unitId: undefined, phone: "", email: "" };

/** Writes down a new person, or changes what is written down. */
export function PersonForm({ open, person, onClose }: { open: boolean; person: Colleague | null; onClose: () => void }) {
  const t = useT();
  const [draft, setDraft] = useState<Draft>(person ? { ...person, phone: person.phone ?? "", email: person.email ?? "" } : blank);
  const set = (part: Partial<Draft>) => { setDraft((before) => ({ ...before, ...part })); };
  const made = useAct(createPerson, { refresh: [listPeople], inline: true, said: t("已登记。岗位请安全管理员任命，登录密码由管理员另发。", "Written down. Posts are given by the security administrator, the password by an administrator.") });
  const changed = useAct(changePerson, { refresh: [listPeople], inline: true, said: t("已修改。", "Changed.") });
  const { username, unitId, name, title } = draft;
  const go = async () => {
    if (!unitId) return;
    const body = { name, title, unitId, phone: draft.phone.trim() || null, email: draft.email.trim() || null };
    const done = person ? await changed.act({ params: { personId: person.id }, body }) : await made.act({ body: { ...body, username } });
    if (done) { setDraft(blank); onClose(); }
  };
  return (
    <FormModal open={open} title={person ? t(`修改${person.name}`, `Change ${person.name}`) : t("登记人员", "New person")} verb={person ? t("改好", "Save") : t("登记", "Write down")}
      ready={Boolean(username && name.trim() && unitId)} pending={made.pending || changed.pending} refusal={made.refusal ?? changed.refusal} onDo={() => { void go(); }} onClose={onClose}
      why={t("只登记本系统工作人员，不登记公众。", "Only people who work here; never the public.")}>
      <Field label={t("用户名", "Username")} hint={t("登录用，登记后不变", "For log-in; it never changes")}><Input value={username} disabled={person !== null} maxLength={32} autoComplete="off" onChange={(e) => { set({ username: e.target.value.trim().toLowerCase() }); }} /></Field>
      <Field label={t("姓名", "Name")}><Input value={name} maxLength={40} onChange={(e) => { set({ name: e.target.value }); }} /></Field>
      <Field label={t("职务", "Title")}><Input value={title} maxLength={60} onChange={(e) => { set({ title: e.target.value }); }} /></Field>
      <Field label={t("单位", "Unit")}><UnitChoice width="100%" clearable={false} value={unitId} known={person ? { id: person.unitId, name: person.unitName } : undefined} onChange={(id) => { set({ unitId: id }); }} /></Field>
      <Field label={t("电话", "Phone")}><Input value={draft.phone} maxLength={20} inputMode="tel" onChange={(e) => { set({ phone: e.target.value }); }} /></Field>
      <Field label={t("邮箱", "Email")}><Input value={draft.email} maxLength={200} inputMode="email" onChange={(e) => { set({ email: e.target.value }); }} /></Field>
    </FormModal>
  );
}

/** Somebody leaves. */
export function LeaveDialog({ person, onClose }: { person: Colleague; onClose: () => void }) {
  const t = useT();
  const { act, pending, refusal } = useAct(endPerson, { refresh: [listPeople], inline: true, said: t(`${person.name}已离任，岗位和委托都已结束。`, `${person.name} has left; all posts and delegations have ended.`) });
  const go = async () => { if (await act({ params: { personId: person.id } })) onClose(); };
  return (
    <FormModal open danger title={t(`${person.name}离任`, `${person.name} leaves`)} verb={t("确认离任", "Confirm")} ready pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}
      why={t(`现有 ${person.posts.length} 个岗位立即结束，给出和收到的委托一并收回，再也登录不了。写过、签过的稿件照旧留着。`, `${person.posts.length} posts end at once, delegations return, log-in ends. What was written and signed stays.`)}>
      <span className="i3">{person.unitName}</span>
    </FormModal>
  );
}
