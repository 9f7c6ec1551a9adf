import { registerRefusals } from "#web/refusal-words.ts";

const figures: Readonly<Record<string, readonly [zh: string, en: string]>> = { submitted: ["提交数", "submitted"], sent: ["成功数", "sent"], failed: ["失败数", "failed"] };

/** What each refusal of carriers means to the person in front of it. */
registerRefusals({
  "carriers.before-the-request": () => ["受理时间早于发函时间，请核对。", "That is before the request was made; check the time."],
  "carriers.clash": ({ number, title, unit, places, more }) => [
    `${unit}的《${title}》（${number}）同一天也发到${places}${Number(more) > 0 ? `，另有 ${more} 件` : ""}。确需再发，请写明原因。`,
    `"${title}" of ${unit} (${number}) goes to ${places} the same day${Number(more) > 0 ? `, and ${more} more` : ""}. Say why people need another message.`,
  ],
  "carriers.in-the-future": () => ["受理时间还没到，请填运营商实际受理的时间。", "That time has not come; give the time the carrier took it on."],
  "carriers.may-not-read": () => ["短信发布由写稿、审签和值班的同事办理，您的岗位看不到。", "Requests to carriers are for those at the desk; your post does not see them."],
  "carriers.more-than-submitted": ({ region, submitted, sent, failed }) => [`${region}：成功 ${sent} 加失败 ${failed}，多于提交 ${submitted}。`, `${region}: ${sent} sent and ${failed} failed are more than ${submitted} submitted.`],
  "carriers.no-numbers": () => ["这里只写受理席位，不写电话号码。", "Name the desk here, no phone number."],
  "carriers.no-request": () => ["没有这件请求，或不在您的范围内。", "There is no such request, or it is not in your scope."],
  "carriers.not-there": ({ number }) => [`${number} 没送到运营商，没有回数可填。`, `${number} did not reach the carrier; there is nothing to count.`],
  "carriers.not-your-piece": () => ["原因由写这篇稿件的单位来写。", "The units that write the piece say why."],
  "carriers.not-your-request": () => ["回数由发函单位或账号负责人来填。", "The unit that asked, or the keeper of the account, enters the counts."],
  "carriers.nothing-there": () => ["还没有请运营商发过，没有可撤的。", "No carrier was asked yet; there is nothing to take back."],
  "carriers.other-region": ({ region }) => [`${region} 不在这件请求的区域里。`, `${region} is not among the regions of this request.`],
  "carriers.recalled": () => ["这一版已经撤回，不再发给运营商。", "This edition was recalled and goes to no carrier."],
  "carriers.region-missing": ({ region }) => [`还缺${region}的回数；没发的填 0。`, `${region} is missing; enter 0 where nothing was sent.`],
  "carriers.region-twice": ({ region }) => [`${region} 填了两次。`, `${region} is there twice.`],
  "carriers.superseded": ({ newest }) => [`已经请运营商发了第 ${newest} 版，旧版不再发。`, `Edition ${newest} is with the carrier already.`],
  "carriers.totals-differ": ({ figure, said, sum }) => {
    const [zh, en] = figures[String(figure)] ?? [String(figure), String(figure)];
    return [`${zh}对不上：运营商给的合计是 ${said}，各区域加起来是 ${sum}。`, `The total ${en} is ${said} by the carrier and ${sum} by its regions.`];
  },
  "carriers.window-over": ({ from, until }) => [`稿件失效前已没有可发的时段（每天 ${from} 到 ${until}）。请改失效时间。`, `No hour to send (${from} to ${until}) is left before the piece expires. Change when it expires.`],
});
