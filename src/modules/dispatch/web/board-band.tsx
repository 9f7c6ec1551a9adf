import { useT } from "#web/t.ts";
import type { Board } from "../contract.ts";
import { endSentence, isThrough, recallCounts } from "./words.ts";

/** The black band: a correction on its way, or a recall and how far it has come. Silent otherwise. */
export function BoardBand({ board, onCompare }: { board: Board; onCompare: () => void }) {
  const newest = board.releases[0];
  if (newest?.kind === "recall") return <RecallBand board={board} recall={newest} />;
  if (newest?.kind === "correct" && board.correction) return <CorrectionBand board={board} correction={board.correction} onCompare={onCompare} />;
  return null;
}

function RecallBand({ board, recall }: { board: Board; recall: Board["releases"][number] }) {
  const t = useT();
  const { gone, noticed, left, out } = recallCounts(board) ?? { gone: 0, noticed: 0, left: 0, out: 0 };
  const counts = t(
    `已撤下 ${gone} 路${noticed > 0 ? `，删不掉、发出撤回说明 ${noticed} 路` : ""}${left > 0 ? `，还在撤 ${left} 路` : ""}${out > 0 ? `，撤不回 ${out} 路，见下` : ""}。`,
    `${gone} taken back${noticed > 0 ? `, ${noticed} told by a notice` : ""}${left > 0 ? `, ${left} under way` : ""}${out > 0 ? `, ${out} out of reach, see below` : ""}.`,
  );
  return (
    <div className="board-band" role="status">
      <b>{left > 0 ? t("撤回进行中", "Recall under way") : t("已撤回", "Recalled")}</b>
      <p>{recall.orderedByName}{t("：", ": ")}{endSentence(t, recall.reason ?? "")}{counts}</p>
    </div>
  );
}

function CorrectionBand({ board, correction, onCompare }: { board: Board; correction: NonNullable<Board["correction"]>; onCompare: () => void }) {
  const t = useT();
  const readers = new Set(board.earlier.filter((r) => r.editionNumber < board.editionNumber && r.rung !== null).map((r) => r.accountId));
  const had = readers.size;
  const rows = board.rows.filter((r) => r.editionNumber === board.editionNumber && (had === 0 || readers.has(r.accountId)));
  const through = rows.filter(isThrough).length;
  const left = rows.length - through;
  return (
    <div className="board-band" role="status">
      <b>{left > 0 ? t("更正进行中", "Correction under way") : t("更正已到齐", "Correction is everywhere")}</b>
      <p>
        {correction.changes.map((c, i) => <span key={c.label}>{i > 0 && t("；", "; ")}{c.label} <del>{c.before}</del> {t("改为", "is now")} <b>{c.after}</b></span>)}
        {correction.changes.length > 0 && t("，", ", ")}{endSentence(t, correction.reason)}
        {t(`旧版到过 ${had} 个账号，新版须到同样 ${had} 个：已到位 ${through}${left > 0 ? `，还差 ${left}` : ""}。`, `The old edition reached ${had} accounts and this must reach the same: ${through} have it${left > 0 ? `, ${left} to go` : ""}.`)}
      </p>
      <button type="button" className="board-band-act" onClick={onCompare}>{t("看两版对照", "Compare editions")}</button>
    </div>
  );
}
