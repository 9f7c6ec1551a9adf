import { Button } from "antd";
import { Link, useHref, useNavigate } from "react-router";
import { Grade, Heading, Seal, useNow } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { CalendarView } from "../contract.ts";
import { sayDay, sayHow, sayTime, sayWeekday, type DayBox } from "./words.ts";

/** One day: what it is, its pieces, where two would speak to the same people, and the way to plan another. */
export function DayAgenda({ box, view, quiet = false }: { box: DayBox; view: CalendarView; quiet?: boolean }) {
  const t = useT();
  const now = useNow(60);
  const topic = (code: string) => { const known = view.topics.find((one) => one.code === code); return known ? t(known.zh, known.en) : code; };
  const clashes = view.clashes.filter((clash) => clash.day === box.day);
  return (
    <section className="cal-agenda">
      <Heading title={`${sayDay(t, box.day)} ${sayWeekday(t, box.day)}`} note={box.day === view.today ? t("今天", "today") : box.lunar} />
      {box.keys.map((key) => <p key={key.code}><b>{key.name}</b>{key.source && <span className="t12 i3"> {key.source}</span>}</p>)}
      {box.sensitive.map((span) => <p key={span.code} className="i2"><b>{span.name}</b>{t("：宣传类稿件可以等一等，安全提示照发。", ": promotional pieces may wait; safety warnings go out.")}</p>)}
      {clashes.map((clash) => <p key={clash.topic} className="cal-clash"><b>{t("撞期", "Clash")}</b>{t(`“${topic(clash.topic)}”有 ${clash.pieceIds.length} 篇同一天发给同一批人。商量一下，并成一篇或错开一天；不挡发布。`, `${clash.pieceIds.length} pieces on "${topic(clash.topic)}" speak to the same people this day. Merge them or move one; nothing is blocked.`)}</p>)}
      <ul className="cal-list">
        {box.pieces.map((piece) => (
          <li key={`${piece.pieceId} ${piece.how}`}>
            <time>{sayTime(piece.at)}</time>
            <Link to={`/pieces/${piece.pieceId}`}><b>{piece.urgency !== "routine" && <Grade grade={piece.urgency} />}{piece.title}</b><span className="t12 i3"><Seal char={piece.seal} unit={piece.unitName} /> {[sayHow(t, piece, now), topic(piece.topic), ...(piece.joint ? [t("联合", "joint")] : [])].join(" · ")}</span></Link>
          </li>
        ))}
      </ul>
      {box.pieces.length === 0 && !(quiet && box.keys.length > 0) && <p className="i3">{t("这一天还没有稿件。", "No piece on this day.")}</p>}
      {view.mayPlan && !quiet && box.day >= view.today && <PlanButton day={box.day} />}
    </section>
  );
}

function PlanButton({ day }: { day: string }) {
  const t = useT();
  const go = useNavigate();
  const to = `/pieces/new?planned=${day}`;
  const href = useHref(to);
  return <div className="cal-plan"><Button type="primary" href={href} onClick={(event) => { if (!event.metaKey && !event.ctrlKey) { event.preventDefault(); void go(to); } }}>{t("给这一天写一篇", "Write one for this day")}</Button></div>;
}
