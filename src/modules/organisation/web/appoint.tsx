import { Button, Popconfirm, Select } from "antd";
import { useState } from "react";
import { Post, postsWithSecondFactor } from "#kernel/posts.ts";
import { Tag } from "#web/primitives/index.ts";
import { useAct } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import { appoint, endAppointment, listPeople, type Colleague } from "../contract.ts";
import { Field, FormModal } from "./form-modal.tsx";
import { UnitChoice } from "./unit-choice.tsx";
import { postWords } from "./words.ts";

/** Gives a person a post. */
export function Appoint({ person, onClose }: { person: Colleague; onClose: () => void }) {
  const t = useT();
  const [post, setPost] = useState<Post | undefined>();
  const [unitId, setUnitId] = useState<string | undefined>(person.unitId);
  const { act, pending, refusal } = useAct(appoint, { refresh: [listPeople], inline: true, said: t(`已任命${person.name}。`, `${person.name} is appointed.`) });
  const go = async () => { if (post && unitId && await act({ body: { personId: person.id, unitId, post } })) onClose(); };
  return (
    <FormModal open title={t(`任命${person.name}`, `Appoint ${person.name}`)} verb={t("任命", "Appoint")} ready={Boolean(post && unitId)} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}
      why={t("立即生效。三类管理员互相回避，也不兼写稿、审稿、签发。", "In force at once. The three administrators exclude each other and every other post.")}>
      <Field label={t("单位", "Unit")}><UnitChoice width="100%" clearable={false} value={unitId} known={{ id: person.unitId, name: person.unitName }} onChange={setUnitId} /></Field>
      <Field label={t("岗位", "Post")} {...(post && postsWithSecondFactor.includes(post) ? { hint: t("这个岗位登录要两步验证", "This post logs in with a second factor") } : {})}>
        <Select<Post> aria-label={t("岗位", "Post")} placeholder={t("选岗位", "Choose a post")} {...(post ? { value: post } : {})} onChange={setPost} options={Post.options.map((value) => ({ value, label: t(...postWords[value]) }))} />
      </Field>
    </FormModal>
  );
}

/** A post somebody holds; who appoints may end it. */
export function EndPost({ person, held }: { person: Colleague; held: Colleague["posts"][number] }) {
  const t = useT();
  const { act, pending } = useAct(endAppointment, { refresh: [listPeople], said: t("岗位已免去。", "The post has ended.") });
  const word = t(...postWords[held.post]);
  const elsewhere = held.unitId === person.unitId ? "" : t(`（${held.unitName}）`, ` (${held.unitName})`);
  const lent = held.lentBy ? t(`，代${held.lentBy}`, `, for ${held.lentBy}`) : "";
  const { appointmentId } = held;
  if (!person.mayAppoint || !appointmentId) return <Tag tone={held.lentBy ? "ink" : "plain"}>{word}{elsewhere}{lent}</Tag>;
  return (
    <Popconfirm title={t(`免去${person.name}的${word}？`, `End ${word} of ${person.name}?`)} description={t("立即生效，由此给出的委托也随之失效。", "At once; what was lent from it ends too.")} okText={t("免去", "End it")} cancelText={t("先不办", "Not now")} onConfirm={() => act({ params: { appointmentId } }).then(() => undefined)}>
      <Button size="small" loading={pending} aria-label={t(`免去${word}`, `End ${word}`)}>{word}{elsewhere} ×</Button>
    </Popconfirm>
  );
}
