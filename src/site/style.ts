import { createHash } from "node:crypto";

// The tokens of the house (look/tokens.css); sizes in rem, so that the reader's own text size counts.
const tokens = `
:root{--paper:#FAF8F3;--surface:#FFF;--sunken:#F1EEE6;--line:#E2DDD1;--strong:#8A8578;--ink:#1B2225;--ink2:#455054;--ink3:#646D70;--house:#0E5158;--press:#073238;--tint:#E7F0EF;--fault:#96301C;
--red:#C3151B;--orange:#F08A24;--yellow:#F6C61B;--blue:#1F62B4;
--sans:"Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;--serif:"Noto Serif CJK SC","Noto Serif SC","Songti SC",SimSun,serif;--mono:"Noto Sans Mono CJK SC","DejaVu Sans Mono",Consolas,monospace;
--t12:.75rem/1.6667 var(--sans);--t14:.875rem/1.7143 var(--sans);--t16:1rem/1.5 var(--sans);--t24:1.5rem/1.3334 var(--serif);--t32:2rem/1.25 var(--serif);--read:1.125rem/2 var(--serif);--gap:1rem;--target:44px}
.big{--t12:1.125rem/1.6 var(--sans);--t14:1.25rem/1.6 var(--sans);--t16:1.375rem/1.6 var(--sans);--t24:1.75rem/1.4 var(--serif);--t32:2.25rem/1.4 var(--serif);--read:1.5rem/1.9 var(--serif);--gap:3.75rem;--target:60px}`;

const ground = `
*{box-sizing:border-box;margin:0;padding:0}html{-webkit-text-size-adjust:100%}
body{background:var(--paper);color:var(--ink);font:var(--t16);font-variant-numeric:tabular-nums;text-autospace:normal;text-spacing-trim:trim-start;line-break:strict;overflow-wrap:anywhere}
a{color:inherit;text-decoration:none}a:hover{text-decoration:underline}ul,ol{list-style:none}h1,h2,h3{font-weight:700}
:focus-visible{outline:2px solid var(--house);outline-offset:2px}
.wrap{max-width:1200px;margin:0 auto;padding:0 24px}.i2{color:var(--ink2)}.i3{color:var(--ink3)}.t12{font:var(--t12)}.t14{font:var(--t14)}.mono{font-family:var(--mono)}
.mt8{margin-top:8px}.mt16{margin-top:16px}.pt16{padding-top:16px}.my{margin:8px 0 12px}.plain{font-weight:400!important}.hide{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:16px;top:-100px;background:var(--house);color:#fff;padding:20px 16px;z-index:2}.skip:focus{top:16px}
.btn,button{display:inline-flex;align-items:center;justify-content:center;min-height:max(48px,var(--target));padding:0 24px;border:1px solid var(--strong);border-radius:4px;background:var(--surface);color:var(--ink);font:var(--t16);cursor:pointer}
.btn.p,button.p{background:var(--house);border-color:var(--house);color:#fff;font-weight:700}
input,select,textarea{width:100%;font:var(--t16);min-height:max(48px,var(--target));padding:8px 12px;border:1px solid var(--strong);border-radius:4px;background:var(--surface);color:var(--ink)}
.go{color:var(--house);font-weight:700;display:inline-flex;align-items:center;min-height:var(--target);min-width:var(--target)}
.gr{display:inline-grid;place-items:center;flex:none;white-space:nowrap;min-width:1.5em;border-radius:2px;font:700 .875rem/1.7143 var(--sans);padding:0 4px;vertical-align:middle}
.big .gr{font-size:1.25rem}.red{background:var(--red);color:#fff}.orange{background:var(--orange)}.yellow{background:var(--yellow)}.blue{background:var(--blue);color:#fff}
.tag{display:inline-block;font:var(--t12);padding:0 6px;border:1px solid var(--strong);border-radius:2px;color:var(--ink2);background:var(--surface);vertical-align:middle}.tag.k{background:var(--ink);border-color:var(--ink);color:var(--paper)}.tag.f{border-color:var(--fault);color:var(--fault)}
del{color:var(--fault)}ins{color:var(--house);text-decoration:none;font-weight:700;border-bottom:2px solid var(--house)}`;

