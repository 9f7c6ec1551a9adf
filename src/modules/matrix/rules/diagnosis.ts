/** What stands in the way of an account, and how it is mended. `stops`: nothing leaves; `harms`: something is lost or in doubt; `note`: nobody suffers yet. */
export type Ailment = { code: AilmentCode; weight: "stops" | "harms" | "note"; facts: Record<string, string | number>; remedy: Remedy };

/** Everything that can be wrong. */
export type AilmentCode =
  | "no-connector" | "suspended" | "outbound-off" | "secret-missing" | "settings-wrong" | "host-forbidden" | "auth" | "permission" | "quota" | "content" | "unreachable" | "ill" | "resting" | "unknown-outcome" | "failed-legs" | "hand-late"
  | "owner-gone" | "no-successor" | "never-tested";

/** The button that mends it: where it leads, or the act itself. */
export type Remedy = { kind: "set-secret"; name: string } | { kind: "change-settings" | "change-keepers" | "resume" | "test" | "release-house" | "boards" | "hands" | "wait" | "ask-administrator" };

/** An account as the doctor sees it. `healthClass` is the failure class that its last test began with, where it named one. */
export type Patient = {
  state: "active" | "suspended" | "closed"; stateReason: string; known: boolean; testable: boolean; hasSpoken: boolean; outboundOff: boolean; missingSecrets: readonly { name: string; zh: string }[]; settingsWrong: { field: string } | null;
  health: "unknown" | "well" | "ill"; healthDetail: string; restsUntil: Date | null; restReason: string; unknown: number; failed: number; handLate: number; ownerLeft: boolean; hasSuccessor: boolean;
};

const classes = ["auth", "permission", "quota", "rateLimited", "content", "transient", "recipient", "duplicate", "unknownOutcome"] as const;
const spoken: Partial<Record<(typeof classes)[number], AilmentCode>> = { auth: "auth", permission: "permission", quota: "quota", content: "content", transient: "unreachable", unknownOutcome: "unreachable" };

/** What the words of a failed test are about: the class they begin with, or that our own rules keep us in. */
function illnessOf(detail: string): { code: AilmentCode; remedy: Remedy } {
  if (/forbidden/.test(detail)) return { code: "host-forbidden", remedy: { kind: "ask-administrator" } };
  const said = classes.find((one) => detail.startsWith(one));
  const code = (said && spoken[said]) ?? "ill";
  const mends: Partial<Record<AilmentCode, Remedy>> = { auth: { kind: "change-settings" }, permission: { kind: "test" }, content: { kind: "change-settings" }, unreachable: { kind: "test" }, quota: { kind: "wait" } };
  return { code, remedy: mends[code] ?? { kind: "test" } };
}

/** What is wrong with an account, the gravest first; an account that was closed has nothing. */
export function diagnose(p: Patient, now: Date): Ailment[] {
  if (p.state === "closed") return [];
  const found: Ailment[] = [];
  const add = (code: AilmentCode, weight: Ailment["weight"], remedy: Remedy, facts: Ailment["facts"] = {}) => { found.push({ code, weight, facts, remedy }); };
  if (!p.known) add("no-connector", "stops", { kind: "ask-administrator" });
  if (p.state === "suspended") add("suspended", "stops", { kind: "resume" }, { reason: p.stateReason });
  if (p.outboundOff) add("outbound-off", "stops", { kind: "release-house" });
  for (const secret of p.missingSecrets) add("secret-missing", "stops", { kind: "set-secret", name: secret.name }, { secret: secret.zh });
  if (p.settingsWrong) add("settings-wrong", "stops", { kind: "change-settings" }, { field: p.settingsWrong.field });
  // Without its secrets or with wrong settings it must be ill; only what is not said yet is said.
  if (p.health === "ill" && p.missingSecrets.length === 0 && !p.settingsWrong && p.known) {
    const { code, remedy } = illnessOf(p.healthDetail);
    add(code, code === "quota" ? "harms" : "stops", remedy, { detail: p.healthDetail });
  }
  if (p.unknown > 0) add("unknown-outcome", "harms", { kind: "boards" }, { count: p.unknown });
  if (p.failed > 0) add("failed-legs", "harms", { kind: "boards" }, { count: p.failed });
  if (p.handLate > 0) add("hand-late", "harms", { kind: "hands" }, { count: p.handLate });
  if (p.restsUntil !== null && p.restsUntil > now) add("resting", "harms", { kind: "wait" }, { until: p.restsUntil.toISOString(), reason: p.restReason });
  if (p.ownerLeft) add("owner-gone", "harms", { kind: "change-keepers" });
  if (!p.hasSuccessor) add("no-successor", "note", { kind: "change-keepers" });
  if (p.health === "unknown" && p.state === "active" && p.testable && !p.hasSpoken && p.missingSecrets.length === 0) add("never-tested", "note", { kind: "test" });
  const order = ["stops", "harms", "note"];
  return found.toSorted((a, b) => order.indexOf(a.weight) - order.indexOf(b.weight));
}
