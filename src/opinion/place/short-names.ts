// Peoples as they stand in the names of autonomous divisions, longest first where one begins another.
const peoples = [
  "维吾尔", "柯尔克孜", "哈萨克", "塔吉克", "鄂温克", "鄂伦春", "达斡尔", "布依", "布朗", "景颇", "仡佬", "仫佬", "毛南", "土家", "朝鲜", "蒙古", "哈尼", "拉祜", "傈僳", "普米", "阿昌", "德昂", "独龙", "基诺",
  "撒拉", "东乡", "保安", "裕固", "锡伯", "赫哲", "高山", "满", "回", "藏", "苗", "彝", "壮", "侗", "瑶", "白", "傣", "黎", "畲", "水", "羌", "土", "佤", "怒", "京", "纳西", "门巴", "珞巴",
];
const people = new RegExp(`(?:${peoples.join("|")})族$|(?:维吾尔|柯尔克孜|哈萨克|塔吉克|蒙古|锡伯)$`, "u");
const autonomous = /自治(?:区|州|县|旗)$/u;
const suffix = /(?:特别行政区|行政委员会|地区|林区|特区|新区|省|市|县|区|盟|旗)$/u;

function withoutPeoples(name: string): string {
  let left = name;
  for (let next = left.replace(people, ""); next !== left && next.length >= 2; next = left.replace(people, "")) left = next;
  return left;
}

/**
 * The short forms of a division's name by rule: the last word falls (市 县 区 …), from autonomous ones the peoples too; of a
 * long name that is a sound only the first two characters are said as well (前郭), and the county says 县 after them (前郭县).
 */
export function shortNames(name: string): string[] {
  if (!autonomous.test(name)) {
    const left = name.replace(suffix, "");
    return left !== name && left.length >= 2 ? [left] : [];
  }
  const left = withoutPeoples(name.replace(autonomous, ""));
  if (left.length < 2) return [];
  const heads = left.length >= 4 && !left.endsWith("翼") ? [left, left.slice(0, 2)] : [left];
  return name.endsWith("县") ? [...heads, ...heads.map((head) => `${head}县`)] : heads;
}
