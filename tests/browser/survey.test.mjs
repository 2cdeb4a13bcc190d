// The survey page in a real browser: answered with the keyboard alone, checked by axe in every state, and photographed.
//
// AISANCE_PAGE_LINKS is JSON: {"base": "http://…", "recommend": "/s/…", "satisfaction": "/s/…", "ease": "/s/…", "expired": "/s/…"}.
// CHROMIUM names the browser where it is not /usr/bin/chromium. Pictures go to target/pages.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

assert.ok(process.env.AISANCE_PAGE_LINKS, "AISANCE_PAGE_LINKS names no links");
const { base, ...links } = JSON.parse(process.env.AISANCE_PAGE_LINKS);
const pictures = fileURLToPath(new URL("../../target/pages/", import.meta.url));
const SMALL = { width: 320, height: 640 };
const LARGE = { width: 1280, height: 900 };
const LANGUAGES = ["en", "fr", "zh-Hant"];

let browser;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--no-default-browser-check",
    ],
  });
});

after(() => browser?.close());

/** Opens a page of its own, hands it over, and fails if it ran a script, asked another host or broke its own policy. */
async function visit(options, use) {
  const context = await browser.newContext({ baseURL: base, viewport: LARGE, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(base).origin) complaints.push(`asked ${request.url()}`);
  });
  try {
    await use(page);
    // An error of ours is an answer too, and the browser notes its status.
    const expected = /Failed to load resource: the server responded with a status of 4(04|10|22)/;
    assert.deepEqual(complaints.filter((text) => !expected.test(text)), []);
    assert.deepEqual(await context.cookies(), []);
  } finally {
    await context.close();
  }
}

/** Every rule of WCAG 2.2 AA and of good practice; the one for the size of targets is off unless asked for. */
async function accessible(page, state) {
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { "target-size": { enabled: true } } })
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  assert.deepEqual(found, [], state);
}

/** Nothing is wider than the window, and every target is at least 44 pixels each way. */
async function fits(page, state) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wider <= 0, `${state} is ${wider} px wider than the window`);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("input:not([type=hidden]), button:not(.unseen), a, textarea, select")]
      .map((target) => ({ html: target.outerHTML, box: target.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 44 || box.height < 44)
      .map(({ html, box }) => `${html}: ${box.width} x ${box.height}`),
  );
  assert.deepEqual(small, [], state);
}

const focused = (page) => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 90));

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
    assert.deepEqual(stops, ["rating-0", "comment", "Send", "lang", "Change language"]);
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

const states = {
  fresh: (page, survey, lang) => page.goto(`${links[survey]}?lang=${lang}`),
  chosen: (page, survey, lang) => page.goto(`${links[survey]}?lang=${lang}&r=5`),
  wrong: async (page, survey, lang) => {
    await page.goto(`${links[survey]}?lang=${lang}`);
    await page.getByRole("textbox").fill("Words that are kept.");
    const answer = page.waitForResponse((response) => response.status() === 422);
    await page.getByRole("main").getByRole("button").click();
    await answer;
    await page.waitForLoadState();
  },
  thanks: (page, survey, lang) => page.goto(`${links[survey]}?lang=${lang}&done=new`),
  expired: (page, _survey, lang) => page.goto(`${links.expired}?lang=${lang}`),
  unknown: (page) => page.goto("/s/no-such-link"),
};

const ofNoSurvey = ["expired", "unknown"];

for (const [state, open] of Object.entries(states)) {
  for (const colorScheme of ["light", "dark"]) {
    for (const viewport of [SMALL, LARGE]) {
      test(`${state} is accessible in ${colorScheme} at ${viewport.width} px`, async () => {
        for (const lang of LANGUAGES) {
          await visit({ colorScheme, viewport, locale: lang }, async (page) => {
            for (const survey of ofNoSurvey.includes(state) ? ["none"] : ["recommend", "satisfaction", "ease"]) {
              const name = `${state}-${survey}-${lang}-${colorScheme}-${viewport.width}`;
              await open(page, survey, lang);
              await fits(page, name);
              await accessible(page, name);
              await page.screenshot({ path: `${pictures}${name}.png`, fullPage: true });
            }
          });
        }
      });
    }
  }
}

test("in forced colours a chosen number still stands out", () =>
  visit({ forcedColors: "active", colorScheme: "dark" }, async (page) => {
    await page.goto(`${links.recommend}?r=7`);
    const colour = (value) =>
      page.locator(`#rating-${value} + span`).evaluate((tile) => getComputedStyle(tile).backgroundColor);
    assert.notEqual(await colour(7), await colour(6));
    await accessible(page, "forced colours");
    await page.screenshot({ path: `${pictures}forced-colours.png`, fullPage: true });
  }));
