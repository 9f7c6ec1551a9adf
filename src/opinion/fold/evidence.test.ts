import fc from "fast-check";
import { expect, test } from "vitest";
import { jiebaCut, placeSettings } from "../place/fixtures/watch.ts";
import { buildGazetteer } from "../place/gazetteer.ts";
import { openReader } from "../read.ts";
import { ceilingOf, mayFit, noCeiling, oddsOf, weigh } from "./evidence.ts";
import { habits } from "./habits.ts";
import { Lessons } from "./lessons.ts";
import { Lexicon } from "./lexicon.ts";
import type { Memory } from "./memory.ts";
import { Roll } from "./roll.ts";
import { bestTwo, unsaidHazard } from "./search.ts";
import { Seats } from "./seats.ts";
import type { Trace } from "./shapes.ts";
import { join, topicOf } from "./topic.ts";
import { traceOf } from "./trace.ts";

const cut = jiebaCut();
const places = placeSettings("jilin", "22");
const { lineage } = buildGazetteer(places);
const reader = openReader(places, cut);
const hour = 3_600_000;
const dawn = Date.parse("2031-07-01T06:00:00+08:00");

const where = fc.constantFrom("", "", "吉林", "长春", "舒兰", "延吉", "四川", "吉林长春");
const what = fc.constantFrom("一仓库起火", "突发4.1级地震", "再次地震", "持续暴雨", "山洪致3人遇难", "大巴侧翻5人受伤", "煤矿透水", "某歌手演唱会官宣", "新剧今晚开播", "学校停课");
const tail = fc.constantFrom("", "", "已扑灭", "现场视频", "官方通报", "贝碧嘉", "观众热议");
const titles = fc.array(fc.record({ title: fc.tuple(where, what, tail).map((parts) => parts.join("")), later: fc.integer({ min: 0, max: 40 }) }), { minLength: 2, maxLength: 40 });

/** The topics a title met that were passed over, with the odds they would have had. */
function passedOver(trace: Trace, mark: number, memory: Memory): number[] {
  const unsaid = unsaidHazard(trace, memory.lexicon);
  const ceiling = ceilingOf(trace, unsaid);
  return memory.roll.all().filter(({ row }) => memory.roll.mark[row] === mark).flatMap((topic) => {
    if (mayFit(trace, topic.row, ceiling, memory.roll) && weigh(trace, topic, unsaid, memory, ceiling)) return [];
    const all = weigh(trace, topic, unsaid, memory, noCeiling);
    return all ? [oddsOf(all)] : [];
  });
}

test("a topic that is passed over for what the roll or its place say could not have had the title", () => {
  fc.assert(fc.property(titles, (heard) => {
    const seats = new Seats();
    const memory: Memory = { seats, lexicon: new Lexicon(lineage, seats), roll: new Roll(), habits };
    let at = dawn;
    for (const [i, { title, later }] of heard.entries()) {
      at += later * hour;
      const trace = traceOf({ heard: title, title, at, reading: reader.read(title, at), cut: cut(title), says: 0 }, memory.lexicon);
      memory.lexicon.tick(at);
      const [best] = bestTwo(trace, i + 1, memory, new Lessons());
      for (const odds of passedOver(trace, i + 1, memory)) expect(odds).toBeLessThanOrEqual(0);
      if (best) join(best.topic, trace, memory); else topicOf([trace], memory);
      memory.lexicon.note(trace, trace.hazard !== null);
    }
  }), { numRuns: 150 });
});
