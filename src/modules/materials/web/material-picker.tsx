import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { useRead } from "#web/ask.ts";
import { EmptyState, Refused, Waiting, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { listMaterials, type Material } from "../contract.ts";
import { wallTopic, whyNotUse } from "../rules.ts";
import { CreditLine } from "./credit-line.tsx";
import { MaterialCard } from "./material-card.tsx";
import { UploadPanel } from "./upload-panel.tsx";
import "./materials.css";

/** What a picker needs: `kind` narrows it to pictures or films. */
export type MaterialPickerProps = { open: boolean; kind?: "image" | "video"; onPick: (material: Material) => void; onClose: () => void };

/** Chooses a material for a piece: search the wall or upload on the spot; what may not be used says why, a missing credit is filled in here. */
export function MaterialPicker({ open, kind, onPick, onClose }: MaterialPickerProps) {
  const t = useT();
  const [q, setQ] = useState("");
  const { data, error, refetch } = useRead(listMaterials, { query: { size: 24, ...(q ? { q } : {}), ...(kind ? { kind } : {}) } }, { topics: [wallTopic], when: open });
  const items = (data?.items ?? []).filter((m) => m.state === "ready" || m.state === "preparing");
  return (
    <Modal open={open} onCancel={onClose} width={960} footer={null} destroyOnHidden title={t("选素材", "Choose a material")}>
      <div className="stack">
        <UploadPanel />
        <Input.Search allowClear aria-label={t("搜名称、署名、单位", "Search name, credit, unit")} placeholder={t("搜名称、署名、单位", "Search name, credit, unit")} onSearch={(value) => { setQ(value.trim()); }} />
        {error && <Refused problem={error} onAgain={() => { void refetch(); }} />}
        {!data && !error && <Waiting />}
        {data && items.length === 0 && <EmptyState title={t("没有可选的素材", "Nothing to choose from")} why={t("把图片或视频拖到上面，传完就能选。", "Drop a picture or film above; once uploaded it can be chosen.")} />}
        <ul className="wall">{items.map((m) => <li key={m.id}><Choice material={m} onPick={onPick} /></li>)}</ul>
      </div>
    </Modal>
  );
}

function Choice({ material: m, onPick }: { material: Material; onPick: (material: Material) => void }) {
  const t = useT();
  const use = whyNotUse(m);
  const lacksCredit = !use.ok && use.refusal.code === "materials.no-credit" && m.mayEdit;
  return (
    <MaterialCard material={m}>
      {lacksCredit ? <CreditLine materialId={m.id} /> : use.ok ? <Button size="small" onClick={() => { onPick(m); }}>{t("用这份", "Use it")}</Button> : <WhyNot size="small" quiet why={use.refusal}>{t("用这份", "Use it")}</WhyNot>}
    </MaterialCard>
  );
}
