import { fork, type ChildProcess } from "node:child_process";
import { quantile, report, round, say } from "./support/report.ts";
import type { Seen } from "./support/sms-far-side.ts";
import { haveKannel, startKannel, type Mode } from "./support/sms-kannel.ts";
import type { Sent } from "./support/sms-sender.ts";

// One account hands over 100,000 messages at window 16, every report matched; sender and gateway are two processes. Beside
// it, in turns, Kannel's SMPP with the same window, the same words and the same simulated far side.
const count = Number(process.argv[2] ?? 100_000);
const rounds = Number(process.argv[3] ?? 3);
const window = 16;
/** Over one line both ways Kannel is slower by far; it is shown with fewer messages. */
const fewer = Math.min(count, 10_000);

const run = (script: string, words: readonly (string | number)[]): ChildProcess => fork(new URL(`./support/${script}.ts`, import.meta.url), words.map(String), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
const next = <T>(child: ChildProcess): Promise<T> => new Promise((resolve, reject) => {
  child.once("message", (message) => resolve(message as T)).once("exit", (code) => reject(new Error(`a process of the benchmark ended with ${code}`)));
});

async function ours(): Promise<Sent> {
  const far = run("sms-far-side", ["cmpp3", count]);
  const port = await next<number>(far);
  const sender = run("sms-sender", [port, count, window]);
  try {
    await next<"ready">(sender);
    const done = next<Sent>(sender);
    sender.send("go");
    const sent = await done;
    if (sent.accepted !== count || sent.delivered !== count) throw new Error(`of ${count} ${sent.accepted} accepted, ${sent.delivered} delivered`);
    return sent;
  } finally {
    sender.disconnect();
    far.disconnect();
  }
}

async function kannel(mode: Mode, messages: number): Promise<Seen & { unmatched: number }> {
  const far = run("sms-far-side", ["smpp", messages, "hold"]);
  const box = await startKannel(mode, await next<number>(far), messages);
  try {
    const done = next<Seen>(far);
    far.send("go");
    return { ...(await done), unmatched: await box.unmatched() };
  } finally {
    await box.stop();
    far.disconnect();
  }
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const withKannel = haveKannel();
if (!withKannel) say("NOT COMPARED: Kannel is not here and could not be installed (Debian: kannel, kannel-extras); only our own figure follows");
const answered: number[] = [];
const matched: number[] = [];
const taken: number[] = [];
const finished: number[] = [];
const unmatched: number[] = [];
for (let n = 1; n <= rounds; n += 1) {
  const one = await ours();
  answered.push(count / one.answered);
  matched.push(count / one.matched);
  say(`round ${n}: ${round(count / one.answered, 0)} submits/s answered, ${round(count / one.matched, 0)}/s with every report matched`);
  if (!withKannel) continue;
  const other = await kannel("split", count);
  taken.push(count / other.taken);
  finished.push(count / other.acknowledged);
  unmatched.push(other.unmatched);
  say(`round ${n}: Kannel, two lines: ${round(count / other.taken, 0)} submits/s, ${round(count / other.acknowledged, 0)}/s with every report acknowledged, ${other.unmatched} of them without their message`);
}
const single = withKannel ? await kannel("transceiver", fewer) : null;
const middle = (samples: readonly number[]): number => quantile(samples, 0.5);
report({
  name: "sms", value: round(middle(matched) / middle(taken)), unit: "of Kannel's submits/s", bar: ">= 1.0",
  compared: withKannel ? "our CMPP 3.0 submits/s with every report matched, over Kannel's SMPP submits/s alone on its faster arrangement, medians" : "nothing: Kannel is not here",
  more: {
    messages: count, rounds, window, ourSubmitsPerSecond: round(middle(answered), 0), ourMatchedPerSecond: round(middle(matched), 0),
    ...(single ? {
      kannelSubmitsPerSecond: round(middle(taken), 0), kannelAcknowledgedPerSecond: round(middle(finished), 0), kannelUnmatchedReports: Math.max(...unmatched),
      kannelOneLineSubmitsPerSecond: round(fewer / single.taken, 0), kannelOneLineUnmatchedReports: single.unmatched,
    } : {}),
  },
});
