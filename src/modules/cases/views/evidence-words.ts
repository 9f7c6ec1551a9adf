import { sql, type RawBuilder } from "kysely";
import { fullTime, shortTime } from "#kernel/clock.ts";
import type { Grade } from "#kernel/urgency.ts";
import type { Reader } from "#platform/db/database.ts";
import type { Ref } from "../rules/report/shape.ts";
import { clockNames, gradeName } from "../rules/report/words.ts";

type Said = { id: string; words: string; at: Date | null };

const kinds: Readonly<Record<Ref["kind"], string>> = { case: "事件", grading: "定级", topic: "话题", item: "公开信息", heat: "热度读数", concern: "关切", release: "发布", notice: "通报", press: "发布会", clock: "时限", event: "经过" };

const ofKind = (ids: readonly string[]): Readonly<Record<Exclude<Ref["kind"], "heat">, RawBuilder<Said>>> => {
  const named = sql`any(${[...ids]}::uuid[])`;
  return {
    case: sql<Said>`select id, number || ' ' || title as words, opened_at as at from cases.opinion_case where id = ${named}`,
    grading: sql<Said>`select id, grade as words, at from cases.grading where id = ${named}`,
    topic: sql<Said>`select id, title as words, first_seen_at as at from opinion.topic where id = ${named}`,
    item: sql<Said>`select i.id, s.label || '：' || i.title as words, i.first_seen_at as at from opinion.item i join opinion.source s on s.id = i.source_id where i.id = ${named}`,
    concern: sql<Said>`select id, question as words, asked_at as at from cases.concern where id = ${named}`,
    release: sql<Said>`select id, title as words, published_at as at from content.piece where id = ${named}`,
    notice: sql<Said>`select id, left(body, 60) as words, sent_at as at from cases.notice where id = ${named}`,
    press: sql<Said>`select id, left(reason, 60) as words, at from cases.press_decision where id = ${named}`,
    clock: sql<Said>`select id, code as words, deadline as at from cases.clock where id = ${named}`,
    event: sql<Said>`select id, left(coalesce(note, kind), 60) as words, at from cases.event where id = ${named}`,
  };
};

function worded(kind: Ref["kind"], { words, at }: Said): string {
  const said = kind === "grading" ? gradeName(words as Grade) : kind === "clock" ? (clockNames[words] ?? words) : words;
  return at ? `${said}（${shortTime(at)}）` : said;
}

/** What the things behind a report are called, in the order they are asked for; what retention has let go says so. */
export async function evidenceWords(read: Reader, refs: readonly Ref[]): Promise<{ kind: string; words: string; id: string }[]> {
  const found = new Map<string, string>();
  for (const [kind, of] of Map.groupBy(refs, (ref) => ref.kind)) {
    if (kind === "heat") {
      for (const { id } of of) { const hour = new Date(id.split("/")[1] ?? ""); found.set(`heat ${id}`, Number.isNaN(hour.getTime()) ? "" : `${fullTime(hour)} 的读数`); }
      continue;
    }
    const { rows } = await ofKind(of.map((ref) => ref.id))[kind].execute(read);
    for (const row of rows) found.set(`${kind} ${row.id}`, worded(kind, row));
  }
  return refs.map(({ kind, id }) => ({ kind: kinds[kind], words: found.get(`${kind} ${id}`) ?? "已按保留期限清除", id: id.split("/")[0] ?? id }));
}
