// Every state of the page, in every look, in three ways of writing, narrow and wide: checked by axe and measured; photographed
// where AISANCE_PICTURES is set.
//
// AISANCE_MATRIX is JSON: {"base": "http://…", "plain": {"asked": "/s/…", …}, "brand": {…}}; tests/tests/pages.rs makes it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { LARGE, SMALL, given, launch, photograph, visit, whatDoesNotFit, whatIsInaccessible } from "./support.mjs";

const { base, ...surveys } = given("AISANCE_MATRIX");
const LANGUAGES = ["en", "ar", "zh-Hant"];
const LOOKS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  forced: { colorScheme: "dark", forcedColors: "active" },
  brand: { colorScheme: "light" },
  "brand-dark": { colorScheme: "dark", widths: [SMALL] },
};

let browser;
before(async () => {
  browser = await launch();
  // The first answer to a survey that takes one an hour.
  await visit(browser, base, {}, async (page) => {
    for (const { busy } of Object.values(surveys)) {
      await page.goto(`${busy}?r=4`);
      await sends(page, 303);
    }
  });
});
after(() => browser?.close());

/** Presses the form's own button, waits for the page and gives its status. */
async function press(page) {
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.locator("main form button[type=submit]:not(.unseen)").first().click();
  const status = (await answer).status();
  await page.waitForLoadState();
  return status;
}

/** The same where the status is known. */
async function sends(page, status) {
  assert.equal(await press(page), status);
}

const states = {
  asked: (page, at, lang) => page.goto(`${at.asked}?lang=${lang}`),
  chosen: (page, at, lang) => page.goto(`${at.asked}?lang=${lang}&r=5`),
  answered: (page, at, lang) => page.goto(`${at.answered}?lang=${lang}`),
  framed: (page, at, lang) => page.goto(`${at.asked}?lang=${lang}&frame=1`),
  wrong: async (page, at, lang) => {
    await page.goto(`${at.asked}?lang=${lang}`);
    await page.locator("textarea").fill("Words that are kept.");
    await sends(page, 422);
    assert.equal(await page.locator("textarea").inputValue(), "Words that are kept.");
  },
  "too-long": async (page, at, lang) => {
    await page.goto(`${at.asked}?lang=${lang}&r=5`);
    await page.locator("textarea").evaluate((box) => {
      box.removeAttribute("maxlength");
      box.value = "long ".repeat(500);
    });
    await sends(page, 422);
  },
  thanks: (page, at, lang) => page.goto(`${at.asked}?lang=${lang}&done=new`),
  changed: (page, at, lang) => page.goto(`${at.asked}?lang=${lang}&done=changed`),
  further: (page, at, lang) => page.goto(`${at.asked}?lang=${lang}&done=new&r=3`),
  "further-wrong": async (page, at, lang) => {
    await page.goto(`${at.asked}?lang=${lang}&done=new&r=3`);
    await page.locator("main input[type=checkbox]").first().evaluate((box) => {
      box.value = "no-such-choice";
      box.checked = true;
    });
    await sends(page, 422);
  },
  stop: (page, at, lang) => page.goto(`${at.asked}?lang=${lang}&stop=1`),
  "stop-again": async (page, at, lang) => {
    await page.goto(`${at.asked}?lang=${lang}&stop=1`);
    await sends(page, 200);
    await page.getByRole("alert").waitFor();
  },
  stopped: (page, at, lang) => page.goto(`${at.asked}?lang=${lang}&stop=done`),
  open: (page, at, lang) => page.goto(`${at.open}?lang=${lang}&via=kiosk`),
  stale: async (page, at, lang) => {
    await page.goto(`${at.open}?lang=${lang}&r=4`);
    await page.locator("input[name=view]").evaluate((field) => field.setAttribute("value", "old"));
    await sends(page, 422);
  },
  busy: async (page, at, lang) => {
    const form = `${at.busy}?lang=${lang}&r=4`;
    await page.goto(form);
    // Where an hour has begun since, its first answer is taken and the second is one too many.
    if ((await press(page)) !== 429) {
      await page.goto(form);
      await sends(page, 429);
    }
  },
  closed: (page, at, lang) => page.goto(`${at.closed}?lang=${lang}`),
  expired: (page, at, lang) => page.goto(`${at.expired}?lang=${lang}`),
  unknown: (page) => page.goto("/s/no-such-link-and-long-enough-to-be-a-token"),
};

