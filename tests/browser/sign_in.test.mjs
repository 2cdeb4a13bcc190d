// Signing in to the dashboard and out of it in a real browser, with the issuer that `aisance serve` brings.
//
// AISANCE_PAGE_LINKS is JSON: {"base": "http://127.0.0.1:…", "sign_in": "http://127.0.0.1:…/issuer/open?…", "code": "…", "key": "ais_…"}.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { given, launch, photograph, signIn, visit as visitWith, whatIsInaccessible } from "./support.mjs";

const { base, code, key } = given("AISANCE_PAGE_LINKS");

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const visit = (options, use) => visitWith(browser, base, { reader: true, ...options }, use);
const heading = (page) => page.getByRole("heading", { level: 1 }).innerText();
const signOut = (page) => page.getByRole("button", { name: "Sign out" }).click();

test("somebody who wants a page signs in with the organisation, gets to that page, and signs out", () =>
  visit({}, async (page) => {
    await page.goto("/dashboard?days=7");
    assert.equal(await heading(page), "Sign in");
    await page.getByRole("link", { name: "Sign in with your organisation" }).click();
    assert.equal(await heading(page), "Who are you?");
    assert.deepEqual(await whatIsInaccessible(page, "the issuer"), []);
    await page.getByLabel("Sign in as").selectOption("viewer");
    await page.getByLabel("Sign-in code").fill("not the code");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Sign in as").selectOption("viewer");
    await page.getByLabel("Sign-in code").fill(code);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/\/dashboard\?days=7$/);
    assert.match(await page.getByRole("banner").innerText(), /Viewer/);
    await signOut(page);
    assert.match(await page.getByRole("status").innerText(), /signed out/);
    await page.goto("/dashboard");
    assert.equal(await heading(page), "Sign in");
  }));

test("somebody signs in with an API key, and a wrong one is told without leaving the page", () =>
  visit({ locale: "fr" }, async (page) => {
    await page.goto("/dashboard");
    assert.equal(await page.locator("html").getAttribute("lang"), "fr");
    const send = async (key) => {
      await page.getByLabel("Clé d’API").fill(key);
      await page.getByRole("button", { name: "Se connecter avec la clé" }).click();
    };
    await send(`${key}x`);
    assert.match(await page.getByRole("alert").innerText(), /pas une clé/);
    assert.deepEqual(await whatIsInaccessible(page, "a wrong key"), []);
    await send(key);
    await page.waitForURL(/\/dashboard$/);
    await page.getByRole("button", { name: "Se déconnecter" }).click();
    await page.getByRole("status").waitFor();
  }));

test("the link in the terminal signs in, once more for another role after signing out", () =>
  visit({}, async (page) => {
    for (const [role, name] of [["admin", "Administrator"], ["agent", "Agent"]]) {
      await signIn(page, role);
      assert.match(await page.getByRole("banner").innerText(), new RegExp(name));
      await signOut(page);
      await page.getByRole("status").waitFor();
    }
  }));

test("a form of the dashboard is taken from a browser's own page", () =>
  visit({ role: "viewer" }, async (page) => {
    await page.getByRole("combobox", { name: "Language" }).selectOption("fr");
    await page.getByRole("button", { name: "Choose" }).click();
    await page.waitForURL(/\/dashboard$/);
    assert.equal(await page.locator("html").getAttribute("lang"), "fr");
  }));

test("the sign-in page is accessible, dark too", async () => {
  for (const colorScheme of ["light", "dark"]) {
    await visit({ colorScheme }, async (page) => {
      await page.goto("/dashboard/sign-in");
      assert.deepEqual(await whatIsInaccessible(page, `sign-in ${colorScheme}`), []);
      await photograph(page, `sign-in-${colorScheme}`);
    });
  }
});
