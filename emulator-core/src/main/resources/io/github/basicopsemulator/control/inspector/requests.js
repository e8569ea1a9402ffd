// The requests that came, newest first, each with all that it caused.
import * as api from "./api.js";
import { act, arrows, button, coalesced, copy, empty, facts, field, fill, fold, h, markChosen, reconcile, save, select, settled } from "./dom.js";
import { body, counted, moment, size, took } from "./text.js";

const PAGE = 200;
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

export function requests(app) {
  let exchanges = [];
  let rows = new Map();
  let routes = new Set();
  let last = 0;
  let rewinds = 0;
  let shown = PAGE;
  let chosen = null;

  const text = h("input", { type: "search", placeholder: "Path, problem or number", "data-filter": true, oninput: settled(again) });
  const method = select([["", "All"], ...METHODS.map((each) => [each, each])], { onchange: again });
  const status = select(
    [["", "All"], ["2", "2xx"], ["3", "3xx"], ["4", "4xx"], ["5", "5xx"], ["fault", "Faults"]],
    { onchange: again },
  );
  const route = select([["", "All"]], { onchange: again });
  const count = h("span", { class: "muted count", role: "status" });
  const list = h("ul", { class: "list requests", role: "listbox", "aria-label": "Requests, newest first" });
  const more = button("Show older requests", () => {
    shown += PAGE;
    render();
  });
  const nothing = h("div", {});
  const detail = h("section", { class: "detail", "aria-label": "The chosen request" });
  const bar = h(
    "div",
    { class: "bar" },
    field("Filter", text, { class: "field grow" }),
    field("Method", method),
    field("Status", status),
    field("Route", route, { class: "field route" }),
  );
  const above = h(
    "div",
    { class: "row between" },
    count,
    h(
      "span",
      { class: "row" },
      button("Save as HAR", () => act(above, async () => save(await api.text("journal.har"), "journal.har", "application/json")), { class: "small" }),
      button("Clear", () => act(above, clear), { class: "small" }),
    ),
  );
  const element = h("div", { class: "split" }, h("div", { class: "master" }, bar, above, nothing, list, more), detail);

  list.addEventListener("click", (click) => choose(click.target.closest("[role=option]")));
  arrows(list, "[role=option]", choose);

  const load = coalesced(async () => {
    if (app.state.journal < last || app.state.rewinds !== rewinds) {
      forget();
      rewinds = app.state.rewinds;
    }
    (await api.get(`journal?brief=true&after=${last}`)).exchanges.forEach(add);
    render();
  });

  async function clear() {
    await api.remove("journal");
    forget();
    last = app.state.journal;
    app.go("requests");
    render();
  }

  function forget() {
    exchanges = [];
    rows = new Map();
    last = 0;
  }

  function add(exchange) {
    if (exchange.number <= last) {
      return;
    }
    last = exchange.number;
    exchanges.push(exchange);
    if (exchange.route && !routes.has(exchange.route)) {
      routes.add(exchange.route);
      const chosenRoute = route.value;
      fill(route, h("option", { value: "" }, "All"), ...[...routes].sort().map((each) => h("option", { value: each }, each)));
      route.value = chosenRoute;
    }
  }

  function again() {
    shown = PAGE;
    render();
  }

  function matches(exchange) {
    const words = text.value.trim().toLowerCase();
    return (
      (!words || line(exchange).toLowerCase().includes(words)) &&
      (!method.value || exchange.method === method.value) &&
      (!route.value || exchange.route === route.value) &&
      (!status.value || (status.value === "fault" ? Boolean(exchange.fault) : String(exchange.status).startsWith(status.value)))
    );
  }

  function render() {
    const matching = exchanges.filter(matches);
    reconcile(list, matching.slice(-shown).reverse().map(row));
    mark();
    above.hidden = exchanges.length === 0;
    more.hidden = matching.length <= shown;
    list.hidden = matching.length === 0;
    fill(count, exchanges.length === 0 ? "" : matching.length === exchanges.length
      ? counted(exchanges.length, "request")
      : `${matching.length.toLocaleString("en")} of ${counted(exchanges.length, "request")}`);
    fill(nothing, matching.length > 0 ? null : exchanges.length > 0 ? empty("No requests match these filters.", unfiltered()) : welcome());
  }

  function unfiltered() {
    return button("Show all", () => {
      [text, method, status, route].forEach((control) => (control.value = ""));
      again();
    });
  }

  function welcome() {
    const command = `curl -H "Authorization: Bearer ${app.workspace.token ?? "any"}" ${api.base}/v1/user/me`;
    return empty(
      "No request yet",
      h("p", {}, "Give this base URL to the program under test, or send a first request from a terminal; it appears here at once:"),
      h("pre", { class: "code", tabindex: "0" }, command),
      button("Copy", () => copy(command, "Command")),
    );
  }

  function row(exchange) {
    if (!rows.has(exchange.number)) {
      rows.set(exchange.number, option(exchange));
    }
    return rows.get(exchange.number);
  }

  function option(exchange) {
    return h(
      "li",
      { role: "option", tabindex: "-1", "data-number": exchange.number, "aria-selected": "false" },
      h("span", { class: "number" }, exchange.number),
      h("span", { class: "method" }, exchange.method),
      h("span", { class: "path" }, exchange.path, exchange.query ? h("span", { class: "muted" }, `?${exchange.query}`) : null),
      h("span", { class: statusClass(exchange) }, exchange.fault ? `⚡ ${exchange.status}` : exchange.status),
      h("span", { class: "when muted" }, moment(exchange.at, app.state.now)),
      h("span", { class: "caused muted" }, summary(exchange)),
    );
  }

  function mark() {
    markChosen(list, ({ dataset }) => dataset.number === chosen);
  }

  function choose(item) {
    if (item) {
      app.go("requests", item.dataset.number);
    }
  }

  const show = async (number) => {
    const [exchange, attempts, held] = await Promise.all([
      api.get(`journal/${encodeURIComponent(number)}`),
      api.get("webhooks/deliveries"),
      api.get("webhooks/held"),
    ]);
    const caused = [...attempts.deliveries, ...held.deliveries].filter((each) => each.request === exchange.request);
    if (number === chosen) {
      fill(detail, app.back("requests"), ...whole(exchange, caused, app));
    }
  };

  async function open([number]) {
    chosen = null;
    if (number?.startsWith("r")) {
      await load();
      return app.go("requests", exchanges.find(({ request }) => `r${request}` === number)?.number ?? number.slice(1));
    }
    chosen = number ?? null;
    element.classList.toggle("open", chosen !== null);
    mark();
    if (chosen === null) {
      fill(detail, h("p", { class: "hint muted" }, "Choose a request to see what was sent, what was answered, and what came of it."));
    }
    await load();
    if (chosen !== null) {
      await show(chosen).catch((gone) => fill(detail, app.back("requests"), empty(gone.message)));
      rows.get(Number(chosen))?.scrollIntoView({ block: "nearest" });
    }
  }

  /** Of a request that is open, only what it caused may still change. */
  async function refresh(state, before) {
    await load();
    if (chosen !== null && before && state.deliveries !== before.deliveries) {
      await show(chosen);
    }
  }

  return { name: "requests", title: "Requests", element, open, refresh, badge: (state) => state.journal };
}

