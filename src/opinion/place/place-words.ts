/** Common surnames that are hardly words of their own; a short name after one of them is a given name. */
export const surnames: ReadonlySet<string> = new Set(
  "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范石姚谭廖邹熊陆郝孔崔邱秦江史顾侯邵孟龙段雷钱汤尹黎易武乔贺赖龚庞樊兰殷施洪翟安颜倪严牛温季俞鲁葛韦申尤毕聂焦柳邢岳齐莫庄辛管祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲",
);

/** A word after a short name that only a division has: its offices and those who hold them. */
export const trailingTitles = /^(?:省|市|区|县|州|旗)(?:委|长|政府|政协|人大|纪委|监|民|内|外|局|公安|教育|卫健|应急|文旅|级|里|城)/u;

/** A word that makes the name before it one of a road. */
export const roads: ReadonlySet<string> = new Set(["路", "街", "大道", "大街", "东路", "西路", "南路", "北路", "中路", "巷", "胡同", "大桥"]);

/** A word after a name that says what befell the place. */
export const befell = /^(?:洪|山洪|暴雨|暴雪|大雪|地震|震|山火|滑坡|泥石流|火灾|大火|起火|爆炸|坍塌|垮塌|车祸|疫情|强降雨|灾|抗洪|抗疫|特大|突发|发生|遭遇|降雪|降雨)/u;

/** What stands in a place and is written together with its name. */
export const heldBy = new RegExp(
  "^(?:人|话|菜|站|城|市|省|县|区|州|地区|市区|郊区|街头|港|湾|河|路|海域|市民|警方|同胞|当局|地铁|公交|旅游|火锅|交大|理工|师大|航展|油田|籍|图书馆|分行|特区|" +
  ".*(?:大学|学院|高校|中学|小学|医院|机场|车站|[东西南北]站|公园|动物园|植物园|博物馆|博物院|日报|晚报|电视台|电台|海关|银行|电信|大桥|酒店|饭店|政府|省委|市委|教委|公安厅|教育厅|纪委|政协|立法会|厅|局))$", "u",
);
