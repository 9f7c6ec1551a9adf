import { Button } from "antd";
import { CountyTiles, DataTable, EmptyState, EvidenceMatrix, FilterBar, Heading, Name, Seals } from "../primitives/index.ts";
import { useT } from "../t.ts";
import { Input, Select } from "antd";
import { board, counties, longUnit, seals } from "./samples.ts";

const pieces = [
  { id: "1", title: "清明节森林防火和安全用火提示", unit: "省森林消防总队", stands: "复审退回 2 处，三家正在同改", due: "今天 15:00" },
  { id: "2", title: "关于进一步加强查干湖冬捕旅游节期间冰面安全、消防安全和烟花爆竹燃放管理的联合提示", unit: longUnit, stands: `等${longUnit}核对事实`, due: "4 月 4 日" },
  { id: "3", title: "防灾减灾宣传周方案", unit: "省应急管理厅", stands: "不能发布：还差省森林消防总队 罗青禾 会签", due: "5 月 6 日" },
];

/** The delivery board, the county tiles, the list. */
export function Boards() {
  const t = useT();
  const rungs = [t("已受理", "Accepted"), t("已发布", "Published"), t("已核验", "Verified"), t("已展示", "Displayed")];
  return (
    <section className="exhibit">
      <Heading title={t("各账号到哪一步", "Where each account stands")} note={t("只写看到的证据", "only what was seen")} />
      <EvidenceMatrix label={t("投放板", "Delivery board")} rungs={rungs} rows={[
        ...board,
        { key: "ask", kind: "ask", account: "“吉林消防”抖音号", unit: "省消防救援总队", question: "发没发出去说不准", sentence: "14:02:11 数据发出后超时，核查 2 次仍不能断定。为免发两遍，停在这里。", action: <><Button type="primary" size="small">{t("看到了", "Seen")}</Button><Button size="small">{t("没有，重发", "No, send again")}</Button></> },
        { key: "fail", kind: "fail", account: "“吉林应急”微信公众号", unit: "省应急管理厅", cause: "没发出：微信不认这台服务器的地址", sentence: "错误 40164。请管理员到公众平台加白名单，再重试；只动这一路。", action: <Button size="small">{t("重试这一路", "Retry this one")}</Button> },
        { key: "hand", kind: "rungs", account: "“吉林应急”头条号", unit: "手工，孙若溪", cells: [{ state: "seen", text: "已接单" }, { state: "seen", text: "已贴链接" }, { state: "waiting", text: "等截图" }], action: <Button size="small">{t("催一下", "Chase")}</Button> },
      ]} />
      <div className="exhibit-grid">
        <div><Heading level={3} title={t("橙色预警转发", "Orange warning relayed")} note="57 / 61" /><CountyTiles label={t("县级覆盖", "Coverage by county")} tiles={counties} note={t("每格一县，数字是几家已转发，黑框是还没有", "One tile a county; the number is how many relayed; black outline is none")} action={<button type="button" className="link">{t("催办 3 家", "Chase 3")}</button>} /></div>
        <div><Heading level={3} title={t("带名字，值班屏用", "Named, for the wall")} /><CountyTiles named label={t("县级覆盖", "Coverage by county")} tiles={counties.map((c) => ({ ...c, name: c.name.slice(0, 3) }))} note={t("角上为橙色预警区", "Corner: under an orange warning")} /></div>
      </div>
      <div>
        <Heading title={t("列表", "List")} />
        <FilterBar summary={t("3 件中的 3 件", "3 of 3")} onClear={() => undefined}>
          <Input.Search placeholder={t("找标题、单位", "Title, unit")} style={{ width: 240 }} aria-label={t("找标题、单位", "Find by title or unit")} />
          <Select defaultValue="all" style={{ width: 160 }} aria-label={t("阶段", "Stage")} options={[{ value: "all", label: t("所有阶段", "All stages") }, { value: "second", label: t("复审", "Second review") }]} />
        </FilterBar>
        <DataTable rowKey="id" rows={pieces} empty={null} columns={[
          { title: t("稿件", "Piece"), dataIndex: "title", render: (title: string) => <Name strong>{title}</Name> },
          { title: t("牵头单位", "Lead unit"), dataIndex: "unit", render: (unit: string) => <Name max={160}>{unit}</Name> },
          { title: t("单位", "Units"), key: "seals", render: () => <Seals seals={seals} /> },
          { title: t("走到哪里，球在谁手里", "Where it stands"), dataIndex: "stands", render: (s: string) => <span className="i2">{s}</span> },
          { title: t("计划发布", "Planned"), dataIndex: "due", align: "right" },
          { title: <span className="unseen">{t("打开", "Open")}</span>, key: "open", align: "right", render: () => <Button size="small">{t("打开", "Open")}</Button> },
        ]} />
        <DataTable rowKey="id" rows={[] as typeof pieces} columns={[{ title: t("稿件", "Piece"), dataIndex: "title" }, { title: t("计划发布", "Planned"), dataIndex: "due" }]} empty={<EmptyState title={t("还没有稿件", "No pieces yet")} why={t("一篇稿件从这里开始：写一次，几家一起审、一起签、发到所有账号。", "A piece starts here: written once, reviewed and signed together, sent everywhere.")} action={<Button type="primary">{t("写一篇新稿", "Write a piece")}</Button>} />} />
      </div>
    </section>
  );
}
