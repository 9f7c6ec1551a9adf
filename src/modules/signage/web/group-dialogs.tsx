import { Button, Input, Typography } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { useAct } from "#web/ask.ts";
import { Dialog, Field } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { dissolveGroup, makeGroup, registerScreen, renameGroup, renewAddress, retireScreen, showScreens, type Group, type GroupScreen, type ScreenAccount } from "../contract.ts";

const refresh = [showScreens];

/** Names a group that is made, or one that is there. */
export function NameGroup({ account, group, onClose }: { account: ScreenAccount; group: Group | null; onClose: () => void }) {
  const t = useT();
  const [name, setName] = useState(group?.name ?? "");
  const make = useAct(makeGroup, { refresh, inline: true, said: t("屏组建好了，把屏编进来，再排节目单。", "The group is made: move screens into it and order its playlist.") });
  const rename = useAct(renameGroup, { refresh, inline: true, said: t("屏组改名了。", "The group was renamed.") });
  const go = async () => {
    const done = group?.id ? await rename.act({ params: { groupId: group.id }, body: { name } }) : await make.act({ body: { accountId: account.id, name } });
    if (done) onClose();
  };
  return (
    <Dialog title={group ? t("屏组改名", "Rename the group") : t("建屏组", "Make a group")} verb={group ? t("改名", "Rename") : t("建好", "Make it")} missing={name.trim() ? null : t("请填屏组的名字", "Name the group")} pending={make.pending || rename.pending} refusal={make.refusal ?? rename.refusal} onDo={() => { void go(); }} onClose={onClose}>
      <Field label={t("屏组的名字", "Name")} hint={t("按屏在哪儿起名，比如高速口、车站、社区。", "Name it after where its screens stand: motorway, station, neighbourhood.")}><Input value={name} maxLength={40} onChange={(e) => { setName(e.target.value); }} /></Field>
    </Dialog>
  );
}

/** Dissolves a group. */
export function DissolveGroup({ group, onClose }: { group: Group; onClose: () => void }) {
  const t = useT();
  const { act, pending, refusal } = useAct(dissolveGroup, { refresh, inline: true, said: t("屏组解散了，屏都还在。", "The group was dissolved; its screens are still there.") });
  const go = async () => { if (group.id && await act({ params: { groupId: group.id } })) onClose(); };
  return (
    <Dialog danger title={t(`解散“${group.name}”`, `Dissolve "${group.name}"`)} verb={t("解散", "Dissolve")} missing={null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}>
      <p className="i2">{t(`这组的 ${group.screens.length} 块屏回到“未编组”，照账号来稿的先后播；排好的节目单不再用，台账里仍查得到。`, `Its ${group.screens.length} screens go back to no group and show what the account shows, newest first; its playlist stays in the record only.`)}</p>
    </Dialog>
  );
}

/** The address of a player, said once. */
function Address({ address }: { address: string }) {
  const t = useT();
  return (
    <div className="signage-form">
      <p className="i2">{t("在播放机的浏览器里打开这个地址，设成开机自动全屏。地址就是口令，只显示这一次，关掉就看不到了。", "Open this address in the player's browser, full screen at start-up. It is the key of the screen and is shown only now.")}</p>
      <Typography.Paragraph className="signage-address mono" copyable={{ text: address }}>{address}</Typography.Paragraph>
    </div>
  );
}

/** Sets up a screen under an account and says its address. */
export function RegisterScreen({ account, onClose }: { account: ScreenAccount; onClose: () => void }) {
  const t = useT();
  const [name, setName] = useState("");
  const [place, setPlace] = useState("");
  const [address, setAddress] = useState<string | null>(null);
  const { act, pending, refusal } = useAct(registerScreen, { refresh, inline: true });
  const go = async () => { const made = await act({ body: { accountId: account.id, name, place } }); if (made) setAddress(made.address); };
  if (address) return <Dialog shut title={t("屏登记好了", "The screen is registered")} verb={t("记下了", "I have it")} missing={null} pending={false} refusal={null} onDo={onClose} onClose={onClose}><Address address={address} /></Dialog>;
  return (
    <Dialog title={t("登记一块屏", "Register a screen")} verb={t("登记", "Register")} missing={name.trim() ? null : t("请填屏的名字", "Name the screen")} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}>
      <Field label={t("屏的名字", "Name")}><Input value={name} maxLength={60} onChange={(e) => { setName(e.target.value); }} /></Field>
      <Field label={t("在哪儿", "Where")}><Input value={place} maxLength={120} onChange={(e) => { setPlace(e.target.value); }} /></Field>
    </Dialog>
  );
}

/** Gives a screen another address, or takes it out of service. */
export function KeepScreen({ screen, onClose }: { screen: GroupScreen; onClose: () => void }) {
  const t = useT();
  const [address, setAddress] = useState<string | null>(null);
  const renew = useAct(renewAddress, { refresh, inline: true });
  const retire = useAct(retireScreen, { refresh, inline: true, said: t("屏停用了，播出证明都保留。", "The screen is out of service; its proofs are kept.") });
  const params = { screenId: screen.id };
  const again = async () => { const made = await renew.act({ params }); if (made) setAddress(made.address); };
  return (
    <Dialog shut title={screen.name} verb={t("好了", "Done")} missing={null} pending={false} refusal={renew.refusal ?? retire.refusal} onDo={onClose} onClose={onClose}>
      {screen.lastProof && <p>{t("最近播出的稿件：", "Last shown: ")}<Link className="link" to={`/pieces/${screen.lastProof.pieceId}`}>{screen.lastProof.title || t("看稿件", "the piece")}</Link></p>}
      {address ? <Address address={address} /> : (
        <>
          <div className="signage-keep"><p className="i2">{t("播放地址丢了或泄露了，换一个；旧地址立刻失效。", "The address was lost or leaked: a new one ends the old at once.")}</p><Button loading={renew.pending} onClick={() => { void again(); }}>{t("换播放地址", "New address")}</Button></div>
          <div className="signage-keep"><p className="i2">{t("这块屏不用了。停用后播放页打不开，再用要重新登记。", "This screen is not used any more; to use it again, register it anew.")}</p><Button danger loading={retire.pending} onClick={() => { void retire.act({ params }).then((done) => { if (done) onClose(); }); }}>{t("停用这块屏", "Take out of service")}</Button></div>
        </>
      )}
    </Dialog>
  );
}
