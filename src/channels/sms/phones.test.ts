import { expect, test } from "vitest";
import { dialled, fullNumber, masked } from "./phones.ts";

test.each([["13800001234", "+8613800001234", "13800001234"], ["+8613800001234", "+8613800001234", "13800001234"], ["+85261234567", "+85261234567", "85261234567"]])("%s is %s in full and dialled %s", (phone, full, short) => {
  expect([fullNumber(phone), dialled(phone)]).toEqual([full, short]);
});
test.each([
  ["13800001234非法手机号", "*1234非法手机号"], ["phone +8613800001234.", "phone *1234."], ["8613612341234,13612345555", "*1234,*5555"], ["+85261234567 is not", "*4567 is not"],
  ["BizId 900613800619746936^0", "BizId 900613800619746936^0"], ["2026-04-03 14:00", "2026-04-03 14:00"],
])("in %s: %s", (text, shown) => { expect(masked(text, ["+8613800001234", "+85261234567"])).toBe(shown); });
