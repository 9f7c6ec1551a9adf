import type { Page } from "playwright-core";

/** Chooses an option of a field that opens a list. */
export async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: field }).click();
  await page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)").getByTitle(option, { exact: true }).click();
}

/** Ticks the five gates of a stage one by one and passes it. */
export async function passGates(page: Page, stage: "初审" | "复审"): Promise<void> {
  const gates = page.getByLabel("五关", { exact: true }).getByRole("checkbox");
  await gates.first().waitFor();
  for (const gate of await gates.all()) await gate.check();
  await page.getByRole("button", { name: `${stage}通过` }).click();
  await page.getByRole("button", { name: `${stage}通过` }).waitFor({ state: "hidden" });
}

/** Signs on the signing page; answers how many presses it took. The second press is deaf for 600 ms on purpose, so it is repeated until it counts. */
export async function signHere(page: Page, name: RegExp): Promise<number> {
  await page.getByRole("button", { name }).click();
  const again = page.getByRole("button", { name: "再按一次，确认签字" });
  await again.waitFor();
  const asked = await page.evaluate(() => performance.now());
  await page.waitForFunction((since) => performance.now() - since > 650, asked);
  await again.click();
  return 2;
}
