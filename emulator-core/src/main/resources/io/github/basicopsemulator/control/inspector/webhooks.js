// Every attempt to deliver a webhook, newest first, and what can be done with it.
import * as api from "./api.js";
import { act, arrows, button, coalesced, empty, facts, field, fill, fold, h, markChosen, reconcile, select, settled, toast } from "./dom.js";
import { headers } from "./requests.js";
import { body, counted, moment } from "./text.js";

const PAGE = 200;
const OUTCOMES = ["delivered", "held", "failed", "refused", "blocked_host", "dropped"];
const MODES = [["after_response", "after the response"], ["before_response", "before the response"], ["held", "held for the test"]];

export function webhooks(app) {
  let deliveries = [];
  let dead = new Set();
  let rows = new Map();
  let shown = PAGE;
  let chosen = null;

  const text = h("input", { type: "search", placeholder: "Event, URL or number", "data-filter": true, oninput: settled(render) });
  const outcome = select([["", "All"], ...OUTCOMES.map((each) => [each, each.replace("_", " ")]), ["dead", "dead letters"]], { onchange: render });
  const mode = select(MODES, { onchange: () => act(sending, setMode) });
  const payload = select([["documented", "as documented"], ["observed", "as observed"]], { onchange: () => act(sending, setPayload) });
  const all = button("Deliver all held", () => act(above, async () => told(await api.post("webhooks/deliver", { all: true }))), { class: "small" });
  const settle = button("Wait for pending deliveries", () => act(above, async () => (await api.post("webhooks/settle"), toast("All deliveries are done"))), { class: "small" });
  const count = h("span", { class: "muted count", role: "status" });
  const nothing = h("div", {});
  const list = h("ul", { class: "list deliveries", role: "listbox", "aria-label": "Deliveries, newest first" });
  const more = button("Show older deliveries", () => ((shown += PAGE), render()));
  const detail = h("section", { class: "detail", "aria-label": "The chosen delivery" });
  const bar = h(
    "div",
    { class: "bar" },
    field("Filter", text, { class: "field grow" }),
    field("Outcome", outcome),
  );
  const sending = h("fieldset", { class: "bar" }, h("legend", {}, "Delivery"), field("Send", mode), field("Payload format", payload));
  const above = h("div", { class: "row between" }, count, h("span", { class: "row" }, all, settle));
  const element = h("div", { class: "split" }, h("div", { class: "master" }, sending, bar, above, nothing, list, more), detail);
  list.addEventListener("click", (click) => choose(click.target.closest("[role=option]")));
  arrows(list, "[role=option]", choose);

  const load = coalesced(async () => {
    const [settings, attempts, held, letters] = await Promise.all([
      api.get("webhooks"),
      api.get("webhooks/deliveries"),
      api.get("webhooks/held"),
      api.get("webhooks/dead"),
    ]);
    deliveries = [...attempts.deliveries, ...held.deliveries].sort((one, other) => one.number - other.number || one.attempt - other.attempt);
    dead = new Set(letters.deliveries.map(key));
    mode.value = settings.mode;
    payload.value = settings.payload;
    all.hidden = settings.held === 0;
    fill(all, `Deliver all held (${settings.held})`);
    render();
    show();
  });

  const setMode = async () => (await api.put("webhooks", { mode: mode.value }), load());
  const setPayload = async () => (await api.put("webhooks", { payload: payload.value }), load());

  function matches(delivery) {
    const words = text.value.trim().toLowerCase();
    const line = `${delivery.number} ${delivery.event} ${delivery.url} ${delivery.webhook} ${delivery.failure ?? ""}`.toLowerCase();
    const wanted = outcome.value === "dead" ? dead.has(key(delivery)) : !outcome.value || delivery.outcome === outcome.value;
    return wanted && (!words || line.includes(words));
  }

  function render() {
    const matching = deliveries.filter(matches);
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const before = rows;
    rows = new Map(matching.slice(-shown).reverse().map((each) => [JSON.stringify(each), each]));
    rows.forEach((each, text) => rows.set(text, before.get(text) ?? row(each)));
    const items = [...rows.values()];
    reconcile(list, items);
    mark();
    if (focused && document.activeElement.dataset.key !== focused) {
      items.find((item) => item.dataset.key === focused)?.focus();
    }
    above.hidden = deliveries.length === 0;
    more.hidden = matching.length <= shown;
    list.hidden = items.length === 0;
    fill(count, deliveries.length === 0 ? "" : matching.length === deliveries.length ? counted(deliveries.length, "delivery", "deliveries") : `${matching.length} of ${counted(deliveries.length, "delivery", "deliveries")}`);
    fill(nothing, items.length > 0 ? null : deliveries.length > 0 ? empty("No delivery is like that.") : welcome());
  }

  function mark() {
    markChosen(list, ({ dataset }) => chosen !== null && dataset.key === key(chosen));
  }

  function welcome() {
    const command = `curl -H "Authorization: Bearer ${app.workspace.token ?? "any"}" -H "Content-Type: application/json" \\
  -d '{"name": "test", "events": "basicops:task:created", "url": "${api.base}/_emulator/inbox/test"}' ${api.base}/v1/webhook`;
    return empty(
      "Nothing was delivered yet",
      h("p", {}, "Register a webhook, then change something. The emulator has inboxes of its own that take deliveries:"),
      h("pre", { class: "code", tabindex: "0" }, command),
    );
  }

  function row(delivery) {
    return h(
      "li",
      { role: "option", "data-key": key(delivery) },
      h("span", { class: "number" }, delivery.number),
      h("span", { class: "path" }, delivery.event),
      h("span", { class: `status outcome-${delivery.outcome}` }, delivery.outcome.replace("_", " "), delivery.status ? ` ${delivery.status}` : ""),
      h("span", { class: "when muted" }, moment(delivery.began ?? delivery.ended, app.state.now)),
      h("span", { class: "caused muted" }, delivery.attempt > 1 ? `attempt ${delivery.attempt} · ` : "", delivery.url),
    );
  }

  function choose(item) {
    if (item) {
      app.go("webhooks", ...item.dataset.key.split("."));
    }
  }

  function show() {
    const delivery = chosen && (deliveries.find((each) => key(each) === key(chosen)) ?? deliveries.findLast((each) => each.number === chosen.number));
    if (!chosen) {
      fill(detail, h("p", { class: "hint muted" }, "Choose a delivery to see what was sent and what was answered, and to send it once more."));
    } else if (!delivery) {
      fill(detail, app.back("webhooks"), empty("That delivery is not known any more."));
    } else {
      fill(detail, app.back("webhooks"), ...whole(delivery));
    }
  }

  function whole(delivery) {
    const held = delivery.outcome === "held";
    const actions = h(
      "div",
      { class: "row" },
      button(held ? "Deliver" : "Redeliver", () => act(actions, () => deliver(delivery)), { class: "primary" }),
      held ? button("Drop", () => act(actions, () => drop(delivery)), { class: "danger" }) : null,
    );
    return [
      h("h2", {}, delivery.event, " ", h("span", { class: `status outcome-${delivery.outcome}` }, delivery.outcome.replace("_", " "))),
      actions,
      delivery.failure ? h("p", { class: "problem" }, delivery.failure) : null,
      facts([
        ["To", delivery.url],
        ["Number", delivery.attempt > 1 ? `${delivery.number}, attempt ${delivery.attempt}` : delivery.number],
        ["Answer", delivery.status || "none"],
        ["Began", moment(delivery.began)],
        ["Ended", moment(delivery.ended)],
        ["Webhook", delivery.webhook && app.link(delivery.webhook, "data", "webhook")],
        ["Caused by", delivery.request && app.link(`request ${delivery.request}`, "requests", `r${delivery.request}`)],
      ]),
      h("h3", {}, "What was sent"),
      fold("Headers", false, headers(delivery.headers)),
      body(delivery.body),
      h("h3", {}, "What was answered"),
      delivery.response ? body(delivery.response) : h("p", { class: "muted" }, delivery.status ? "No body" : "Nothing"),
    ];
  }

  async function deliver({ number }) {
    const sent = await api.post("webhooks/deliver", { number });
    await load();
    toast(`${sent.event}: ${sent.outcome.replace("_", " ")}${sent.status ? ` (${sent.status})` : ""}`);
    app.go("webhooks", sent.number, sent.attempt);
  }

  async function drop({ number }) {
    await api.post("webhooks/drop", { number });
    await load();
    toast("Dropped");
  }

  function told({ deliveries: sent }) {
    toast(`${counted(sent.length, "delivery", "deliveries")} sent`);
    return load();
  }

  async function open([number, attempt]) {
    chosen = number === undefined ? null : { number: Number(number), attempt: Number(attempt ?? 1) };
    element.classList.toggle("open", chosen !== null);
    mark();
    await load();
  }

  async function refresh(state, before) {
    if (!before || state.deliveries !== before.deliveries || state.rewinds !== before.rewinds) {
      await load();
    }
  }

  return { name: "webhooks", title: "Webhooks", element, open, refresh };
}

function key({ number, attempt }) {
  return `${number}.${attempt}`;
}
