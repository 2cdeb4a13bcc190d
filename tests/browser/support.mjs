// What the tests of the pages share: a browser, a page that complains, and what must hold for every page.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

export const SMALL = { width: 320, height: 640 };
export const LARGE = { width: 1280, height: 900 };

const pictures = fileURLToPath(new URL("../../target/pages/", import.meta.url));

/** The browser of this machine; CHROMIUM names it where it is not /usr/bin/chromium. */
export function launch() {
  mkdirSync(pictures, { recursive: true });
  return chromium.launch({
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
}

/** The JSON in an environment variable, which the Rust test that starts this one sets. */
export function given(variable) {
  assert.ok(process.env[variable], `${variable} is not set: these tests are started by cargo`);
  return JSON.parse(process.env[variable]);
}

/** What somebody who reads the dashboard has in their browser: the session, its beginning, and the language of the pages. */
const KEPT_BY_READERS = ["__Host-aisance", "__Host-aisance-language", "__Host-aisance-sign-in"];

/** Signs in as "viewer", "agent" or "admin" by the link in the terminal of `aisance serve`, which leads to the overview. */
export async function signIn(page, role) {
  const { sign_in: link } = given("AISANCE_PAGE_LINKS");
  await page.goto(link.replace(/as=[a-z]+$/, `as=${role}`));
  await page.waitForURL(/\/dashboard$/);
}

/**
 * Opens a page of its own, hands it over, and fails if it ran a script, asked another host, kept anything or broke its policy.
 * With a `role` among the options somebody has signed in on it; with `reader` the page is one of the dashboard. Of the cookies
 * in `options`, those names may be kept, too.
 */
export async function visit(browser, base, { role, cookies: brought = [], reader = Boolean(role), ...options }, use) {
  const context = await browser.newContext({ baseURL: base, viewport: LARGE, ...options });
  await context.addCookies(brought);
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && origin !== new URL(base).origin) complaints.push(`asked ${request.url()}`);
  });
  try {
    if (role) await signIn(page, role);
    await use(page);
    // An error of ours is an answer too, and the browser notes its status.
    const expected = /Failed to load resource: the server responded with a status of 4(03|04|10|22|29)/;
    assert.deepEqual(complaints.filter((text) => !expected.test(text)), []);
    const { cookies, origins } = await context.storageState();
    const may = [...brought.map(({ name }) => name), ...(reader ? KEPT_BY_READERS : [])];
    const kept = cookies.map(({ name }) => name).filter((name) => !may.includes(name));
    assert.deepEqual([kept, origins], [[], []], "nothing more is kept on the device");
  } finally {
    await context.close();
  }
}

/** What axe finds by every rule of WCAG 2.2 AA and of good practice; the one for the size of targets is off unless asked for. */
export async function whatIsInaccessible(page, state) {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ["violations"], rules: { "target-size": { enabled: true } } })
    .analyze();
  return violations.map(({ id, nodes }) => `${state}: ${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

/** What is wider than the window, and every target that is less than 44 pixels one way. */
export async function whatDoesNotFit(page, state) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("a, button, input:not([type=hidden]), select, summary, textarea")]
      // What no person sees or reaches is no target.
      .filter((target) => !target.closest(".unseen, [aria-hidden=true]") && target.tabIndex >= 0)
      // A tile is pressed on its label.
      .map((target) => ({ html: target.outerHTML, box: (target.closest("label") ?? target).getBoundingClientRect() }))
      .filter(({ box }) => box.width < 44 || box.height < 44)
      .map(({ html, box }) => `${html}: ${box.width} x ${box.height}`),
  );
  const found = wider > 0 ? [`it is ${wider} px wider than the window`, ...small] : small;
  return found.map((fault) => `${state}: ${fault}`);
}

/** A picture to look at, in target/pages, where AISANCE_PICTURES is set: they take as long as all the rest. */
export const photograph = async (page, name) => {
  if (process.env.AISANCE_PICTURES) await page.screenshot({ path: `${pictures}${name}.png`, fullPage: true });
};

/** The start of what has the focus. */
export const focused = (page) => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 90));
