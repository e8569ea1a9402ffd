// Puts the page together: which part is shown, what all parts share, and what the keys do.
import * as api from "./api.js";
import { clock } from "./clock.js";
import { coverage } from "./coverage.js";
import { data, what } from "./data.js";
import { act, arrows, button, coalesced, confirmed, dialog, fill, h, reachable, toast } from "./dom.js";
import { faults } from "./faults.js";
import { requests } from "./requests.js";
import { snapshots } from "./snapshots.js";
import { moment } from "./text.js";
import { webhooks } from "./webhooks.js";
import { workspaces } from "./workspaces.js";

const KEYS = [
  ["1 to 8", "the parts of the inspector"],
  ["← →", "through the parts, while one of their tabs has the focus"],
  ["↓", "from the tab or the filter into the list"],
  ["↑ ↓ Home End", "through a list"],
  ["/", "to the filter"],
  ["Esc", "back from what is open"],
  ["t", "light or dark"],
  ["?", "this list"],
];

const part = (id) => document.getElementById(id);
const main = part("content");
const tabs = part("tabs");

const app = {
  state: { journal: 0, deliveries: 0, revision: 0, rewinds: 0, now: new Date().toISOString() },
  workspace: {},
  past: null,
  clock: sharedClock(),
  hash: (...parts) => `#/${parts.map((each) => encodeURIComponent(each)).join("/")}`,
  go: (...parts) => goTo(app.hash(...parts)),
  goTo,
  link: (text, ...parts) => h("a", { href: app.hash(...parts) }, text),
  back: (...parts) => h("p", { class: "back" }, h("a", { href: app.hash(...parts) }, "← Back to the list")),
  at: (moment) => (moment === null ? "" : `?revision=${moment}`),
  lookBack,
  known,
};

const views = [requests, data, webhooks, clock, faults, snapshots, coverage, workspaces].map((view) => view(app));
let current = null;

function build() {
  for (const view of views) {
    const tab = h("button", { type: "button", role: "tab", id: `tab-${view.name}`, "aria-controls": `panel-${view.name}`, onclick: () => enter(view) }, view.title, h("span", { class: "badge" }));
    tabs.append(tab);
    main.append(h("div", { role: "tabpanel", id: `panel-${view.name}`, "aria-labelledby": tab.id, hidden: true }, view.element));
  }
  arrows(tabs, "[role=tab]", (tab) => tab.click(), ["ArrowLeft", "ArrowRight"]);
  part("help").addEventListener("click", help);
  part("theme").addEventListener("click", turnTheme);
  part("workspace").addEventListener("change", ({ target }) => (target.value === "…" ? app.go("workspaces") : location.assign(api.pageOf(target.value))));
  part("skip").addEventListener("click", (click) => {
    click.preventDefault();
    main.focus();
  });
}

/** What the address says: the name of the part, what is open in it, and the moment that is looked at or null. */
function address() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, ...rest] = path.split("/").map(decodeURIComponent);
  const number = Number(new URLSearchParams(query).get("revision"));
  return { name, rest, past: Number.isSafeInteger(number) && number > 0 ? number : null };
}

/** Goes to a part. The data are shown as of the moment that was looked at last. */
function enter({ name }) {
  goTo(app.hash(name) + (name === "data" ? app.at(app.past) : ""));
}

/** Goes to an address at once, and not when the browser tells that it has changed: the next key is for what is there. */
function goTo(hash) {
  if (location.hash !== hash) {
    history.pushState(null, "", hash);
    route();
  }
}

function followed(click) {
  const link = click.target.closest("a[href^='#/']");
  if (link && !click.ctrlKey && !click.metaKey && !click.shiftKey && !click.altKey) {
    click.preventDefault();
    goTo(link.hash);
  }
}

