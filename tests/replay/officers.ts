import { setTimeout as pause } from "node:timers/promises";
import * as Y from "yjs";
import type { z } from "zod";
import { theHouse } from "#kernel/actor.ts";
import type { Operation } from "#kernel/contract.ts";
import type { Post } from "#kernel/posts.ts";
import { usableCode } from "#platform/auth/totp.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { createCredential, enrolSecondFactor, needsSecondFactor } from "#modules/access/index.ts";
import { logIn, passSecondFactor, whoAmI } from "#modules/access/contract.ts";
import { TestEditor } from "#modules/content/coedit/fixtures/editor.ts";
import { fragmentName } from "#modules/content/coedit/schema.ts";
import type { Province } from "#modules/organisation/fixtures/province.ts";

const password = "Replay-of-7-Winters";
/** Sessions end after half an hour in which nobody did anything. */
const stillIn = 25 * 60_000;

type Given<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = { params?: z.input<P>; query?: z.input<Q>; body?: z.input<B> };

/** An officer at a desk of their own: logs in with password and second factor over HTTP, and asks there. */
export class Officer {
  readonly id: string;
  readonly #username: string;
  readonly #secret: string | null;
  readonly #desk: Desk;
  readonly #seat: string;
  readonly #cookies = new Map<string, string>();
  #seenAt = 0;
  #lastStep = 0;

  constructor(desk: Desk, who: { id: string; username: string; secret: string | null; seat: string }) {
    this.#desk = desk;
    this.id = who.id;
    this.#username = who.username;
    this.#secret = who.secret;
    this.#seat = who.seat;
  }

  /** Calls an operation that must succeed; its answer is read by the contract. */
  async call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(op: Operation<P, Q, B, R>, given: Given<P, Q, B> = {}): Promise<z.output<R>> {
    await this.#beLoggedIn();
    const answer = await this.#ask(op.method, addressOf(op.path, given), given.body as object | undefined);
    if (answer.status !== 200) throw new Error(`${this.#username}: ${op.method} ${op.path}: ${answer.status} ${await answer.text()}`);
    return op.result.parse(await answer.json());
  }

  /** Fetches what is no operation: a file, a page of the desk. */
  async fetch(path: string): Promise<Response> {
    await this.#beLoggedIn();
    return this.#ask("GET", path);
  }

  /** Writes after the words of the last paragraph of a draft, in the shared editor; a fact is placed by its id. Kept before this answers. */
  async write(pieceId: string, runs: readonly (string | { factId: string })[]): Promise<void> {
    await this.#beLoggedIn();
    const nobody = { kind: "person", personId: this.id, name: "", unitId: this.id, unitName: "", holdings: [], scope: { all: false, systems: [], regions: [], unitIds: [] }, secondFactor: false } as const;
    const editor = await new TestEditor(nobody, pieceId).connect(this.#desk.url().replace("http", "ws"), { cookie: this.#cookie() });
    try {
      const draft = editor.doc.getXmlFragment(fragmentName);
      await soon(() => draft.length > 0);
      const paragraph = draft.get(draft.length - 1);
      if (!(paragraph instanceof Y.XmlElement)) throw new Error("nothing to write in");
      editor.doc.transact(() => { paragraph.insert(paragraph.length, runs.map(nodeOf)); });
      await soon(() => editor.allKept);
    } finally {
      editor.lose();
    }
  }

  async #beLoggedIn(): Promise<void> {
    const now = this.#desk.house.now().getTime();
    if (now - this.#seenAt > stillIn) {
      this.#cookies.clear();
      await this.#ask(whoAmI.method, whoAmI.path);
      const first = await this.#ask(logIn.method, logIn.path, { username: this.#username, password });
      let { next } = logIn.result.parse(await first.json());
      if (next === "second-factor" && this.#secret !== null) {
        const code = usableCode(this.#secret, this.#lastStep, this.#desk.house.now());
        this.#lastStep = Math.floor(now / 30_000);
        ({ next } = passSecondFactor.result.parse(await (await this.#ask(passSecondFactor.method, passSecondFactor.path, { code })).json()));
      }
      if (next !== "none") throw new Error(`${this.#username} cannot log in: ${next}`);
    }
    this.#seenAt = now;
  }

  async #ask(method: string, path: string, body?: object): Promise<Response> {
    const csrf = this.#cookies.get("ts_csrf");
    const headers = { cookie: this.#cookie(), "x-forwarded-for": this.#address(), ...(csrf ? { "x-tongsheng-csrf": csrf } : {}), ...(method === "GET" ? {} : { "content-type": "application/json" }) };
    const answer = await fetch(`${this.#desk.url()}${path}`, { method, headers, ...(method === "GET" ? {} : { body: JSON.stringify(body ?? {}) }) });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }

  /** Another desk every day: the house hears so many log-ins a minute from one address, and months pass here in seconds. */
  #address(): string {
    return `10.${Math.floor(this.#desk.house.now().getTime() / 86_400_000) % 250}.${this.#seat}`;
  }

  #cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}

const nodeOf = (run: string | { factId: string }): Y.XmlText | Y.XmlElement => {
  if (typeof run === "string") return new Y.XmlText(run);
  const fact = new Y.XmlElement("fact");
  fact.setAttribute("factId", run.factId);
  return fact;
};

function addressOf(path: string, given: { params?: unknown; query?: unknown }): string {
  const params = (given.params ?? {}) as Record<string, unknown>;
  const query = new URLSearchParams(Object.entries(given.query ?? {}).map(([name, value]): [string, string] => [name, String(value)])).toString();
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? ""))) + (query ? `?${query}` : "");
}

/** Waits until something holds, half a minute at most. */
export async function soon(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const until = performance.now() + 30_000; !(await holds());) {
    if (performance.now() > until) throw new Error("it does not come");
    await pause(10);
  }
}

/** Where officers sit: the house and the address of its web server. */
export type Desk = { house: House; url: () => string };

/** The posts of a unit's team; each is held by another person. */
const team = { editor: ["editor", "liaison"], duty: ["duty-officer"], relief: ["duty-officer"], first: ["first-reviewer"], second: ["second-reviewer"], signer: ["signer", "leading-group"] } as const satisfies Record<string, readonly Post[]>;
export type Seat = keyof typeof team;
/** The people of one unit by their seat. */
export type Team = Record<Seat, Officer>;

/** Invented names. */
const names = ["言初", "牧川", "清扬", "行舟", "长风", "知夏"];
const surnames = "顾许叶贺魏林罗白孟黎唐赵";

/** Makes the team of a unit: persons with posts, passwords and, where their posts ask for it, a second factor. */
export async function teamOf(desk: Desk, province: Province, unit: string, nth: number): Promise<Team> {
  const seats: [Seat, Officer][] = [];
  for (const [i, seat] of (Object.keys(team) as Seat[]).entries()) {
    const username = `${unit}-${seat}`;
    const id = await province.person({ username, name: `${surnames[nth % surnames.length] ?? ""}${names[i] ?? ""}`, unit, posts: team[seat] });
    const { house } = desk;
    const secret = await contextOf(house, theHouse, "test").write(async (tx) => {
      await createCredential(tx, { personId: id, username, password, now: house.now() });
      return needsSecondFactor(team[seat]) ? (await enrolSecondFactor(tx, house.vault, { personId: id, username, now: house.now() })).secret : null;
    });
    seats.push([seat, new Officer(desk, { id, username, secret, seat: `${nth}.${i + 1}` })]);
  }
  return Object.fromEntries(seats) as Team;
}

