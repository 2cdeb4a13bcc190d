// The survey page in a real browser: answered with the keyboard alone, and as assistive technology has it. How every state
// looks is in matrix.test.mjs.
//
// AISANCE_PAGE_LINKS is JSON: {"base": "http://…", "recommend": "/s/…", "satisfaction": "/s/…", "ease": "/s/…", "expired": "/s/…"}.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { focused, given, launch, photograph, visit as visitWith, whatIsInaccessible } from "./support.mjs";

const { base, ...links } = given("AISANCE_PAGE_LINKS");

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const visit = (options, use) => visitWith(browser, base, options, use);

test("a person answers with the keyboard alone", () =>
  visit({}, async (page) => {
    await page.goto(links.recommend);
    await page.keyboard.press("Tab");
    assert.match(await focused(page), /id="rating-0"/);
    assert.equal(await page.locator("input:checked").count(), 0, "nothing is chosen by arriving");
    for (let press = 0; press < 9; press += 1) await page.keyboard.press("ArrowRight");
    assert.equal(await page.locator("input:checked").inputValue(), "9");
    assert.equal(new URL(page.url()).search, "", "choosing sends nothing");
    await page.keyboard.press("Tab");
    await page.keyboard.type("The courier was kind.");
    await page.keyboard.press("Tab");
    assert.match(await focused(page), /<button type="submit">/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/done=(new|changed)/);
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Thank you");
  }));

test("Enter on a number sends the answer, not the decoy", () =>
  visit({}, async (page) => {
    await page.goto(`${links.recommend}?r=8`);
    const sent = page.waitForRequest((request) => request.method() === "POST");
    await page.locator("#rating-8").press("Enter");
    assert.ok(!(await sent).postData().includes("more="));
    await page.waitForURL(/done=(new|changed)/);
  }));

test("tabbing goes through what a person needs and nothing else", () =>
  visit({}, async (page) => {
    await page.goto(links.recommend);
    const stops = [];
    for (;;) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(() => {
        const at = document.activeElement;
        return at === document.body ? null : at.id || at.hreflang || at.textContent.trim();
      });
      if (stop === null || stops.length > 20) break;
      stops.push(stop);
    }
    assert.deepEqual(stops, ["rating-0", "comment", "Send", "Do not ask me again", "lang", "Change language"]);
  }));

test("every number has its own name, and the ends say what they mean", () =>
  visit({}, async (page) => {
    await page.goto(links.recommend);
    await page.getByRole("group", { name: "How likely are you to recommend us" }).waitFor();
    for (const name of ["0 Not at all likely", ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(String), "10 Extremely likely"]) {
      assert.equal(await page.getByRole("radio", { name, exact: true }).count(), 1, name);
    }
    const buttons = page.getByRole("main").getByRole("button");
    assert.equal(await buttons.count(), 1, "the decoy is not there for a screen reader");
  }));

test("a form without a rating comes back with what was typed, and leads to the mistake", () =>
  visit({}, async (page) => {
    await page.goto(links.satisfaction);
    await page.getByRole("textbox").fill("My own words");
    const answer = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("main").getByRole("button").press("Enter");
    assert.equal((await answer).status(), 422);
    assert.match(await page.title(), /^Error: /);
    assert.equal(await page.getByRole("textbox").inputValue(), "My own words");
    assert.match(await focused(page), /class="alert"/);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.match(page.url(), /#rating-1$/);
    await page.keyboard.press("Space");
    assert.equal(await page.locator("input:checked").inputValue(), "1");
    await page.getByRole("main").getByRole("button").press("Enter");
    await page.waitForURL(/done=(new|changed)/);
  }));

test("the page of another language is in that language", () =>
  visit({ locale: "fr-CA" }, async (page) => {
    await page.goto(links.recommend);
    assert.equal(await page.locator("html").getAttribute("lang"), "fr");
    await page.getByRole("combobox").selectOption({ label: "繁體中文" });
    assert.equal(await page.locator("html").getAttribute("lang"), "fr", "choosing alone changes nothing");
    await page.getByRole("navigation").getByRole("button").press("Enter");
    await page.waitForURL(/lang=zh-Hant/);
    assert.equal(await page.getByRole("main").getByRole("button").innerText(), "送出");
  }));

test("in forced colours a chosen number still stands out", () =>
  visit({ forcedColors: "active", colorScheme: "dark" }, async (page) => {
    await page.goto(`${links.recommend}?r=7`);
    const colour = (value) =>
      page.locator(`#rating-${value} + span`).evaluate((tile) => getComputedStyle(tile).backgroundColor);
    assert.notEqual(await colour(7), await colour(6));
    assert.deepEqual(await whatIsInaccessible(page, "forced colours"), []);
    await photograph(page, "forced-colours");
  }));
