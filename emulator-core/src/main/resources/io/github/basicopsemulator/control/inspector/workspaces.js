// The isolated worlds that this emulator holds.
import * as api from "./api.js";
import { stop } from "./clock.js";
import { act, button, coalesced, confirmed, copy, field, fill, h, select, toast } from "./dom.js";

const PAGE = 500;

export function workspaces(app) {
  let shown = 1;
  const name = h("input", { placeholder: "generated if blank", pattern: "[A-Za-z0-9._~\\-]*", title: "Letters, digits and . _ ~ -", "data-filter": true });
  const like = select([["", "nothing"]]);
  const life = h("input", { type: "number", min: 1, placeholder: "never" });
  const making = h("form", { class: "row", onsubmit: stop(() => act(making, make)) }, field("Name", name), field("A copy of", like), field("Expire after (idle minutes)", life), h("button", { class: "primary" }, "Make a workspace"));
  const table = h("div", { class: "table" });
  const element = h(
    "div",
    { class: "page" },
    h("p", { class: "muted" }, "Each workspace is a world of its own, with its records, clock, webhooks and faults. The code under test reaches one by its base URL."),
    making,
    table,
  );

  async function make() {
    const wish = {};
    if (name.value.trim()) {
      wish.name = name.value.trim();
    }
    if (like.value) {
      wish.like = like.value === "(default)" ? "" : like.value;
    }
    if (life.value) {
      wish.ttl = `PT${life.value}M`;
    }
    const made = await api.post("workspaces", wish);
    name.value = "";
    toast(`Workspace ${made.name} is at ${made.url}`);
    await load();
  }

  async function forget(workspace) {
    if (await confirmed(`Delete ${workspace.name}?`, "Its records, journal and snapshots are gone then.", "Delete")) {
      await api.remove(`workspaces/${encodeURIComponent(workspace.name)}`);
      toast(`${workspace.name} is gone`);
      await (workspace.name === api.workspace ? location.assign(api.pageOf("")) : load());
    }
  }

  const load = coalesced(async () => {
    const { all, total } = await pages();
    app.known(all);
    const wanted = like.value;
    fill(like, h("option", { value: "" }, "nothing"), ...all.map((each) => h("option", { value: each.name || "(default)" }, each.name || "the default workspace")));
    like.value = wanted;
    fill(
      table,
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, ...["Name", "Base URL", "Token", "Requests", "Expires", ""].map((title) => h("th", { scope: "col" }, title || h("span", { class: "unseen" }, "Actions"))))),
        h("tbody", {}, ...all.map(row)),
      ),
      total > all.length ? h("p", { class: "row muted" }, `${all.length} of ${total} `, button("Show more", more, { class: "small" })) : null,
    );
  });

  /** The pages that are shown. */
  async function pages() {
    const all = [];
    let page = await api.get(`workspaces?limit=${PAGE}`);
    all.push(...page.workspaces);
    for (let number = 1; number < shown && page.next !== null; number++) {
      page = await api.get(`workspaces?limit=${PAGE}&after=${encodeURIComponent(page.next)}`);
      all.push(...page.workspaces);
    }
    return { all, total: page.total };
  }

  async function more() {
    shown++;
    await load();
  }

  function row(workspace) {
    const title = workspace.name || "the default workspace";
    const here = workspace.name === api.workspace;
    const actions = h(
      "td",
      {},
      button("Copy URL", () => copy(workspace.url, "URL"), { class: "small", "aria-label": `Copy the URL of ${title}` }),
      " ",
      workspace.name ? button("Delete", () => act(actions, () => forget(workspace)), { class: "small danger", "aria-label": `Delete ${title}` }) : null,
    );
    return h(
      "tr",
      { class: here ? "chosen" : null },
      h("th", { scope: "row" }, h("a", { href: api.pageOf(workspace.name), "aria-current": here ? "page" : null }, title)),
      h("td", { class: "path" }, workspace.url),
      h("td", { class: "path" }, workspace.token),
      h("td", {}, workspace.requests.toLocaleString("en")),
      h("td", {}, workspace.ttl ?? "never"),
      actions,
    );
  }

  return { name: "workspaces", title: "Workspaces", element, open: load, refresh: () => undefined };
}
