import type { Failure } from "#kernel/connector.ts";
import { failure } from "./failures.ts";

/** A token as its platform gave it, with the seconds it will live. */
export type Grant = { ok: true; token: string; lifeSeconds: number };

/** Asks the platform for the token of one credential; forced, the platform throws the present one away first. */
type AskToken = (force: boolean) => Promise<Grant | Failure>;

/** A token that is good now, or why there is none. */
export type Held = { ok: true; token: string } | Failure;

/** How early a token is renewed, and how often a platform lets it be forced. */
type TokenRules = { earlySeconds: number; forced: { perDay: number; apartSeconds: number } };

/** Whoever calls on behalf of a credential: its name in this process, the clock, and the way to a new token. */
export type TokenUse = { credential: string; now: () => Date; ask: AskToken };

/** Holds the tokens of every credential of this process. */
type TokenBroker = {
  /** The token of a credential, renewed early; while the old one still lives, a platform that cannot renew it stops nobody. */
  hold: (use: TokenUse) => Promise<Held>;
  /** Another token than the one the platform refused by a code it is known for. */
  replace: (use: TokenUse, refused: string) => Promise<Held>;
  /** Makes a call with a token that is good; refused by one of the codes that blame the token, which certainly had no effect, it is made once more with another. */
  calling: <S extends { ok: true }>(use: TokenUse, tokenCodes: readonly string[], call: (token: string) => Promise<S | Failure>) => Promise<S | Failure>;
};

type Kept = { token: string; until: number; flight: Promise<Held> | null; forcedAt: number[] };

const day = 86_400_000;

/**
 * Opens a broker (channels.md, contract 5): one renewal at a time per credential, however many workers ask; a token is never overwritten by
 * an empty one; force is the last resort and rationed. Each process has its own. That is right where the platform answers every plain question
 * with the one token in force (WeChat's stable_token, WeCom's gettoken): then what another process forced is learned by asking plainly, which
 * is always tried first. It would be wrong where every answer voids the token before it.
 */
export function openTokenBroker({ earlySeconds, forced }: TokenRules): TokenBroker {
  const all = new Map<string, Kept>();
  const keptOf = (credential: string): Kept => {
    const kept = all.get(credential) ?? { token: "", until: 0, flight: null, forcedAt: [] };
    all.set(credential, kept);
    return kept;
  };
  const alone = (kept: Kept, work: () => Promise<Held>): Promise<Held> => (kept.flight ??= work().finally(() => { kept.flight = null; }));
  const renew = async (kept: Kept, { now, ask }: TokenUse, force: boolean): Promise<Held> => {
    const asked = now().getTime();
    const grant = await ask(force);
    if (!grant.ok) return grant;
    if (grant.token.trim() === "" || !(grant.lifeSeconds > 0)) return failure("transient", "empty-token", "", { scope: "app" });
    Object.assign(kept, { token: grant.token, until: asked + grant.lifeSeconds * 1000 });
    return { ok: true, token: grant.token };
  };
  const force = async (kept: Kept, use: TokenUse, refused: string): Promise<Held> => {
    const plain = await renew(kept, use, false);
    if (!plain.ok || plain.token !== refused) return plain;
    const now = use.now().getTime();
    kept.forcedAt = kept.forcedAt.filter((at) => now - at < day);
    const since = (now - (kept.forcedAt.at(-1) ?? 0)) / 1000;
    if (since < forced.apartSeconds) return failure("transient", "forced-too-soon", "", { scope: "app", retryAfterSeconds: Math.ceil(forced.apartSeconds - since) });
    if (kept.forcedAt.length >= forced.perDay) return failure("auth", "forced-too-often", "", { scope: "app" });
    kept.forcedAt.push(now);
    return renew(kept, use, true);
  };
  const broker: TokenBroker = {
    hold: async (use) => {
      const kept = keptOf(use.credential);
      const left = (kept.until - use.now().getTime()) / 1000;
      if (kept.token !== "" && left > earlySeconds) return { ok: true, token: kept.token };
      const old = left > 0 ? kept.token : "";
      const fresh = await alone(kept, () => renew(kept, use, false));
      return fresh.ok || old === "" ? fresh : { ok: true, token: old };
    },
    replace: async (use, refused) => {
      const kept = keptOf(use.credential);
      if (kept.flight) await kept.flight;
      if (kept.token !== "" && kept.token !== refused) return { ok: true, token: kept.token };
      return alone(kept, () => force(kept, use, refused));
    },
    calling: async (use, tokenCodes, call) => {
      const held = await broker.hold(use);
      if (!held.ok) return held;
      const first = await call(held.token);
      if (first.ok || !tokenCodes.includes(first.rawCode)) return first;
      const renewed = await broker.replace(use, held.token);
      return renewed.ok ? call(renewed.token) : renewed;
    },
  };
  return broker;
}