const shell = `
.sh{border-bottom:1px solid var(--line);background:var(--surface)}.sh .wrap{display:flex;align-items:center;gap:16px 40px;min-height:88px;position:relative}
.nm{font:var(--t24);font-weight:700;color:var(--house);white-space:nowrap;display:flex;flex-direction:column;justify-content:center;min-height:var(--target);padding:8px 0}.nm small{display:block;font:var(--t12);color:var(--ink3)}
.sh nav{flex:1}.sh nav ul{display:flex;flex-wrap:wrap;gap:4px}.sh nav a{display:flex;align-items:center;min-height:max(48px,var(--target));min-width:var(--target);justify-content:center;padding:0 12px;white-space:nowrap}.sh nav [aria-current]{font-weight:700;box-shadow:inset 0 -3px 0 var(--house)}
.op{display:flex;gap:16px;font:var(--t14);color:var(--ink2);white-space:nowrap}.op a,.menu summary{display:flex;align-items:center;min-height:var(--target);min-width:var(--target);justify-content:center}
.menu{display:none}.menu summary{font:var(--t16);font-weight:700;list-style:none;cursor:pointer}.menu summary::-webkit-details-marker{display:none}
.menu nav{position:absolute;left:0;right:0;top:100%;background:var(--surface);border-block:1px solid var(--line);padding:8px 20px;z-index:1}.menu nav ul{display:block}.menu nav a{justify-content:flex-start;padding:0}
.g2{display:grid;grid-template-columns:minmax(0,1fr) 312px;gap:56px}.list{max-width:760px;padding:40px 0 64px}.list h1,.art h1{font:var(--t32);font-weight:700;line-height:1.5}.list h2{font:var(--t24);font-weight:700}
.rows>li{padding:2px 0 10px;border-top:1px solid var(--line)}.ti{display:inline-flex;align-items:center;flex-wrap:wrap;gap:0 8px;min-height:var(--target);min-width:var(--target);padding-block:6px}.rows small{font:var(--t12);color:var(--ink3);display:block}.rows p{color:var(--ink2);font:var(--t14)}
.pages{display:flex;justify-content:space-between;align-items:center;border-top:1px solid var(--line);padding-top:16px;margin-top:8px;gap:16px}
.ask{display:flex;gap:8px;margin:16px 0 24px}.ask>*{flex:none}.ask input,.ask select{flex:1;min-width:0;width:auto}
.none{padding:24px 0;color:var(--ink2)}
.ft{border-top:1px solid var(--line);margin-top:32px;padding:24px 0 40px;font:var(--t12);color:var(--ink3)}.ft ul{display:flex;flex-wrap:wrap;margin:0 -12px}.ft a{display:inline-flex;align-items:center;justify-content:center;padding:0 12px;min-height:var(--target);min-width:var(--target);font:var(--t14);color:var(--ink2)}`;

