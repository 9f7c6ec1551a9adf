import { Button, Modal, Segmented, Select } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { shortTime } from "#kernel/clock.ts";
import { searchUnits } from "#modules/organisation/contract.ts";
import { useAct, useRead } from "#web/ask.ts";
import { ConfirmReason, Heading } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { judgeMaterial, listMaterials, readMaterial, removeMaterial, shareMaterial, type Material } from "../contract.ts";
import type { Usable } from "../rules.ts";

const refresh = [readMaterial, listMaterials];

/** Whether it may be published, who shares it, and the way off the wall. */
export function MaterialRights({ material }: { material: Material }) {
  return <><Judgement material={material} /><Sharing material={material} />{material.mayEdit && <Removal material={material} />}</>;
}

function Judgement({ material: m }: { material: Material }) {
  const t = useT();
  const [asked, setAsked] = useState<Exclude<Usable, "yes"> | null>(null);
  const { act } = useAct(judgeMaterial, { refresh });
  const judge = (usable: Usable, reason: string) => act({ params: { materialId: m.id }, body: { usable, reason } });
  const words: Record<Usable, string> = { yes: t("可发", "Usable"), "masked-needed": t("遮挡后可发", "Mask first"), no: t("不可发", "Not usable") };
  const said = m.judgedAt ? t(`${m.judgedByName ?? ""} ${shortTime(new Date(m.judgedAt))} 定`, `By ${m.judgedByName ?? ""}, ${shortTime(new Date(m.judgedAt))}`) : t("还没有人核看过", "Nobody has checked it yet");
  return (
    <section className="stack">
      <Heading title={t("能不能发", "May it be published")} note={said} />
      <Segmented<Usable> aria-label={t("能不能发", "May it be published")} value={m.usable} disabled={!m.mayJudge} options={(["yes", "masked-needed", "no"] as const).map((value) => ({ value, label: words[value] }))}
        onChange={(value) => { if (value === "yes") void judge("yes", ""); else setAsked(value); }} />
      {m.usableReason && <p>{m.usableReason}</p>}
      {m.mayJudge && !m.judgedAt && <div><Button size="small" onClick={() => { void judge("yes", ""); }}>{t("核看过，可发", "Checked, usable")}</Button></div>}
      <ConfirmReason open={asked !== null} title={asked === null ? "" : words[asked]} verb={t("记下", "Write down")} consequence={t("记下以后，这份素材进不了新的稿件版本；已经签过的版本不变。", "From now on it enters no new edition; signed editions stay as they are.")}
        presets={[t("人脸未遮", "A face is visible"), t("车牌、门牌未遮", "A plate or address is visible"), t("有未成年人", "A minor is shown"), t("未经当事人同意", "No consent")]}
        confirm={async (reason) => (await judge(asked ?? "no", reason)) !== undefined} onClose={() => { setAsked(null); }} />
    </section>
  );
}

function Sharing({ material: m }: { material: Material }) {
  const t = useT();
  const [q, setQ] = useState("");
  const { data: units } = useRead(searchUnits, { query: { q } });
  const found = (units ?? []).filter((u) => u.id !== m.unitId).map((u) => ({ value: u.id, label: u.name }));
  const options = [...m.sharedWith.map((u) => ({ value: u.unitId, label: u.name })), ...found.filter((u) => !m.sharedWith.some((s) => s.unitId === u.value))];
  const { act, pending } = useAct(shareMaterial, { refresh, said: t("共享单位已更新。", "Sharing updated.") });
  return (
    <section className="stack">
      <Heading title={t("共享给", "Shared with")} note={t("一起办事的单位可以用", "joint units may use it")} />
      <Select mode="multiple" disabled={!m.mayEdit} loading={pending} aria-label={t("共享单位", "Units it is shared with")} placeholder={t("只有本单位", "Own unit only")} value={m.sharedWith.map((u) => u.unitId)} filterOption={false} onSearch={setQ}
        options={options} onChange={(unitIds: string[]) => { void act({ params: { materialId: m.id }, body: { unitIds } }); }} />
    </section>
  );
}

function Removal({ material: m }: { material: Material }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const go = useNavigate();
  const { act, pending } = useAct(removeMaterial, { refresh: [listMaterials], said: t("已从素材墙移除。", "Removed from the wall.") });
  const remove = async () => { if (await act({ params: { materialId: m.id } })) void go("/materials"); else setAsking(false); };
  return (
    <div>
      <Button danger onClick={() => { setAsking(true); }}>{t("从素材墙移除", "Remove")}</Button>
      <Modal open={asking} title={t(`移除《${m.name}》？`, `Remove "${m.name}"?`)} onCancel={() => { setAsking(false); }} okText={t("移除", "Remove")} cancelText={t("先不", "Not now")} okButtonProps={{ danger: true, loading: pending }} onOk={() => { void remove(); }}>
        <p>{t("签过的版本用到的素材移除不了。没有用过的，文件明天夜里清掉，找不回来。", "What a signed edition uses cannot be removed. Otherwise the file is cleared tomorrow night and cannot be brought back.")}</p>
      </Modal>
    </div>
  );
}
