import { ChatMessage, CorrectionNote, Heading, LedStrip, PhoneArticle, PostCard, SmsParts, WebPage } from "../primitives/index.ts";
import { useT } from "../t.ts";
import { articleText, post, units } from "./samples.ts";

const title = "清明节森林防火和安全用火提示";
const paragraphs = articleText.map((text) => <p key={text}>{text}</p>);
const correction = <CorrectionNote changes={[{ label: "热线", before: "12110", after: "12119" }]} onOld={() => undefined} />;

/** What people sign, as it will look on its channel. */
export function Previews() {
  const t = useT();
  return (
    <section className="exhibit">
      <Heading title={t("发出去是这样", "As it will look")} note={t("预览即实物，签后不再截短", "What you see is what is signed")} />
      <div className="exhibit-grid">
        <PhoneArticle title={title} by="吉林应急" at="4 月 3 日 15:00" signature={units}>{paragraphs}</PhoneArticle>
        <div className="stack">
          <PostCard account="吉林应急" text={post} />
          <PostCard account="吉林应急" text={post.slice(0, 90)} />
          <SmsParts note={t("短信，报运营商", "Text message, to the carrier")} parts={[
            { used: 67, max: 67, text: "【吉林应急】清明将至，我省正值春季森林防火期。进山入林不带火种，祭扫不烧纸、不燃放鞭炮，提倡鲜花、植树祭扫。发现火情请拨打12119或" },
            { used: 31, max: 67, text: "119。吉林省应急管理厅、省消防救援总队、省森林消防总队提醒您" },
          ]} />
          <LedStrip text="进山不带火　祭扫不烧纸　火警 12119" note={t("3 组屏", "3 groups")} />
          <ChatMessage robot="应急通知" count="148 / 2048 字节" text={"【森林火险橙色预警】延边州、白山市、长白山保护开发区\n进山不带火种，祭扫不烧纸。"} />
        </div>
        <WebPage title={title} by={units.join("、")} at="2026 年 4 月 3 日 15:00　第 2 版" address="https://site.example/safety/2026-0403-02" signature={units} correction={correction}>{paragraphs}</WebPage>
      </div>
    </section>
  );
}
