import { useT } from "#web/t.ts";
import type { ReadingView } from "../contract.ts";
import { countWords, type Word } from "./words.ts";

const sources: Readonly<Record<ReadingView["source"], Word>> = { hand: ["手填", "by hand"], import: ["导入", "imported"], api: ["接口", "by interface"] };

/** The numbers of one period with the index they give; its formula and every part are one press away. */
export function Reading({ reading: r }: { reading: ReadingView }) {
  const t = useT();
  const name = r.index.kind === "article" ? t("文章传播指数（参照 WCI V14.2）", "Article index, after WCI V14.2") : t("短消息传播指数（参照 BCI）", "Post index, after BCI");
  return (
    <article className="matrix-reading">
      <header><b>{r.from} {t("至", "to")} {r.to}</b><span className="row"><span className="t12 i3">{name}</span><span className="index num">{r.index.value.toFixed(1)}</span></span></header>
      <dl className="matrix-counts">{countWords.map(([key, word]) => <div key={key}><dt>{t(...word)}</dt><dd className="num">{r[key].toLocaleString("zh-CN")}</dd></div>)}</dl>
      <details>
        <summary>{t("怎么算的", "How it is computed")}</summary>
        <div className="matrix-parts" tabIndex={0} role="region" aria-label={t("指数的组成", "Parts of the index")}>
          <p className="t12"><code>{r.index.formula}</code></p>
          <table><thead><tr><th scope="col">{t("组成", "Part")}</th><th scope="col">{t("算法", "Formula")}</th><th scope="col">{t("权重", "Weight")}</th><th scope="col">{t("值", "Value")}</th></tr></thead>
            <tbody>{r.index.parts.map((part) => <tr key={part.zh}><th scope="row">{t(part.zh, part.en)}</th><td><code>{part.formula}</code></td><td className="num">{Math.round(part.weight * 100)}%</td><td className="num">{part.value.toFixed(3)}</td></tr>)}</tbody></table>
          <p className="t12 i3">{t("按公布的公式自己算的，不是发布机构的数。n 是发布数，d 是天数，R 阅读，Z 在看，L 点赞，t 头条，max 最高一篇；X1 到 X7 依次是发布、原创、转发、评论、原创转发、原创评论、点赞。", "Computed here after the published formula; not the publisher's figure.")}</p>
        </div>
      </details>
      <p className="t12 i3">{t(...sources[r.source])} {r.enteredByName}</p>
    </article>
  );
}
