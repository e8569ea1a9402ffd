// The records of every kind, now or as they were, each with its JSON and its history.
import * as api from "./api.js";
import { arrows, button, coalesced, empty, fill, fold, h, reachable, settled } from "./dom.js";
import { brief, counted, differences, json, moment } from "./text.js";

const PAGE = 50;
const COLUMNS = 5;
const FIRST = ["title", "name", "content", "message", "description", "first_name", "firstName", "last_name", "lastName", "status", "email", "event", "url"];
const LAST = ["archived", "created", "updated", "created_at", "updated_at"];

export function data(app) {
  let kind = null;
  let id = null;
  let offset = 0;
  let listed = "";

  const kinds = h("nav", { class: "kinds", "aria-label": "Kinds of records" });
  const title = h("h2", {});
  const table = h("div", { class: "table" });
  const pages = h("div", { class: "row pages" });
  const slider = timeline(app);
  const detail = h("section", { class: "detail", "aria-label": "The chosen record" });
  const element = h(
    "div",
    { class: "data" },
    slider.element,
    kinds,
    h("div", { class: "split" }, h("div", { class: "master" }, title, table, pages), detail),
  );
  const split = element.querySelector(".split");
  arrows(table, "tbody a", (link) => link.click());
  arrows(kinds, "a");

  const load = coalesced(async () => {
    const found = (await api.get(`records${then("?")}`)).kinds;
    kind ??= (found.find(({ count }) => count > 0) ?? found[0])?.kind ?? null;
    if (isNew(kinds, [found, kind, app.past])) {
      fill(kinds, chooser(found, kind, (name) => app.goTo(hash(name))), ...grouped(found, kind, hash));
    }
    if (kind !== null) {
      await Promise.all([list(kind), id === null ? nobody() : show(kind, id)]);
    }
  });

  function then(sign) {
    return app.past === null ? "" : `${sign}revision=${app.past}`;
  }

  /** Another place among the data, at the same moment. */
  function hash(...parts) {
    return app.hash("data", ...parts) + app.at(app.past);
  }

  /** Where the page of a record begins; they are in the order of their ids. */
  async function pageOf(wanted, one) {
    const first = (page) => api.get(`records/${encodeURIComponent(wanted)}?limit=1&offset=${page * PAGE}${then("&")}`);
    let low = 0;
    let high = Math.ceil((await first(0)).total / PAGE) - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const { ids } = await first(middle);
      [low, high] = ids[0] <= Number(one) ? [middle, high] : [low, middle - 1];
    }
    return Math.max(low, 0) * PAGE;
  }

  async function list(wanted) {
    const page = await api.get(`records/${encodeURIComponent(wanted)}?limit=${PAGE}&offset=${offset}${then("&")}`);
    if (wanted !== kind) {
      return;
    }
    if (!isNew(table, [wanted, page, app.past])) {
      return;
    }
    listed = `${wanted} ${page.ids.join(" ")} `;
    fill(title, wanted, h("span", { class: "badge" }, counted(page.total, "record")));
    fill(table, page.total === 0 ? nothing(wanted) : records(page, wanted));
    mark();
    fill(pages, ...(page.total > PAGE ? turning(page.total) : []));
  }

  function nothing(wanted) {
    return empty(
      `There is no ${wanted}${app.past === null ? " yet" : " at that moment"}.`,
      app.past === null ? h("p", {}, "Requests make them, or a seed: ", app.link("plant one", "snapshots"), ".") : null,
    );
  }

  function turning(total) {
    const turn = (by) => () => {
      offset += by;
      load();
    };
    return [
      button("Previous", turn(-PAGE), { disabled: offset === 0 }),
      h("span", { class: "muted" }, `${offset + 1} to ${Math.min(offset + PAGE, total)} of ${total.toLocaleString("en")}`),
      button("Next", turn(PAGE), { disabled: offset + PAGE >= total }),
    ];
  }

  function records({ records: rows, ids }, wanted) {
    const columns = chosenColumns(rows);
    const focused = document.activeElement?.closest?.("tr")?.dataset.id;
    const made = h(
      "table",
      {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "id"), ...columns.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, ...rows.map((record, place) => row(record, ids[place], columns, wanted))),
    );
    if (focused !== undefined) {
      queueMicrotask(() => made.querySelector(`tr[data-id="${CSS.escape(focused)}"] a`)?.focus());
    }
    return made;
  }

  /** Vendors write some ids in a form of their own; the store's are numbers. */
  function row(record, number, columns, wanted) {
    return h(
      "tr",
      { "data-id": number, onclick: (click) => click.target.closest("a") || app.goTo(hash(wanted, number)) },
      h("th", { scope: "row" }, h("a", { href: hash(wanted, number) }, number)),
      ...columns.map((name) => h("td", {}, brief(record[name]))),
    );
  }

  /** Marks the chosen record, if it is among those shown; what is shown of another kind is about to go. */
  function mark() {
    const rows = [...table.querySelectorAll("tbody tr")];
    const chosen = listed.startsWith(`${kind} `) ? rows.find((each) => each.dataset.id === id) : undefined;
    for (const each of rows) {
      each.classList.toggle("chosen", each === chosen);
      each.querySelector("a").ariaCurrent = each === chosen ? "true" : null;
    }
    reachable(rows.map((each) => each.querySelector("a")), (chosen ?? rows[0])?.querySelector("a"));
  }

  function nobody() {
    fill(detail, h("p", { class: "hint muted" }, "Select a record to see its fields and history."));
  }

  async function show(wanted, one) {
    const path = `records/${encodeURIComponent(wanted)}/${encodeURIComponent(one)}`;
    const [record, { history }] = await Promise.all([
      api.get(path + then("?")).catch(unlessAbsent(null)),
      api.get(`${path}/history`).catch(unlessAbsent({ history: [] })),
    ]);
    if (wanted === kind && one === id) {
      fill(
        detail,
        h("p", { class: "back" }, h("a", { href: hash(wanted) }, "← Back to the list")),
        h("h2", {}, `${wanted} ${one}`),
        ...(record === null && history.length === 0
          ? [h("p", { class: "problem" }, `There is no ${wanted} ${one}.`)]
          : [record === null ? h("p", { class: "problem" }, app.past === null ? "It is not there any more." : "It is not there at that moment.") : json(record), h("h3", {}, "History"), changes(history, app)]),
      );
    }
  }

  async function open([wanted, one]) {
    if (wanted !== undefined && wanted !== kind) {
      kind = wanted;
      offset = 0;
    }
    id = one ?? null;
    split.classList.toggle("open", id !== null);
    mark();
    if (id !== null && !(listed.startsWith(`${kind} `) && listed.includes(` ${id} `))) {
      offset = await pageOf(kind, id);
    }
    await Promise.all([slider.refresh(), load()]);
  }

  async function refresh(state, before) {
    if (!before || state.revision !== before.revision || state.rewinds !== before.rewinds) {
      await Promise.all([slider.refresh(), app.past === null ? load() : null]);
    }
  }

  return { name: "data", title: "Data", element, open, refresh };
}

