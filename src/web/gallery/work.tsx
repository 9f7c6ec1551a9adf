import { Button } from "antd";
import { BallLine, DayStrip, EmptyState, Findings, Heading, StageStrip, Tag, Timeline, TodoList, TodoRow, WhyNot } from "../primitives/index.ts";
import { useT } from "../t.ts";
import { at, crowdedDay, day, findings, happened, longUnit, now, stages } from "./samples.ts";

/** What waits for me, the day, the way of a piece, what must be dealt with. */
export function Work() {
  const t = useT();
  return (
    <section className="exhibit">
      <Heading title={t("等我办的", "Waiting for me")} note={t("先急后缓，只有第一件有主按钮", "Urgent first; only the first has the main button")} />
      <TodoList label={t("待办", "To do")}>
        <TodoRow lifted clock={{ figure: "0:42", note: t("到第三次通报\n本省：每 3 小时一次", "to the third bulletin\nprovince: every 3 h") }} grade={{ grade: "orange" }} title="永吉县化工仓库火灾情况通报（三）" sentence="初审、复审已过，等您终审。比上一版多“明火已扑灭”，伤员仍为 5 人。" action={<Button type="primary" size="large">{t("审阅并签发", "Review and sign")}</Button>} />
        <TodoRow clock={{ figure: t("现在", "Now"), note: t("已挂 16 分钟", "open for 16 min") }} title="“吉林消防”抖音号，更正视频发没发出去说不准" sentence="请求发出后超时，核查两次无定论。系统不会自动重发，请您看一眼。" action={<Button>{t("去核实", "Look")}</Button>} />
        <TodoRow clock={{ figure: t("超 0:18", "0:18 over"), note: t("本省 4 小时约定", "province: 4 h"), missed: true }} title={`${longUnit}报送的查干湖开湖冰面安全提示，等我厅会签并转发长白朝鲜族自治县应急管理局`} sentence="省消防救援总队、省森林消防总队已签，您已等 4 小时 18 分。" action={<Button>{t("去会签", "Co-sign")}</Button>} />
        <TodoRow clock={{ figure: t("知悉", "To know"), note: t("不计时，已送达", "no clock, delivered") }} title="省森林消防总队拟单独报道增援情况" sentence="这是提前通报，不是审批；签收只表示您知道了。" action={<Button>{t("签收", "Receipt")}</Button>} />
      </TodoList>
      <EmptyState title={t("现在没有等您办的", "Nothing waits for you")} why={t("送到您手上的初审、复审、终审和会签会按钟点排在这里，最急的在最上面。", "Reviews and co-signatures that reach you stand here by their clocks, the most urgent on top.")} action={<Button type="primary">{t("写一篇新稿", "Write a piece")}</Button>} />
      <div className="exhibit-bleed"><DayStrip from={at("08:00")} to={at("20:00")} now={now} entries={day} /></div>
      <div className="exhibit-bleed"><DayStrip from={at("08:00")} to={at("20:00")} now={now} entries={crowdedDay} /></div>
      <div className="exhibit-bleed">
        <StageStrip stages={stages.map((s) => (s.state === "current" ? { ...s, mark: <Tag tone="ink">{t("退回修改 2 处", "Returned")}</Tag> } : s))} />
        <BallLine who={t("球在起草组", "The drafters have the ball")} source="顺延规则：省厅投放预案第 4 条">林知夏、许牧川、罗青禾按复审意见修改，已过 26 分钟。到 14:40 未交复审，15:00 的投放会顺延。</BallLine>
        <BallLine tone="fault" who={t("没人接球", "Nobody has the ball")}>{longUnit}没有在岗的联络员，签不了。请新闻宣传处指定一位。</BallLine>
      </div>
      <div className="exhibit-grid">
        <div><Heading level={3} title={t("待处理 4", "To deal with: 4")} note={t("先处理的在上", "first things first")} /><Findings items={findings.map((f) => ({ ...f, actions: <><Button size="small">{t("定位", "Show me")}</Button>{f.level === "suggestion" && <Button size="small" type="link">{t("不采纳", "Decline")}</Button>}</> }))} /></div>
        <div><Heading level={3} title={t("经过", "How it went")} note={t("空心为还没到", "hollow is to come")} /><Timeline label={t("经过", "How it went")} moments={happened} /></div>
        <div><Heading level={3} title={t("正在发生", "Happening")} note={t("实时，14:18:06", "live, 14:18:06")} /><Timeline as="ledger" label={t("正在发生", "Happening")} moments={[...happened].reverse()} /></div>
        <div className="stack">
          <WhyNot type="primary" why={t("还差省森林消防总队 罗青禾 会签", "Luo Qinghe of the forest corps has not signed")}>{t("发布", "Publish")}</WhyNot>
          <WhyNot why={{ code: "review.blocking-findings" }}>{t("交复审", "Submit")}</WhyNot>
          <div><WhyNot type="primary" why={null}>{t("改好，交复审", "Submit for review")}</WhyNot></div>
          <WhyNot quiet size="small" why={t("理由只在悬停和读屏时出现", "The reason shows on hover and is read aloud")}>{t("表格里的灰按钮", "Grey, in a table")}</WhyNot>
        </div>
      </div>
    </section>
  );
}
