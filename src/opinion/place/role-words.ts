/** A team, a ship or a share that carries the name of its home; where it is, the name does not tell. */
export const carriers: ReadonlySet<string> = new Set([
  "男篮", "女篮", "男排", "女排", "男足", "女足", "男乒", "女乒", "男团", "女团", "男队", "女队", "男冰", "女冰", "队", "主队", "客队", "篮球队", "足球队", "短道", "球迷", "舰", "舰编队", "号舰",
]);
/** A game between two sides, or its league: bare names are teams then. */
export const contest = /\d比\d|vs|\bcba\b|总冠军|裁判报告|中超|加时赛|常规赛|季后赛|双杀|跌停|涨停|连板|分红|股东|股价|市值|停牌|复牌|减持|增持|净利/u;
/** A word of winning right beside a name makes it a team. */
export const beating: ReadonlySet<string> = new Set(["逆转", "淘汰", "战胜", "大胜", "险胜", "击败", "力克", "横扫", "绝杀", "不敌", "完胜", "迎战", "对阵", "惜败"]);

/** Verbs of coming and of help: the place after them is where it happens, the places before are where it comes from. */
export const towards: ReadonlySet<string> = new Set([
  "驰援", "支援", "增援", "援", "援助", "声援", "抵达", "到达", "奔赴", "赶赴", "赴", "飞赴", "北上", "南下", "东赴", "西进", "前往", "运抵", "飞抵", "运往", "送往", "发往", "进驻", "飞往", "转往", "回到", "来到", "前去", "捐赠", "捐款", "亮相", "现身", "落户", "落地", "送",
]);
/** Words before a place where somebody was earlier, or is from; not where it happens when another place is named. */
export const earlier: ReadonlySet<string> = new Set(["曾", "曾去", "曾到", "曾经", "去过", "到过", "来自", "途经", "途径", "自", "告别", "离开", "从", "祖籍", "密接", "因", "与"]);
/** Words after a place that leave it out. */
export const outside: ReadonlySet<string> = new Set(["外", "以外", "之外"]);
/** Words of getting into a school, whose name says where somebody will go, not where something happened. */
export const schools: ReadonlySet<string> = new Set(["考上", "考入", "报考", "想报", "报", "录取", "保送", "毕业于"]);
/** People named after a place: they are from there when another place is named too. */
export const peopleFrom: ReadonlySet<string> = new Set(["人", "籍", "姑娘", "小伙", "女子", "男子", "大爷", "大妈", "游客", "女孩", "男孩", "籍男子", "籍女子", "医疗队", "医护", "医生", "大哥", "大姐", "病例"]);
/** A journey by air between two places: where it happened the words seldom tell. */
export const flying = /航班|客机|飞机|机长|空姐|航线|班机/u;
/** Words of the beginning of a flight: it is still where it left. */
export const leaving = /起飞|返航|滑行|滑出|登机|出发/u;
/** Words of its end: it is where it came down. */
export const arriving = /降落|触地|复飞|备降|落地|着陆|迫降|抵达/u;
