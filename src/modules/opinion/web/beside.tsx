import { Button } from "antd";
import { Link } from "react-router";
import { useAct, useRead } from "#web/ask.ts";
import { Heading } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { listSources, listTopics, listTriage, readOverview, undoTriage } from "../contract.ts";
import { PlaceMap } from "./place-map.tsx";
import { markWords, sayTime } from "./words.ts";

type Tiles = Parameters<typeof PlaceMap>[0]["tiles"];

/** Beside the list: where the topics lie, who is heard, what was decided last. */
export function Beside({ tiles, region, now, onRegion }: { tiles: Tiles; region: string | undefined; now: Date; onRegion: (code: string | undefined) => void }) {
  const t = useT();
  const spoken = tiles.filter((tile) => tile.count > 0).length;
  return (
    <div className="stack">
      <section><Heading title={t("在哪", "Where")} note={t(`${spoken} / ${tiles.length} 县有话题`, `${spoken} of ${tiles.length} counties`)} /><PlaceMap tiles={tiles} chosen={region} onChoose={onRegion} /></section>
      <Heard now={now} />
      <Batches now={now} />
    </div>
  );
}

function Heard({ now }: { now: Date }) {
  const t = useT();
  const sources = useRead(listSources, {}, { topics: ["opinion"], everySeconds: 60 }).data?.items.filter((one) => one.state === "active" && one.format !== "hand") ?? [];
  const ill = sources.filter((one) => one.failures > 0 || one.standing === "dead");
  return (
    <section>
      <Heading title={t("谁在听", "Who is heard")} note={<Link className="link" to="/radar/sources">{t("看信源", "Sources")}</Link>} />
      {sources.length === 0 ? <p className="i3">{t("还没有信源。", "No sources yet.")}</p> : <p className="i2">{t(`${sources.length} 个信源，${sources.length - ill.length} 个听得到`, `${sources.length - ill.length} of ${sources.length} sources are heard`)}</p>}
      <ul className="radar-lines">{ill.slice(0, 4).map((one) => <li key={one.id}><b className="el" title={one.label}>{one.label}</b><span className="fault">{t(`连续 ${one.failures} 次没读到`, `${one.failures} failures in a row`)}</span><span className="t12 i3">{one.nextAt ? t(`${sayTime(t, one.nextAt, now)} 再问`, `again ${sayTime(t, one.nextAt, now)}`) : ""}</span></li>)}</ul>
    </section>
  );
}

function Batches({ now }: { now: Date }) {
  const t = useT();
  const batches = useRead(listTriage, {}, { topics: ["opinion"] }).data?.items ?? [];
  const undo = useAct(undoTriage, { refresh: [listTopics, listTriage, readOverview], said: t("已撤回", "Taken back") });
  if (batches.length === 0) return null;
  return (
    <section>
      <Heading title={t("最近的研判", "Last decisions")} />
      <ul className="radar-lines">{batches.slice(0, 6).map((batch) => (
        <li key={batch.id}>
          <span className="el" title={batch.firstTitle}>{batch.undoneByName === null ? <b>{t(...markWords[batch.to])}</b> : <del>{t(...markWords[batch.to])}</del>} {batch.topics > 1 ? t(`${batch.firstTitle} 等 ${batch.topics} 个`, `${batch.firstTitle} and ${batch.topics - 1} more`) : batch.firstTitle}</span>
          {batch.undoable && <Button size="small" loading={undo.pending} onClick={() => { void undo.act({ params: { batchId: batch.id } }); }}>{t("撤回", "Undo")}</Button>}
          <span className="t12 i3">{batch.byName} {sayTime(t, batch.at, now)}{batch.undoneByName !== null && t(`，${batch.undoneByName} 撤回`, `, taken back by ${batch.undoneByName}`)}</span>
        </li>))}</ul>
    </section>
  );
}