/** Shows what the address says. */
async function route() {
  if (isClosed) {
    return;
  }
  const { name, rest, past } = address();
  const view = views.find((each) => each.name === name) ?? views[0];
  if (view.name !== name) {
    history.replaceState(null, "", app.hash(view.name));
  }
  current = view;
  if (view.name === "data") {
    app.past = past;
  }
  for (const each of views) {
    part(`panel-${each.name}`).hidden = each !== view;
    part(`tab-${each.name}`).setAttribute("aria-selected", String(each === view));
  }
  reachable([...tabs.children], part(`tab-${view.name}`));
  part(`tab-${view.name}`).scrollIntoView({ block: "nearest", inline: "nearest" });
  document.title = `${view.title} · ${api.workspace || "Inspector"} · BasicOps emulator`;
  await safely(() => Promise.all([tellPast(), view.open(rest)]));
}

/** What fails without anybody having pressed a button is said at the top of the part. */
async function safely(work) {
  if (isClosed) {
    return;
  }
  const panel = part(`panel-${current.name}`);
  panel.querySelector(":scope > .error")?.remove();
  try {
    await work();
  } catch (failure) {
    failure.status === 403 ? closed(failure) : panel.prepend(h("p", { class: "error", role: "alert" }, failure.message, " ", button("Try again", route, { class: "small" })));
  }
}

let before = null;

const refresh = coalesced(async () => {
  const last = before;
  before = app.state;
  for (const view of views.filter((each) => each.badge)) {
    fill(part(`tab-${view.name}`).querySelector(".badge"), view.badge(app.state) || "");
  }
  if (last && app.state.rewinds !== last.rewinds && app.past !== null) {
    lookBack(null);
  }
  await app.clock.refresh();
  await safely(() => current.refresh(app.state, last));
});

function told(state) {
  app.state = state;
  refresh();
}

function connected(isLive) {
  const place = part("connection");
  if (place.dataset.live !== String(isLive)) {
    place.dataset.live = String(isLive);
    fill(place, isLive ? "Live" : "Disconnected, trying again");
  }
}

let isClosed = false;

/** Nobody may see anything here: says why, and shows and asks nothing more. */
function closed({ message }) {
  isClosed = true;
  document.body.classList.add("closed");
  removeEventListener("keydown", pressed);
  fill(main, h("p", { class: "problem", role: "alert" }, message));
}

/** The workspace's clock as the header and the part about it show it; where it goes, it is reckoned on from the last answer. */
function sharedClock() {
  let heard = performance.now();
  const shared = {
    state: { now: new Date().toISOString(), standing: true, tick: null },
    now: () => new Date(Date.parse(shared.state.now) + (shared.state.standing ? 0 : performance.now() - heard)).toISOString(),
    take: (state) => {
      shared.state = state;
      heard = performance.now();
      tick();
    },
    refresh: async () => shared.take(await api.get("clock")),
  };
  return shared;
}

function tick() {
  const now = app.clock.now();
  fill(part("clock"), h("span", { class: app.clock.state.standing ? "standing" : "going" }), h("time", { datetime: now }, now.slice(0, 19).replace("T", " ")), h("span", { class: "unseen" }, app.clock.state.standing ? " standing still" : " going"));
  current?.tick?.();
}

/** Shows the data as of a moment; null for now. */
async function lookBack(number) {
  app.past = number;
  if (current.name === "data") {
    history.replaceState(null, "", app.hash("data", ...address().rest) + app.at(number));
    await route();
  } else {
    await tellPast();
  }
}

/** Says that the past is shown: at length above the data, and elsewhere by a mark on their tab. */
async function tellPast() {
  const number = app.past;
  const isShown = number !== null && current.name === "data";
  const banner = part("banner");
  banner.hidden = !isShown;
  document.body.classList.toggle("past", isShown);
  part("tab-data").title = number === null ? "" : "Data shows the past";
  fill(part("tab-data").querySelector(".badge"), number === null ? "" : "past");
  if (isShown) {
    const { revisions } = await api.get("revisions");
    const one = revisions.find((each) => each.number === number);
    const actions = h("span", { class: "row" }, button("Rewind to here", () => act(actions, () => rewind(number)), { class: "primary" }), button("Back to now", () => lookBack(null)));
    fill(banner, h("span", {}, h("strong", {}, "You are looking at the past: "), one ? [moment(one.at), ", after ", what(one)] : `moment ${number}`, "."), actions);
  }
}

