import { z } from "zod";
import { defineConnector, type AnyConnector, type Capabilities, type ConnectorContext, type Failure, type FailureClass, type OutboundAnswer, type Rendered } from "#kernel/connector.ts";
import type { Finding } from "#kernel/finding.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { evidence, failure, refusedByStatus, unanswered } from "./failures.ts";
import { parseJson } from "./json.ts";
import { emptyTexts, overLimits } from "./limits.ts";
import { alertText, messageText, recallText } from "./text.ts";

type Answered = Extract<OutboundAnswer, { ok: true }>;

/** Where a robot lives, and the word it listens for where it has one. */
type RobotConfig = { baseUrl: string; keyword?: string | undefined };

/** What sets one platform's group robot apart from another's. */
export type Robot<C extends RobotConfig> = {
  id: string;
  name: { zh: string; en: string };
  config: z.ZodType<C>;
  secrets: AnyConnector["secrets"];
  limits: Capabilities["limits"];
  rate: Capabilities["rate"];
  /** The message as signed: JSON whose bytes go out, alone or inside the platform's signed envelope. */
  message: (text: string) => string;
  /** What the limits measure of a message. */
  measured: (text: string, message: string) => Record<string, string>;
  /** Words the platform would take for a command of its own. */
  reserved?: RegExp;
  /** Address and body of one call, signed now. */
  envelope: (ctx: ConnectorContext, config: C, message: string) => { url: string; body: string };
  /** The platform's code in its answer, 0 when it took the message. */
  codeOf: (answer: unknown) => { code: number; words: string } | null;
  /** What the platform's codes mean; a code we do not know is the message's fault until a person says otherwise. */
  meaning: (code: number, words: string) => { class: FailureClass; retryAfterSeconds?: number; scope?: Failure["scope"] };
};

/**
 * A group robot of a work chat: it can post and do nothing else. It knows no key, so an unknown outcome goes to a person; it cannot
 * delete, so a recall is a further message; its answer proves acceptance and no more.
 */
export function defineRobot<C extends RobotConfig>(robot: Robot<C>): AnyConnector {
  return defineConnector<C>({
    id: robot.id, name: robot.name, kind: "api", variant: "chat", config: robot.config, secrets: robot.secrets, deadlineSeconds: 300,
    capabilities: {
      limits: robot.limits, rate: robot.rate, quotaScarce: false, idempotency: "none",
      receipt: "accepted", receiptBy: ["answer"], update: false, recall: { how: "supersede" },
    },
    render: (edition, config) => {
      const rendered = renderMessage(robot, messageText(edition, edition.variants.chat.text), config);
      return { ...rendered, findings: [...emptyTexts(robot.id, { text: edition.variants.chat.text }), ...rendered.findings] };
    },
    renderRecall: (notice, config) => renderMessage(robot, recallText(notice), config),
    renderAlert: (alert, config) => robot.message(alertWords(robot, alertText(alert, 400), config)),
    submit: async (ctx, order) => {
      const answer = await post(robot, ctx, order.payload);
      return answer.ok ? { ok: true, ref: order.key, rung: "accepted", rawBody: evidence(answer.body) } : answer;
    },
    health: async (ctx) => {
      const answer = await post(robot, ctx, "{}");
      if (answer.ok) return { ok: false, detail: "平台接受了空消息，地址可能不是群机器人 / an empty message was accepted: is this the robot's address?" };
      const reached = answer.class === "content" && answer.rawCode !== "400";
      return { ok: reached, detail: reached ? "地址与密钥有效 / address and secrets are good" : `${answer.class} ${answer.rawCode} ${answer.rawBody}`.slice(0, 300) };
    },
  });
}

/** The words of an alert as the robot lets them through: with its keyword, without the platform's own commands. */
function alertWords<C extends RobotConfig>({ reserved }: Robot<C>, text: string, { keyword }: C): string {
  const said = keyword && !text.includes(keyword) ? `${keyword} ${text}` : text;
  return reserved ? said.replace(new RegExp(reserved, "gi"), (command) => command.replaceAll("<", "＜")) : said;
}

function renderMessage<C extends RobotConfig>(robot: Robot<C>, text: string, config: C): Rendered {
  const payload = robot.message(text);
  const findings: Finding[] = overLimits(robot.id, robot.limits, robot.measured(text, payload));
  if (config.keyword && !text.includes(config.keyword)) findings.push({ code: "channels.keyword-missing", level: "blocking", at: robot.id, facts: { keyword: config.keyword } });
  const reserved = robot.reserved?.exec(text)?.[0];
  if (reserved) findings.push({ code: "channels.reserved-words", level: "blocking", at: robot.id, facts: { words: reserved }, quote: reserved });
  return { payload, hash: sha256Hex(payload), preview: { kind: "chat", text }, findings };
}

async function post<C extends RobotConfig>(robot: Robot<C>, ctx: ConnectorContext, message: string): Promise<Failure | Answered> {
  const { url, body } = robot.envelope(ctx, robot.config.parse(ctx.config), message);
  const answer = await ctx.call({ method: "POST", url, headers: { "content-type": "application/json; charset=utf-8" }, body });
  if (!answer.ok) return unanswered(answer);
  const said = robot.codeOf(parseJson(answer.body));
  if (said?.code === 0 && answer.status < 300) return answer;
  if (answer.status === 429 || answer.status >= 500 || !said) return answer.status < 300 ? failure("unknownOutcome", "unreadable", answer.body) : refusedByStatus(answer, ctx.now(), false);
  const { class: cls, ...more } = robot.meaning(said.code, said.words);
  return failure(cls, String(said.code), answer.body, more);
}
