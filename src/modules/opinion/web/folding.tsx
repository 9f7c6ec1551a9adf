import { Button, Checkbox, Input, Select } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { useAct, useRead } from "#web/ask.ts";
import { Heading, Refused, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { listTopics, mergeTopics, readTopic, splitTopic } from "../contract.ts";
import { kindWords, sayReason, sayTime } from "./words.ts";

type Topic = z.output<(typeof readTopic)["result"]>;
type Part = { data: Topic; now: Date; onOpen: (id: string) => void };

/** The titles of a topic and why each lies here; folding is put right by hand, and the system learns the exception. */
export function Folding({ data, now, onOpen }: Part) {
  const t = useT();
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const [correcting, setCorrecting] = useState<"split" | "merge" | null>(null);
  const pick = (title: string) => { setOut((before) => { const next = new Set(before); if (!next.delete(title)) next.add(title); return next; }); };
  const end = () => { setCorrecting(null); setOut(new Set()); };
  return (
    <section>
      <Heading level={3} title={t(`${data.topic.items} 条公开信息`, `${data.topic.items} public items`)} note={data.mayCorrect && correcting === null ? <span className="row"><Button size="small" onClick={() => { setCorrecting("split"); }}>{t("不是一件事", "Not one story")}</Button><Button size="small" onClick={() => { setCorrecting("merge"); }}>{t("并到别的话题", "Same as another")}</Button></span> : undefined} />
      {correcting === "split" && <Split data={data} out={out} onEnd={end} />}
      {correcting === "merge" && <Merge data={data} onEnd={end} onOpen={onOpen} />}
      <ul className="radar-items">{data.items.map((item) => (
        <li key={item.id}>
          {correcting === "split" && <Checkbox checked={out.has(item.title)} onChange={() => { pick(item.title); }} aria-label={t(`不属于这件事：${item.title}`, `Not this story: ${item.title}`)} />}
          <div>
            {item.link ? <a href={item.link} target="_blank" rel="noreferrer noopener">{item.title}</a> : <span>{item.title}</span>}
            <p className="t12 i3">{item.sourceName} · {t(...kindWords[item.kind])} · {sayTime(t, item.seenAt, now)}{item.why.length > 0 && ` · ${item.why.filter(({ figure }) => (figure ?? 1) > 0).slice(0, 3).map((one) => sayReason(t, one)).join(t("、", ", "))}`}</p>
          </div>
        </li>))}</ul>
      {data.corrections.length > 0 && <ul className="radar-lines">{data.corrections.map((one) => <li key={one.at} className="wide"><span className="t12 i2">{t(`${one.byName} ${sayTime(t, one.at, now)} ${one.kind === "merge" ? "并过话题" : "拆过标题"}：${one.reason}${one.pending ? "（正在重新归并）" : ""}`, `${one.byName} ${sayTime(t, one.at, now)} ${one.kind === "merge" ? "merged" : "split"}: ${one.reason}${one.pending ? " (folding anew)" : ""}`)}</span></li>)}</ul>}
    </section>
  );
}

function Split({ data, out, onEnd }: { data: Topic; out: ReadonlySet<string>; onEnd: () => void }) {
  const t = useT();
  const [reason, setReason] = useState("");
  const { act, pending, refusal } = useAct(splitTopic, { refresh: [readTopic, listTopics], said: t("已记下，马上重新归并，以后也这样分", "Noted; folded anew at once, and remembered"), inline: true });
  const missing = out.size === 0 ? t("请勾选不属于这件事的标题", "Choose the titles that do not belong") : reason.trim().length < 2 ? t("请写明为什么不是一件事", "Say why it is another story") : null;
  return (
    <div className="radar-correct">
      <p className="i2">{t("勾选不属于这件事的标题，它们会另成一个话题。", "Choose the titles that do not belong; they become a topic of their own.")}</p>
      <Input value={reason} maxLength={200} onChange={(e) => { setReason(e.target.value); }} placeholder={t("为什么不是一件事", "Why it is another story")} aria-label={t("为什么不是一件事", "Why it is another story")} />
      <div className="row"><WhyNot quiet type="primary" size="small" why={missing} loading={pending} onClick={() => { void act({ params: { topicId: data.topic.id }, body: { titles: [...out], reason: reason.trim() } }).then((done) => { if (done) onEnd(); }); }}>{t(`拆出 ${out.size} 条`, `Take ${out.size} out`)}</WhyNot><Button size="small" onClick={onEnd}>{t("先不办", "Not now")}</Button></div>
      <Refused problem={refusal} />
    </div>
  );
}

const near = 24 * 30;

function Merge({ data, onEnd, onOpen }: { data: Topic; onEnd: () => void; onOpen: (id: string) => void }) {
  const t = useT();
  const [withId, setWith] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const [reason, setReason] = useState("");
  const found = useRead(listTopics, { query: { page: 1, size: 20, view: "here", hours: near, ...(words.trim() ? { q: words.trim() } : {}) } }).data?.items.filter((one) => one.id !== data.topic.id) ?? [];
  const { act, pending, refusal } = useAct(mergeTopics, { refresh: [readTopic, listTopics], said: t("已记下，马上归并，以后也这样认", "Noted; folded at once, and remembered"), inline: true });
  const missing = withId === null ? t("请选另一个话题", "Choose another topic") : reason.trim().length < 2 ? t("请写明为什么是一件事", "Say why it is one story") : null;
  const merge = async () => { if (withId && await act({ params: { topicId: data.topic.id }, body: { withTopicId: withId, reason: reason.trim() } })) { onEnd(); onOpen(withId); } };
  return (
    <div className="radar-correct">
      <Select showSearch={{ filterOption: false, onSearch: setWords }} value={withId} onChange={setWith} aria-label={t("另一个话题", "The other topic")} placeholder={t("搜另一个话题的标题", "Search the other topic")} options={found.map((one) => ({ value: one.id, label: one.title }))} />
      <Input value={reason} maxLength={200} onChange={(e) => { setReason(e.target.value); }} placeholder={t("为什么是一件事", "Why it is one story")} aria-label={t("为什么是一件事", "Why it is one story")} />
      <div className="row"><WhyNot quiet type="primary" size="small" why={missing} loading={pending} onClick={() => { void merge(); }}>{t("并成一件事", "Make it one")}</WhyNot><Button size="small" onClick={onEnd}>{t("先不办", "Not now")}</Button></div>
      <Refused problem={refusal} />
    </div>
  );
}
