import { Button } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { fullTime } from "#kernel/clock.ts";
import { useRead } from "#web/ask.ts";
import { Columns, EmptyState, Heading, Page, Refused, Seal, Tag, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { readFile, type FileView } from "../contract.ts";
import { EnterReading, FileDialog, FoundByHand } from "./dialogs.tsx";
import { FindingRow } from "./finding-row.tsx";
import { ImportReadings } from "./import-readings.tsx";
import { Reading } from "./reading.tsx";
import "./matrix.css";

type Task = "filing" | "reading" | "import" | "finding";

/** One account on file: who is behind it, what inspection found, its own numbers. */
export function FileScreen() {
  const t = useT();
  const { accountId = "" } = useParams();
  const { data: file, error, refetch } = useRead(readFile, { params: { accountId } }, { topics: ["matrix", "accounts"] });
  const [task, setTask] = useState<Task | null>(null);
  const close = () => { setTask(null); };
  const crumbs = [{ to: "/matrix", label: t("矩阵", "Matrix") }];
  if (!file) return <><Bar title={t("账号档案", "Account on file")} crumbs={crumbs} />{error ? <Page><Refused problem={error} onAgain={() => { void refetch(); }} /></Page> : <Waiting />}</>;
  return (
    <>
      <Bar title={file.name} crumbs={crumbs} beside={<Tag>{t(file.platform.zh, file.platform.en)}</Tag>} actions={<Link to={`/accounts/${file.id}`}><Button>{t("账号设置", "Settings")}</Button></Link>} />
      <Columns shape="desk" label={t("账号档案", "Account on file")} columns={[
        { key: "found", label: t("检查和数据", "Findings and numbers"), node: <Main file={file} open={setTask} /> },
        { key: "filed", label: t("备案", "On file"), ground: "surface", node: <Filed file={file} open={setTask} /> },
      ]} />
      {task === "filing" && <FileDialog file={file} onClose={close} />}
      {task === "finding" && <FoundByHand file={file} onClose={close} />}
      {task === "reading" && <EnterReading file={file} onClose={close} />}
      {task === "import" && <ImportReadings onClose={close} />}
    </>
  );
}

type Part = { file: FileView; open: (task: Task) => void };

function Main({ file, open }: Part) {
  const t = useT();
  const standing = file.findings.filter((f) => f.state !== "closed");
  const closed = file.findings.filter((f) => f.state === "closed");
  return (
    <div className="matrix-file">
      <section>
        <Heading title={t("检查发现的问题", "What inspection found")} note={file.mayInspect ? <Button size="small" onClick={() => { open("finding"); }}>{t("记一个问题", "Write one down")}</Button> : undefined} />
        {standing.length === 0 ? <p className="i2">{t("没有问题，合格。", "Nothing: it passes.")}</p> : <ul className="matrix-findings">{standing.map((f) => <FindingRow key={f.id} finding={f} brief />)}</ul>}
        {closed.length > 0 && <details><summary>{t(`已销号 ${closed.length} 个`, `${closed.length} closed`)}</summary><ul className="matrix-findings">{closed.map((f) => <FindingRow key={f.id} finding={f} brief />)}</ul></details>}
      </section>
      <section>
        <Heading title={t("自己的数据", "Own numbers")} note={file.mayFile ? <span className="row wrap"><Button size="small" onClick={() => { open("reading"); }}>{t("填一期", "Enter")}</Button><Button size="small" onClick={() => { open("import"); }}>{t("从 Excel 导入", "From Excel")}</Button></span> : undefined} />
        {file.readings.length === 0
          ? <EmptyState title={t("还没有数据", "No numbers yet")} why={t("从平台后台抄来，按月填或用 Excel 导入。只看发了多少、读了多少、答复了多少，不看粉丝数。", "Copied from the platform each month or imported. Posts, reads and answers count; followers are not asked.")} />
          : file.readings.map((r) => <Reading key={r.id} reading={r} />)}
      </section>
    </div>
  );
}

function Filed({ file, open }: Part) {
  const t = useT();
  const missing = (word: string) => <span className="fault">{word}</span>;
  return (
    <div className="matrix-file">
      <section>
        <Heading title={t("备案和认证", "Registration")} note={file.mayFile ? <Button size="small" onClick={() => { open("filing"); }}>{t("更改", "Change")}</Button> : undefined} />
        <dl className="matrix-facts">
          <dt>{t("单位", "Unit")}</dt><dd><span className="row"><Seal char={file.unit.seal} unit={file.unit.name} />{file.unit.name}</span></dd>
          <dt>{t("备案号", "Registered")}</dt><dd>{file.registrationNo || (file.newMedia ? missing(t("没有登记", "none")) : t("不用备案", "not needed"))}</dd>
          <dt>{t("认证主体", "Certified as")}</dt><dd>{file.certifiedAs || (file.newMedia ? missing(t("没有填", "not filed")) : t("不用认证", "not needed"))}</dd>
          <dt>{t("认证到", "Until")}</dt><dd>{file.certifiedUntil ?? t("没有期限", "no end")}</dd>
          <dt>{t("开通", "Opened")}</dt><dd>{file.openedOn ?? t("没有填", "not filed")}</dd>
          <dt>{t("管理人", "Owner")}</dt><dd>{file.ownerName}{file.successorName ? t(`，接替 ${file.successorName}`, `, then ${file.successorName}`) : ""}</dd>
          <dt>{t("最近发布", "Last post")}</dt><dd>{file.lastPostAt ? fullTime(new Date(file.lastPostAt)) : t("还没发过", "never")}</dd>
          {file.state === "closed" && <><dt>{t("注销备案", "Closing filed")}</dt><dd>{file.closingFiledOn ? `${file.closingFiledOn} ${file.closingNumber}` : missing(t("还没有报", "not filed"))}</dd></>}
        </dl>
        {file.changedByName && file.changedAt && <p className="t12 i3">{t(`${file.changedByName} ${fullTime(new Date(file.changedAt))} 填`, `filed by ${file.changedByName}, ${fullTime(new Date(file.changedAt))}`)}</p>}
      </section>
    </div>
  );
}
