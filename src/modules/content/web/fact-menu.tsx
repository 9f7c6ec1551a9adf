import { Button, Dropdown } from "antd";
import { useT } from "#web/t.ts";
import type { FactView } from "../contract.ts";

/** Chooses a fact of the sheet to stand where the caret is. */
export function FactMenu({ facts, onPick, label }: { facts: readonly FactView[]; onPick: (factId: string) => void; label?: string }) {
  const t = useT();
  const items = facts.filter((fact) => !fact.retired).map((fact) => ({ key: fact.id, label: <span><span className="i3">{fact.label}</span>　{fact.text}</span> }));
  return (
    <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => { onPick(key); } }} disabled={items.length === 0}>
      <Button size="small" type="link" title={items.length === 0 ? t("事实单上还没有可用的事实", "The sheet holds no facts yet") : ""}>{label ?? t("插入事实", "Insert fact")}</Button>
    </Dropdown>
  );
}
