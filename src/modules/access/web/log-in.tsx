import { useEffect, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { useRead } from "#web/ask.ts";
import { Refused, Waiting } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { LanguageSwitch } from "#web/shell/switches.tsx";
import { whoAmI, type DemoAccount } from "../contract.ts";
import { Enrolment } from "./enrolment.tsx";
import { NewPassword } from "./new-password.tsx";
import { PasswordForm } from "./password-form.tsx";
import { askWhoIsHere, forgetReads } from "./person.ts";
import { SecondFactorForm } from "./second-factor-form.tsx";
import "./access.css";

const inside = (address: string | null): string => (address && /^\/(?![/\\])/.test(address) && !address.startsWith("/login") ? address : "/");

/** 登录: name and password, then whatever is still needed, then back to where one came from. */
export function LogIn() {
  const t = useT();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const [chosen, setChosen] = useState<DemoAccount | null>(null);
  const [enrolling, setEnrolling] = useState(false);
  const [everySeconds, setPace] = useState(20);
  const { data, error, isFetchedAfterMount, refetch } = useRead(whoAmI, {}, { everySeconds });
  useEffect(() => { setPace(data?.demo.length === 1 && data.demo[0]?.code === null ? 1 : 20); }, [data]);
  useEffect(() => { void askWhoIsHere(); }, []);
  const next = isFetchedAfterMount ? data?.next : undefined;
  const [to] = useState(() => inside(query.get("next")));
  useEffect(() => {
    if (next !== "none" || enrolling) return;
    forgetReads();
    void navigate(to, { replace: true });
  }, [next, enrolling, navigate, to]);
  return (
    <div className="door">
      <title>{t("登录 · 同声", "Log in · Tongsheng")}</title>
      <aside className="door-side">
        <div><p className="door-mark" lang="zh-CN">同声</p><p className="door-words"><b>{t("几家单位，一个声音。", "Several agencies, one voice.")}</b>{t("一次写成，逐级审签，处处发出，件件可查。", "Written once, reviewed and signed, sent everywhere, proved afterwards.")}</p></div>
        {next === "log-in" && data && data.demo.length > 0 && <DemoLogins accounts={data.demo} chosen={chosen} onChoose={setChosen} />}
      </aside>
      <main className="door-main">
        <div className="door-form">
          {!next && (error ? <Refused problem={error} onAgain={() => { void refetch(); }} /> : <Waiting />)}
          {!enrolling && next === "log-in" && <PasswordForm demo={chosen} />}
          {!enrolling && next === "second-factor" && <SecondFactorForm demo={data?.demo[0] ?? null} />}
          {next === "change-password" && <NewPassword first />}
          {(next === "enrol" || enrolling) && <Enrolment first onBegun={() => { setEnrolling(true); }} onDone={() => { setEnrolling(false); void askWhoIsHere(); }} />}
        </div>
        <footer className="door-foot"><span className="t12 i3">{t("不要替别人登录。每次登录和每一步操作都记入台账。", "Log in only as yourself. Every log-in and every act is kept in the record.")}</span><LanguageSwitch /></footer>
      </main>
    </div>
  );
}

function DemoLogins({ accounts, chosen, onChoose }: { accounts: readonly DemoAccount[]; chosen: DemoAccount | null; onChoose: (account: DemoAccount) => void }) {
  const t = useT();
  return (
    <section className="door-demo" aria-labelledby="door-demo">
      <h2 id="door-demo">{t("演示环境：点一个人，就替您填好", "Demo house: choose a person to fill in the form")}</h2>
      <ul>{accounts.map((account) => (
        <li key={account.username}>
          <button type="button" aria-pressed={chosen?.username === account.username} onClick={() => { onChoose(account); }}>
            <b>{account.name}</b><span className="i2">{account.role}</span><span className="i3 t12">{account.unitName}</span>
          </button>
        </li>
      ))}</ul>
    </section>
  );
}
