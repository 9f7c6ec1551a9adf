import { Button } from "antd";
import { Heading } from "#web/primitives/index.ts";
import { say } from "#web/say.ts";
import { useT } from "#web/t.ts";

/** The ten backup codes, the only time they can be read: copy, print, go on. */
export function BackupCodes({ codes, first = false, onKept }: { codes: readonly string[]; first?: boolean; onKept: () => void }) {
  const t = useT();
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join("\n"));
    say(t("已复制。请收在手机以外的地方。", "Copied. Keep them somewhere other than your phone."));
  };
  return (
    <div className="stack access-codes">
      <Heading level={first ? 1 : 3} title={t("抄下备用码", "Keep the backup codes")} />
      <p className="i2">{t("手机丢了、坏了，就靠它们进来，每个用一次。只显示这一遍；请抄在纸上，收在办公室。", "They let you in when the phone is lost or broken, once each. They are shown this once: write them down and keep them at the office.")}</p>
      <ol className="mono">{codes.map((code) => <li key={code}>{code}</li>)}</ol>
      <div className="row wrap access-noprint">
        <Button type="primary" size="large" onClick={onKept}>{first ? t("抄好了，进工作台", "Kept, open the desk") : t("抄好了", "Kept")}</Button>
        <Button size="large" onClick={() => { void copy(); }}>{t("复制", "Copy")}</Button>
        <Button size="large" onClick={() => { print(); }}>{t("打印", "Print")}</Button>
      </div>
    </div>
  );
}
