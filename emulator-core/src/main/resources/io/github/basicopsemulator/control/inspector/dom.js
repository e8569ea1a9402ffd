// Making and changing elements. Whatever comes from the server is put in as text, and never as markup.

/** Makes an element: attributes by name, `on…` for listeners; children are elements or text, and null is left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...content(children));
  return element;
}

/** Puts children in place of those that an element has. */
export function fill(element, ...children) {
  element.replaceChildren(...content(children));
  return element;
}

function content(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));
}

/** Gives an element these children, and touches none that stays where it is: focus and selection outlive an update. */
export function reconcile(element, children) {
  const wanted = new Set(children);
  for (const child of [...element.children]) {
    if (!wanted.has(child)) {
      child.remove();
    }
  }
  children.forEach((child, place) => {
    if (element.children[place] !== child) {
      element.insertBefore(child, element.children[place] ?? null);
    }
  });
}

/** Marks the one option of a list that is chosen; Tab reaches it, or the first where none is. */
export function markChosen(list, isChosen) {
  const items = [...list.children];
  items.forEach((item) => item.setAttribute("aria-selected", String(isChosen(item))));
  reachable(items, items.find(isChosen) ?? items[0]);
}

export function button(text, onclick, attributes = {}) {
  return h("button", { type: "button", onclick, ...attributes }, text);
}

export function field(label, control, attributes = {}) {
  return h("label", { class: "field", ...attributes }, h("span", {}, label), control);
}

export function select(options, attributes = {}) {
  return h("select", attributes, ...options.map(([value, text]) => h("option", { value }, text)));
}

/** Says in place of a list why there is nothing in it, and what to do about that. */
export function empty(title, ...more) {
  return h("div", { class: "empty" }, h("p", { class: "empty-title" }, title), ...more);
}

/** Terms and what they are; those without a value are left out. */
export function facts(pairs) {
  const told = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return h("dl", { class: "facts" }, ...told.map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value))));
}

/** A part that can be folded. */
export function fold(title, open, ...children) {
  return h("details", { open }, h("summary", {}, title), ...children);
}

/**
 * Does what a button is for: once at a time, and with the reason beside it if it fails.
 *
 * @param beside the element that the reason is shown at the end of
 */
export async function act(beside, work) {
  beside.querySelector(":scope > .error")?.remove();
  if (beside.ariaBusy === "true") {
    return;
  }
  beside.ariaBusy = "true";
  try {
    await work();
  } catch (failure) {
    beside.append(h("p", { class: "error", role: "alert" }, failure.message));
  } finally {
    beside.ariaBusy = "false";
  }
}

/** Lets two arrow keys, Home and End go through the items of a list, of which only one is reached by Tab. */
export function arrows(list, selector, chosen = () => {}, [back, on] = ["ArrowUp", "ArrowDown"]) {
  list.addEventListener("keydown", (key) => {
    const items = [...list.querySelectorAll(selector)];
    const at = items.indexOf(document.activeElement);
    const next = at < 0 ? undefined : items[{ [back]: at - 1, [on]: at + 1, Home: 0, End: items.length - 1 }[key.key]];
    if (next && !key.ctrlKey && !key.metaKey && !key.altKey) {
      key.preventDefault();
      reachable(items, next);
      next.focus();
      chosen(next);
    }
  });
}

/** Makes one item of a list the one that Tab reaches. */
export function reachable(items, one) {
  for (const item of items) {
    item.tabIndex = item === one ? 0 : -1;
  }
}

/** Asks before something is lost; resolves to whether to go on. */
export function confirmed(question, consequence, yes) {
  return new Promise((answer) => {
    const dialog = h(
      "dialog",
      { "aria-label": question, onclose: () => close(dialog.returnValue === "yes") },
      h("h2", {}, question),
      h("p", {}, consequence),
      h(
        "form",
        { method: "dialog", class: "row" },
        h("button", { value: "yes", class: "danger" }, yes),
        h("button", { value: "no" }, "Cancel"),
      ),
    );
    const close = (outcome) => {
      dialog.remove();
      answer(outcome);
    };
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Shows some elements in a dialog that Escape closes. */
export function dialog(title, ...children) {
  const shown = h(
    "dialog",
    { "aria-label": title, onclose: () => shown.remove() },
    h("h2", {}, title),
    ...children,
    h("form", { method: "dialog", class: "row" }, h("button", {}, "Close")),
  );
  document.body.append(shown);
  shown.showModal();
  return shown;
}

let fading = 0;

/** Says for a moment that something was done. */
export function toast(text) {
  const place = document.getElementById("toast");
  clearTimeout(fading);
  fill(place, text);
  fading = setTimeout(() => fill(place), 4000);
}

/** Puts a text into the clipboard; where the browser allows no page to do so, shows it to be copied by hand. */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`${what} copied`);
  } catch {
    const area = h("textarea", { readonly: true, rows: 16, "aria-label": what, class: "wide" });
    area.value = text;
    dialog(what, h("p", { class: "muted" }, "This browser lets no page write to the clipboard here; copy it from here."), area);
    area.select();
  }
}

/** Offers a text to be saved as a file. */
export function save(text, name, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Lets some work be asked for at any time, and runs it once at a time: again afterwards if it was asked for meanwhile. */
export function coalesced(work) {
  let running = null;
  let again = false;
  const run = async () => {
    do {
      again = false;
      await work();
    } while (again);
  };
  return () => {
    if (running) {
      again = true;
    } else {
      running = run().finally(() => (running = null));
    }
    return running;
  };
}

/** Lets some work be asked for often, and does it when that has ceased for some milliseconds. */
export function settled(work, milliseconds = 120) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds);
  };
}
