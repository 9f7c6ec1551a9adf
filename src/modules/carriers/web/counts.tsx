import { Input, InputNumber } from "antd";
import { useState } from "react";
import { useAct } from "#web/ask.ts";
import { Dialog, Field, InstantField, useNow } from "#web/primitives/index.ts";
import { sayRefusal } from "#web/refusal-words.ts";
import { useT } from "#web/t.ts";
import { enterCounts, listRequests, readRequest, type RequestView } from "../contract.ts";
import { planCounts, sumOf, type Totals } from "../rules/counts.ts";
import { sayFigure } from "./words.ts";

type Row = { [K in keyof Totals]: number | null };
const figures = ["submitted", "sent", "failed"] as const;
const empty: Row = { submitted: null, sent: null, failed: null };
const whole = (row: Row): Totals | null => (row.submitted === null || row.sent === null || row.failed === null ? null : { submitted: row.submitted, sent: row.sent, failed: row.failed });

/** What the carrier returned, region by region, and the total it names: the same rule as on the server says what does not add up. */
export function CountsDialog({ request, onClose }: { request: RequestView; onClose: () => void }) {
  const t = useT();
  const now = useNow();
  const [takenBy, setTakenBy] = useState("");
  const [takenAt, setTakenAt] = useState<string | null>(request.putAt);
  const [rows, setRows] = useState<Readonly<Record<string, Row>>>(() => Object.fromEntries((request.entries[0]?.regions ?? []).map(({ code, submitted, sent, failed }) => [code, { submitted, sent, failed }])));
  const [said, setSaid] = useState<Row>(request.counts ?? empty);
  const { act, pending, refusal } = useAct(enterCounts, { refresh: [readRequest, listRequests], inline: true, said: t("回数记下了，投放板上已经看得到。", "The counts are kept; the board shows them.") });
  const counts = request.places.flatMap(({ code }) => { const row = whole(rows[code] ?? empty); return row ? [{ region: code, ...row }] : []; });
  const single = request.places.length === 1;
  const total = single ? (counts[0] ? sumOf(counts) : null) : whole(said);
  const putAt = new Date(request.putAt);
  const plan = takenAt && total ? planCounts({ ...request, putAt }, { counts, total, takenBy, takenAt: new Date(takenAt) }, now) : null;
  const missing = takenBy.trim() === "" ? t("写明谁受理的", "Say who took it on")
    : takenAt === null ? t("写明受理时间", "Give the time")
      : counts.length < request.places.length ? t(`还有 ${request.places.length - counts.length} 个区域没填`, `${request.places.length - counts.length} regions to fill`)
        : !total ? t("填运营商给的合计", "Give the carrier's total") : plan && !plan.ok ? sayRefusal(plan.refusal) : null;
  const go = async () => { if (takenAt && total && await act({ params: { requestId: request.id }, body: { takenBy: takenBy.trim(), takenAt, counts, total } })) onClose(); };
  const labels = { submitted: t("提交", "Submitted"), sent: t("成功", "Sent"), failed: t("失败", "Failed") };
  const cells = (name: string, row: Row, change: (row: Row) => void) => figures.map((figure) => (
    <td key={figure}><InputNumber<number> min={0} max={100_000_000} precision={0} controls={false} inputMode="numeric" aria-label={`${name} ${labels[figure]}`} value={row[figure]} onChange={(value) => { change({ ...row, [figure]: value }); }} /></td>
  ));
  return (
    <Dialog title={t(`填 ${request.number} 的回数`, `Counts of ${request.number}`)} verb={t("记下", "Keep")} missing={missing} pending={pending} refusal={refusal ?? (plan && !plan.ok ? plan.refusal : null)} onDo={() => { void go(); }} onClose={onClose} why={t("照运营商的回执填；没发的填 0。只填数，不填任何号码。", "As the carrier's answer says; 0 where nothing was sent. Figures only, no number of anybody.")}>
      <Field label={t("谁受理的", "Who took it on")} hint={t("运营商的席位或部门", "the carrier's desk or department")}><Input value={takenBy} maxLength={60} onChange={(e) => { setTakenBy(e.target.value); }} /></Field>
      <InstantField label={t("受理时间", "Taken on at")} value={takenAt} onChange={setTakenAt} />
      <div className="carriers-table carriers-fill">
        <table>
          <thead><tr><th scope="col">{t("区域", "Region")}</th>{figures.map((figure) => <th key={figure} scope="col">{labels[figure]}</th>)}</tr></thead>
          <tbody>
            {request.places.map(({ code, name }) => <tr key={code}><th scope="row">{name}</th>{cells(name, rows[code] ?? empty, (row) => { setRows({ ...rows, [code]: row }); })}</tr>)}
            {!single && <tr className="all"><th scope="row">{t("运营商给的合计", "The carrier's total")}</th>{cells(t("合计", "Total"), said, setSaid)}</tr>}
            {!single && <tr><th scope="row" className="i2">{t("各区域相加", "Sum of regions")}</th>{figures.map((figure) => <td key={figure} className="num i2">{sayFigure(sumOf(counts)[figure])}</td>)}</tr>}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}
