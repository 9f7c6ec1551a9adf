import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { isoDay } from "#kernel/clock.ts";
import { found, Problem } from "#kernel/errors.ts";
import type { Paper } from "#platform/documents/paper.ts";
import { wordFile } from "#platform/documents/word-file.ts";
import { contextOf, type Context } from "#platform/http/context.ts";
import type { Doorkeeper } from "#platform/http/server.ts";
import type { House } from "#platform/house.ts";
import { visible } from "./actions/within.ts";
import * as contract from "./contract.ts";
import { periodReport } from "./views/period-report.ts";
import { evidenceWords } from "./views/evidence-words.ts";
import { issuedReport } from "./views/report.ts";
import type { Section } from "./rules/report/shape.ts";

const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

type Told = { mark: string; number: string; title: string; unitName: string; at: string; sections: readonly Section[] };

/** A report as a paper: everything behind it is named once, in the order the sentences speak of it. */
async function paperOf(ctx: Context, { mark, number, title, unitName, at, sections }: Told): Promise<Paper> {
  const places = new Map<string, number>();
  const refs = sections.flatMap((section) => [...section.figures, ...section.sentences].flatMap((one) => one.refs)).filter(({ kind, id }) => {
    const key = `${kind} ${id}`;
    return places.has(key) ? false : places.set(key, places.size);
  });
  const placed = (of: Section["sentences"][number]["refs"]): number[] => of.map(({ kind, id }) => places.get(`${kind} ${id}`) ?? 0);
  return {
    mark, number, issuer: unitName, title, at: new Date(at), evidence: await evidenceWords(ctx.read, refs),
    sections: sections.map((section) => ({
      title: section.title, figures: section.figures.map((one) => ({ ...one, refs: placed(one.refs) })), sentences: section.sentences.map((one) => ({ ...one, refs: placed(one.refs) })),
    })),
  };
}

async function send(reply: FastifyReply, paper: Paper): Promise<FastifyReply> {
  const name = encodeURIComponent(`${paper.mark} ${paper.title} ${isoDay(paper.at)}.docx`).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return reply.headers({ "content-type": wordType, "content-disposition": `attachment; filename*=UTF-8''${name}`, "cache-control": "no-store" }).send(await wordFile(paper));
}

const marks = { flash: "舆情快报", special: "舆情专报", day: "舆情日报", week: "舆情周报", month: "舆情月报" } as const;

/** Mounts reports as Word files: whoever may read the report may take it along. */
export function mountPapers(app: FastifyInstance, { house, doorkeeper }: { house: House; doorkeeper: Doorkeeper }): void {
  const ctxOf = async (request: FastifyRequest): Promise<Context> => {
    const actor = await doorkeeper(request);
    if (!actor) throw new Problem("forbidden", { code: "access.not-logged-in" });
    return contextOf(house, actor, request.id);
  };
  app.get(contract.reportPath(":caseId", ":reportId"), async (request, reply) => {
    const ctx = await ctxOf(request);
    const ids = z.object({ caseId: z.uuid(), reportId: z.uuid() }).safeParse(request.params).data;
    const c = await visible(ctx, found(ids, "cases.no-report").caseId);
    const report = found(await issuedReport(ctx.read, c.id, ids?.reportId ?? ""), "cases.no-report");
    const { kind, title, sections, unitName, at } = report.doc;
    return send(reply, await paperOf(ctx, { mark: marks[kind], number: `${c.number}　第${report.number}期`, title: title.replace(/^[^：]*：/, ""), sections, unitName, at }));
  });
  app.get(contract.periodPath, async (request, reply) => {
    const ctx = await ctxOf(request);
    const ask = contract.PeriodQuery.safeParse(request.query).data;
    const doc = await periodReport(ctx, found(ask, "cases.no-period"));
    return send(reply, await paperOf(ctx, { ...doc, mark: marks[doc.kind], number: `${isoDay(new Date(doc.from))} 起`, title: doc.title }));
  });
}
