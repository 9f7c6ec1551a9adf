import { Button, Input, Select, Switch } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { Post } from "#kernel/posts.ts";
import { DataTable, EmptyState, FilterBar, Name, Page, PageHead, Refused } from "#web/primitives/index.ts";
import { useRead } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import { listPeople, type Colleague } from "../contract.ts";
import { Appoint, EndPost } from "./appoint.tsx";
import { ImportPeople } from "./import-people.tsx";
import { LeaveDialog, PersonForm } from "./person-forms.tsx";
import { UnitChoice } from "./unit-choice.tsx";
import { postWords } from "./words.ts";
import "./organisation.css";

type Task = { kind: "new" | "import" } | { kind: "change" | "leave" | "appoint"; person: Colleague };

/** Colleagues in scope, their posts, and what an administrator may change. */
export function PeopleScreen() {
  const t = useT();
  const [q, setQ] = useState("");
  const [unitId, setUnitId] = useState<string | undefined>();
  const [post, setPost] = useState<Post | undefined>();
  const [left, setLeft] = useState(false);
  const [page, setPage] = useState(1);
  const [task, setTask] = useState<Task | null>(null);
  const people = useRead(listPeople, { query: { page, size: 50, left: String(left), ...(q ? { q } : {}), ...(unitId ? { unitId } : {}), ...(post ? { post } : {}) } });
  const total = people.data?.total ?? 0;
  const first = <T,>(set: (value: T) => void) => (value: T) => { set(value); setPage(1); };
  const clear = () => { setQ(""); setUnitId(undefined); setPost(undefined); setPage(1); };
  const close = () => { setTask(null); };
  const columns = [
    { title: t("姓名", "Name"), key: "name", render: (_: unknown, p: Colleague) => <><Name strong max={160}>{p.name}</Name><span className="t12 i3">{[p.title, p.username].filter(Boolean).join("，")}</span></> },
    { title: t("单位", "Unit"), key: "unit", render: (_: unknown, p: Colleague) => <Name max={260}>{p.unitName}</Name> },
    { title: t("岗位", "Posts"), key: "posts", render: (_: unknown, p: Colleague) => <div className="org-posts">{p.posts.length === 0 && <span className="i3">{t("无", "none")}</span>}{p.posts.map((held) => <EndPost key={held.appointmentId ?? held.delegationId} person={p} held={held} />)}</div> },
    { title: t("联系方式", "Contact"), key: "contact", render: (_: unknown, p: Colleague) => <><span className="nw">{p.phone}</span><span className="t12 i3 el" style={{ maxWidth: 200 }}>{p.email}</span></> },
    { title: t("操作", "Actions"), key: "act", render: (_: unknown, p: Colleague) => p.left ? null : (
      <div className="row">
        {p.mayAppoint && <Link className="link nw" to={`/people/${p.id}/access`}>{t("登录情况", "Log-in")}</Link>}
        {p.mayAppoint && <Button size="small" onClick={() => { setTask({ kind: "appoint", person: p }); }}>{t("任命", "Appoint")}</Button>}
        {p.mayKeep && <Button size="small" onClick={() => { setTask({ kind: "change", person: p }); }}>{t("修改", "Change")}</Button>}
        {p.mayKeep && <Button size="small" danger onClick={() => { setTask({ kind: "leave", person: p }); }}>{t("离任", "Leaves")}</Button>}
      </div>
    ) },
  ];
  return (
    <>
      <PageHead title={t("人员", "People")} aside={people.data?.mayCreate && <div className="row wrap"><Button onClick={() => { setTask({ kind: "import" }); }}>{t("从 Excel 导入", "Import from Excel")}</Button><Button type="primary" onClick={() => { setTask({ kind: "new" }); }}>{t("登记人员", "New person")}</Button></div>}>
        {t("系统管理员登记人员，安全管理员任免岗位，两边互不代办。", "The system administrator writes people down, the security administrator gives posts; neither does the other's work.")} <Link className="link" to="/delegations">{t("我的委托", "My delegations")}</Link>
      </PageHead>
      <Page>
        <FilterBar onClear={q || unitId || post ? clear : undefined} summary={people.data ? t(`${people.data.capped ? "超过 " : "共 "}${total} 人`, `${people.data.capped ? "more than " : ""}${total} people`) : ""}>
          <Input.Search aria-label={t("姓名、用户名或职务", "Name, username or title")} placeholder={t("姓名、用户名或职务", "Name, username or title")} allowClear style={{ width: 240 }} onSearch={first(setQ)} />
          <UnitChoice value={unitId} onChange={first(setUnitId)} />
          <Select<Post> allowClear aria-label={t("岗位", "Post")} placeholder={t("岗位", "Post")} style={{ width: 160 }} {...(post ? { value: post } : {})} onChange={first(setPost)} options={Post.options.map((value) => ({ value, label: t(...postWords[value]) }))} />
          <label className="row"><Switch checked={left} onChange={first(setLeft)} aria-label={t("看已离任的", "Show those who left")} />{t("已离任", "Left")}</label>
        </FilterBar>
        <Refused problem={people.error} onAgain={() => { void people.refetch(); }} />
        {!people.error && <DataTable<Colleague> columns={columns} rows={people.data?.items} rowKey="id" page={{ page, size: 50, total, onPage: setPage }}
          empty={<EmptyState title={t("这里还没有人", "Nobody here yet")} why={t("登记一个人，或把名册从 Excel 导入。岗位由安全管理员另行任命。", "Write somebody down or import the roster from Excel. Posts are given by the security administrator.")} />} />}
      </Page>
      <PersonForm open={task?.kind === "new"} person={null} onClose={close} />
      {task?.kind === "change" && <PersonForm key={task.person.id} open person={task.person} onClose={close} />}
      {task?.kind === "leave" && <LeaveDialog person={task.person} onClose={close} />}
      {task?.kind === "appoint" && <Appoint key={task.person.id} person={task.person} onClose={close} />}
      {task?.kind === "import" && <ImportPeople onClose={close} />}
    </>
  );
}
