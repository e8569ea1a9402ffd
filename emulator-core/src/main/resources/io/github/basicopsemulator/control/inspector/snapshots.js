// Going back, and beginning anew: snapshots, reset, seed and export.
import * as api from "./api.js";
import { stop } from "./clock.js";
import { act, button, coalesced, confirmed, empty, field, fill, h, save, select, toast } from "./dom.js";

export function snapshots(app) {
  let names = [];
  const name = h("input", { placeholder: "generated if blank", pattern: "[^/]*", "data-filter": true });
  const taking = h("form", { class: "row", onsubmit: stop(() => act(taking, take)) }, field("Name", name), h("button", { class: "primary" }, "Take a snapshot"));
  const list = h("div", {});
  const since = select([["", "the beginning"]], { onchange: () => act(changesCard, compare) });
  const lines = h("div", {});
  const changesCard = h("section", { class: "card wide" }, h("h2", {}, "What has changed"), field("Since", since), lines);
  const seed = h("textarea", { rows: 8, spellcheck: "false", placeholder: "Paste a seed file (YAML or JSON) here, or choose one below." });
  const file = h("input", { type: "file", accept: ".yaml,.yml,.json", onchange: async () => (seed.value = (await file.files[0]?.text()) ?? "") });
  const planting = h("form", { class: "stack", onsubmit: stop(() => act(planting, plant)) }, field("Seed", seed), field("From a file", file), h("span", {}, h("button", { class: "primary" }, "Load seed")));
  const exports = h("div", { class: "row" }, ...["yaml", "json"].map((format) => button(`Export as ${format.toUpperCase()}`, () => act(exports, () => download(format)))));
  const resetting = h("div", { class: "row" }, button("Reset the workspace", () => act(resetting, reset), { class: "danger" }));
  const element = h(
    "div",
    { class: "cards" },
    h("section", { class: "card" }, h("h2", {}, "Snapshots"), h("p", { class: "muted" }, "A snapshot is everything: records, ids, clock and held deliveries. To look through all states without going back, use the slider of ", app.link("Data", "data"), "."), taking, list),
    h("section", { class: "card" }, h("h2", {}, "Export"), h("p", { class: "muted" }, "Writes everything that is here as a seed file, to make a fixture of it."), exports),
    h("section", { class: "card" }, h("h2", {}, "Reset"), h("p", { class: "muted" }, "Restores the workspace as it was when it was created."), resetting),
    changesCard,
    h("section", { class: "card wide" }, h("h2", {}, "Seed"), planting),
  );

  async function take() {
    const taken = name.value.trim()
      ? await api.put(`snapshots/${encodeURIComponent(name.value.trim())}`)
      : await api.post("snapshots");
    name.value = "";
    toast(`Snapshot ${taken.snapshot} taken`);
    await load();
  }

  async function rewind(snapshot) {
    await api.post("rewind", { snapshot });
    toast(`Back at ${snapshot}`);
    await load();
  }

  async function reset() {
    if (await confirmed("Reset the workspace?", "It becomes what it was when it was made. All that has happened since goes: records, requests, faults and rate limits, held deliveries, and how the clock was set. Its snapshots stay.", "Reset")) {
      await api.post("reset");
      toast("As it was when it was made");
      await load();
    }
  }

  async function download(format) {
    const type = format === "json" ? "application/json" : "application/yaml";
    save(await api.text(`export?format=${format}`), `${api.workspace || "workspace"}.${format}`, type);
  }

  async function plant() {
    const type = seed.value.trim().startsWith("{") ? "application/json" : "application/yaml";
    const { seeded } = await api.upload("seed", seed.value, type);
    toast(`${seeded} planted`);
    await load();
  }

  async function compare() {
    const { changes } = await api.get(since.value ? `changes?since=${encodeURIComponent(since.value)}` : "changes");
    const shown = changes.slice(0, 500);
    fill(
      lines,
      changes.length === 0 ? empty("Nothing has changed since then.") : h("ul", { class: "lines differences" }, ...shown.map((change) => h("li", { class: change.action }, app.link(change.line, "data", change.kind, change.id)))),
      changes.length > shown.length ? h("p", { class: "muted" }, `and ${changes.length - shown.length} more`) : null,
    );
  }

  const load = coalesced(async () => {
    names = (await api.get("snapshots")).snapshots;
    fill(list, names.length === 0 ? empty("No snapshot yet", h("p", {}, "Take one before you try something, and come back to it as often as you like.")) : h("ul", { class: "lines" }, ...names.map(item).reverse()));
    const wanted = since.value;
    fill(since, h("option", { value: "" }, "the beginning"), ...names.map((each) => h("option", { value: each }, each)));
    since.value = names.includes(wanted) ? wanted : "";
    await act(changesCard, compare);
  });

  function item(snapshot) {
    const made = h("li", { class: "row between" }, h("span", {}, snapshot), button("Rewind to it", () => act(made, () => rewind(snapshot)), { class: "small", "aria-label": `Rewind to ${snapshot}` }));
    return made;
  }

  async function refresh(state, before) {
    if (!before || state.revision !== before.revision || state.rewinds !== before.rewinds) {
      await load();
    }
  }

  return { name: "snapshots", title: "Snapshots", element, open: load, refresh };
}
