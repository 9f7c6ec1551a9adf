import { registerRefusals } from "#web/refusal-words.ts";

/** What each refusal of the radar means to the person in front of it. */
registerRefusals({
  "opinion.may-not-read": () => ["舆情雷达由编辑、联络员、值班员和领导小组查看，您的岗位看不到。", "The radar is seen by editors, liaisons, duty officers and the leading group; your post does not."],
  "opinion.may-not-decide": () => ["研判由本单位的编辑、联络员和值班员做，没有改动。", "The unit's editors, liaisons and duty officers decide; nothing was changed."],
  "opinion.may-not-correct": () => ["归并由联络员或值班员更正。", "Folding is put right by a liaison or a duty officer."],
  "opinion.may-not-keep": () => ["信源和关注由本单位联络员或值班员管理，没有改动。", "Sources and profiles are kept by the unit's liaison or duty officers; nothing was changed."],
  "opinion.may-not-enter": () => ["您不能替这个单位录入。", "You may not enter for this unit."],
  "opinion.may-not-set-retention": () => ["保存期限由省级牵头处室的联络员设定。", "How long items are kept is set by the liaison of the leading office."],
  "opinion.no-topic": () => ["没有这个话题，或不在您的范围内。", "There is no such topic, or it is not in your scope."],
  "opinion.no-source": () => ["没有这个信源。", "There is no such source."], "opinion.no-profile": () => ["没有这个关注。", "There is no such profile."], "opinion.no-batch": () => ["没有这一批研判。", "There is no such batch."],
  "opinion.batch-too-large": ({ most }) => [`一次最多研判 ${most ?? ""} 个话题。`, `At most ${most ?? ""} topics at once.`],
  "opinion.nothing-to-decide": () => ["这些话题已经是这个结论。", "These topics stand so already."],
  "opinion.batch-undone": () => ["这一批已经撤回过了。", "This batch was taken back already."],
  "opinion.decided-since": ({ topics }) => [`其中 ${topics ?? ""} 个话题后来又研判过，不能整批撤回。`, `${topics ?? ""} of these topics were decided about since.`],
  "opinion.case-stands": () => ["已经立案，在处置里办，不能在这里撤回。", "A case was opened; it is handled there and not taken back here."],
  "opinion.merge-with-itself": () => ["请选另一个话题。", "Choose another topic."], "opinion.topic-folded": () => ["这个话题已并入别的话题，请刷新。", "This topic was folded into another; reload."],
  "opinion.no-such-title": () => ["这些标题不在这个话题里，请刷新。", "These titles are not in the topic; reload."], "opinion.nothing-stays": () => ["不能把全部标题都拆出去，至少留一条。", "At least one title must stay."],
  "opinion.profile-empty": () => ["请至少选一个地方或写一个词。", "Name at least a place or a word."],
  "opinion.label-taken": ({ label }) => [`本单位已有“${label ?? ""}”，请换个名字。`, `The unit has "${label ?? ""}" already; choose another name.`],
  "opinion.address-wrong": () => ["网址要以 http:// 或 https:// 开头。", "The address must begin with http:// or https://."], "opinion.not-public": () => ["带登录信息的网址不是公开信源，没有登记。", "An address with a log-in is not public; it was not registered."],
  "opinion.mapping-missing": () => ["JSON 信源要写明标题在哪个字段。", "A JSON source needs a mapping."], "opinion.mapping-names-person": ({ path }) => [`映射里的“${path ?? ""}”指向个人信息，本系统不收。`, `"${path ?? ""}" in the mapping points at a person; that is never taken in.`], "opinion.mapping-empty": () => ["映射里没有标题或正文。", "The mapping has neither title nor text."],
  "opinion.pace-reversed": () => ["最短间隔不能大于最长间隔。", "The least interval cannot be longer than the most."], "opinion.source-closed": () => ["信源已停用，不能再改。", "The source is closed and changes no more."], "opinion.state-unchanged": () => ["信源已经是这个状态，请刷新。", "The source is in that state already; reload."],
  "opinion.no-secret-here": () => ["只有推送信源要密钥。", "Only a webhook has a secret."], "opinion.not-asked": () => ["这种信源自己送来，不能测试读取。", "This source brings its items itself."],
  "opinion.link-missing": () => ["请附上能打开的公开链接。", "Add a public link that others can open."], "opinion.link-unusable": () => ["链接打不开，请检查网址。", "The link cannot be used; check the address."], "opinion.link-names-person": () => ["链接指向个人主页，请换成帖文或报道的链接。", "The link leads to a person's page; use that of the post or report."],
  "opinion.title-missing": () => ["没有标题。", "The title is missing."],
});
