// A mail scanner as they are known to behave: it opens every link of a message in Chromium, with scripts on, follows every
// link on the pages, and presses every button there is, the hidden ones too, as fast as it can. On the message's own links it
// presses every button; on other pages those of each kind once.
// AISANCE_SCANNED is JSON: {"base": "http://…", "links": ["/s/…?r=0", …], "press": true}. CHROMIUM names the browser where it
// is not /usr/bin/chromium. Prints what it did as JSON: {"opened": […], "pressed": […], "languages": […], "statuses": {…}}.

import { chromium } from "playwright-core";

const { base, links, press } = JSON.parse(process.env.AISANCE_SCANNED);
// More than there is to do: a page that leads nowhere new ends the scan long before.
const MOST_STEPS = 400;

/** What a page offers, in words that do not depend on its language. */
const offers = () => {
  const buttons = [...document.querySelectorAll("button, input[type=submit], input[type=image]")];
  const fields = [...document.querySelectorAll("input, textarea, select")].map((field) => field.name);
  return {
    language: document.documentElement.lang,
    links: [...document.links].map((link) => link.href),
    buttons: buttons.map((button) => `${button.name}=${button.value}`),
    fields: [...new Set(fields)].join(),
  };
};

/** Fills what has to be chosen, chooses another language, and presses a button, whether or not a person could see it. */
const pressed = (place) => {
  const button = [...document.querySelectorAll("button, input[type=submit], input[type=image]")][place];
  for (const box of document.querySelectorAll("input[type=checkbox]")) box.checked = true;
  for (const radio of document.querySelectorAll("input[type=radio]")) {
    const group = [...document.getElementsByName(radio.name)];
    if (!group.some((other) => other.checked)) radio.checked = true;
  }
  for (const list of document.querySelectorAll("select")) list.selectedIndex = (list.selectedIndex + 1) % list.length;
  if (button.form) button.form.requestSubmit(button);
  else button.click();
};

/** A page's address without the rating that is chosen there, and without its language where that does not matter. */
const place = (address, without = ["r", "lang"]) => {
  const url = new URL(address, base);
  for (const name of without) url.searchParams.delete(name);
  return `${url.pathname}${url.search}`;
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await (await browser.newContext({ baseURL: base })).newPage();
const opened = [];
const done = [];
const languages = new Set();
const statuses = {};
page.on("response", (response) => {
  const what = `${response.request().method()} ${response.status()}`;
  statuses[what] = (statuses[what] ?? 0) + 1;
});

/** Opens a page, presses the buttons that lead on from it, and says what is offered there. */
async function reach({ open, presses }) {
  await page.goto(open);
  for (const place of presses) {
    await Promise.all([page.waitForNavigation(), page.evaluate(pressed, place)]);
  }
  return { ...(await page.evaluate(offers)), at: page.url() };
}

const known = new Set();
const asked = new Set(links.map((link) => place(link, ["r"])));
const todo = links.map((open) => ({ open, presses: [], given: true }));
for (let step = 0; step < MOST_STEPS && todo.length > 0; step += 1) {
  const next = todo.shift();
  const found = await reach(next);
  if (next.presses.length === 0) opened.push(found.at);
  else done.push(next.label);
  languages.add(found.language);
  for (const link of found.links) {
    const ours = new URL(link).origin === new URL(base).origin;
    if (ours && !asked.has(place(link, ["r"]))) {
      asked.add(place(link, ["r"]));
      todo.push({ open: link, presses: [] });
    }
  }
  const kind = `${place(found.at)} ${found.fields} ${found.buttons}`;
  if (!press || (known.has(kind) && !next.given)) continue;
  known.add(kind);
  found.buttons.forEach((button, index) => {
    todo.push({ open: next.open, presses: [...next.presses, index], label: `${place(found.at)} ${button}` });
  });
}
await browser.close();
console.log(JSON.stringify({ opened, pressed: done, languages: [...languages], statuses, left: todo.length }));