function line(exchange) {
  const { number, method, path, query, status, problem, fault } = exchange;
  return [number, method, `${path}${query ? `?${query}` : ""}`, status, problem, fault].join(" ");
}

export function statusClass({ status }) {
  return `status status-${String(status)[0]}`;
}

function summary({ problem, events }) {
  return problem ?? events?.map(told).join(", ") ?? "";
}

function told({ action, kind, id }) {
  return `${action} ${kind} ${id}`;
}

function whole(exchange, deliveries, app) {
  return [
    h("h2", {}, `${exchange.method} `, h("span", { class: "path" }, exchange.path), " ", h("span", { class: statusClass(exchange) }, exchange.status)),
    h(
      "div",
      { class: "row" },
      button("Copy as curl", () => copy(exchange.curl, "curl command")),
      button("Copy as a Java test", () => copy(exchange.java, "Java test")),
    ),
    exchange.problem ? h("p", { class: "problem" }, h("strong", {}, "Problem: "), exchange.problem) : null,
    exchange.fault ? h("p", { class: "problem" }, h("strong", {}, "Injected fault: "), exchange.fault) : null,
    facts([
      ["At", moment(exchange.at)],
      ["Took", took(exchange.durationMicros)],
      ["Route", exchange.route],
      ["Caller", exchange.caller],
      ["Query", exchange.query],
    ]),
    h("h3", {}, "Changes"),
    happened(exchange.events ?? [], app),
    h("h3", {}, "Webhook deliveries"),
    webhooks(deliveries, app),
    h("h3", {}, "Request"),
    fold(counted(exchange.requestHeaders.length, "header"), false, headers(exchange.requestHeaders)),
    content(exchange.requestBody, exchange.requestBytes),
    h("h3", {}, "Response"),
    fold(counted(exchange.responseHeaders.length, "header"), false, headers(exchange.responseHeaders)),
    content(exchange.responseBody, exchange.responseBytes),
  ];
}

function happened(events, app) {
  return events.length === 0
    ? h("p", { class: "muted" }, "No records changed.")
    : h("ul", { class: "plain" }, ...events.map((event) => h("li", {}, `${event.action} `, app.link(`${event.kind} ${event.id}`, "data", event.kind, event.id))));
}

function webhooks(deliveries, app) {
  return deliveries.length === 0
    ? h("p", { class: "muted" }, "None.")
    : h("ul", { class: "plain" }, ...deliveries.map((each) => h("li", {}, app.link(each.event, "webhooks", each.number, each.attempt), ` ${each.outcome.replace("_", " ")}`, each.status ? ` (${each.status})` : "")));
}

/** Header fields, given as a list of names and values or as an object. */
export function headers(fields) {
  const pairs = Array.isArray(fields) ? fields.map(({ name, value }) => [name, value]) : Object.entries(fields ?? {});
  return h("table", { class: "headers" }, h("tbody", {}, ...pairs.map(([name, value]) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, value)))));
}

function content(text, bytes) {
  const cut = bytes > 0 && !text;
  return cut ? h("p", { class: "muted" }, `${size(bytes)} that are not kept as text`) : body(text);
}
