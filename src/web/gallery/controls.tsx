import { Button, Checkbox, DatePicker, Input, Radio, Segmented, Select, Switch, Tabs } from "antd";
import { useState } from "react";
import { ConfirmReason, Heading, ProgressBar, Refused, UploadRow, Waiting } from "../primitives/index.ts";
import { say } from "../say.ts";
import { useT } from "../t.ts";

/** Ant Design's controls in our dress, long work, uploads, refusals. */
export function Controls() {
  const t = useT();
  const [asking, setAsking] = useState(false);
  return (
    <section className="exhibit">
      <Heading title={t("控件", "Controls")} />
      <div className="exhibit-grid">
        <div className="stack">
          <div className="row wrap"><Button type="primary" size="large">{t("审阅并签发", "Sign")}</Button><Button type="primary">{t("交复审", "Submit")}</Button><Button>{t("看改动", "Changes")}</Button><Button danger onClick={() => { setAsking(true); }}>{t("撤回这一版", "Recall")}</Button><Button type="link">{t("去事实单改", "To the facts")}</Button></div>
          <label className="stack" style={{ gap: 4 }}><b>{t("标题", "Title")}</b><Input defaultValue="清明节森林防火和安全用火提示" /></label>
          <label className="stack" style={{ gap: 4 }}><b>{t("写错了的一项", "A wrong entry")}</b><Input status="error" defaultValue="2026-02-30" aria-describedby="wrong" /><span id="wrong" className="t12 fault">{t("2 月没有 30 日，请改", "February has no 30th")}</span></label>
          <div className="row wrap"><Select aria-label={t("单位", "Unit")} defaultValue="qg" style={{ width: 240 }} options={[{ value: "qg", label: "前郭尔罗斯蒙古族自治县应急管理局" }, { value: "yt", label: "省应急管理厅" }]} /><DatePicker showTime aria-label={t("计划发布", "Planned")} placeholder={t("计划发布时间", "Time to publish")} /></div>
          <div className="row wrap"><Checkbox defaultChecked>{t("政治", "Politics")}</Checkbox><Checkbox>{t("文字", "Words")}</Checkbox><Radio.Group defaultValue="a" options={[{ value: "a", label: t("现在发", "Now") }, { value: "b", label: t("定时发", "Later") }]} /><Switch defaultChecked aria-label={t("提醒我", "Remind me")} /></div>
          <Segmented options={[t("并排", "All"), t("文章", "Article"), t("微博", "Post"), t("短信", "SMS"), t("屏幕", "LED")]} />
          <Tabs items={[{ key: "a", label: t("在办", "Open"), children: t("正在办的稿件", "Pieces in hand") }, { key: "b", label: t("已发", "Sent") }, { key: "c", label: t("撤回", "Recalled") }]} />
        </div>
        <div className="stack">
          <ProgressBar label={t("渲染 34 个账号的版本", "Rendering for 34 accounts")} share={0.56} said={t("已好 19 个，约 20 秒", "19 done, about 20 s")} onStop={() => undefined} />
          <ul>
            <UploadRow name="口前镇外围浓烟航拍_2026-04-03_10-31_省消防救援总队宣传处_原片.mp4" bytes={1.6e9} sent={9.2e8} state="going" onStop={() => undefined} />
            <UploadRow name="增援车辆到场.mp4" bytes={4.2e8} sent={1.1e8} state="resting" onGo={() => undefined} />
            <UploadRow name="管控范围图.png" bytes={812_000} sent={812_000} state="done" />
            <UploadRow name="伤员转运.heic" bytes={5.1e6} sent={5.1e6} state="failed" reason={t("这种图片看不了，请存成 JPG 再传", "This kind of image cannot be read; save it as JPG")} onGo={() => undefined} />
          </ul>
          <Refused problem={{ code: "request.unreached" }} onAgain={() => undefined} />
          <Refused problem={{ code: "dispatch.edition-superseded" }} />
          <div className="row wrap"><Button onClick={() => { say(t("已交复审，程以宁会收到通知。", "Submitted; Cheng Yining is told.")); }}>{t("说一句", "Say it")}</Button><Button onClick={() => { say(t("没有交上去：事实单刚出第 6 版。您写的都在，先更新事实再交。", "Not submitted: the fact sheet has a new version."), "fault"); }}>{t("说出错", "Say a fault")}</Button></div>
          <Waiting />
        </div>
      </div>
      <ConfirmReason open={asking} danger title={t("撤回这一版？", "Recall this edition?")} verb={t("撤回", "Recall")} consequence={t("12 个账号里 9 个能删，2 个发更正，1 个（短信）收不回，板上会写明。", "Of 12 accounts 9 can delete, 2 will carry a correction, 1 (SMS) cannot; the board will say so.")} presets={[t("事实有误", "A fact is wrong"), t("发错账号", "Wrong account")]} confirm={() => Promise.resolve(true)} onClose={() => { setAsking(false); }} />
    </section>
  );
}
