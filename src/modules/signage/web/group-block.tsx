import { Button, Select } from "antd";
import { Link } from "react-router";
import { shortTime } from "#kernel/clock.ts";
import type { Urgency } from "#kernel/urgency.ts";
import { Grade, LedStrip, Name, WhyNot } from "#web/primitives/index.ts";
import { useAct } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import { moveScreen, showScreens, type Group, type GroupScreen, type ScreenAccount } from "../contract.ts";
import { sayAlive, sayNow, sayWindow } from "./words.ts";

/** What a person may want to do with a group or a screen. */
export type Task = { kind: "make" | "register" } | { kind: "rename" | "dissolve" | "order"; group: Group } | { kind: "keep"; screen: GroupScreen };

const gradeOf = (urgency: Urgency | undefined) => (urgency && urgency !== "routine" ? <Grade grade={urgency} /> : null);

/** What screens show, as they show it. */
export function Shown({ account, group }: { account: ScreenAccount; group: Group }) {
  const t = useT();
  const first = account.pieces.find(({ pieceId }) => pieceId === group.now[0]);
  return first ? <LedStrip text={first.text} {...(group.now.length > 1 ? { note: t(`第 1 条，共 ${group.now.length} 条`, `1 of ${group.now.length}`) } : {})} /> : null;
}

/** One group: what its screens show now, as they show it unless somebody interrupts them all, and each of its screens with its last proof. */
export function GroupBlock({ account, group, onTask }: { account: ScreenAccount; group: Group; onTask: (task: Task) => void }) {
  const t = useT();
  const first = group.screens.length > 0 ? account.pieces.find(({ pieceId }) => pieceId === group.now[0]) : undefined;
  const standing = account.pieces.find(({ pieceId }) => pieceId === group.standing);
  const limited = sayWindow(group);
  return (
    <section className="signage-group">
      <header>
        <h3>{group.id ? group.name : t("未编组", "In no group")} <span className="t12 i3">{t(`${group.screens.length} 块屏`, `${group.screens.length} screens`)}</span></h3>
        {account.mine && group.id && (
          <div className="row wrap">
            <Button size="small" onClick={() => { onTask({ kind: "order", group }); }}>{t("排节目单", "Order playlist")}</Button>
            <Button size="small" onClick={() => { onTask({ kind: "rename", group }); }}>{t("改名", "Rename")}</Button>
            <Button size="small" onClick={() => { onTask({ kind: "dissolve", group }); }}>{t("解散", "Dissolve")}</Button>
          </div>
        )}
      </header>
      <p className="signage-now">{gradeOf(first?.urgency)}<span>{t(...(group.screens.length > 0 ? sayNow(group, account.pieces) : (["这组还没有屏", "No screen here yet"] as const)))}</span></p>
      {(limited || standing) && <p className="t12 i3">{[limited ? t(...limited) : null, standing ? t(`垫播《${standing.title}》`, `${standing.title} stands by`) : null].filter(Boolean).join(t("；", "; "))}</p>}
      {group.why !== "urgent" && group.screens.length > 0 && <Shown account={account} group={group} />}
      {group.screens.length > 0
        ? <ul className="signage-screens">{group.screens.map((screen) => <ScreenRow key={screen.id} account={account} group={group} screen={screen} onKeep={() => { onTask({ kind: "keep", screen }); }} />)}</ul>
        : <p className="i3 t12">{group.id ? t("在屏那一行的右边选这个组，屏就编进来了。", "Choose this group at the right of a screen's row to move it here.") : t("这个账号还没有登记屏幕，签发来的内容没有地方播。", "This account has no screen yet; what is signed for it is shown nowhere.")}</p>}
    </section>
  );
}

function ScreenRow({ account, group, screen, onKeep }: { account: ScreenAccount; group: Group; screen: GroupScreen; onKeep: () => void }) {
  const t = useT();
  const { act, pending } = useAct(moveScreen, { refresh: [showScreens], said: t("屏换组了，几秒内照新的播。", "The screen was moved and follows within seconds.") });
  const choices = account.groups.flatMap(({ id, name }) => (id ? [{ value: id, label: name }] : []));
  return (
    <li>
      <div className="signage-screen"><Name strong max={260}>{screen.name}</Name><span className="t12 i3 el" title={screen.place}>{screen.place}</span></div>
      <span className={screen.alive ? "signage-alive" : "signage-alive fault"}>{t(...sayAlive(screen))}</span>
      <span className="signage-proof i2">{screen.lastProof
        ? <><span className="t12 i3">{t(`${shortTime(new Date(screen.lastProof.endedAt))} 播出`, `shown ${shortTime(new Date(screen.lastProof.endedAt))}`)}</span><Link className="el" title={screen.lastProof.title} to={`/pieces/${screen.lastProof.pieceId}`}>《{screen.lastProof.title}》{t(`第 ${screen.lastProof.edition} 版`, `ed. ${screen.lastProof.edition}`)}</Link></>
        : <span className="i3">{t("还没有播出证明", "no proof of play yet")}</span>}</span>
      {account.mine && (
        <div className="signage-acts">
          {choices.length > 0 && <Select<string> aria-label={t(`把${screen.name}编入`, `Group of ${screen.name}`)} loading={pending} value={group.id ?? ""} onChange={(id) => { void act({ params: { screenId: screen.id }, body: { groupId: id === "" ? null : id } }); }} options={[...choices, { value: "", label: t("未编组", "No group") }]} />}
          <WhyNot quiet size="small" why={null} aria-label={t(`管理${screen.name}`, `Keep ${screen.name}`)} onClick={onKeep}>{t("管理", "Keep")}</WhyNot>
        </div>
      )}
    </li>
  );
}
