import { Button } from "antd";
import type { ReactNode } from "react";
import { Grade, People, Tag } from "#web/primitives/index.ts";
import { sayRefusal } from "#web/refusal-words.ts";
import { connection } from "#web/live.ts";
import { useStore } from "#web/store.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import type { PieceView } from "../contract.ts";
import type { DraftLine, LineState } from "./draft-line.ts";
import { sayClock, underReview } from "./words.ts";
import { refusalOf } from "./fact-sheet.tsx";

const numerals = ["", "", "两", "三", "四", "五", "六", "七", "八", "九", "十"];

/** The bar of a piece: title, joint or not, which draft; saved when; who is here; the main button. And the banner when the line is lost. */
export function WorkBar({ piece, state, me, line, main, onChanges }: { piece: PieceView; state: LineState; me: { personId: string; name: string }; line: DraftLine | null; main: ReactNode; onChanges: () => void }) {
  const t = useT();
  const since = underReview(piece.stage) ? piece.editionNumber - 1 : piece.editionNumber;
  const lead = piece.participants.find((p) => p.role === "lead") ?? piece.unit;
  const others = [...new Map(state.others.filter((o) => o.personId !== me.personId).map((o) => [o.personId, o])).values()];
  const writers = others.filter((o) => o.writes).length + (state.whyNot === null ? 1 : 0);
  const readers = others.length + 1 - writers;
  const marks = [{ name: me.name, mark: [...me.name][0] ?? "" }, ...others.map((o) => ({ name: `${o.name}，${o.unitName}`, mark: [...o.name][0] ?? "" }))];
  const said = [writers > 0 ? t(writers === 1 ? "一人在写" : `${numerals[writers] ?? writers}人在改`, `${writers} writing`) : "", readers > 0 && writers + readers > 1 ? t(`${readers}人在看`, `${readers} reading`) : ""].filter(Boolean).join(t("，", ", "));
  return (
    <>
      <Bar title={piece.titleText} crumbs={[{ to: "/pieces", label: t("稿件", "Pieces") }]}
        beside={<>{piece.urgency !== "routine" && <Grade grade={piece.urgency} />}{piece.joint && <Tag tone="house">{t(`联合 · ${lead.shortName}牵头`, `Joint · led by ${lead.shortName}`)}</Tag>}<Tag>{piece.editionNumber === 0 ? t("没交过", "Never submitted") : t(`第 ${piece.editionNumber} 稿`, `Edition ${piece.editionNumber}`)}</Tag></>}
        status={<><Saved state={state} /><People people={marks} said={said} /></>}
        actions={<>{since > 0 && <Button onClick={onChanges}>{t(`看第 ${since} 稿以来的改动`, `Changes since edition ${since}`)}</Button>}<div className="bar-main">{main}</div></>} />
      <LineBanner state={state} line={line} />
    </>
  );
}

/** What is on disk in the house, in words: nothing is called saved before it is. */
function Saved({ state }: { state: LineState }) {
  const t = useT();
  if (state.unkept && state.phase === "open") return <span aria-live="polite">{t("正在保存…", "Saving …")}</span>;
  if (state.unkept) return <span aria-live="polite">{t("存在这台电脑上", "Kept on this machine")}</span>;
  return <span aria-live="polite">{state.savedAt ? t(`已自动保存 ${sayClock(state.savedAt)}`, `Saved ${sayClock(state.savedAt)}`) : ""}</span>;
}

function LineBanner({ state, line }: { state: LineState; line: DraftLine | null }) {
  const t = useT();
  const desk = useStore(connection);
  if (state.phase === "lost" && desk === "lost") return null;
  if (state.phase === "lost") return <div className="banner lost" role="status"><b>{t("断线了，接着写", "The line is lost; go on writing")}</b><span>{t("您写的存在这台电脑上，连上后自动并进来，和别人写的不打架。", "Your words are kept on this machine and merge by themselves once connected.")}</span></div>;
  if (state.phase === "gone") {
    const words = {
      notLoggedIn: t("登录已过期。您写的存在这台电脑上，重新登录后会并进来。", "Your session has ended. Your words are kept here and merge after log-in."), notYours: t("您不再能看这篇稿件。", "You may no longer see this piece."),
      noDraft: t("这篇稿件没有正文，请刷新。", "This piece has no text; reload."), tooLarge: t("这篇太长了，最近写的没有存上。请分成两篇。", "The text is too long and the last words were not kept. Make two of it."), malformed: t("页面旧了，请刷新再写。您写的还在。", "This page is out of date; reload. Your words are kept."),
    };
    return <div className="banner lost" role="alert"><span>{state.gone ? words[state.gone] : ""}</span><button type="button" className="banner-act" onClick={() => { line?.connect(); }}>{t("重新连", "Connect again")}</button></div>;
  }
  if (state.phase === "open" && state.unkept && state.whyNot) {
    return <div className="banner" role="status"><b>{t("您有几处改动没能存进来", "Some of your changes could not be kept")}</b><span>{sayRefusal(refusalOf(state.whyNot))}{t("这几处存在这台电脑上，能写的时候自动并进来。", " They are kept on this machine and merge once writing is open.")}</span><button type="button" className="banner-act" onClick={() => { line?.giveUp(); location.reload(); }}>{t("不要了", "Give them up")}</button></div>;
  }
  return null;
}
