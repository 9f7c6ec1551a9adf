import { Button, DatePicker, Input, Popconfirm, Select } from "antd";
import { useState } from "react";
import { shortTime } from "#kernel/clock.ts";
import { EmptyState, Heading, Page, PageHead, Refused, Tag, Waiting } from "#web/primitives/index.ts";
import { useAct, useRead } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import { delegate, listDelegations, listPeople, revokeDelegation, type DelegationOut } from "../contract.ts";
import { longestDelegationDays } from "../rules/posts.ts";
import { Field, FormModal } from "./form-modal.tsx";
import { postWords } from "./words.ts";
import "./organisation.css";

/** What I lent and what was lent to me. */
export function Delegations() {
  const t = useT();
  const [lending, setLending] = useState(false);
  const { data, error, refetch } = useRead(listDelegations, {});
  return (
    <>
      <PageHead title={t("委托", "Delegations")} aside={data && data.own.length > 0 ? <Button type="primary" onClick={() => { setLending(true); }}>{t("委托岗位", "Lend a post")}</Button> : undefined}>
        {t(`外出时把自己的岗位委托给本单位同事，最长 ${longestDelegationDays} 天，到期自动收回，不能转托。`, `Lend your own post to a colleague of the unit for ${longestDelegationDays} days at most; it returns by itself and cannot be lent on.`)}
      </PageHead>
      <Page>
        <Refused problem={error} onAgain={() => { void refetch(); }} />
        {!data && !error && <Waiting />}
        {data && <List title={t("我给出的", "Given")} rows={data.given} other={(d) => t(`给${d.toName}`, `to ${d.toName}`)} empty={t("您没有委托过岗位。外出、休假前在这里委托，审签不会停在您这里。", "You have lent no post. Lend one here before you are away, so that nothing waits for you.")} />}
        {data && <List title={t("委托给我的", "Received")} rows={data.received} other={(d) => t(`${d.fromName}委托`, `from ${d.fromName}`)} empty={t("没有人委托岗位给您。收到后，对方的待办会出现在您的“今日”。", "Nobody lent you a post. When somebody does, their work appears among yours.")} />}
      </Page>
      {data && <Lend key={String(lending)} open={lending} own={data.own} onClose={() => { setLending(false); }} />}
    </>
  );
}

function List({ title, rows, other, empty }: { title: string; rows: readonly DelegationOut[]; other: (d: DelegationOut) => string; empty: string }) {
  const t = useT();
  const { act } = useAct(revokeDelegation, { refresh: [listDelegations], said: t("已收回，立即生效。", "Revoked, at once.") });
  const states = { coming: t("未到时间", "not yet"), running: t("进行中", "running"), over: t("已到期", "over"), revoked: t("已收回", "revoked") };
  return (
    <section className="stack">
      <Heading title={title} note={t(`${rows.length} 项`, String(rows.length))} />
      {rows.length === 0 && <EmptyState title={t("没有委托", "None")} why={empty} />}
      <ul className="stack">
        {rows.map((d) => (
          <li key={d.id} className="row wrap apart">
            <span className="grow"><b>{t(...postWords[d.post])}</b> {other(d)} <Tag tone={d.state === "running" ? "house" : "plain"}>{states[d.state]}</Tag>
              <span className="el t12 i2" title={d.reason}>{d.unitName}，{shortTime(new Date(d.from))} {t("至", "to")} {shortTime(new Date(d.to))}，{d.reason}</span></span>
            {d.mayRevoke && <Popconfirm title={t("现在收回？", "Revoke now?")} okText={t("收回", "Revoke")} cancelText={t("先不办", "Not now")} onConfirm={() => act({ params: { delegationId: d.id } }).then(() => undefined)}><Button>{t("收回", "Revoke")}</Button></Popconfirm>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A wall-clock text of the picker as an instant in Beijing. */
const instant = (text: string): string => `${text.replace(" ", "T")}:00+08:00`;

function Lend({ open, own, onClose }: { open: boolean; own: readonly { unitId: string; unitName: string; post: DelegationOut["post"] }[]; onClose: () => void }) {
  const t = useT();
  const [chosen, setChosen] = useState(own.length === 1 ? 0 : -1);
  const [toPersonId, setTo] = useState<string | undefined>();
  const [span, setSpan] = useState<[string, string] | null>(null);
  const [reason, setReason] = useState("");
  const holding = own[chosen];
  const colleagues = useRead(listPeople, { query: { size: 200, ...(holding ? { unitId: holding.unitId } : {}) } }, { when: open && holding !== undefined });
  const { act, pending, refusal } = useAct(delegate, { refresh: [listDelegations], inline: true, said: t("已委托，对方会看到。", "Lent; your colleague sees it.") });
  const go = async () => {
    if (!holding || !toPersonId || !span) return;
    if (await act({ body: { toPersonId, unitId: holding.unitId, post: holding.post, from: instant(span[0]), to: instant(span[1]), reason } })) onClose();
  };
  return (
    <FormModal open={open} title={t("委托岗位", "Lend a post")} verb={t("委托", "Lend")} ready={Boolean(holding && toPersonId && span && reason.trim())} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}>
      <Field label={t("我的岗位", "My post")}><Select aria-label={t("我的岗位", "My post")} placeholder={t("选岗位", "Choose a post")} {...(chosen >= 0 ? { value: chosen } : {})} onChange={(i: number) => { setChosen(i); }} options={own.map((h, i) => ({ value: i, label: `${t(...postWords[h.post])}，${h.unitName}` }))} /></Field>
      <Field label={t("委托给", "Lend to")}><Select<string> showSearch={{ optionFilterProp: "label" }} aria-label={t("委托给", "Lend to")} placeholder={t("选本单位同事", "A colleague of the unit")} {...(toPersonId ? { value: toPersonId } : {})} onChange={setTo} options={(colleagues.data?.items ?? []).map((p) => ({ value: p.id, label: [p.name, p.title].filter(Boolean).join("，") }))} /></Field>
      <Field label={t("起止时间（北京时间）", "From and to (Beijing time)")}><DatePicker.RangePicker showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" style={{ width: "100%" }} onChange={(_, texts) => { setSpan(texts?.[0] && texts[1] ? [texts[0], texts[1]] : null); }} /></Field>
      <Field label={t("理由", "Reason")} hint={t("记入台账", "Kept in the record")}><Input.TextArea value={reason} maxLength={200} autoSize={{ minRows: 2, maxRows: 5 }} onChange={(e) => { setReason(e.target.value); }} /></Field>
    </FormModal>
  );
}
