/** Letters that join words rather than name things; they end a run of single letters. */
const joining = "的了在是一二两三四五六七八九十不有和与及被将已把从到向对为就也都又再还没未无个名人例岁年月日时分元万亿多余上中下后前内外大小新全各每这那其该某之以于因由或但而要会能可让给致死伤称说谈曝疑遭获发现看听吃喝做打开关出入进来去回过起等";
const joints = new Uint8Array(0x10000);
for (const one of joining) joints[one.charCodeAt(0)] = 1;
const letter = /\p{L}/u;
const han = /\p{Script=Han}/u;
/** The common Chinese letters are told by their number alone. */
const isCommon = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff;
const isHan = (word: string): boolean => isCommon(word.charCodeAt(0)) || han.test(word);
const hasLetter = (word: string): boolean => isCommon(word.charCodeAt(0)) || letter.test(word);
/** A longer run of single letters is hardly one name; it is taken in pairs. */
const longestName = 4;

type Take = (word: string, name: boolean) => void;

function takeRun(run: string, take: Take): void {
  if (run.length < 2) return;
  if (run.length <= longestName) { take(run, true); return; }
  for (let i = 0; i < run.length - 1; i += 1) take(run.slice(i, i + 2), false);
}

/**
 * Hands on the telling words of a cut title in their order, and whether each is such a name: no figures, no single letters, no names of places (they are
 * compared as places). What the cutter left in single letters is a name it does not know (贝|碧|嘉) and is put together again.
 */
export function tellingWords(words: readonly string[], placeNames: readonly string[], takeAny: Take): void {
  const take: Take = placeNames.length === 0 ? takeAny : (word, name) => { if (!placeNames.includes(word)) takeAny(word, name); };
  let run = "";
  for (const word of words) {
    if (word.length === 1 && isHan(word)) {
      if (joints[word.charCodeAt(0)] === 0) { run += word; continue; }
      takeRun(run, take);
      run = "";
      continue;
    }
    takeRun(run, take);
    run = "";
    const name = placeNames.length === 0 ? undefined : placeNames.find((one) => word.startsWith(one));
    const rest = name === undefined ? word : word.slice(name.length);
    if (rest.length > 1 && hasLetter(rest)) take(rest, false);
  }
  takeRun(run, take);
}
