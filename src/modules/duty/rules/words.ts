import type { StaffAlert } from "#kernel/connector.ts";
import { quoted } from "#kernel/quotes.ts";

/** The facts a matter was raised with. */
export type Facts = Readonly<Record<string, string | number>>;

type Words = (f: Facts) => readonly [zh: string, en: string];
const stage = (f: Facts): readonly [string, string] => ({ first: ["初审", "first review"], second: ["复审", "second review"], final: ["终审", "final review"] } as const)[String(f["stage"]) as "first"] ?? ["审核", "review"];
const need = (f: Facts): readonly [string, string] => ({ grade: ["定级", "grade it"], tell: ["通报省厅", "tell the department"], debrief: ["写评估", "file the debrief"] } as const)[String(f["need"]) as "grade"] ?? ["往下办", "take it on"];
const clock = (f: Facts): readonly [string, string] => ({ notify: ["通报省厅", "telling the department"], "first-information": ["首次权威信息", "the first authoritative word"], "press-conference": ["新闻发布会", "the press conference"], answer: ["公开答复", "the public answer"] } as const)[String(f["clock"]) as "answer"] ?? ["办理", "this"];

/** What each kind of matter says. A module that raises a new kind adds its line here; without one the facts speak for themselves. */
const sentences: Readonly<Record<string, Words>> = {
  "dispatch.failed": (f) => [`《${f["title"]}》没有发到${quoted(f["account"])}，等您处理`, `"${f["title"]}" did not reach ${f["account"]}`],
  "dispatch.unknown": (f) => [`《${f["title"]}》在${quoted(f["account"])}发没发出去说不准，请您看一眼`, `Nobody knows whether "${f["title"]}" is out on ${f["account"]}: please look`],
  "dispatch.overdue": (f) => [`《${f["title"]}》在${quoted(f["account"])}超过时限还没有结果`, `"${f["title"]}" is overdue on ${f["account"]}`],
  "dispatch.undecided": (f) => [`《${f["title"]}》要不要用掉一次群发（${f["account"]}），等您决定`, `"${f["title"]}": shall a mass send of ${f["account"]} be spent? Please decide`],
  "dispatch.hand-late": (f) => [`${quoted(f["account"])}的人工代发超过时限，还没有贴回链接`, `A post by hand on ${f["account"]} is late`],
  "review.waiting": (f) => [`《${f["title"]}》等您${stage(f)[0]}`, `"${f["title"]}" waits for your ${stage(f)[1]}`],
  "review.sign": (f) => [`《${f["title"]}》等您会签`, `"${f["title"]}" waits for your signature`],
  "review.returned": (f) => [`《${f["title"]}》退回修改，请看意见`, `"${f["title"]}" was returned with comments`],
  "cases.turn": (f) => [`舆情《${f["title"]}》等您${need(f)[0]}`, `Opinion case "${f["title"]}" waits for you to ${need(f)[1]}`],
  "cases.assigned": (f) => [`舆情《${f["title"]}》交给您承办`, `Opinion case "${f["title"]}" was given to you`],
  "cases.reported": (f) => [`${f["from"]}通报舆情《${f["title"]}》，请签收`, `${f["from"]} reports the opinion case "${f["title"]}": please acknowledge`],
  "cases.involved": (f) => [`舆情《${f["title"]}》涉及本单位，${f["from"]}告知，请签收`, `Opinion case "${f["title"]}" concerns your unit, says ${f["from"]}: please acknowledge`],
  "cases.guided": (f) => [`舆情《${f["title"]}》有${f["from"]}的指导意见，请签收`, `Guidance of ${f["from"]} on the opinion case "${f["title"]}": please acknowledge`],
  "cases.lead-proposed": (f) => [`舆情《${f["title"]}》建议由省厅牵头应对，请定`, `The department is proposed to lead the opinion case "${f["title"]}": please decide`],
  "cases.concern": (f) => [`公众关切“${f["title"]}”由您答复`, `People ask "${f["title"]}": yours to answer`],
  "cases.clock-warning": (f) => [`《${f["title"]}》${clock(f)[0]}的时限快到了`, `"${f["title"]}": the time for ${clock(f)[1]} is nearly over`],
  "cases.clock-missed": (f) => [`《${f["title"]}》${clock(f)[0]}超过时限`, `"${f["title"]}": ${clock(f)[1]} is overdue`],
  "relay.asked": (f) => [`${f["from"]}请转发《${f["title"]}》，请签收`, `${f["from"]} asks you to relay "${f["title"]}": please acknowledge`],
  "relay.chased": (f) => [`${f["from"]}催办：《${f["title"]}》还没有转发`, `${f["from"]} asks again: "${f["title"]}" is not relayed yet`],
  "relay.overdue": (f) => [`《${f["title"]}》的转发超过时限`, `The relay of "${f["title"]}" is overdue`],
  "relay.returned": (f) => [`${quoted(f["account"])}转发《${f["title"]}》的链接被退回，请看原因`, `The link of ${f["account"]} for "${f["title"]}" was sent back`],
  "relay.corrected": (f) => [`《${f["title"]}》已更正，请换成新内容并重报链接`, `"${f["title"]}" was corrected: please relay it anew`],
  "relay.recalled": (f) => [`《${f["title"]}》已撤回，请撤下转发的内容`, `"${f["title"]}" was recalled: please take the relay down`],
  "matrix.found": (f) => [`检查发现账号${quoted(f["account"])}：${f["check"]}，请整改`, `Inspection found at ${f["account"]}: ${f["check"]}; please mend it`],
  "matrix.overdue": (f) => [`账号${quoted(f["account"])}的整改超过时限：${f["check"]}`, `Mending ${f["account"]} is overdue: ${f["check"]}`],
  "opinion.alert": (f) => [`${f["place"] === "" ? "" : `${f["place"]}：`}《${f["title"]}》像是突发事件（可能性 ${f["likelihood"]}%），请核实`, `${f["place"] === "" ? "" : `${f["place"]}: `}"${f["title"]}" looks like an emergency (${f["likelihood"]}%): please verify`],
  "channels.ill": (f) => [`账号${quoted(f["account"])}不通：${f["detail"]}`, `Account ${f["account"]} does not work: ${f["detail"]}`],
};

