import { shortTime } from "#kernel/clock.ts";
import { sayRefusal } from "#web/refusal-words.ts";
import { t } from "#web/t.ts";
import type { Material } from "../contract.ts";

/** Where a material stands in one sentence, and whether that sentence stops its use. */
export function sayUse(m: Pick<Material, "state" | "refusal" | "credit" | "usable" | "usableReason" | "judgedAt">): { text: string; stops: boolean } {
  if (m.state === "uploading") return { text: t("正在上传", "Uploading"), stops: false };
  if (m.state === "preparing") return { text: t("正在去位置、做小图", "Being prepared"), stops: false };
  if (m.refusal) return { text: sayRefusal(m.refusal), stops: true };
  if (m.usable === "no") return { text: t(`不可发，${m.usableReason}`, `Not usable: ${m.usableReason}`), stops: true };
  if (m.usable === "masked-needed") return { text: t(`遮挡后可发，${m.usableReason}`, `Mask first: ${m.usableReason}`), stops: true };
  if (m.credit === "") return { text: t("缺署名，补上才能用", "No credit line yet"), stops: true };
  return { text: m.judgedAt ? t("可发", "Usable") : t("可发，还没有人核看", "Usable, not checked yet"), stops: false };
}

/** Who brought it and when: 省消防救援总队 4月3日 10:31. */
export const sayOrigin = (m: Pick<Material, "unitName" | "uploadedAt">): string => `${m.unitName} ${shortTime(new Date(m.uploadedAt))}`;

/** How long a film is: 镜头 42 秒, 镜头 3 分 05 秒. */
export function sayLength(seconds: number): string {
  const [m, s] = [Math.floor(seconds / 60), seconds % 60];
  return m === 0 ? t(`镜头 ${s} 秒`, `${s} s of film`) : t(`镜头 ${m} 分 ${String(s).padStart(2, "0")} 秒`, `${m} min ${s} s of film`);
}
