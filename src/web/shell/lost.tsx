import { Button } from "antd";
import { useNavigate } from "react-router";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useT } from "../t.ts";
import { Bar } from "./bar.tsx";

/** An address that leads nowhere. */
export function Lost() {
  const t = useT();
  const go = useNavigate();
  return (
    <>
      <Bar title={t("没有这个页面", "No such page")} />
      <EmptyState
        title={t("这里没有页面", "There is nothing here")}
        why={t("地址可能打错了，也可能这件东西不在您能看的范围里。您之前写的都在原处。", "The address may be mistyped, or the thing lies outside what you may see. What you wrote before is where you left it.")}
        action={<Button type="primary" onClick={() => { void go("/"); }}>{t("回到今日", "Back to today")}</Button>}
      />
    </>
  );
}
