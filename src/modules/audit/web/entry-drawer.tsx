import { Button, Drawer } from "antd";
import { Link } from "react-router";
import { clockTime, fullTime } from "#kernel/clock.ts";
import { Fingerprint, Heading } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { EntryLine } from "../contract.ts";
import type { Narrowed } from "./ask.ts";
import { sayEntry, sayFacts, sayKind, sayOutcome, saySubject } from "./words.ts";

/** One row whole: the sentence, what was written down with it, its place in the chain; and from here to rows like it. */
export function EntryDrawer({ entry, onNarrow, onClose }: { entry: EntryLine; onNarrow: (part: Narrowed) => void; onClose: () => void }) {
  const t = useT();
  const at = new Date(entry.at);
  const facts = sayFacts(t, entry.facts);
  const subject = saySubject(t, entry);
  const rows: readonly (readonly [string, string])[] = [
    [t("时间", "Time"), `${fullTime(at)}:${clockTime(at).slice(6)}`], [t("谁", "Who"), `${entry.actorName}${entry.unitName && entry.unitName !== entry.actorName ? t(`（${entry.unitName}）`, ` (${entry.unitName})`) : ""}`],
    [t("对什么", "To what"), `${sayKind(t, entry.subjectType)} ${subject}`], [t("结果", "Outcome"), sayOutcome(t, entry.outcome)], [t("代码", "Code"), entry.action], [t("请求编号", "Request"), entry.requestId],
  ];
  return (
    <Drawer open onClose={onClose} size={520} title={t(`第 ${entry.seq} 条`, `Row ${entry.seq}`)}>
      <div className="stack">
        <h2>{entry.actorName} {sayEntry(t, entry)}</h2>
        <dl className="record-facts">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        {entry.subjectLink && <p><Link className="link" to={entry.subjectLink}>{t(`打开${subject}`, `Open ${subject}`)}</Link></p>}
        {facts.length > 0 && <section><Heading level={3} title={t("当时记下的", "Written down with it")} /><dl className="record-facts">{facts.map((f) => <div key={f.name}><dt>{f.name}</dt><dd><pre>{f.value}</pre></dd></div>)}</dl></section>}
        <section>
          <Heading level={3} title={t("在链上的位置", "Its place in the chain")} note={t("改一个字，哈希就对不上", "one changed letter breaks the hash")} />
          <p className="record-chain"><span>{t("前一条", "Row before")}</span><Fingerprint hash={entry.prevHash} bare /></p>
          <p className="record-chain"><span>{t("这一条", "This row")}</span><Fingerprint hash={entry.hash} bare /></p>
        </section>
        <section>
          <Heading level={3} title={t("顺着查", "Follow it")} />
          <div className="row wrap">
            <Button size="small" onClick={() => { onNarrow({ actorId: entry.actorId, actor: entry.actorName }); }}>{t(`只看${entry.actorName}`, `Only ${entry.actorName}`)}</Button>
            <Button size="small" onClick={() => { onNarrow({ subjectType: entry.subjectType, subjectId: entry.subjectId, subject }); }}>{t("只看这件东西", "Only this thing")}</Button>
            <Button size="small" onClick={() => { onNarrow({ action: entry.action }); }}>{t("只看这种事", "Only this kind of act")}</Button>
            {entry.unitName && <Button size="small" onClick={() => { onNarrow({ unitId: entry.unitId, unit: entry.unitName }); }}>{t(`只看${entry.unitName}`, `Only ${entry.unitName}`)}</Button>}
          </div>
        </section>
      </div>
    </Drawer>
  );
}
