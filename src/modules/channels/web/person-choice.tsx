import { Select } from "antd";
import { useState } from "react";
import { useRead } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import { listPeople } from "#modules/organisation/contract.ts";

/** Chooses one colleague by name; `known` names the one already chosen. */
export function PersonChoice({ label, value, known, clearable = false, onChange }: { label: string; value: string | null; known?: { id: string; name: string } | undefined; clearable?: boolean; onChange: (id: string | null) => void }) {
  const t = useT();
  const [q, setQ] = useState("");
  const { data } = useRead(listPeople, { query: { size: 20, ...(q ? { q } : {}) } });
  const found = (data?.items ?? []).map((p) => ({ value: p.id, label: `${p.name} ${p.unitName}` }));
  const options = known && !found.some((o) => o.value === known.id) ? [{ value: known.id, label: known.name }, ...found] : found;
  return (
    <Select<string> allowClear={clearable} showSearch={{ filterOption: false, onSearch: setQ }} aria-label={label} placeholder={t("按姓名找", "Find by name")} {...(value ? { value } : {})} options={options}
      onChange={(id?: string) => { onChange(id ?? null); }} />
  );
}
