import { Select } from "antd";
import { useState } from "react";
import { useRead } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import { searchUnits } from "../contract.ts";

/** Chooses one open unit by words of its name or place; `known` names the one already chosen. */
export function UnitChoice({ value, onChange, known, clearable = true, width = 260 }: { value: string | undefined; onChange: (id: string | undefined) => void; known?: { id: string; name: string } | undefined; clearable?: boolean; width?: number | string }) {
  const t = useT();
  const [words, setWords] = useState("");
  const { data = [] } = useRead(searchUnits, { query: { q: words } });
  const found = data.map((u) => ({ value: u.id, label: u.name }));
  const options = known && !found.some((o) => o.value === known.id) ? [{ value: known.id, label: known.name }, ...found] : found;
  return (
    <Select<string> allowClear={clearable} showSearch={{ filterOption: false, onSearch: setWords }} aria-label={t("单位", "Unit")} placeholder={t("单位", "Unit")} style={{ width }}
      {...(value ? { value } : {})} options={options} onChange={(id?: string) => { onChange(id); }} />
  );
}
