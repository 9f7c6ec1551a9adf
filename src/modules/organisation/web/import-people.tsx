import { ImportSheet } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { importPeople, listPeople, peopleTemplate } from "../contract.ts";

/** People from Excel: template, file, what was done, and the rows given back. */
export function ImportPeople({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <ImportSheet title={t("从 Excel 导入人员", "Import people from Excel")} label={t("人员表", "Sheet of people")} template={peopleTemplate} take={importPeople} refresh={[listPeople]} onClose={onClose}
      why={t("每行单独核对：对的登记，不对的连同原因退回，一行不丢。同一份表再导一次不会重复。岗位不在表里，由安全管理员任命。", "Each row is judged by itself: good rows are written down, bad ones come back with the reason. The same sheet again changes nothing. Posts are not part of it.")}
      figures={(outcome) => [{ label: t("新登记", "New"), value: outcome.created }, { label: t("有修改", "Changed"), value: outcome.changed }, { label: t("没有变化", "Unchanged"), value: outcome.same }, { label: t("退回", "Given back"), value: outcome.rejected.length }]} />
  );
}
