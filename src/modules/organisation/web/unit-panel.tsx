import { Button } from "antd";
import { useState } from "react";
import { Heading, Refused, Tag, Timeline, Waiting } from "#web/primitives/index.ts";
import { useRead } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import { readUnit, type UnitOfDay } from "../contract.ts";
import { CloseUnit, MoveUnit, OpenUnit, RenameUnit } from "./unit-forms.tsx";
import { UnitMark } from "./unit-mark.tsx";
import { evidenceWords, levelWords, systemWords } from "./words.ts";

type Form = "rename" | "move" | "open" | "close";

/** One unit: how it is called and where it stands on the day, its history, and what its keeper may change. */
export function UnitPanel({ unitId, day, units }: { unitId: string; day: string | undefined; units: readonly UnitOfDay[] }) {
  const t = useT();
  const [form, setForm] = useState<Form | null>(null);
  const { data: unit, error, refetch } = useRead(readUnit, { params: { unitId }, query: day ? { day } : {} });
  if (error) return <Refused problem={error} onAgain={() => { void refetch(); }} />;
  if (!unit) return <Waiting />;
  const parent = unit.parents.find((p) => p.parentId === unit.parentId);
  const close = () => { setForm(null); };
  const until = (to: string | null) => (to ? t(`至 ${to}`, `to ${to}`) : t("至今", "until now"));
  return (
    <div className="stack">
      <div className="row"><UnitMark seal={unit.seal} open={unit.standing === "open"} lg /><h2 className="grow">{unit.name}</h2></div>
      {unit.also.length > 0 && <p className="i2">{t(`加挂牌子：${unit.also.join("、")}`, `Also named: ${unit.also.join(", ")}`)}</p>}
      <dl className="org-facts">
        <dt>{t("系统", "Line")}</dt><dd>{t(...systemWords[unit.system])}，{t(...levelWords[unit.level])}</dd>
        <dt>{t("地方", "Place")}</dt><dd>{unit.regionName} <span className="mono i3">{unit.regionCode}</span></dd>
        <dt>{t("代码", "Code")}</dt><dd className="mono">{unit.code}</dd>
        <dt>{t("上级", "Above")}</dt><dd>{parent?.parentName ?? t("无", "none")}</dd>
        {unit.office && <><dt>{t("处室", "Office")}</dt><dd>{unit.office}</dd></>}
        {unit.addressee && <><dt>{t("通知", "Notices")}</dt><dd>{t("直接收通知，单独签收", "Gets notices in its own right")}</dd></>}
        <dt>{t("依据", "Evidence")}</dt><dd>{t(...evidenceWords[unit.evidence])}{!unit.verified && <> <Tag tone="ink">{t("待核实", "to be verified")}</Tag></>}</dd>
      </dl>
      {unit.mayKeep && (
        <div className="row wrap">
          {unit.standing === "open" && <Button onClick={() => { setForm("rename"); }}>{t("改名", "Rename")}</Button>}
          {unit.standing === "open" && unit.level !== "province" && unit.system !== "partner" && <Button onClick={() => { setForm("move"); }}>{t("调整隶属", "Move")}</Button>}
          {unit.standing === "not-open" && <Button type="primary" onClick={() => { setForm("open"); }}>{t("启用", "Switch on")}</Button>}
          {unit.standing === "open" && <Button danger onClick={() => { setForm("close"); }}>{t("撤销", "Close")}</Button>}
        </div>
      )}
      <Heading level={3} title={t("名称沿革", "Names")} />
      <Timeline as="ledger" label={t("名称沿革", "Names")} moments={unit.names.map((n) => ({ key: n.kind + n.from, at: n.from, text: <>{n.kind === "also" && t("加挂 ", "also ")}<b>{n.name}</b> <span className="i3">{until(n.to)}</span></> }))} />
      {unit.parents.length > 0 && <Heading level={3} title={t("隶属沿革", "Parents")} />}
      <Timeline as="ledger" label={t("隶属沿革", "Parents")} moments={unit.parents.map((p) => ({ key: p.from, at: p.from, text: <>{p.parentName} <span className="i3">{until(p.to)}</span></> }))} />
      <RenameUnit key={`rename-${unit.id}`} unit={unit} open={form === "rename"} onClose={close} />
      <MoveUnit key={`move-${unit.id}`} unit={unit} units={units} open={form === "move"} onClose={close} />
      <OpenUnit key={`open-${unit.id}`} unit={unit} open={form === "open"} onClose={close} />
      <CloseUnit key={`close-${unit.id}`} unit={unit} open={form === "close"} onClose={close} />
    </div>
  );
}
