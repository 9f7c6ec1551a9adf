import { Button, Input } from "antd";
import { useId, useState } from "react";
import { useAct } from "#web/ask.ts";
import { Findings, Heading, Refused } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { comment, readReview, settleComment, type ReviewView } from "../contract.ts";
import { stageWord } from "./words.ts";

/** A place in the text: block index and the words meant. */
export type Place = { block: number | null; quote: string };

type CommentRow = ReviewView["comments"][number];

/** Comments on the edition: open ones with what can be done about them, settled ones folded into a count, and the box for a new one. */
export function Comments({ review, selection, onLocate }: { review: ReviewView; selection: Place | null; onLocate?: (place: Place) => void }) {
  const t = useT();
  const open = review.comments.filter((c) => c.state === "open");
  const settled = review.comments.length - open.length;
  if (open.length === 0 && settled === 0 && review.may.comment !== null) return null;
  return (
    <section>
      <Heading level={3} title={open.length > 0 ? t(`意见 ${open.length}`, `Comments: ${open.length}`) : t("意见", "Comments")} note={settled > 0 ? t(`已销 ${settled}`, `${settled} settled`) : t("逐条销完才能交", "settled one by one")} />
      {open.length === 0 && <p className="i2">{settled > 0 ? t("意见都销了。", "All comments are settled.") : t("选中文字，在下面写意见；写的人会逐条答复。", "Select words and comment below; the writers answer each.")}</p>}
      <Findings words={{ comment: t(`${stageWord(open[0]?.stage ?? "second")[0]}意见`, stageWord(open[0]?.stage ?? "second")[1]) }} items={open.map((c) => ({ key: c.id, level: "comment", by: `${c.byName} ${c.unitName}`, text: <CommentText comment={c} />, actions: <CommentActions review={review} comment={c} {...(onLocate ? { onLocate } : {})} /> }))} />
      {review.may.comment === null && <NewComment pieceId={review.pieceId} selection={selection} />}
    </section>
  );
}

const CommentText = ({ comment: c }: { comment: CommentRow }) => <>{c.quote && <q className="review-quote">{c.quote}</q>}{c.body}</>;

function CommentActions({ review, comment: c, onLocate }: { review: ReviewView; comment: CommentRow; onLocate?: (place: Place) => void }) {
  const t = useT();
  const id = useId();
  const [answering, setAnswering] = useState(false);
  const [answer, setAnswer] = useState("");
  const { act, pending, refusal } = useAct(settleComment, { refresh: [readReview], inline: true });
  const reader = review.may.comment === null;
  const settle = (words: string) => { void act({ params: { pieceId: review.pieceId, commentId: c.id }, body: { answer: words } }); };
  return (
    <>
      <Button size="small" loading={pending} onClick={() => { settle(reader ? t("审稿人认可", "Accepted by the reviewer") : t("已改", "Changed")); }}>{reader ? t("可以了，销", "Good, settle") : t("已改，销", "Changed, settle")}</Button>
      <Button size="small" type="link" aria-expanded={answering} onClick={() => { setAnswering(!answering); }}>{t("回复", "Answer")}</Button>
      {onLocate && c.quote && <Button size="small" type="link" onClick={() => { onLocate({ block: c.block, quote: c.quote }); }}>{t("定位", "Show me")}</Button>}
      {answering && (
        <form className="review-answer" onSubmit={(event) => { event.preventDefault(); if (answer.trim()) settle(answer.trim()); }}>
          <label className="unseen" htmlFor={id}>{t("答复这条意见", "Answer this comment")}</label>
          <Input.TextArea id={id} value={answer} maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} placeholder={t("为什么这样处理；答复后这条就销了", "What was done and why; this settles it")} onChange={(e) => { setAnswer(e.target.value); }} />
          <Button size="small" htmlType="submit" disabled={!answer.trim()} loading={pending}>{t("答复并销", "Answer and settle")}</Button>
        </form>
      )}
      <Refused problem={refusal} />
    </>
  );
}

function NewComment({ pieceId, selection }: { pieceId: string; selection: Place | null }) {
  const t = useT();
  const id = useId();
  const [body, setBody] = useState("");
  const { act, pending, refusal } = useAct(comment, { refresh: [readReview], inline: true, said: t("意见已记下，写的人会看到", "The comment is noted; the writers will see it") });
  const send = async () => {
    if (await act({ params: { pieceId }, body: { block: selection?.block ?? null, quote: (selection?.quote ?? "").slice(0, 500), body: body.trim() } })) setBody("");
  };
  return (
    <form className="review-answer" onSubmit={(event) => { event.preventDefault(); if (body.trim()) void send(); }}>
      <label htmlFor={id} className="t12 i2">{selection?.quote ? <>{t("针对", "On")} <q className="review-quote">{selection.quote}</q></> : t("针对全文；先选中文字，就针对那一处", "On the whole text; select words to mean a place")}</label>
      <Input.TextArea id={id} value={body} maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} placeholder={t("请改什么、为什么", "What should change, and why")} onChange={(e) => { setBody(e.target.value); }} />
      <Button size="small" htmlType="submit" disabled={!body.trim()} loading={pending}>{t("提意见", "Comment")}</Button>
      <Refused problem={refusal} />
    </form>
  );
}
