import { shortFingerprint } from "#kernel/fingerprint.ts";
import { say } from "../say.ts";
import { useT } from "../t.ts";
import "./marks.css";

/** A fingerprint as people compare it; a press copies the whole. */
export function Fingerprint({ hash, bare = false }: { hash: string; bare?: boolean }) {
  const t = useT();
  const copy = () => {
    void navigator.clipboard.writeText(hash).then(() => { say(t("整串指纹已复制", "The whole fingerprint is copied")); });
  };
  return (
    <button type="button" className="fingerprint" title={hash} onClick={copy}>
      {!bare && <span>{t("指纹 ", "Fingerprint ")}</span>}{shortFingerprint(hash)}
    </button>
  );
}
