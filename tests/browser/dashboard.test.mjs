// Every page of the dashboard, in every look, in both languages, narrow and wide: checked by axe and measured; photographed
// where AISANCE_PICTURES is set.
//
// AISANCE_DASHBOARD is JSON: {"base": "http://…", "sessions": {"admin": "…", "viewer": "…"}, "pages": ["/dashboard", …],
// "sign_in": "/dashboard/sign-in", "problems": ["/dashboard?days=8", …]}; tests/tests/dashboard.rs makes it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { LARGE, focused, given, launch, photograph, visit, whatIsInaccessible } from "./support.mjs";

const { base, sessions, pages, sign_in: signInPage, problems } = given("AISANCE_DASHBOARD");
const NARROW = { width: 360, height: 740 };
const LOOKS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  // The reader's own colours are the same in every language.
  forced: { colorScheme: "dark", forcedColors: "active", languages: ["en"] },
};

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Opens pages as somebody who has signed in, in a language. */
const signedIn = (role, lang, options, use) => reading([["__Host-aisance", sessions[role]]], lang, options, use);

/** Opens pages with these cookies, in a language. */
function reading(held, lang, options, use) {
  // A browser takes such cookies over HTTPS alone, and sends them to this machine over HTTP, too.
  const url = base.replace("http:", "https:");
  const cookie = (name, value) => ({ name, value, url, secure: true, httpOnly: true, sameSite: "Lax" });
  const cookies = [...held, ["__Host-aisance-language", lang]].map(([name, value]) => cookie(name, value));
  return visit(browser, base, { ...options, cookies, reader: true }, use);
}

/** How much wider the page is than its window. */
const excess = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** What every page has, and what is wrong with this one. */
async function faults(page, name, lang) {
  const found = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    title: document.title,
    headings: document.querySelectorAll("h1").length,
    mains: document.querySelectorAll("main").length,
    banners: document.querySelectorAll("body header.rail").length,
    missing: document.body.innerText.includes("⟦"),
    scripts: document.querySelectorAll("script, [style], style").length,
  }));
  const expected = { lang, headings: 1, mains: 1, banners: 1, missing: false, scripts: 0 };
  const wrong = Object.entries(expected).filter(([what, value]) => found[what] !== value);
  const told = wrong.map(([what]) => `${name}: ${what} is ${found[what]}`);
  if (!/^\S.* · Aisance$/.test(found.title)) told.push(`${name}: its title is "${found.title}"`);
  const wider = await excess(page);
  if (wider > 0) told.push(`${name}: it is ${wider} px wider than the window`);
  return [...told, ...(await whatIsInaccessible(page, name))];
}

const nameOf = (path) => path.replace("/dashboard", "dashboard").replaceAll(/[^a-z0-9-]+/gi, "_").slice(0, 60);

describe("every page is accessible", { concurrency: 3 }, () => {
  for (const [look, { languages = ["en", "fr"], ...options }] of Object.entries(LOOKS)) {
    for (const viewport of [NARROW, LARGE]) {
      for (const lang of languages) {
        test(`in ${look} at ${viewport.width} px in ${lang}`, () =>
          signedIn("admin", lang, { viewport, ...options }, async (page) => {
            const wrong = [];
            for (const path of [...pages, ...problems]) {
              const name = `${nameOf(path)}-${lang}-${look}-${viewport.width}`;
              const answer = await page.goto(path);
              if (answer.ok() === problems.includes(path)) wrong.push(`${name}: it is answered with ${answer.status()}`);
              wrong.push(...(await faults(page, name, lang)));
              await photograph(page, name);
            }
            assert.deepEqual(wrong, []);
          }));

        test(`signing in, in ${look} at ${viewport.width} px in ${lang}`, () =>
          reading([], lang, { viewport, ...options }, async (page) => {
            await page.goto(signInPage);
            const name = `sign-in-${lang}-${look}-${viewport.width}`;
            assert.deepEqual(await faults(page, name, lang), []);
            await photograph(page, name);
          }));
      }
    }
  }
});

