import { ImportSheet } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { importReadings, readFile, readingTemplate } from "../contract.ts";

/** Own numbers from Excel. */
export function ImportReadings({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <ImportSheet title={t("从 Excel 导入数据", "Import numbers from Excel")} label={t("数据表", "Sheet of numbers")} template={readingTemplate} take={importReadings} refresh={[readFile]} onClose={onClose}
      why={t("一行是一个账号的一段时间。对的收下，不对的连同原因退回，一行不丢；同一份表再导一次不会重复。", "A row is one account and one period. Good rows are taken, bad ones come back with the reason; the same sheet again changes nothing.")}
      figures={(outcome) => [{ label: t("收下", "Taken"), value: outcome.taken }, { label: t("退回", "Given back"), value: outcome.rejected.length }]} />
  );
}
