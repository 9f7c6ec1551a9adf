import { Button } from "antd";
import { useState } from "react";
import { useAct, useRead } from "#web/ask.ts";
import { Heading, Page, Refused, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { endMyOtherSessions, endMySession, mySessions, renewBackupCodes, whoAmI } from "../contract.ts";
import { BackupCodes } from "./backup-codes.tsx";
import { Enrolment } from "./enrolment.tsx";
import { NewPassword } from "./new-password.tsx";
import { askWhoIsHere, useMe } from "./person.ts";
import { useProof } from "./prove-again.tsx";
import { SessionList } from "./session-list.tsx";
import { sayPosts, sayScope } from "./words.ts";
import "./access.css";

/** 我的登录: who I am here, my password, my second factor, and every device I am logged in on. */
export function MyAccess() {
  const t = useT();
  const me = useMe();
  const [changing, setChanging] = useState(false);
  if (!me) return <Waiting />;
  return (
    <Page narrow>
      <Bar title={t("我的登录", "My log-ins")} crumbs={[{ to: "/me", label: t("我的", "Me") }]} />
      <section>
        <Heading level={1} title={me.name} note={me.username} />
        <p className="i2">{me.unitName}{me.title && ` · ${me.title}`}</p>
        <ul className="access-posts">{sayPosts(t, me.posts).map((held) => <li key={held.unitName}>{held.unitName} <b>{held.posts}</b></li>)}</ul>
        <p className="i2">{sayScope(t, me.scope)}</p>
      </section>
      <section>
        <Heading title={t("密码", "Password")} />
        {changing ? <NewPassword onDone={() => { setChanging(false); }} /> : <div className="row wrap apart"><p className="i2">{t("改了以后，别的设备都会退出。", "Changing it logs out all other devices.")}</p><Button onClick={() => { setChanging(true); }}>{t("修改密码", "Change password")}</Button></div>}
      </section>
      <SecondFactor enrolled={me.secondFactor.enrolled} required={me.secondFactor.required} left={me.secondFactor.backupCodesLeft} />
      <Devices />
    </Page>
  );
}

function SecondFactor({ enrolled, required, left }: { enrolled: boolean; required: boolean; left: number }) {
  const t = useT();
  const { prove, dialog } = useProof();
  const [enrolling, setEnrolling] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const renew = useAct(renewBackupCodes, { refresh: [whoAmI] });
  const stands = enrolled
    ? t(`已绑定验证器。备用码还剩 ${left} 个。`, `An authenticator is enrolled; ${left} backup codes are left.`)
    : required ? t("您的岗位必须绑定验证器。", "Your post requires an authenticator.") : t("您的岗位可以只用密码；绑定验证器更稳妥。", "Your post may use a password alone; an authenticator is safer.");
  const makeNew = async () => { setCodes((await renew.act({}))?.backupCodes ?? null); };
  return (
    <section>
      <Heading title={t("第二重验证", "Second factor")} />
      {codes ? <BackupCodes codes={codes} onKept={() => { setCodes(null); }} /> : enrolling ? <Enrolment onDone={() => { setEnrolling(false); void askWhoIsHere(); }} /> : (
        <div className="row wrap apart">
          <p className="i2">{stands}</p>
          <div className="row wrap">
            <Button onClick={() => { prove(() => { setEnrolling(true); }); }}>{enrolled ? t("换验证器", "Replace the authenticator") : t("绑定验证器", "Enrol an authenticator")}</Button>
            {enrolled && <Button loading={renew.pending} onClick={() => { prove(() => { void makeNew(); }); }}>{t("换一批备用码", "New backup codes")}</Button>}
          </div>
        </div>
      )}
      {dialog}
    </section>
  );
}

function Devices() {
  const t = useT();
  const { data, error, refetch } = useRead(mySessions, {});
  const one = useAct(endMySession, { refresh: [mySessions], said: t("那台设备已经退出。", "That device is logged out.") });
  const others = useAct(endMyOtherSessions, { refresh: [mySessions], said: ({ ended }) => t(`已退出其他 ${ended} 处登录。`, `${ended} other sessions ended.`) });
  const several = (data?.sessions.length ?? 0) > 1;
  return (
    <section>
      <Heading title={t("登录着的设备", "Where I am logged in")} />
      <p className="i2">{t("有不认识的，立刻退出它，再改密码。", "End what you do not know, then change your password.")}</p>
      <Refused problem={error} onAgain={() => { void refetch(); }} />
      {data ? <SessionList sessions={data.sessions} onEnd={(session) => { void one.act({ params: { sessionId: session.id } }); }} /> : !error && <Waiting />}
      {several && <div className="access-gap"><Button loading={others.pending} onClick={() => { void others.act({}); }}>{t("退出其他所有设备", "Log out everywhere else")}</Button></div>}
    </section>
  );
}
