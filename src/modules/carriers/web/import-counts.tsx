import { ImportSheet } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { countsTemplate, importCounts, listRequests, readRequest } from "../contract.ts";

/** What carriers returned for many regions, from Excel. */
export function ImportCounts({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <ImportSheet title={t("从 Excel 导入回数", "Import counts from Excel")} label={t("回数表", "Sheet of counts")} template={countsTemplate} take={importCounts} refresh={[listRequests, readRequest]} onClose={onClose}
      why={t("一行是一件函的一个区域；模板里已列好等您填回数的函和区域，只填数，不填任何号码。一件函要么整件收下，要么连同原因退回，一行不丢；同一份表再导一次不会重复。", "A row is one region of one request; the template lists those that await your counts. Figures only, no number of anybody. A request is taken whole or comes back with the reasons; the same sheet again changes nothing.")}
      figures={(outcome) => [{ label: t("收下几件", "Requests taken"), value: outcome.taken }, { label: t("没有变化", "Unchanged"), value: outcome.unchanged }, { label: t("退回几行", "Rows given back"), value: outcome.rejected.length }]} />
  );
}
