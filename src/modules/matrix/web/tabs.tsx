import { Segmented } from "antd";
import { useNavigate } from "react-router";
import { useT } from "#web/t.ts";

const places = { matrix: "/matrix", findings: "/matrix/findings", doctor: "/matrix/doctor" } as const;

/** The three rooms of the matrix. */
export function Tabs({ at }: { at: keyof typeof places }) {
  const t = useT();
  const go = useNavigate();
  return <div className="row"><Segmented<keyof typeof places> value={at} onChange={(next) => { void go(places[next]); }} aria-label={t("矩阵", "Matrix")} options={[{ value: "matrix", label: t("总览", "Overview") }, { value: "findings", label: t("检查整改", "Findings") }, { value: "doctor", label: t("诊断", "Doctor") }]} /></div>;
}