/** A matter in one sentence, in both languages. */
export function sayMatter(kind: string, facts: Facts): readonly [zh: string, en: string] {
  const known = sentences[kind];
  if (known) return known(facts);
  const said = Object.values(facts).join("，");
  return [said === "" ? `有一件事等您处理（${kind}）` : `${said}，等您处理`, said === "" ? `Something needs you (${kind})` : `${said} needs you`];
}

/** What is told about one alert. */
export type Told = { kind: string; facts: Facts; link: string; unitName: string };

const mostLines = 8;

/** One message for everything of a kind that waits for one person: who is meant, what it is, where to act. */
export function sayAlerts(person: string, step: number, alerts: readonly Told[], publicUrl: string): StaffAlert {
  const [first] = alerts;
  if (!first) throw new Error("nothing to tell");
  const who = step === 0 ? person : `值班员${person}`;
  const why = step === 0 ? "" : "，无人确认，转到您这里";
  const lines = alerts.slice(0, mostLines).map((alert) => sayMatter(alert.kind, alert.facts)[0]);
  if (alerts.length > mostLines) lines.push(`另有 ${alerts.length - mostLines} 件`);
  return {
    title: alerts.length === 1 ? `请${who}处理${why}` : `请${who}处理 ${alerts.length} 件${why}`,
    text: `${first.unitName}：${lines.length === 1 ? lines[0] : `\n${lines.map((line, i) => `${i + 1}. ${line}`).join("\n")}`}`,
    link: `${publicUrl}${alerts.length === 1 ? first.link : "/desk/alerts"}`,
  };
}
