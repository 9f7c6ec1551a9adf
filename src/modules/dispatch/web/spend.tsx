import { Button, Modal } from "antd";
import { quoted } from "#kernel/quotes.ts";
import { useAct } from "#web/ask.ts";
import { ConfirmReason, Refused } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { decideSpending, readBoard, type BoardRow, type Spending } from "../contract.ts";
import { sayQuota } from "./spend-words.ts";
import { boardTime } from "./words.ts";

type Asked = { row: BoardRow; asks: Spending; now: Date; onClose: () => void };

/** The last question before a mass send: what it spends, and that it cannot be had back. */
export function Spend({ row, asks, now, onClose }: Asked) {
  const t = useT();
  const { act, pending, refusal } = useAct(decideSpending, { refresh: [readBoard], inline: true, said: t("定了，这一路开始发", "Decided; this one is leaving") });
  const go = async () => { if (await act({ params: { deliveryId: row.deliveryId }, body: { spend: true, reason: "" } })) onClose(); };
  const later = new Date(row.notBefore) > now;
  return (
    <Modal open onCancel={onClose} title={t(`${quoted(row.accountName)}：用掉一次群发`, `${quoted(row.accountName)}: spend a mass send`)} footer={[
      <Button key="no" onClick={onClose}>{t("先不办", "Not now")}</Button>,
      <Button key="go" type="primary" loading={pending} onClick={() => { void go(); }}>{later ? t("定了，到时发", "Decided, leaves then") : t("用掉，现在发", "Spend it, send now")}</Button>,
    ]}>
      <div className="stack">
        <p><b>{sayQuota(t, asks, now)}</b></p>
        <p className="i2">{later ? t(`第 ${row.editionNumber} 版到 ${boardTime(row.notBefore, now)} 推送给粉丝。`, `Edition ${row.editionNumber} goes to the followers at ${boardTime(row.notBefore, now)}. `) : t(`第 ${row.editionNumber} 版马上推送给粉丝。`, `Edition ${row.editionNumber} goes to the followers at once. `)}{t("次数用了不能退；发出后撤回能删掉文章，粉丝收到的那条卡片收不回。", "What is spent is spent; a recall deletes the article, not the card that followers got.")}</p>
        <Refused problem={refusal} />
      </div>
    </Modal>
  );
}

/** Leaves a delivery out on its account, with the reason; the other accounts keep theirs. */
export function LeaveOut({ row, onClose }: Pick<Asked, "row" | "onClose">) {
  const t = useT();
  const { act } = useAct(decideSpending, { refresh: [readBoard], said: t("定了，这一路不发", "Decided; this one is left out") });
  return (
    <ConfirmReason
      open title={t(`${quoted(row.accountName)}：这次不群发`, `${quoted(row.accountName)}: leave it out`)} verb={t("这次不发", "Leave it out")} onClose={onClose}
      consequence={t("这一版不在这个账号群发，次数留着。其余各路不受影响；以后出新版会再问。", "This edition is not sent there and nothing is spent. The other legs are not touched; a newer edition asks again.")}
      presets={[t("今天的群发留给更要紧的稿件", "Kept for something more important today"), t("内容不必推送给粉丝", "Need not be pushed to followers"), t("已在公众平台上群发", "Sent on the platform by hand")]}
      confirm={async (reason) => (await act({ params: { deliveryId: row.deliveryId }, body: { spend: false, reason } })) !== undefined}
    />
  );
}