async function rewind(number) {
  if (await confirmed("Rewind to here?", "The workspace becomes what it was at that moment: its records, ids and clock. What came later is forgotten, and the list of requests begins anew.", "Rewind")) {
    await api.post("rewind", { revision: number });
    toast("Rewound");
    await lookBack(null);
  }
}

function known(all) {
  const chooser = part("workspace");
  const names = all.map(({ name }) => name);
  fill(chooser, ...[...new Set([...names, api.workspace])].map((name) => h("option", { value: name }, name || "default")), h("option", { value: "…" }, "Make or delete…"));
  chooser.value = api.workspace;
}

function turnTheme() {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Then it is not remembered.
  }
  tellTheme();
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function tellTheme() {
  fill(part("theme"), isDark() ? "Light" : "Dark");
}

function help() {
  dialog("Keys", h("table", { class: "keys" }, h("tbody", {}, ...KEYS.map(([key, does]) => h("tr", {}, h("th", { scope: "row" }, h("kbd", {}, key)), h("td", {}, does))))));
}

function pressed(key) {
  const writing = key.target.closest("input:not([type=range]), textarea, select, dialog");
  if (key.key === "Escape" && !key.target.closest("dialog") && !document.querySelector("dialog")) {
    leave(writing);
  } else if (key.key === "ArrowDown" && key.target.matches("[role=tab], [data-filter]")) {
    goInto(part(`panel-${current.name}`), key);
  } else if (!writing && !key.ctrlKey && !key.metaKey && !key.altKey) {
    command(key);
  }
}

function leave(writing) {
  writing?.blur();
  const { name, rest, past } = address();
  const kept = name === "data" ? rest.slice(0, 1) : [];
  if (!writing && rest.length > kept.length) {
    goTo(app.hash(name, ...kept) + app.at(past));
  }
}

/** Gives the focus to the list of a part, and opens what gets it, as the arrows within the list do. */
function goInto(panel, key) {
  const items = [...panel.querySelectorAll("[role=option][tabindex='0'], tbody a[tabindex='0'], .kinds a[tabindex='0']")];
  const item = items.filter((each) => each.checkVisibility()).sort((one, other) => isKind(one) - isKind(other))[0];
  if (item) {
    key.preventDefault();
    item.focus();
    isKind(item) || item.ariaSelected === "true" || item.ariaCurrent === "true" || item.click();
  }
}

function isKind(item) {
  return Boolean(item.closest(".kinds"));
}

function command(key) {
  const number = Number(key.key);
  const filter = part(`panel-${current.name}`).querySelector("[data-filter]");
  if (number >= 1 && number <= views.length) {
    enter(views[number - 1]);
    part(`tab-${views[number - 1].name}`).focus();
  } else if (key.key === "/" && filter) {
    key.preventDefault();
    filter.focus();
  } else if (key.key === "t") {
    turnTheme();
  } else if (key.key === "?") {
    help();
  }
}

async function start() {
  build();
  tellTheme();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tellTheme);
  addEventListener("hashchange", route);
  addEventListener("keydown", pressed);
  addEventListener("click", followed);
  setInterval(() => app.clock.state.standing || tick(), 1000);
  current = views[0];
  await safely(async () => {
    app.workspace = await api.get("workspace");
    known((await api.get("workspaces?limit=500")).workspaces);
  });
  if (!isClosed) {
    api.live(told, connected, closed);
    await route();
  }
}

start();
