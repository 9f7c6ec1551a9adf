import { describe, expect, test } from "vitest";
import { saying } from "../fixtures/piece.ts";
import { checkPhones, isCitizenId } from "./phones.ts";

const codes = (text: string) => checkPhones(saying(text)).map((f) => [f.code.replace("content.", ""), f.quote, f.suggestion]);

describe("an ID number never goes out", () => {
  test.each([["11010519491231002X", true], ["11010519491231002x", true], ["110105194912310021", false], ["220102200013010014", false], ["123", false]])("%s", (n, is) => expect(isCitizenId(n)).toBe(is));
  test("one with a right check digit blocks", () => expect(checkPhones(saying("当事人身份证号11010519491231002X。"))[0]).toMatchObject({ code: "content.id-number", level: "blocking", quote: "11010519491231002X" }));
  test("one with a wrong check digit is pointed out", () => expect(checkPhones(saying("编号110105194912310021"))[0]).toMatchObject({ code: "content.id-like-number", level: "suggestion" }));
  test("full-width digits do not hide it", () => expect(checkPhones(saying("１１０１０５１９４９１２３１００２Ｘ"))[0]?.code).toBe("content.id-number"));
});

describe("numbers to call are known and can be called", () => {
  test.each<[string, [string, string | undefined, string | undefined][]]>([
    ["发现森林火情请拨打12119，其他火情请拨打119。", []],
    ["请拨打12119或119报警", []],
    ["火警请拨打12191。", [["hotline-unknown", "12191", "12119"]]],
    ["举报电话：12305", [["hotline-unknown", "12305", "12350"]]],
    ["举报电话：96119", [["hotline-unknown", "96119", undefined]]],
    ["举报热线1235，奖励500元", [["hotline-unknown", "1235", "12350"]]],
    ["值班电话0431-81234567", []],
    ["值班电话0431-8123456", []],
    ["值班电话0431-812345", [["phone-length", "0431-812345", undefined]]],
    ["值班电话010-8123456", [["phone-length", "010-8123456", undefined]]],
    ["值班电话024-23456789", []],
    ["安全生产举报请拨打0431-12350", []],
    ["咨询热线400-123-4567", []],
    ["咨询热线400-123-456", [["phone-length", "400-123-456", undefined]]],
    ["传真0431-812345678", [["phone-length", "0431-812345678", undefined]]],
    ["联系电话：13843101234", [["mobile-number", "13843101234", undefined]]],
    ["可致电138 4310 1234", [["mobile-number", "138 4310 1234", undefined]]],
    ["接到报警后，3辆消防车、15名消防员于14时30分到场", []],
    ["按照《举报奖励办法》（吉应急〔2020〕50号）执行", []],
    ["安装火灾自动报警系统1200套、喷头3000个", []],
    ["请拨打2119", [["hotline-unknown", "2119", "12119"]]],
    ["接警电话响起，2026年4月3日9时52分出动", []],
  ])("%s", (text, findings) => expect(codes(text)).toEqual(findings));
  test("a mobile number of the house is no person's", () => {
    expect(checkPhones({ ...saying("值班电话13843101234"), hotlines: [{ number: "138-4310-1234", use: "值班" }] })).toEqual([]);
  });
});
