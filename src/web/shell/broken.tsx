import { Button } from "antd";
import { useRouteError } from "react-router";
import { Problem } from "#kernel/errors.ts";
import { EmptyState } from "../primitives/empty-state.tsx";
import { sayRefusal } from "../refusal-words.ts";
import { useT } from "../t.ts";

const isOldPage = (error: unknown) => error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);

/** A screen that broke: what happened, what was kept, what to do. */
export function Broken() {
  const t = useT();
  const error = useRouteError();
  const why = error instanceof Problem
    ? sayRefusal(error.refusal)
    : isOldPage(error)
      ? t("服务器上有了新版本，这个页面是旧的。刷新一下就好，自动保存的内容都在。", "The server has a newer version than this page. Reload it; what was saved is kept.")
      : t("这个页面出了差错，别的页面不受影响，自动保存的内容都在。请刷新；还不行，请告诉系统管理员。", "This page broke; other pages are not affected and what was saved is kept. Reload it; if it stays, tell the system administrator.");
  return (
    <EmptyState
      title={t("这个页面没能打开", "This page could not be opened")}
      why={why}
      action={<Button type="primary" onClick={() => { location.reload(); }}>{t("刷新", "Reload")}</Button>}
    />
  );
}
