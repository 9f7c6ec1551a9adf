import { ConfigProvider, Table, type TableProps } from "antd";
import type { ReactNode } from "react";
import { Waiting } from "./waiting.tsx";
import "./rows.css";

/** A list as a table of generous rows. `empty` teaches; `onOpen` opens a row by click, its first cell should hold the link for the keyboard. */
export type DataTableProps<T extends object> = {
  columns: NonNullable<TableProps<T>["columns"]>;
  rows: readonly T[] | undefined;
  rowKey: keyof T & string;
  empty: ReactNode;
  onOpen?: (row: T) => void;
  page?: { page: number; size: number; total: number; onPage: (page: number) => void };
  selection?: TableProps<T>["rowSelection"];
};

/** The table of the house; `rows` undefined is still loading. */
export function DataTable<T extends object>({ columns, rows, rowKey, empty, onOpen, page, selection }: DataTableProps<T>) {
  if (!rows) return <Waiting />;
  return (
    <ConfigProvider renderEmpty={() => empty}>
      <Table<T>
        columns={columns}
        dataSource={rows}
        rowKey={rowKey}
        scroll={{ x: "max-content" }}
        {...(selection ? { rowSelection: selection } : {})}
        {...(onOpen ? { onRow: (row: T) => ({ onClick: () => { onOpen(row); }, className: "table-open" }) } : {})}
        pagination={page && page.total > page.size ? { current: page.page, pageSize: page.size, total: page.total, onChange: page.onPage, showSizeChanger: false } : false}
      />
    </ConfigProvider>
  );
}

/** A name in a cell: cut with its whole on hover when it is long, never wider than `max` pixels. */
export function Name({ children, max = 280, strong = false }: { children: string; max?: number; strong?: boolean }) {
  return <span className={strong ? "el table-name" : "el"} style={{ maxWidth: max }} title={children}>{children}</span>;
}
