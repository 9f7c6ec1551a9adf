import { shortTime } from "#kernel/clock.ts";
import type { t as speak } from "#web/t.ts";
import type { Found, PieceHit } from "../contract.ts";

/** Says a thing in the reader's language. */
export type Say = typeof speak;

const stages: Record<string, readonly [string, string]> = {
  draft: ["在写", "draft"], "first-review": ["初审", "first review"], "second-review": ["复审", "second review"], "final-review": ["终审", "final review"], cosigning: ["会签", "co-signing"], returned: ["退回", "returned"],
  cleared: ["签齐待发", "signed"], publishing: ["投放中", "being sent"], published: ["已发布", "published"], recalled: ["已撤回", "recalled"], withdrawn: ["已收回", "put away"],
};

/** Where a piece stands, in one word. */
export const stageWord = (t: Say, stage: string): string => t(...(stages[stage] ?? [stage, stage]));

/** A piece in one line under its title. */
export const sayPiece = (t: Say, piece: PieceHit): string => [stageWord(t, piece.stage), piece.unitName, shortTime(new Date(piece.updatedAt)), piece.number].join(" · ");

/** How many pieces have the words. */
export const sayCount = (t: Say, { total, capped }: Found["pieces"]): string => t(`${total}${capped ? " 篇以上" : " 篇"}`, `${total}${capped ? "+" : ""}`);

/** Something that can be opened. */
export type Hit = { key: string; group: "piece" | "unit" | "person" | "account" | "place" | "all"; title: string; note: string; to: string };

/** Everything found, as one list in the order it is shown. */
export function hitsOf(t: Say, found: Found): Hit[] {
  return [
    ...found.pieces.items.map((piece): Hit => ({ key: piece.id, group: "piece", title: piece.title, note: sayPiece(t, piece), to: `/pieces/${piece.id}` })),
    ...found.units.map((unit): Hit => ({ key: unit.id, group: "unit", title: unit.name, note: unit.regionName, to: `/organisation?unit=${unit.id}` })),
    ...found.people.map((person): Hit => ({ key: person.id, group: "person", title: person.name, note: [person.title, person.unitName, person.phone].filter(Boolean).join(" · "), to: `/people?q=${encodeURIComponent(person.name)}` })),
    ...found.accounts.map((account): Hit => ({ key: account.id, group: "account", title: account.name, note: [account.unitName, account.state === "suspended" ? t("停用", "suspended") : account.health === "ill" ? t("不通", "does not work") : ""].filter(Boolean).join(" · "), to: `/accounts/${account.id}` })),
  ];
}

/** The names of the groups. */
export const groupName = (t: Say, group: Hit["group"]): string => ({ piece: t("稿件", "Pieces"), unit: t("单位", "Units"), person: t("人员", "People"), account: t("账号", "Accounts"), place: t("去处", "Places"), all: "" })[group];
