import { useState } from "react";
import { Link } from "react-router";
import { useT } from "#web/t.ts";
import type { ReportDocView } from "../contract.ts";
import "./cases.css";

type Section = ReportDocView["sections"][number];
type Refs = Section["sentences"][number]["refs"];

/** The sections of a report: figures first, and behind every sentence the stored things it rests on. */
export function Sections({ sections }: { sections: readonly Section[] }) {
  const t = useT();
  return sections.map((s, i) => (
    <section key={s.code}>
      <h2>{`${["一", "二", "三", "四", "五"][i] ?? ""}、${s.title}`}</h2>
      {s.figures.length > 0 && <dl className="figures">{s.figures.map((f) => <div key={f.label}><dt>{f.label}</dt><dd title={t(`由 ${f.refs.length} 条记录算出`, `from ${f.refs.length} records`)}>{f.value}</dd></div>)}</dl>}
      {s.sentences.map((one) => <p key={one.text} className={one.thin ? "case-thin" : undefined}>{one.text}{one.refs.length > 0 && <Behind refs={one.refs} />}</p>)}
    </section>
  ));
}

const kinds: Readonly<Record<Refs[number]["kind"], readonly [string, string]>> = {
  case: ["事件", "case"], grading: ["定级", "grading"], topic: ["话题", "topic"], item: ["公开信息", "item"], heat: ["热度读数", "heat reading"], concern: ["关切", "concern"], release: ["发布", "release"], notice: ["通报", "notice"], press: ["发布会", "press conference"], clock: ["时限", "clock"], event: ["经过", "record"],
};

function Behind({ refs }: { refs: Refs }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const counted = [...Map.groupBy(refs, (r) => r.kind)].map(([kind, list]) => t(`${kinds[kind][0]} ${list.length}`, `${kinds[kind][1]} ${list.length}`)).join(t("，", ", "));
  return <><button type="button" className="case-ref" aria-expanded={open} title={counted} onClick={() => { setOpen(!open); }}>{t(`依据 ${refs.length}`, `${refs.length} behind`)}</button>{open && <span className="case-refs">{refs.map((r) => <span key={`${r.kind} ${r.id}`}>{t(...kinds[r.kind])} <span className="mono">{r.id}</span>{r.kind === "release" && <> <Link className="link" to={`/pieces/${r.id}`}>{t("看", "open")}</Link></>}</span>)}</span>}</>;
}