describe("every state is accessible", { concurrency: 2 }, () => {
  for (const [look, { widths = [SMALL, LARGE], ...options }] of Object.entries(LOOKS)) {
    for (const viewport of widths) {
      test(`in ${look} at ${viewport.width} px`, () =>
        visit(browser, base, { viewport, ...options }, async (page) => {
          const at = surveys[look.startsWith("brand") ? "brand" : "plain"];
          const wrong = [];
          for (const [state, open] of Object.entries(states)) {
            for (const lang of state === "unknown" ? ["en"] : LANGUAGES) {
              const name = `${state}-${lang}-${look}-${viewport.width}`;
              await open(page, at, lang);
              if (state !== "unknown") assert.equal(await page.locator("html").getAttribute("lang"), lang, name);
              wrong.push(...(await whatDoesNotFit(page, name)), ...(await whatIsInaccessible(page, name)));
              await photograph(page, name);
            }
          }
          assert.deepEqual(wrong, []);
        }));
    }
  }
});

test("text at twice its size loses nothing and needs no sideways scrolling", () =>
  visit(browser, base, { viewport: { width: 1280, height: 900 } }, async (page) => {
    // A browser's zoom of 200 % halves the width that a page has; text alone at 200 % is set by the reader's font size.
    for (const [zoom, width] of [["text", 1280], ["text", 640], ["text", 320]]) {
      await page.setViewportSize({ width, height: 900 });
      for (const lang of LANGUAGES) {
        for (const state of ["asked", "wrong", "further", "stop"]) {
          await states[state](page, surveys.plain, lang);
          await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
          const name = `${zoom}-200-${state}-${lang}-${width}`;
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(wider <= 0, `${name} is ${wider} px wider than the window`);
          const cut = await page.evaluate(() =>
            [...document.querySelectorAll("main *:not(.unseen, .unseen *)")]
              .filter((part) => part.children.length === 0 && part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0)
              .filter((part) => getComputedStyle(part).overflow !== "visible")
              .map((part) => part.outerHTML),
          );
          assert.deepEqual(cut, [], name);
          await photograph(page, name);
        }
      }
    }
  }));

test("the scale runs in reading order: from the right where the language is read from the right", () =>
  visit(browser, base, { viewport: LARGE }, async (page) => {
    const centres = async (lang) => {
      await page.goto(`${surveys.plain.asked}?lang=${lang}`);
      const boxes = await page.locator(".points label").evaluateAll((tiles) => tiles.map((tile) => tile.getBoundingClientRect().x));
      assert.equal(boxes.length, 11);
      return boxes;
    };
    const rising = (numbers) => numbers.every((number, index) => index === 0 || number > numbers[index - 1]);
    assert.ok(rising(await centres("en")));
    assert.ok(rising((await centres("ar")).reverse()));
    const ends = await page.locator(".ends span").evaluateAll((ends) => ends.map((end) => end.getBoundingClientRect().x));
    assert.ok(ends[0] > ends[1], "the low end is named at the right");
  }));

test("all eleven numbers are radios with names of their own in the accessibility tree, in every language", () =>
  visit(browser, base, {}, async (page) => {
    for (const lang of LANGUAGES) {
      await page.goto(`${surveys.plain.asked}?lang=${lang}`);
      const session = await page.context().newCDPSession(page);
      const { nodes } = await session.send("Accessibility.getFullAXTree");
      const radios = nodes.filter((node) => node.role?.value === "radio" && !node.ignored);
      const names = radios.map((node) => node.name.value);
      assert.equal(names.length, 11);
      assert.deepEqual(names.map((name) => Number.parseInt(name, 10)), [...Array(11).keys()]);
      assert.ok(names[0].length > 3 && names[10].length > 4, `the ends say what they mean: ${names}`);
      assert.equal(nodes.filter((node) => node.role?.value === "button" && !node.ignored).length, 1);
    }
  }));
