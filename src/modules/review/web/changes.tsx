import { useRead } from "#web/ask.ts";
import { Heading, Waiting } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { compareEditions } from "#modules/content/contract.ts";
import type { z } from "zod";
import type { SigningView } from "../contract.ts";
import { formWords } from "./words.ts";

type Comparison = z.infer<typeof compareEditions.result>;
type Runs = Comparison["title"];

/** What changed against the edition last seen; the first time, and where no comparison may be read, the text itself. */
export function Changes({ signing }: { signing: SigningView }) {
  const t = useT();
  const before = signing.lastSeenEdition;
  const { data, error } = useRead(compareEditions, { params: { pieceId: signing.pieceId }, query: { before: before ?? 1, after: signing.editionNumber } }, { when: before !== null });
  if (before === null || error) return <PlainText signing={signing} />;
  if (!data) return <Waiting />;
  const changed = data.blocks.filter((b) => b.kind !== "same");
  const facts = data.facts.length === 0 ? t("事实没有变", "no fact changed") : t(`事实变了 ${data.facts.length} 处`, `${data.facts.length} facts changed`);
  return (
    <section>
      <Heading level={3} title={t(`与第 ${before} 版相比`, `Against edition ${before}`)} note={t(`改 ${data.places} 处，${facts}`, `${data.places} places, ${facts}`)} />
      {differs(data.title) && <Change label={t("标题", "Title")} runs={data.title} />}
      {differs(data.summary) && <Change label={t("摘要", "Summary")} runs={data.summary} />}
      {data.facts.map((f) => <div key={f.factId} className="diff"><small>{t(`事实：${f.label}`, `Fact: ${f.label}`)}</small><del>{f.before}</del> <ins>{f.after}</ins></div>)}
      {changed.map((b, i) => <Change key={i} runs={b.changes} />)}
      {changed.length === 0 && data.variants.length > 0 && <p className="t12 i2">{t(`改了${data.variants.map((v) => formWords[v]?.[0] ?? v).join("、")}的文字，点开下面看实物。`, `Changed: ${data.variants.map((v) => formWords[v]?.[1] ?? v).join(", ")}; see below.`)}</p>}
      {data.signatureChanged && <p className="t12 i2">{t("落款改了，见下。", "The signature line changed, see below.")}</p>}
      {changed.length === 0 && !differs(data.title) && data.facts.length === 0 && data.variants.length === 0 && <p className="i2">{t("文字和事实都没有变。", "Neither words nor facts changed.")}</p>}
    </section>
  );
}

const differs = (runs: Runs): boolean => runs.some((r) => r.kind !== "same");

const nearby = 24;

/** A run of unchanged words beside a change, shortened to what places it. */
function around(text: string, first: boolean, last: boolean): string {
  const points = [...text];
  if (points.length <= nearby * 2) return text;
  const head = first ? "" : points.slice(0, nearby).join("");
  const tail = last ? "" : points.slice(-nearby).join("");
  return `${head}……${tail}`;
}

function Change({ runs, label }: { runs: Runs; label?: string }) {
  const t = useT();
  return (
    <div className="diff">
      {label && <small>{label}</small>}
      {runs.map((r, i) => r.kind === "removed" ? <del key={i} aria-label={t(`删去：${r.text}`, `Removed: ${r.text}`)}>{r.text}</del> : r.kind === "added" ? <ins key={i} aria-label={t(`加上：${r.text}`, `Added: ${r.text}`)}>{r.text}</ins> : <span key={i}>{around(r.text, i === 0, i === runs.length - 1)}</span>)}
    </div>
  );
}

function PlainText({ signing }: { signing: SigningView }) {
  const t = useT();
  return (
    <section>
      <Heading level={3} title={signing.lastSeenEdition === null ? t("您第一次看这一篇", "You see this for the first time") : t("全文", "The text")} note={signing.facts.length === 0 ? t("没有用到事实单", "no facts of the sheet") : t(`用到 ${signing.facts.length} 条事实，都有来源`, `${signing.facts.length} facts, each with its source`)} />
      <div className="sign-text diff">{signing.plain.split("\n").filter((line) => line.trim()).map((line, i) => <p key={i}>{line}</p>)}</div>
    </section>
  );
}
