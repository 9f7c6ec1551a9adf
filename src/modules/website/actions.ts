import { theHouse } from "#kernel/actor.ts";
import { Article } from "#kernel/article.ts";
import type { Failure, HouseDoor, Status, Submitted } from "#kernel/connector.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { record } from "#platform/audit/record.ts";
import type { Reader } from "#platform/db/database.ts";
import { contextOf } from "#platform/http/context.ts";
import { announce } from "#platform/http/live.ts";
import type { House } from "#platform/house.ts";
import { planPut } from "./rules.ts";
import { segment } from "#platform/text/segment.ts";
import * as store from "./store.ts";
import { firstPoints } from "./text.ts";
import * as views from "./views.ts";

/** Who signed an edition, and when: asked of the review module, wired in entry/. */
export type SigningsOf = (read: Reader, pieceId: string, edition: number) => Promise<readonly store.Signing[]>;

/** The topic that tells every web process that the site changed; it travels with the commit. */
export const siteTopic = "site";

const pathOf = (pieceId: string, edition?: number) => `/a/${pieceId}${edition === undefined ? "" : `/v/${edition}`}`;
const refused = (rawCode: string, rawBody: string): Failure => ({ ok: false, class: "content", scope: "recipient", rawCode, rawBody });

/** The public site as a channel: the same key twice is one publication, an older edition never lands after a newer one, a recall is final. */
export function doorOfSite(house: House, signingsOf: SigningsOf): HouseDoor {
  const published = (pieceId: string, edition: number): Submitted =>
    ({ ok: true, ref: `${pieceId}/${edition}`, rung: "published", url: house.publicUrl + pathOf(pieceId), rawBody: pathOf(pieceId, edition) });
  const withdrawn = (pieceId: string): Submitted => ({ ok: true, ref: `${pieceId}/recall`, rung: "published", url: house.publicUrl + pathOf(pieceId), rawBody: pathOf(pieceId) });

  return {
    async put({ key, pieceId, edition, payload }): Promise<Submitted | Failure> {
      const sha256 = sha256Hex(payload);
      const there = await views.underKey(house.db, key);
      if (there?.kind === "edition") return there.sha256 === sha256 ? published(pieceId, edition) : refused("website.other-bytes", key);
      const article = readArticle(payload);
      if (!article || article.pieceId !== pieceId || article.edition !== edition) return refused("website.unreadable", key);
      return contextOf(house, theHouse, key).write(async (tx) => {
        await store.lockPiece(tx, pieceId);
        const plan = planPut(await views.standingOf(tx, pieceId, edition), { edition, sha256 });
        const subject = { type: "piece", id: pieceId };
        if (!plan.ok) {
          record(tx, { action: "website.put", subject, outcome: "refused", facts: { code: plan.refusal.code, edition } });
          return refused(plan.refusal.code, JSON.stringify(plan.refusal.facts ?? {}));
        }
        if (plan.value !== "again") {
          const words = segment([article.title, article.summary, article.text, ...article.signature.units.map((u) => u.name)].join("\n"));
          await store.insertEdition(tx, { key, payload, sha256, article, points: firstPoints(article.html), words, signings: await signingsOf(tx, pieceId, edition), now: house.now() });
          await announce(tx, siteTopic);
        }
        record(tx, { action: "website.put", subject, facts: { edition, sha256, plan: plan.value } });
        return published(pieceId, edition);
      });
    },

    async look({ key, pieceId }): Promise<Status> {
      const there = await views.underKey(house.db, key);
      if (!there || there.pieceId !== pieceId) return { state: "absent", rawBody: key };
      if (there.kind === "recall") return { state: "present", rung: "verified", ref: `${pieceId}/recall`, url: house.publicUrl + pathOf(pieceId), matches: true, rawBody: pathOf(pieceId) };
      const url = house.publicUrl + (there.current ? pathOf(pieceId) : pathOf(pieceId, there.edition));
      const matches = sha256Hex(there.payload) === there.sha256;
      return { state: "present", rung: matches ? "verified" : "published", ref: `${pieceId}/${there.edition}`, url, matches, rawBody: there.sha256 };
    },

    async withdraw({ key, pieceId, notice }): Promise<Submitted | Failure> {
      if ((await views.underKey(house.db, key))?.kind === "recall") return withdrawn(pieceId);
      return contextOf(house, theHouse, key).write(async (tx) => {
        await store.lockPiece(tx, pieceId);
        const standing = await views.standingOf(tx, pieceId, 0);
        const subject = { type: "piece", id: pieceId };
        if (!standing) {
          record(tx, { action: "website.withdraw", subject, outcome: "refused", facts: { code: "website.nothing-there" } });
          return refused("website.nothing-there", pieceId);
        }
        if (standing.state === "live") {
          await store.insertRecall(tx, key, notice, house.now());
          await announce(tx, siteTopic);
        }
        record(tx, { action: "website.withdraw", subject, facts: { edition: standing.currentEdition, reason: notice.reason } });
        return withdrawn(pieceId);
      });
    },
  };
}

function readArticle(payload: string): Article | null {
  try {
    return Article.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}