/** What to do where a request fails: what is not there is told by a value, all else remains a failure. */
function unlessAbsent(value) {
  return (failure) => {
    if (failure.status !== 404) {
      throw failure;
    }
    return value;
  };
}

/** The kinds in one line, for narrow screens. */
function chooser(found, kind, go) {
  const surfaces = [...new Set(found.map(({ surface }) => surface))];
  const groups = surfaces.map((surface) =>
    h("optgroup", { label: surface }, ...found.filter((each) => each.surface === surface).map((each) => h("option", { value: each.kind, selected: each.kind === kind }, `${each.kind} (${each.count.toLocaleString("en")})`))),
  );
  const made = h("select", { "aria-label": "Kind of records", onchange: () => go(made.value) }, ...groups);
  return made;
}

/** Tells whether an element shows something else by now; what is the same is left alone, lest a click on it be lost. */
function isNew(element, shown) {
  const before = element.shown;
  element.shown = JSON.stringify(shown);
  return element.shown !== before;
}

function grouped(found, kind, hash) {
  const surfaces = [...new Set(found.map(({ surface }) => surface))];
  const made = surfaces.map((surface) => {
    const here = found.filter((each) => each.surface === surface);
    const link = ({ kind: name, count }) =>
      h(
        "a",
        { href: hash(name), "aria-current": name === kind ? "true" : null, class: count === 0 ? "none" : null },
        h("span", {}, name),
        h("span", { class: "badge" }, count.toLocaleString("en")),
      );
    const filled = here.filter((each) => each.count > 0 || each.kind === kind);
    const vacant = here.filter((each) => !filled.includes(each));
    return h("div", {}, h("h3", {}, surface), ...filled.map(link), vacant.length > 0 ? fold(`${vacant.length} empty`, false, ...vacant.map(link)) : null);
  });
  const links = made.flatMap((group) => [...group.querySelectorAll("a")]);
  reachable(links, links.find((link) => link.ariaCurrent === "true") ?? links[0]);
  return made;
}

