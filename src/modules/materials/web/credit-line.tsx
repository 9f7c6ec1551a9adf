import { Button, Input } from "antd";
import { useState } from "react";
import { useAct } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import { describeMaterial, listMaterials, readMaterial } from "../contract.ts";

/** Fills in a missing credit line on the spot: 省消防救援总队 许牧川/摄. */
export function CreditLine({ materialId }: { materialId: string }) {
  const t = useT();
  const [credit, setCredit] = useState("");
  const { act, pending } = useAct(describeMaterial, { refresh: [listMaterials, readMaterial], said: t("署名已记下。", "Credit written down.") });
  return (
    <form className="credit" onSubmit={(event) => { event.preventDefault(); if (credit.trim()) void act({ params: { materialId }, body: { credit } }); }}>
      <Input size="small" aria-label={t("署名", "Credit")} placeholder={t("署名，如 许牧川/摄", "Credit line")} value={credit} maxLength={100} onChange={(event) => { setCredit(event.target.value); }} />
      <Button size="small" htmlType="submit" loading={pending}>{t("记下", "Save")}</Button>
    </form>
  );
}