const home = `
.warn{background:var(--surface);border-bottom:1px solid var(--line)}.warn .wrap{display:grid;grid-template-columns:96px minmax(0,1fr) 312px;gap:12px 32px;padding-block:28px}
.warn .blk{width:96px;height:96px;display:grid;place-items:center;border-radius:4px;font:700 48px/1 var(--serif)}.warn h2{font:var(--t32);font-weight:700}.warn h2 a{display:inline-block;min-height:var(--target)}
.do{display:grid;gap:4px;margin-top:12px}.do li{padding-left:20px;position:relative}.do li::before{content:"";position:absolute;left:0;top:.7em;width:10px;height:2px;background:var(--ink)}
.warn .side{border-left:1px solid var(--line);padding-left:32px;font:var(--t14)}.warn dt{color:var(--ink3);font:var(--t12)}.warn dd{margin-bottom:8px}
.more{background:var(--surface);border-bottom:1px solid var(--line)}.more li{border-top:1px solid var(--line)}.more li:first-child{border:0}.more a{display:flex;align-items:center;gap:12px;min-height:max(56px,var(--target));flex-wrap:wrap;padding:8px 0}
.calm{background:var(--surface);border-bottom:1px solid var(--line);padding:16px 0;color:var(--ink2)}
.ev{padding:28px 0 16px}.ev h2,.sec h2{font:var(--t24);font-weight:700}.ev header{display:flex;align-items:center;gap:12px}.ev h2 a{display:inline-block;min-height:var(--target);padding-top:6px}
.ev ol{margin-top:12px}.ev li{display:grid;grid-template-columns:88px minmax(0,1fr);gap:16px;padding:2px 0 10px;border-top:1px solid var(--line)}.ev time{color:var(--ink3);font:var(--t14);padding-top:10px}.ev small{font:var(--t12);color:var(--ink3);display:block}
.sec{padding:12px 0 32px}.cols{display:grid;grid-template-columns:1fr 1fr;gap:0 40px}.sec .rows{margin-top:8px}.sec h2 a{display:inline-flex;min-height:var(--target);align-items:center}
.tel{border-top:4px solid var(--house);margin-top:28px}.tel a{display:flex;justify-content:space-between;align-items:center;min-height:64px;border-bottom:1px solid var(--line);gap:12px}.tel b{font:700 1.5rem/1.3334 var(--sans)}
.place{margin-top:24px}.place label{font:var(--t16);font-weight:700;display:block;margin-bottom:8px}.place button{width:100%;margin-top:8px}`;

const article = `
.art{padding:40px 0 48px;max-width:760px}.by{display:flex;flex-wrap:wrap;gap:4px 16px;color:var(--ink2);margin-top:8px;font:var(--t14)}.by b{color:var(--ink)}
.corr{border:2px solid var(--ink);background:var(--surface);padding:16px 20px;margin:24px 0}.corr header{display:flex;justify-content:space-between;align-items:center;gap:16px}.corr h2{font:var(--t16);font-weight:700}.corr header .go{margin:-10px 0}.corr ul{margin-top:4px}.corr dl{display:grid;grid-template-columns:96px minmax(0,1fr);gap:8px 16px;margin-top:8px}.corr dt{color:var(--ink3)}.corr del{display:inline-block;max-width:100%}.corr.f{border-color:var(--fault)}.corr .ask{margin:12px 0 0}
.sum{color:var(--ink2);margin-top:16px;border-left:3px solid var(--house);padding-left:16px}.txt{font:var(--read);margin-top:24px}.txt>*{margin-bottom:var(--gap)}.txt h2{font:var(--t24);font-weight:700}.txt h3{font:inherit;font-weight:700;font-family:var(--sans)}
.txt ul,.txt ol{padding-left:1.4em}.txt ul{list-style:disc}.txt ol{list-style:decimal}.txt blockquote{border-left:3px solid var(--line);padding-left:16px;color:var(--ink2)}.txt a{color:var(--house);text-decoration:underline}
.txt img,.txt video{max-width:100%;height:auto;display:block}.txt figcaption{font:var(--t12);color:var(--ink3);margin-top:4px}.txt table{border-collapse:collapse;width:100%;font:var(--t16);display:block;overflow-x:auto}.txt th,.txt td{border-bottom:1px solid var(--line);padding:8px 12px;text-align:left}.txt th{background:var(--sunken)}
.lk{border-top:1px solid var(--line);padding-top:20px;margin-top:16px}.lk h2{font:var(--t12);font-weight:400;color:var(--ink3)}.lk li{display:grid;grid-template-columns:40px 1fr auto;align-items:center;min-height:40px}
.seal{display:inline-grid;place-items:center;min-width:24px;width:max-content;height:24px;padding:0 3px;border-radius:2px;font:700 14px/1 var(--serif);background:var(--house);color:#fff}.seal.o{background:var(--surface);color:var(--ink2);box-shadow:inset 0 0 0 1.5px var(--strong)}
.aside{padding-top:48px;font:var(--t14)}.aside h2{font:var(--t16);font-weight:700;border-top:4px solid var(--house);padding-top:12px}.aside ol{margin:8px 0 24px}.aside li{border-bottom:1px solid var(--line)}.aside li>*{display:grid;grid-template-columns:88px 1fr;padding:10px 0;min-height:var(--target)}.aside .btn{width:100%;margin-top:8px}.aside p{margin-top:8px}
.only-print{display:none}.diff{background:var(--surface);border:1px solid var(--line);padding:16px 20px;font:var(--read);white-space:pre-wrap;margin:12px 0}
.play{max-width:760px;padding:40px 0}`;

