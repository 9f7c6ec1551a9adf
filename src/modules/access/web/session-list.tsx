import { Button } from "antd";
import type { ReactNode } from "react";
import { Tag } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { SessionRow } from "../contract.ts";
import { sayWhen } from "./words.ts";

/** Where somebody is logged in: device, address, since when, last seen. */
export function SessionList({ sessions, onEnd, empty }: { sessions: readonly SessionRow[]; onEnd?: (session: SessionRow) => void; empty?: ReactNode }) {
  const t = useT();
  if (sessions.length === 0) return <p className="i2">{empty}</p>;
  return (
    <ul className="access-sessions">
      {sessions.map((s) => (
        <li key={s.id}>
          <div>
            <p className="row wrap"><b>{s.device}</b>{s.current && <Tag tone="house">{t("本机", "This device")}</Tag>}{!s.secondFactor && <span className="t12 i3">{t("只用了密码", "password only")}</span>}</p>
            <p className="i2">{t(`地址 ${s.address}，${sayWhen(t, s.openedAt)} 登录，最近 ${sayWhen(t, s.seenAt)} 在用，最晚 ${sayWhen(t, s.endsAt)} 结束`, `From ${s.address}, logged in ${sayWhen(t, s.openedAt)}, last used ${sayWhen(t, s.seenAt)}, ends ${sayWhen(t, s.endsAt)} at the latest`)}</p>
          </div>
          {onEnd && !s.current && <Button onClick={() => { onEnd(s); }} aria-label={t(`退出 ${s.device} ${s.address}`, `End ${s.device} ${s.address}`)}>{t("退出", "End")}</Button>}
        </li>
      ))}
    </ul>
  );
}
