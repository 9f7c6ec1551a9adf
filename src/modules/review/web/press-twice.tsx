import { Button } from "antd";
import { useEffect, useState } from "react";
import { useT } from "#web/t.ts";

const deafMs = 600;
const patientMs = 8000;

/** The big button that signs: the first press asks, a second one within eight seconds does it; a double tap counts once. What it asks is read aloud. */
export function PressTwice({ children, again, pending, onPress }: { children: string; again: string; pending: boolean; onPress: () => void }) {
  const t = useT();
  const [askedAt, setAskedAt] = useState<number | null>(null);
  useEffect(() => {
    if (askedAt === null) return;
    const tired = setTimeout(() => { setAskedAt(null); }, patientMs);
    return () => { clearTimeout(tired); };
  }, [askedAt]);
  const press = () => {
    const at = performance.now();
    if (askedAt === null) setAskedAt(at);
    else if (at - askedAt >= deafMs) { setAskedAt(null); onPress(); }
  };
  return (
    <>
      <Button type="primary" size="large" block className={askedAt === null ? "sign-press" : "sign-press asked"} loading={pending} onClick={press} onBlur={() => { setAskedAt(null); }}>{askedAt === null ? children : again}</Button>
      <span className="unseen" role="status">{askedAt === null ? "" : t(`${again}，八秒内有效`, `${again}, within eight seconds`)}</span>
    </>
  );
}
