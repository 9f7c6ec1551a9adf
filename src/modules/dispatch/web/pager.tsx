import { Pagination } from "antd";

/** Pages under a list; nothing where one page is all. */
export function Pager({ page, size, total, onPage }: { page: number; size: number; total: number; onPage: (page: number) => void }) {
  return total > size ? <Pagination className="dispatch-pager" current={page} pageSize={size} total={total} showSizeChanger={false} onChange={onPage} /> : null;
}
