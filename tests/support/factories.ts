import type { FactKind } from "#kernel/document.ts";
import type { Post } from "#kernel/posts.ts";
import type { House } from "#platform/house.ts";
import { aProvince as aBareProvince, type Province } from "#modules/organisation/fixtures/province.ts";
import { addFact, createPiece } from "#modules/content/index.ts";

/** Who a test can ask: fictitious officers of the three provincial units and of 长春, by username. */
export const cast = [
  { username: "lin", name: "林知夏", unit: "yjt", posts: ["editor"] },
  { username: "gu", name: "顾言初", unit: "yjt", posts: ["first-reviewer"] },
  { username: "cheng", name: "程以宁", unit: "yjt", posts: ["second-reviewer"] },
  { username: "song", name: "宋怀远", unit: "yjt", posts: ["signer"] },
  { username: "jiang", name: "江月白", unit: "yjt", posts: ["liaison"] },
  { username: "zhi", name: "值守一", unit: "yjt", posts: ["duty-officer"] },
  { username: "sys", name: "系统管理员", unit: "yjt", posts: ["system-admin"] },
  { username: "sec", name: "安全管理员", unit: "yjt", posts: ["security-admin"] },
  { username: "aud", name: "审计管理员", unit: "yjt", posts: ["audit-admin"] },
  { username: "xu", name: "许牧川", unit: "xfj", posts: ["editor", "liaison"] },
  { username: "luo", name: "罗青禾", unit: "slxf", posts: ["editor", "liaison"] },
  { username: "cc", name: "长春编辑", unit: "yj-220100", posts: ["editor"] },
  { username: "sp", name: "四平编辑", unit: "yj-220300", posts: ["editor"] },
] as const satisfies readonly { username: string; name: string; unit: string; posts: readonly Post[] }[];

export type Who = (typeof cast)[number]["username"];

/** A province with its cast: `who` gives ids, `by` a context in which that person acts. */
export type PeopledProvince = Province & { who: (username: Who) => string; by: (username: Who, session?: { secondFactor: boolean }) => ReturnType<Province["as"]> };

/** Loads a preset through organisation's own action and appoints the cast. */
export async function aProvince(house: House, preset = "jilin"): Promise<PeopledProvince> {
  const province = await aBareProvince(house, preset);
  const ids = new Map<string, string>();
  for (const member of cast) ids.set(member.username, await province.person(member));
  const who = (username: Who): string => ids.get(username) ?? "";
  return { ...province, who, by: (username, session) => province.as(who(username), session) };
}

/** What a test may say about a piece; the rest is a routine tip that no check minds. */
export type PieceWish = Partial<Omit<Parameters<typeof createPiece>[1], "unitId" | "withUnitIds">> & { by?: Who; unit?: string; with?: readonly string[] };

/** Words that no check minds. */
export const plainWords = ["进山入林请勿携带火种，不吸烟、不野炊。", "祭扫时提倡鲜花、植树等文明方式，不烧纸、不燃放鞭炮。"];

/** A piece written by a member of the cast for their unit, through content's own action. */
export async function aPiece(province: PeopledProvince, { by = "lin", unit = cast.find((m) => m.username === by)?.unit ?? "yjt", with: others = [], ...wish }: PieceWish = {}): Promise<{ id: string; number: string; sheetId: string }> {
  return createPiece(await province.by(by), {
    title: "清明节森林防火和安全用火提示", summary: "", form: "tip", topic: "forest-fire", column: "tips", urgency: "routine", regions: ["220000"], validUntil: null, plannedAt: null, sheetId: null, text: plainWords,
    ...wish, unitId: await province.unitId(unit), withUnitIds: await Promise.all(others.map((code) => province.unitId(code))),
  });
}

/** A fact on the sheet of a piece, with a source. */
export async function aFact(province: PeopledProvince, pieceId: string, { by = "lin", kind = "injured", label = "受伤人数", text = "3人", number = 3, source = "现场指挥部 14:00" }: { by?: Who; kind?: FactKind; label?: string; text?: string; number?: number | null; source?: string } = {}): Promise<string> {
  return (await addFact(await province.by(by), { pieceId, kind, label, text, number, source })).factId;
}