const narrow = `
@media(max-width:1100px){.sh .wrap{flex-wrap:wrap;padding-block:8px}.sh .wrap>nav{order:3;flex-basis:100%}.op{margin-left:auto}.g2{gap:32px;grid-template-columns:minmax(0,1fr) 264px}.warn .wrap{grid-template-columns:96px minmax(0,1fr) 264px}}
@media(max-width:720px){.wrap{padding:0 20px}.sh .wrap{min-height:64px;gap:12px;padding-block:0;flex-wrap:nowrap}.nm{font-size:1.25rem;line-height:1.2;white-space:normal}.nm small,.sh .wrap>nav,.op a:not(.k){display:none}.menu{display:block}
.g2{grid-template-columns:minmax(0,1fr);gap:24px}.home aside{order:-1}.tel{margin-top:20px;display:grid;grid-template-columns:repeat(3,1fr);gap:0 8px;border-top-width:2px}.tel li:nth-child(n+4){display:none}.tel a{flex-direction:column;align-items:flex-start;justify-content:center;min-height:72px;gap:0}.tel a span{font:var(--t12);color:var(--ink2)}.big .tel{grid-template-columns:1fr}.place{display:none}.place.foot{display:block}
.warn .wrap{grid-template-columns:56px minmax(0,1fr);gap:12px 16px;padding-block:20px}.warn .blk{width:56px;height:56px;font-size:32px}.warn h2,.art h1,.list h1{font-size:1.5rem;line-height:1.3334}.art h1,.list h1{line-height:1.5}.big .warn h2,.big .art h1,.big .list h1{font-size:1.75rem}
.warn .side{grid-column:1/-1;border-left:0;border-top:1px solid var(--line);padding:12px 0 0}.warn .side dl{display:grid;grid-template-columns:72px 1fr;gap:4px 8px}.warn dd{margin:0}.big .warn .side dl{display:block}
.ev{padding-top:0}.ev li{grid-template-columns:56px minmax(0,1fr)}.big .ev li{grid-template-columns:1fr;gap:0}.big .ev time{padding-bottom:0}.cols{grid-template-columns:1fr;gap:16px}.art{padding:20px 0 24px}.corr{padding:12px 16px;margin:16px 0}.txt{margin-top:16px}.aside{padding-top:0}.by span{white-space:nowrap}.list{padding:20px 0 40px}.ask{flex-wrap:wrap}.corr dl{grid-template-columns:72px minmax(0,1fr)}.big .corr dl{grid-template-columns:1fr}}
@media(min-width:721px){.place.foot{display:none}}
@media print{:root{--paper:#fff}.sh nav,.op,.menu,.aside,.ft,.skip,.no-print{display:none!important}.g2{display:block}.art{max-width:none;padding:0}.txt{font-size:12pt;line-height:1.7}.seal{border:1.5px solid #000;background:#fff;color:#000}.only-print{display:block;margin-top:24px;font:var(--t12)}}`;

const squeeze = (css: string) => css.replace(/\n/g, "");

/** The whole style of the site, sent inside each page: one answer is a readable page (≈ 3 KB compressed). */
export const style = squeeze(tokens + ground + shell + home + article + narrow);

/** What a page's style must hash to, for the Content-Security-Policy. */
export const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