/** The fields that say most: those whose name is telling, and then those that have values. */
function chosenColumns(records) {
  const filled = new Map();
  for (const record of records) {
    for (const [name, value] of Object.entries(record)) {
      const says = value !== null && value !== "" && name !== "id" && !(Array.isArray(value) && value.length === 0);
      filled.set(name, (filled.get(name) ?? 0) + (says ? 1 : 0));
    }
  }
  const names = [...filled.keys()].filter((name) => filled.get(name) > 0 && name !== "id");
  const place = (name) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length + LAST.indexOf(name) + 1);
  return names.sort((one, other) => place(one) - place(other)).slice(0, COLUMNS);
}

function changes(history, app) {
  if (history.length === 0) {
    return h("p", { class: "muted" }, "No history: the record existed from the beginning, or older history was discarded.");
  }
  const told = history.map((step, place) => {
    const changed = step.action === "updated" ? differences(history[place - 1]?.record, step.record) : [];
    return h(
      "li",
      {},
      h("div", { class: "row" }, h("strong", {}, step.action), moment(step.at), step.request ? app.link(`request ${step.request}`, "requests", `r${step.request}`) : null, button("View state then", () => app.lookBack(step.revision), { class: "small", "aria-label": `Look at moment ${step.revision}` })),
      ...changed.map(([name, before, after]) => h("div", { class: "change" }, h("span", {}, name), " ", h("del", {}, brief(before) || "nothing"), " → ", h("ins", {}, brief(after) || "nothing"))),
    );
  });
  return h("ol", { class: "history" }, ...told.reverse());
}

/** A slider through the states after each change. */
function timeline(app) {
  let revisions = [];
  const range = h("input", { type: "range", min: 0, "aria-label": "Revision to look at", oninput: slid });
  const label = h("output", { class: "moment" });
  const step = (by) => () => to(Number(range.value) + by);
  const earlier = button("‹", step(-1), { "aria-label": "A change earlier" });
  const later = button("›", step(1), { "aria-label": "A change later" });
  const element = h("div", { class: "timeline" }, h("span", { class: "row" }, earlier, later), range, label);
  const go = settled(() => app.lookBack(at() === revisions.length - 1 ? null : revisions[at()].number), 60);

  function at() {
    return Number(range.value);
  }

  function slid() {
    tell();
    go();
  }

  function to(place) {
    range.value = String(place);
    slid();
  }

  function tell() {
    const one = revisions[at()];
    const isNow = at() === revisions.length - 1;
    fill(label, isNow ? `Now, after ${counted(revisions.length, "change")}` : [`${at() + 1} of ${revisions.length} · `, moment(one.at, app.state.now), ` · ${what(one)}`]);
    range.setAttribute("aria-valuetext", label.textContent);
    earlier.disabled = at() === 0;
    later.disabled = isNow;
  }

  async function refresh() {
    revisions = (await api.get("revisions")).revisions;
    range.disabled = revisions.length < 2;
    if (range.disabled) {
      earlier.disabled = later.disabled = true;
      fill(label, "Now. When there are changes, this looks back through them.");
    } else {
      range.max = String(revisions.length - 1);
      const place = revisions.findIndex(({ number }) => number === app.past);
      range.value = String(app.past === null || place < 0 ? revisions.length - 1 : place);
      tell();
    }
  }

  return { element, refresh };
}

/** What led to a moment, in a few words. */
export function what({ events, request }) {
  const told = (events ?? []).slice(0, 3).join(", ");
  const rest = (events ?? []).length > 3 ? ` and ${events.length - 3} more` : "";
  return told ? told + rest : request ? `request ${request}` : "the beginning";
}
