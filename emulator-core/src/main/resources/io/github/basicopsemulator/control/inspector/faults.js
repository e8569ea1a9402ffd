// What goes wrong with requests on purpose.
import * as api from "./api.js";
import { stop } from "./clock.js";
import { act, button, empty, field, fill, h, select, toast } from "./dom.js";

const QUICK = [
  ["503 once", { kind: "status", status: 503, times: 1 }],
  ["429 once", { kind: "status", status: 429, retryAfter: "PT5S", times: 1 }],
  ["500 always", { kind: "status", status: 500 }],
  ["2 s late", { kind: "latency", latency: "PT2S" }],
  ["Drop the next response", { kind: "lostResponse", times: 1 }],
  ["Reset the next connection", { kind: "reset", times: 1 }],
];

/** Each kind with the fields that it takes besides those of every fault. */
const KINDS = {
  status: ["an error status", "status", "retryAfter"],
  latency: ["fixed or random delay", "latency", "longest", "onClock"],
  logNormalLatency: ["log-normal delay", "median", "sigma", "onClock"],
  lostResponse: ["applied, response dropped"],
  reset: ["connection reset"],
  emptyResponse: ["connection closed without a response"],
  halfBody: ["half of the body"],
  malformedJson: ["broken JSON"],
  slowBody: ["slow body", "time"],
};

const FIELDS = {
  status: ["Status", { type: "number", min: 400, max: 599, value: 503, required: true }, Number],
  retryAfter: ["Retry-After, seconds", { type: "number", min: 0 }, seconds],
  latency: ["Late by, ms", { type: "number", min: 0, value: 1000, required: true }, millis],
  longest: ["At most, ms", { type: "number", min: 0 }, millis],
  median: ["Median, ms", { type: "number", min: 0, value: 200, required: true }, millis],
  sigma: ["Sigma", { type: "number", min: 0, step: "any", value: 0.4, required: true }, Number],
  time: ["Takes, ms", { type: "number", min: 0, value: 2000, required: true }, millis],
  onClock: ["On the workspace's clock", { type: "checkbox" }, Boolean],
  method: ["Method", { list: "fault-methods", placeholder: "any" }, String],
  route: ["Route", { placeholder: "any, or /v1/task/{id}" }, String],
  nth: ["Only the n-th", { type: "number", min: 1 }, Number],
  chance: ["Chance, 0 to 1", { type: "number", min: 0, max: 1, step: "any" }, Number],
  times: ["Times", { type: "number", min: 1, placeholder: "always" }, Number],
};

export function faults() {
  const list = h("div", {});
  const quick = h("div", { class: "row" }, ...QUICK.map(([text, fault]) => button(text, () => act(quick, () => add(fault)))));
  const kind = select(Object.entries(KINDS).map(([name, [text]]) => [name, text]), { onchange: shape });
  const own = h("span", { class: "row" });
  const shared = h("span", { class: "row" }, ...["method", "route", "nth", "chance", "times"].map(input));
  const form = h(
    "form",
    { class: "stack", onsubmit: stop(() => act(form, () => add(read(form)))) },
    h("div", { class: "row" }, field("What goes wrong", kind), own),
    h("div", { class: "row" }, shared),
    h("datalist", { id: "fault-methods" }, ...["GET", "POST", "PUT", "PATCH", "DELETE"].map((value) => h("option", { value }))),
    h("button", { class: "primary" }, "Add this fault"),
  );
  const requests = h("input", { type: "number", min: 1, value: 10, required: true });
  const window = h("input", { type: "number", min: 1, value: 60, required: true });
  const limit = h("p", { class: "muted" });
  const limiting = h("form", { class: "row", onsubmit: stop(() => act(limiting, setLimit)) }, field("Requests", requests), field("in seconds", window), h("button", {}, "Set"));
  const clear = button("Clear all", () => act(clear.parentElement, async () => (await api.remove("faults"), toast("All faults cleared"), refresh())), { class: "danger" });
  const element = h(
    "div",
    { class: "cards" },
    h("section", { class: "card" }, h("div", { class: "row between" }, h("h2", {}, "Active faults"), clear), list, limit),
    h("section", { class: "card" }, h("h2", {}, "Presets"), quick),
    h("section", { class: "card" }, h("h2", {}, "Rate limit"), h("p", { class: "muted" }, "Requests over the limit get 429."), limiting),
    h("section", { class: "card wide" }, h("h2", {}, "Custom fault"), form),
  );
  shape();

  function shape() {
    fill(own, ...KINDS[kind.value].slice(1).map(input));
  }

  function read() {
    const fault = { kind: kind.value };
    for (const control of form.querySelectorAll("input[name]")) {
      const given = control.type === "checkbox" ? control.checked : control.value.trim();
      if (given) {
        fault[control.name] = FIELDS[control.name][2](given);
      }
    }
    return fault;
  }

  async function add(fault) {
    await api.post("faults", fault);
    toast("Added");
    await refresh();
  }

  async function setLimit() {
    await api.put("faults/rate-limit", { requests: Number(requests.value), window: `PT${window.value}S` });
    await refresh();
  }

  async function refresh() {
    const { faults: given, rateLimit } = await api.get("faults");
    fill(list, given.length === 0 ? empty("No active faults.", h("p", {}, "Pick a preset or define one below.")) : h("ul", { class: "lines" }, ...given.map((line) => h("li", {}, line))));
    fill(limit, rateLimit ? `Rate limit: ${rateLimit}` : "No rate limit");
    clear.disabled = given.length === 0 && !rateLimit;
  }

  return { name: "faults", title: "Faults", element, open: refresh, refresh };
}

function input(name) {
  const [label, attributes] = FIELDS[name];
  return field(label, h("input", { name, ...attributes }));
}

function seconds(text) {
  return `PT${text}S`;
}

function millis(text) {
  return `PT${Number(text) / 1000}S`;
}