test("there is enough to look at: scores, weeks, a shift, and customers at risk", () =>
  signedIn("admin", "en", {}, async (page) => {
    await page.goto("/dashboard");
    for (const part of [".score .value", ".plot.interval", ".plot.spark", ".shifts li form", ".people li"]) {
      assert.ok((await page.locator(part).count()) > 0, part);
    }
  }));

test("the menu of a narrow window opens with the keyboard, has every page, and is accessible", () =>
  signedIn("admin", "en", { viewport: NARROW, colorScheme: "light" }, async (page) => {
    await page.goto("/dashboard");
    const menu = page.locator(".menu > summary");
    await menu.focus();
    await page.keyboard.press("Enter");
    const shown = await page.locator(".drawer nav a").evaluateAll((links) => links.map((link) => link.checkVisibility()));
    assert.ok(shown.length > 0 && shown.every(Boolean));
    assert.deepEqual(await faults(page, "menu", "en"), []);
    await photograph(page, "menu-en-light-360");
  }));

test("the keyboard reaches the content at once, and everything else in the order of the page", () =>
  signedIn("admin", "en", {}, async (page) => {
    await page.goto("/dashboard");
    await page.keyboard.press("Tab");
    assert.match(await focused(page), /class="skip"/);
    await page.keyboard.press("Enter");
    assert.match(await focused(page), /<main/);
    await page.goto("/dashboard");
    const stops = [];
    for (;;) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(() => {
        const at = document.activeElement;
        if (at === document.body) return null;
        const focusable = [...document.querySelectorAll("a, button, select, input, summary, textarea, [tabindex]")];
        return { place: focusable.indexOf(at), seen: at.checkVisibility(), ring: getComputedStyle(at).outlineStyle };
      });
      if (stop === null || stops.length > 300) break;
      stops.push(stop);
    }
    const places = stops.map(({ place }) => place);
    assert.ok(places.length > 5);
    assert.deepEqual(places, [...places].sort((one, other) => one - other), "the order of the page");
    assert.ok(stops.every(({ seen }) => seen), "nothing that is hidden has the focus");
    assert.ok(stops.every(({ ring }) => ring !== "none"), "the focus is always seen");
  }));

test("text at twice its size needs no sideways scrolling", () =>
  signedIn("admin", "fr", {}, async (page) => {
    for (const width of [1280, 640, 360]) {
      await page.setViewportSize({ width, height: 900 });
      for (const path of pages) {
        await page.goto(path);
        await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
        await photograph(page, `text-200-${nameOf(path)}-${width}`);
        const wider = await excess(page);
        assert.ok(wider <= 0, `${path} at ${width} px is ${wider} px wider than the window`);
      }
    }
  }));

test("without script the pages do all they do: the language is chosen by a form and stays", () =>
  signedIn("admin", "en", { javaScriptEnabled: false }, async (page) => {
    await page.goto("/dashboard?days=7");
    const form = page.locator(".rail > .account form.language");
    await form.locator("select").selectOption("fr");
    await form.locator("button").click();
    await page.waitForURL(/days=7/);
    assert.equal(await page.locator("html").getAttribute("lang"), "fr");
    await page.locator(".choices a").last().click();
    await page.waitForURL(/days=90/);
    assert.equal(await page.locator("html").getAttribute("lang"), "fr");
  }));

test("whoever may read numbers alone is shown no way to people", () =>
  signedIn("viewer", "en", {}, async (page) => {
    await page.goto("/dashboard");
    const links = await page.locator("a").evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
    assert.deepEqual(links.filter((path) => /queue|customer|comments|held/.test(path)), []);
    assert.deepEqual(await faults(page, "viewer", "en"), []);
    await photograph(page, "viewer");
  }));
