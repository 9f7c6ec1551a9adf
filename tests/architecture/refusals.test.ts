import { readFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CarrierCounts, CarrierOrder, RegionCount } from "#kernel/carrier.ts";
import { SignatureLine } from "#kernel/edition.ts";
import { openApi } from "#entry/openapi.ts";
import { checkPiece } from "#modules/content/rules/checks/check-piece.ts";
import { saying } from "#modules/content/rules/fixtures/piece.ts";
import { planTiming } from "#modules/review/rules/plan.ts";
import { planSubmit } from "#modules/review/rules/route.ts";

// What the product refuses to be (product.md, "What we refuse to build"). What needs a database is in tests/conformance/refusals.test.ts.

const tables = [...readFileSync("src/platform/db/tables.ts", "utf8").matchAll(/^ {2}"([\w.]+)": \{\n([^}]*)\n {2}\};/gm)]
  .map(([, table = "", body = ""]) => ({ table, columns: [...body.matchAll(/^ {4}(\w+):/gm)].map(([, column = ""]) => column) }));
const columns = tables.flatMap(({ table, columns: names }) => names.map((name) => `${table}.${name}`));

type Operation = { summary: string } & Record<string, unknown>;
const api = JSON.parse(openApi()) as { paths: Record<string, Record<string, Operation>> };
const operations = Object.entries(api.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, op]) => ({ at: `${method} ${path}`, op })));

/** Every name of a field, parameter or path part of an operation. */
function namesIn(value: unknown, found: string[] = []): string[] {
  if (Array.isArray(value)) for (const one of value) namesIn(one, found);
  else if (typeof value === "object" && value !== null) {
    const { properties, name, in: place } = value as { properties?: object; name?: unknown; in?: unknown };
    if (properties) found.push(...Object.keys(properties));
    if (typeof name === "string" && typeof place === "string") found.push(name);
    for (const one of Object.values(value)) namesIn(one, found);
  }
  return found;
}
const fields = operations.flatMap(({ at, op }) => namesIn(op).map((name) => `${at} ${name}`));
const words = (name: string): string => name.slice(name.search(/[^.\s]*$/)).replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
const matching = (names: readonly string[], forbidden: RegExp): string[] => [...new Set(names.filter((name) => forbidden.test(words(name))))];

test("the lists these laws are read from are not empty", () => {
  expect(tables.length).toBeGreaterThan(60);
  expect(operations.length).toBeGreaterThan(100);
  expect(fields.length).toBeGreaterThan(500);
});

describe("1 no covert persuasion", () => {
  const persuasion = /(^|[_/-])(personas?|sockpuppets?|alias_accounts?|astroturf|trolls?|comment_(tasks?|quotas?|targets?)|reply_quotas?|likes?|upvotes?|flood)([_/-]|$)/;
  test("no table, column or field is for personas, ordered comments or their quotas", () => {
    expect(matching([...columns, ...tables.map(({ table }) => table), ...fields], persuasion)).toEqual([]);
  });
  test("no operation orders words in the name of the public", () => {
    const said = operations.filter(({ at, op }) => persuasion.test(words(at)) || /水军|马甲|控评|刷评|跟评|顶帖|persona\b|sock ?puppet|astroturf/i.test(op.summary));
    expect(said.map(({ at }) => at)).toEqual([]);
  });
  test("nothing can be signed by nobody", () => expect(SignatureLine.safeParse({ units: [] }).success).toBe(false));
});

describe("2 no profiling", () => {
  const personal = /(^|_)(handle|nickname|screen_name|avatar|open_?id|union_?id|follower|fans|ip|latitude|longitude|lat|lng|gps|geo|coordinates|user_agent|reader|visitor|citizen|netizen)(_|$)/;
  test("no column or field is for the handle, picture, id or whereabouts of a member of the public", () => {
    expect(matching([...columns, ...fields], personal)).toEqual([]);
  });
  test("every name that is kept is that of an officer, a unit, a place, an account, a file or a machine", () => {
    const ofOurs = /\.(\w+_by_name|by_name|actor_name|person_name|unit_name|short_name|username)$/;
    const named = ["channels.account.name", "channels.secret.name", "materials.material.name", "organisation.person.name", "organisation.region.name", "organisation.unit_name.name", "platform.incident.name", "platform.switch.name", "public.migration.name", "signage.screen.name", "signage.screen_group.name"];
    expect(columns.filter((column) => /(^|[._])(\w*name)$/.test(column) && !ofOurs.test(column) && !named.includes(column))).toEqual([]);
  });
  test("addresses and devices are kept of officers' own log-ins only", () => {
    expect(matching(columns, /(^|_)(address|device)(_|$)/)).toEqual(["auth.session.address", "auth.session.device"]);
  });
});

