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
  ["↑ ↓ Home End", "through a list; ← → through the parts"],
  ["/", "to the filter"],
  ["Esc", "back from what is open"],
  ["t", "light or dark"],
  ["?", "this list"],
];

const part = (id) => document.getElementById(id);
const main = part("content");
const tabs = part("tabs");

const app = {
  state: { journal: 0, deliveries: 0, moment: 0, rewinds: 0, now: new Date().toISOString() },
  workspace: {},
  past: null,
  clock: sharedClock(),
  hash: (...parts) => `#/${parts.map((each) => encodeURIComponent(each)).join("/")}`,
  go: (...parts) => (location.hash = app.hash(...parts)),
  link: (text, ...parts) => h("a", { href: app.hash(...parts) }, text),
  back: (...parts) => h("p", { class: "back" }, h("a", { href: app.hash(...parts) }, "← Back to the list")),
  lookBack,
  known,
};

const views = [requests, data, webhooks, clock, faults, snapshots, coverage, workspaces].map((view) => view(app));
let current = null;

function build() {
  for (const view of views) {
    const tab = h("button", { type: "button", role: "tab", id: `tab-${view.name}`, "aria-controls": `panel-${view.name}`, onclick: () => app.go(view.name) }, view.title, view.badge ? h("span", { class: "badge" }) : null);
    tabs.append(tab);
    main.append(h("div", { role: "tabpanel", id: `panel-${view.name}`, "aria-labelledby": tab.id, hidden: true }, view.element));
  }
  arrows(tabs, "[role=tab]", (tab) => tab.click());
  part("help").addEventListener("click", help);
  part("theme").addEventListener("click", turnTheme);
  part("workspace").addEventListener("change", ({ target }) => (target.value === "…" ? app.go("workspaces") : location.assign(api.pageOf(target.value))));
  part("skip").addEventListener("click", (click) => {
    click.preventDefault();
    main.focus();
  });
}

/** Shows what the address says: the part, and what is open in it. */
async function route() {
  const [name, ...rest] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  const view = views.find((each) => each.name === name) ?? views[0];
  current = view;
  for (const each of views) {
    part(`panel-${each.name}`).hidden = each !== view;
    part(`tab-${each.name}`).setAttribute("aria-selected", String(each === view));
  }
  reachable([...tabs.children], part(`tab-${view.name}`));
  part(`tab-${view.name}`).scrollIntoView({ block: "nearest", inline: "nearest" });
  document.title = `${view.title} · ${api.workspace || "Inspector"} · BasicOps emulator`;
  await safely(() => view.open(rest));
}

/** What fails without anybody having pressed a button is said at the top of the part. */
async function safely(work) {
  const panel = part(`panel-${current.name}`);
  panel.querySelector(":scope > .error")?.remove();
  try {
    await work();
  } catch (failure) {
    panel.prepend(h("p", { class: "error", role: "alert" }, failure.message, " ", button("Try again", route, { class: "small" })));
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
  document.body.classList.toggle("past", number !== null);
  const banner = part("banner");
  banner.hidden = number === null;
  await safely(async () => {
    if (number !== null) {
      const { moments } = await api.get("moments");
      const one = moments.find((each) => each.number === number);
      const actions = h("span", { class: "row" }, button("Rewind to here", () => act(actions, () => rewind(number)), { class: "primary" }), button("Back to now", () => lookBack(null)));
      fill(banner, h("span", {}, h("strong", {}, "You are looking at the past: "), one ? [moment(one.at), ", after ", what(one)] : `moment ${number}`, "."), actions);
    }
    current.lookBack ? await current.lookBack() : number === null ? null : app.go("data");
    await current.refresh(app.state, null);
  });
}

async function rewind(number) {
  if (await confirmed("Rewind to here?", "The workspace becomes what it was at that moment: its records, ids and clock. What came later is forgotten, and the list of requests begins anew.", "Rewind")) {
    await api.post("rewind", { moment: number });
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
  } else if (!writing && !key.ctrlKey && !key.metaKey && !key.altKey) {
    command(key);
  }
}

function leave(writing) {
  writing?.blur();
  const [, name, first, second] = location.hash.split("/");
  if (!writing && first !== undefined && (name !== "data" || second !== undefined)) {
    location.hash = name === "data" ? `#/data/${first}` : `#/${name}`;
  }
}

function command(key) {
  const number = Number(key.key);
  const filter = part(`panel-${current.name}`).querySelector("[data-filter]");
  if (number >= 1 && number <= views.length) {
    app.go(views[number - 1].name);
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
  setInterval(() => app.clock.state.standing || tick(), 1000);
  current = views[0];
  await safely(async () => {
    app.workspace = await api.get("workspace");
    known((await api.get("workspaces")).workspaces);
  });
  api.live(told, connected);
  await route();
}

start();
