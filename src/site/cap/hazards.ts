/** The categories of CAP 1.2 §3.2.2 that pieces of ours fall into. */
export type Category = "Geo" | "Met" | "Safety" | "Security" | "Rescue" | "Fire" | "Health" | "Env" | "Transport" | "Infra" | "CBRNE" | "Other";

/** A kind of event by the words people use for it, the first that a title holds: what alerts call it, and under which categories (CAP 1.2 §3.2.2, category). */
const hazards: readonly { words: RegExp; event: string; categories: readonly Category[] }[] = [
  { words: /森林火险|草原火险|森林防火|草原防火|野外用火/, event: "森林草原火险", categories: ["Fire", "Met"] },
  { words: /森林火灾|草原火灾|山火|林火/, event: "森林草原火灾", categories: ["Fire"] },
  { words: /危化|危险化学品|化工|毒气|有毒|泄漏|爆炸|油罐/, event: "危险化学品事故", categories: ["CBRNE", "Safety"] },
  { words: /火灾|起火|失火|火情/, event: "火灾", categories: ["Fire"] },
  { words: /地震|余震/, event: "地震", categories: ["Geo"] },
  { words: /滑坡|泥石流|崩塌|地质灾害|塌陷/, event: "地质灾害", categories: ["Geo"] },
  { words: /洪水|洪涝|汛情|防汛|溃坝|决口|内涝|凌汛/, event: "洪涝", categories: ["Met"] },
  { words: /暴雨|暴雪|大风|台风|寒潮|高温|雷电|冰雹|大雾|沙尘|霜冻|干旱|道路结冰|强降雨|降雪|降温/, event: "气象灾害", categories: ["Met"] },
  { words: /疫情|传染病|食物中毒|突发公共卫生/, event: "公共卫生事件", categories: ["Health"] },
  { words: /污染|水源|空气质量/, event: "环境事件", categories: ["Env"] },
  { words: /交通事故|封路|公路|铁路|航班|客车|翻车/, event: "交通事件", categories: ["Transport"] },
  { words: /停电|停水|供热|燃气|煤气|停气/, event: "公用设施故障", categories: ["Infra"] },
  { words: /矿难|煤矿|透水|冒顶|坍塌|坠落|中毒|窒息|溺水|冰面|安全生产/, event: "安全事故", categories: ["Safety"] },
];

/** What an alert calls its event: the kind its title names; where it names none, the title itself under "Other", so that nothing is guessed. */
export function hazardOf(title: string): { event: string; categories: readonly Category[] } {
  const { event, categories } = hazards.find(({ words }) => words.test(title)) ?? { event: title, categories: ["Other"] as const };
  return { event, categories };
}