describe("3 no takedown tools", () => {
  test("no operation, table or field asks anybody to delete what others said", () => {
    const takedown = /(^|[_/-])(take[_-]?downs?|removal[_-]requests?|deletion[_-]requests?|delete[_-]requests?|blocklists?|mute)([_/-]|$)/;
    expect(matching([...columns, ...tables.map(({ table }) => table), ...fields], takedown)).toEqual([]);
    expect(operations.filter(({ at, op }) => takedown.test(words(at)) || /删帖|封号|屏蔽|下架他人|take ?down|ask .* to delete/i.test(op.summary)).map(({ at }) => at)).toEqual([]);
  });
});

describe("5 no machine releases", () => {
  test("a casualty figure typed by hand blocks", () => {
    expect(checkPiece(saying("火灾造成3人死亡。"))).toContainEqual(expect.objectContaining({ code: "content.casualty-typed", level: "blocking" }));
  });
});

describe("6 exposure names organisations, not people", () => {
  // The example number of GB 11643, nobody's.
  test("the number of a citizen blocks", () => {
    expect(checkPiece(saying("身份证号11010519491231002X。"))).toContainEqual(expect.objectContaining({ code: "content.id-number", level: "blocking" }));
  });
});

describe("7 safety warnings are never held back", () => {
  const instant = fc.date({ min: new Date("2020-01-01"), max: new Date("2050-01-01"), noInvalidDate: true });
  const graded = fc.constantFrom("red" as const, "orange" as const, "yellow" as const, "blue" as const);
  test("whatever the day, what is to go at once may go at once", () => {
    fc.assert(fc.property(instant, (now) => planTiming({ sendAt: null, embargoUntil: null, notAfter: null }, now).ok));
  });
  test("whatever the grade, a warning that has a channel and no open question enters review", () => {
    fc.assert(fc.property(graded, fc.integer({ min: 1, max: 50 }), fc.boolean(), (urgency, accounts, reviewedAlready) =>
      planSubmit({ urgency, accounts, reviewedAlready, path: "normal", pathReason: null, openComments: 0 }).ok));
  });
  test("a sensitive window is shown in the calendar and read by nothing that decides", () => {
    const readers = execFileSync("git", ["ls-files", "src/modules", "src/kernel", "src/platform", "src/channels"], { encoding: "utf8" }).split("\n")
      .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|\/web\//.test(file) && /\bsensitive(?! fields)\b/.test(readFileSync(file, "utf8")));
    expect(readers.filter((file) => !/^src\/modules\/calendar\/(contract|rules\/days|views\/calendar)\.ts$|^src\/modules\/organisation\/rules\/facts\.ts$/.test(file))).toEqual([]);
  });
});

describe("8 no phone numbers of the public", () => {
  const numbered = /(^|_)(phones?|mobiles?|msisdns?|tel|telephones?|numbers?_of|recipients?|subscribers?|imsi|imei)(_|$)/;
  const canary = "13843101234";
  test("no operation about carriers takes or gives a number, and none of their tables has a column for one", () => {
    expect(matching(fields.filter((field) => field.includes("/api/carrier-")), numbered)).toEqual([]);
    expect(matching(columns.filter((column) => column.startsWith("carriers.")), numbered)).toEqual([]);
    expect(fields.filter((field) => field.includes("/api/carrier-")).length).toBeGreaterThan(50);
  });
  const shared = { pieceId: "019b0000-0000-7000-8000-00000000c001", title: "禁火", text: "【吉林应急】禁火", parts: 1, reason: "防火", units: ["吉林省应急管理厅"] };
  const order = { ...shared, kind: "send", edition: 1, regions: [{ code: "220000", name: "吉林省" }], hours: { from: "08:00", until: "21:00" }, validUntil: null, urgency: "routine" };
  const figures = { region: "220000", submitted: 2, sent: 1, failed: 1 };
  test.each([
    ["what people sign", CarrierOrder, order, { ...order, phones: [canary] }],
    ["the recall of it", CarrierOrder, { ...shared, kind: "recall" }, { ...shared, kind: "recall", failed: [canary] }],
    ["the figures of a region", RegionCount, figures, { ...figures, failedPhones: [canary] }],
    ["a carrier's answer", CarrierCounts, { takenBy: "值班席", takenAt: "2026-04-03T06:00:00Z", counts: [figures] }, { takenBy: "值班席", takenAt: "2026-04-03T06:00:00Z", counts: [figures], phones: [canary] }],
  ])("%s has no room for numbers", (_, schema, good, bad) => {
    expect([schema.safeParse(good).success, schema.safeParse(bad).success]).toEqual([true, false]);
  });
  test("a mobile number in the words is found before anybody signs them", () => {
    expect(checkPiece(saying(`详询${canary}。`))).toContainEqual(expect.objectContaining({ code: "content.mobile-number", quote: canary }));
  });
  test("the one column that holds a phone number is an officer's", () => {
    expect(matching(columns, /(^|_)(phones?|mobiles?|msisdn|tel|recipients?|subscribers?)(_|$)/)).toEqual(["organisation.person.phone"]);
  });
});
