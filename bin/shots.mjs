#!/usr/bin/env node
// npm run shots: starts a demo house in a folder of its own and takes the pictures of the README into docs/shots.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { environment, install, node, root } from "./bootstrap.mjs";

install();
if (Number(process.versions.node.split(".")[0]) < 24) process.exit(spawnSync(node(), [fileURLToPath(import.meta.url)], { cwd: root, env: environment, stdio: "inherit" }).status ?? 1);

const [{ startDemoHouse }, { demoPassword }, { chromium }, { default: sharp }] = await Promise.all([
  import("../tests/support/demo-house.ts"), import("../presets/demo/cast.ts"), import("playwright-core"), import("sharp"),
]);
const folder = join(root, "docs/shots");
const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const joint = "元旦春节期间烟花爆竹安全联合提示";
const corrected = "永吉县一化工仓库火灾情况通报";

mkdirSync(folder, { recursive: true });
const house = process.env.TEST_HOUSE_URL ? { url: process.env.TEST_HOUSE_URL, stop: async () => undefined } : await startDemoHouse();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"] });
try {
  const editor = await logIn("linzhixia");
  const pieceId = await idOf(editor, joint);
  const correctedId = await idOf(editor, corrected);
  await shoot(editor, "today", "/desk/", desk, (page) => page.getByRole("heading").first());
  await shoot(editor, "piece", `/desk/pieces/${pieceId}`, desk, (page) => page.getByRole("textbox", { name: "正文" }));
  await shoot(editor, "board", `/desk/boards/${correctedId}`, desk, (page) => page.getByText("正在发生"));
  await shoot(editor, "radar", "/desk/radar", desk, (page) => page.getByText("最近的研判"));
  const { items: cases } = await ask(editor, "/api/cases?page=1&size=5");
  await shoot(editor, "case", `/desk/cases/${cases[0].id}`, desk, (page) => page.getByRole("heading", { name: "联络函" }));
  const signer = await logIn("luoqinghe");
  const { manifestId } = await ask(signer, `/api/pieces/${pieceId}/review`);
  await shoot(signer, "sign-phone", `/desk/sign/${manifestId}`, phone, (page) => page.getByRole("button", { name: /^会签，代表/ }));
  const reader = await newPage();
  await shoot(reader, "site-home", "/", desk, (page) => page.getByRole("main"));
  await shoot(reader, "article-corrected", `/a/${correctedId}`, desk, (page) => page.getByRole("heading", { name: "更正", exact: true }));
} finally {
  await browser.close();
  await house.stop();
}

async function newPage() {
  const context = await browser.newContext({ viewport: desk, locale: "zh-CN", timezoneId: "Asia/Shanghai", reducedMotion: "reduce" });
  return context.newPage();
}

/** Logs in through the door, as a visitor of the demo would. */
async function logIn(username) {
  const page = await newPage();
  await page.goto(`${house.url}/desk/login`);
  await page.getByLabel("用户名").fill(username);
  await page.getByLabel("密码").fill(demoPassword);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.getByRole("button", { name: "填上" }).click();
  await page.getByRole("button", { name: "验证", exact: true }).click();
  await page.getByRole("navigation").first().waitFor();
  return page;
}

function ask(page, path) {
  return page.evaluate(async (address) => (await fetch(address)).json(), path);
}

async function idOf(page, title) {
  const { items } = await ask(page, `/api/pieces?page=1&size=50&q=${encodeURIComponent(title)}`);
  const found = items.find((piece) => piece.title === title);
  if (!found) throw new Error(`no piece ${title}`);
  return found.id;
}

/** One picture, of few colours: small enough for the repository. */
async function shoot(page, name, path, size, ready) {
  await page.setViewportSize(size);
  await page.goto(house.url + path);
  await ready(page).first().waitFor();
  await page.waitForLoadState("load");
  await page.evaluate(() => document.fonts.ready);
  await sharp(await page.screenshot()).png({ palette: true, colours: 64, effort: 10, compressionLevel: 9 }).toFile(join(folder, `${name}.png`));
  console.log(`docs/shots/${name}.png`);
}
