// The workspace's clock: what time it is there, and how to change that.
import * as api from "./api.js";
import { act, button, field, fill, h, select, toast } from "./dom.js";

const STEPS = [["+1 min", "PT1M"], ["+1 h", "PT1H"], ["+1 d", "P1D"], ["+1 week", "P7D"]];
const UNITS = [["M", "minutes"], ["H", "hours"], ["D", "days"], ["S", "seconds"]];

export function clock(app) {
  const now = h("p", { class: "now" });
  const how = h("p", { class: "muted" });
  const amount = h("input", { type: "number", min: "0", step: "1", value: "30", required: true });
  const unit = select(UNITS);
  const when = h("input", { type: "datetime-local", step: "1", required: true });
  const steps = h("div", { class: "row" }, ...STEPS.map(([text, by]) => button(text, () => act(steps, () => advance(by)))));
  const further = h("form", { class: "row", onsubmit: stop(() => act(further, () => advance(duration()))) }, field("Advance by", amount), field("Unit", unit), h("button", {}, "Advance"));
  const stand = h("form", { class: "row", onsubmit: stop(() => act(stand, () => set({ now: new Date(`${when.value}Z`).toISOString() }))) }, field("Freeze at (UTC)", when), h("button", {}, "Set"));
  const modes = h(
    "div",
    { class: "row" },
    button("Freeze", () => act(modes, () => set({ now: app.clock.now() }))),
    button("Follow the system's clock", () => act(modes, () => set({ follow: "system" }))),
  );
  const element = h(
    "div",
    { class: "cards" },
    h("section", { class: "card" }, h("h2", {}, "Now, in this workspace"), now, how, modes),
    h(
      "section",
      { class: "card" },
      h("h2", {}, "Move it"),
      h("p", { class: "muted" }, "Anything due by then runs first: retries are sent, tokens expire, tasks become overdue."),
      steps,
      further,
      stand,
    ),
  );

  function duration() {
    const exact = `${amount.value}${unit.value}`;
    return unit.value === "D" ? `P${exact}` : `PT${exact}`;
  }

  async function advance(by) {
    app.clock.take(await api.post("clock/advance", { by }));
    toast(`It is ${app.clock.now().slice(0, 19).replace("T", " ")} now`);
  }

  async function set(to) {
    app.clock.take(await api.put("clock", to));
  }

  function tell() {
    const iso = app.clock.now();
    fill(now, h("time", { datetime: iso }, iso.slice(0, 10), " ", h("strong", {}, iso.slice(11, 19)), " UTC"));
    const { standing, tick } = app.clock.state;
    fill(how, !standing ? "Running, by system time plus the offset of its moves." : tick && tick !== "PT0S" ? `Frozen; each request moves it by ${tick}.` : "Frozen until it is moved.");
  }

  async function open() {
    await app.clock.refresh();
    when.value ||= app.clock.now().slice(0, 19);
    tell();
  }

  return { name: "clock", title: "Clock", element, open, refresh: tell, tick: tell };
}

/** A listener that keeps the browser from sending a form itself. */
export function stop(work) {
  return (event) => {
    event.preventDefault();
    work();
  };
}
