import { Button } from "antd";
import { Link, useNavigate } from "react-router";
import { useAct } from "#web/ask.ts";
import { Heading } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { logOut } from "../contract.ts";
import { askWhoIsHere, forgetReads, useMe } from "./person.ts";
import { sayPosts, sayScope } from "./words.ts";
import "./access.css";

/** What 我的 shows of log-in: posts and scope, the way to 我的登录, and the way out. */
export function Mine() {
  const t = useT();
  const me = useMe();
  const navigate = useNavigate();
  const { act, pending } = useAct(logOut);
  if (!me) return null;
  const leave = async () => {
    await act({});
    forgetReads();
    await askWhoIsHere();
    await navigate("/login");
  };
  return (
    <section>
      <Heading title={t("登录和岗位", "Log-in and posts")} />
      <p className="i2">{me.posts.length > 0 ? sayPosts(t, me.posts).map((held) => `${held.unitName} ${held.posts}`).join(t("；", "; ")) : t("现在没有岗位。", "No post at present.")}</p>
      <p className="i2">{sayScope(t, me.scope)}</p>
      <div className="row wrap access-gap"><Link to="/me/access"><Button tabIndex={-1}>{t("我的登录", "My log-ins")}</Button></Link><Button loading={pending} onClick={() => { void leave(); }}>{t("退出登录", "Log out")}</Button></div>
    </section>
  );
}
