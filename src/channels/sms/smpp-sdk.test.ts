import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { startSmsGateway, type SmsGateway } from "#tests/simulators/sms-gateway.ts";
import { knownAccounts } from "#tests/simulators/sms/known.ts";
import { openConnection, type News } from "./connection.ts";
import { gateways, partsFor } from "./fixtures/accounts.ts";
import { ask, sdk, type SdkPdu, type SdkSession } from "./fixtures/smpp-sdk.ts";

// Neither side is graded by its own kin: an unrelated SDK must be accepted by our centre, and our account by its server.

const stops: (() => unknown)[] = [];
afterEach(async () => { for (const stop of stops.splice(0).toReversed()) await stop(); });

describe("an unrelated client at our centre", { timeout: 30_000 }, () => {
  const connected = async (sim: SmsGateway): Promise<SdkSession> => {
    stops.push(sim.stop);
    const session = await new Promise<SdkSession>((resolve) => { const one: SdkSession = sdk.connect({ host: sim.host, port: sim.port }, () => resolve(one)); one.on("error", () => undefined); });
    stops.push(() => session.destroy());
    return session;
  };
  test("is let in, submits, gets its report, asks and takes leave", async () => {
    const sim = await startSmsGateway({ kind: knownAccounts.smpp });
    const session = await connected(sim);
    const report = new Promise<SdkPdu>((resolve) => session.on("deliver_sm", (pdu: SdkPdu) => { session.send(pdu.response()); resolve(pdu); }));
    expect(await ask(session, "bind_transceiver", { system_id: "desk", password: "pass" })).toMatchObject({ command: "bind_transceiver_resp", command_status: 0, system_id: "centre" });
    const answer = await ask(session, "submit_sm", { source_addr: "10691", destination_addr: "8613800000001", short_message: "清明禁火", registered_delivery: 1 });
    expect(answer).toMatchObject({ command: "submit_sm_resp", command_status: 0, message_id: sim.ledger[0]?.ref });
    expect(sim.ledger).toMatchObject([{ phone: "8613800000001", format: 8, content: Buffer.from("清明禁火", "utf16le").swap16() }]);
    const { short_message: words, esm_class: kind, message_state: state, receipted_message_id: named } = await report;
    expect([kind, state, String(named)]).toEqual([4, 2, sim.ledger[0]?.ref]);
    expect(String(words.message)).toContain(`id:${sim.ledger[0]?.ref} sub:001 dlvrd:001`);
    expect(await ask(session, "enquire_link")).toMatchObject({ command: "enquire_link_resp", command_status: 0 });
    expect(await ask(session, "query_sm", { message_id: answer.message_id })).toMatchObject({ command: "query_sm_resp", message_state: 2 });
    expect(await ask(session, "cancel_sm", { message_id: "nobody" })).toMatchObject({ command: "cancel_sm_resp", command_status: 0x11 });
    expect(await ask(session, "unbind")).toMatchObject({ command: "unbind_resp", command_status: 0 });
    expect(sim.counts).toMatchObject({ bound: 1, acknowledged: 1 });
  });
  test.each([[{ system_id: "desk", password: "pasS" }, 0x0e], [{ system_id: "desl", password: "pass" }, 0x0f]])("with %j is told why not (%i)", async (fields, status) => {
    const sim = await startSmsGateway({ kind: knownAccounts.smpp });
    expect(await ask(await connected(sim), "bind_transmitter", fields)).toMatchObject({ command_status: status });
    expect(sim.counts).toMatchObject({ bound: 0, refused: 1 });
  });
  test("is told \"too often\" and where a number is none", async () => {
    const sim = await startSmsGateway({ kind: knownAccounts.smpp });
    const session = await connected(sim);
    await ask(session, "bind_transmitter", { system_id: "desk", password: "pass" });
    sim.misbehave({ kind: "throttle" });
    const fields = { source_addr: "10691", destination_addr: "8613800000001", short_message: "a" };
    expect(await ask(session, "submit_sm", fields)).toMatchObject({ command_status: 0x58 });
    expect(await ask(session, "submit_sm", { ...fields, destination_addr: "everybody" })).toMatchObject({ command_status: 0x0b });
    expect(await ask(session, "submit_sm", fields)).toMatchObject({ command_status: 0 });
  });
});

describe("our account at an unrelated server", { timeout: 30_000 }, () => {
  test("is let in, hands over a long message, hears its reports and a phone, and takes leave", async () => {
    const submits: SdkPdu[] = [];
    const heard: string[] = [];
    const server = sdk.createServer((session) => {
      session.on("error", () => undefined).on("pdu", (pdu: SdkPdu) => heard.push(pdu.command));
      session.on("bind_transceiver", (pdu: SdkPdu) => session.send(pdu.response(pdu.system_id === "desk" && pdu.password === "pass" ? { system_id: "sdk" } : { command_status: 0x0e })));
      session.on("unbind", (pdu: SdkPdu) => { session.send(pdu.response()); session.close(); }).on("enquire_link", (pdu: SdkPdu) => session.send(pdu.response()));
      session.on("submit_sm", (pdu: SdkPdu) => {
        submits.push(pdu);
        const messageId = `sdk-${submits.length}`;
        session.send(pdu.response({ message_id: messageId }));
        session.deliver_sm({ source_addr: pdu.destination_addr, destination_addr: pdu.source_addr, esm_class: 4, short_message: `id:${messageId} sub:001 dlvrd:001 submit date:2604031400 done date:2604031401 stat:DELIVRD err:000 text:`, receipted_message_id: messageId, message_state: 2 });
        if (submits.length === 2) session.deliver_sm({ source_addr: "8613800000001", destination_addr: "10691", short_message: "退订", data_coding: 8 });
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    stops.push(() => new Promise((done) => server.close(done)));
    const news: News[] = [];
    const line = openConnection({ host: "127.0.0.1", port: (server.address() as AddressInfo).port, gateway: gateways.smpp, settings: { heartbeatSeconds: 0.1 }, clock: () => new Date(), listener: (one) => { news.push(one); } });
    stops.push(line.stop);
    const long = "清明期间禁止一切野外用火。".repeat(7);
    line.submit("a", partsFor(gateways.smpp, long));
    await expect.poll(() => news.map(({ kind }) => kind), { timeout: 20_000 }).toEqual(expect.arrayContaining(["settled", "delivered", "incoming"]));
    expect(news.find((one) => one.kind === "settled")).toMatchObject({ outcome: { ok: true, refs: ["sdk-1", "sdk-2"] } });
    expect(news.find((one) => one.kind === "incoming")).toMatchObject({ incoming: { from: "13800000001", text: "退订" } });
    expect(submits.map(({ short_message: words }) => words.message).join("")).toBe(long);
    expect(submits[1]).toMatchObject({ esm_class: 0x40, data_coding: 8, registered_delivery: 1, destination_addr: "8613800000001", short_message: { udh: [Buffer.from("0003070202", "hex")] } });
    await expect.poll(() => heard, { timeout: 20_000 }).toContain("enquire_link");
    await line.stop();
    expect(heard.filter((command) => command === "deliver_sm_resp")).toHaveLength(3);
    expect(heard.at(-1)).toBe("unbind");
  });
});
