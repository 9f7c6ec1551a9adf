import { Button } from "antd";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { fullTime } from "#kernel/clock.ts";
import { useRead } from "#web/ask.ts";
import { EmptyState, Page, Refused, Tag, Waiting, WhyNot, Words } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { issueReport, previewReport, readCase, readReport, reportPath, type ReportDocView } from "../contract.ts";
import { Sections } from "./sections.tsx";
import { useCaseAct } from "./task.ts";
import "./cases.css";

/** 快报 or 专报: a draft as it would stand now, to be issued with one's advice, or one as it was issued. */
export function ReportScreen() {
  const t = useT();
  const { caseId = "", which = "" } = useParams();
  const draft = which === "flash" || which === "special" ? which : null;
  const c = useRead(readCase, { params: { caseId } }).data;
  const preview = useRead(previewReport, { params: { caseId }, query: { kind: draft ?? "flash" } }, { when: draft !== null, topics: [`case:${caseId}`] });
  const issued = useRead(readReport, { params: { caseId, reportId: which } }, { when: draft === null });
  const doc = draft ? preview.data : issued.data?.doc;
  const error = draft ? preview.error : issued.error;
  return (
    <>
      <Bar title={doc ? doc.title : t("报告", "Report")} crumbs={[{ to: "/cases", label: t("处置", "Cases") }, { to: `/cases/${caseId}`, label: c?.number ?? "" }]} beside={draft ? <Tag tone="ink">{t("还没有签发", "not issued")}</Tag> : undefined}
        actions={draft || !doc ? undefined : <a href={reportPath(caseId, which)} download><Button>{t("下载 Word", "Word file")}</Button></a>} />
      <Page narrow>
        {error && <Refused problem={error} />}
        {!doc && !error && <Waiting />}
        {doc && <Document doc={doc} {...(issued.data && !draft ? { number: issued.data.number, by: issued.data.byName } : {})} />}
        {doc && draft && c && <Issue caseId={caseId} kind={draft} why={c.may.work} />}
      </Page>
    </>
  );
}

/** The document as data draws it: every sentence shows how many stored things stand behind it. */
function Document({ doc, number, by }: { doc: ReportDocView; number?: number; by?: string }) {
  return (
    <article className="case-report">
      <header><h1>{doc.title}</h1><p className="i2">{[doc.caseNumber, ...(number ? [`第 ${number} 期`] : []), doc.unitName, fullTime(new Date(doc.at)), ...(by ? [by] : [])].join(" · ")}</p></header>
      <Sections sections={doc.sections} />
    </article>
  );
}

function Issue({ caseId, kind, why }: { caseId: string; kind: "flash" | "special"; why: Parameters<typeof WhyNot>[0]["why"] }) {
  const t = useT();
  const go = useNavigate();
  const [advice, setAdvice] = useState("");
  const { act, pending, refusal } = useCaseAct(issueReport, t("签发了，照现在的样子存下。", "Issued and kept as it stands."));
  if (why !== null) return <EmptyState title={t("由承办和牵头单位签发", "Issued by the unit and the one that leads")} why={t("您可以看草稿，签发要由他们写明研判和建议。", "You may read the draft; they add the advice and issue it.")} />;
  const issue = async () => { const made = await act({ params: { caseId }, body: { kind, advice } }); if (made) void go(`/cases/${caseId}/reports/${made.id}`); };
  return (
    <section className="form case-issue">
      <Words label={t("研判和建议", "Assessment and advice")} hint={t("由人来写；软件只摆事实", "people write this; software lays out facts")} value={advice} onChange={setAdvice} rows={4} />
      <Refused problem={refusal} />
      <div><WhyNot type="primary" why={[...advice.trim()].length < 2 ? t("先写研判和建议", "Write the advice first") : null} loading={pending} onClick={() => { void issue(); }}>{kind === "flash" ? t("签发快报", "Issue the flash report") : t("签发专报", "Issue the special report")}</WhyNot></div>
    </section>
  );
}
