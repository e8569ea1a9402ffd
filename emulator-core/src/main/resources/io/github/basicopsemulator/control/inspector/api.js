// The control API of the workspace that this page belongs to. It is the folder that the page is in.
import { act, field, h } from "./dom.js";

const LONGEST_SILENCE = 40_000;
const LONGEST_PAUSE = 10_000;
const TOKEN = "control-token";

const home = new URL(".", location.href);
const place = home.pathname.match(/^(.*?)(?:\/w\/([^/]+))?\/_emulator\/$/) ?? ["", "", undefined];

/** The name of this workspace; empty for the default one. */
export const workspace = decodeURIComponent(place[2] ?? "");

/** The base URL that clients of this workspace are given. */
export const base = home.href.replace(/\/_emulator\/$/, "");

/** Where the page of a workspace is. */
export function pageOf(name) {
  return `${place[1]}${name ? `/w/${encodeURIComponent(name)}` : ""}/_emulator/`;
}

/** What the API refused; its message is a sentence for people, its status 0 where there was no answer. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export const get = (path) => ask("GET", path).then((reply) => reply.json());
export const text = (path) => ask("GET", path).then((reply) => reply.text());
export const post = (path, value = {}) => ask("POST", path, value).then((reply) => reply.json());
export const put = (path, value = {}) => ask("PUT", path, value).then((reply) => reply.json());
export const remove = (path) => ask("DELETE", path).then(() => undefined);
export const upload = (path, content, type) => ask("POST", path, content, { type }).then((reply) => reply.json());

async function ask(method, path, value, { type = "application/json", signal } = {}) {
  const headers = {};
  const token = remembered();
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  if (value !== undefined) {
    headers["Content-Type"] = type;
  }
  const content = value === undefined || typeof value === "string" ? value : JSON.stringify(value);
  const reply = await sent(new URL(path, home), { method, headers, body: content, signal, cache: "no-store" });
  if (reply.status === 401) {
    await tokenGiven(token);
    return ask(method, path, value, { type, signal });
  }
  if (!reply.ok) {
    throw new Refusal(reply.status, await reason(reply));
  }
  return reply;
}

async function sent(url, request) {
  try {
    return await fetch(url, request);
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new Refusal(0, "The emulator does not answer. Is it still running?");
  }
}

async function reason(reply) {
  const said = await reply.text();
  try {
    return JSON.parse(said).error ?? said;
  } catch {
    return said || `The emulator answered ${reply.status}.`;
  }
}

function remembered() {
  try {
    return sessionStorage.getItem(TOKEN);
  } catch {
    return null;
  }
}

let asking = null;

/** Waits for a token other than the one that was refused; all who need one share the question. */
function tokenGiven(refused) {
  if (remembered() !== refused) {
    return Promise.resolve();
  }
  asking ??= tokenAsked(refused).finally(() => (asking = null));
  return asking;
}

function tokenAsked(refused) {
  return new Promise((given) => {
    const input = h("input", { type: "password", name: "token", required: true, autocomplete: "off", autofocus: true });
    const form = h("form", { class: "stack" }, field("Control token", input), h("button", { class: "primary" }, "Continue"));
    const dialog = h(
      "dialog",
      { "aria-label": "Control token", class: "token" },
      h("h2", {}, refused ? "Another token is needed" : "A control token is needed"),
      h("p", {}, "This emulator was started with ", h("code", {}, "--control-token"), ". The token is kept until you close this tab."),
      form,
    );
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      act(form, async () => {
        sessionStorage.setItem(TOKEN, input.value.trim());
        dialog.close();
        dialog.remove();
        given();
      });
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/**
 * Follows what happens in the workspace for as long as the page is seen: browsers open few connections to a host, and pages in
 * the background would use them up.
 *
 * @param told called with each state
 * @param connected called with true or false whenever the connection comes or goes
 * @param closed called with the refusal, once and at last, when nobody may listen
 */
export function live(told, connected, closed) {
  let following = null;
  const turn = () => {
    following?.abort();
    following = document.hidden ? null : new AbortController();
    if (following) {
      follow(told, connected, following.signal).catch((refusal) => {
        document.removeEventListener("visibilitychange", turn);
        closed(refusal);
      });
    }
  };
  document.addEventListener("visibilitychange", turn);
  turn();
}

async function follow(told, connected, signal) {
  let pause = 500;
  while (!signal.aborted) {
    try {
      await listen((state) => {
        pause = 500;
        connected(true);
        told(state);
      }, signal);
    } catch (failure) {
      if (failure.status === 403) {
        throw failure;
      }
      // Whatever else it was, the next attempt finds out whether it is over.
    }
    if (!signal.aborted) {
      connected(false);
      await new Promise((over) => setTimeout(over, pause));
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }
}

/** EventSource sends no Authorization header, so the stream is read by hand. */
async function listen(told, signal) {
  const silent = new AbortController();
  const either = AbortSignal.any([signal, silent.signal]);
  let watchdog = 0;
  const heard = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => silent.abort(), LONGEST_SILENCE);
  };
  heard();
  try {
    const reply = await ask("GET", "live", undefined, { signal: either });
    let unread = "";
    for await (const chunk of chunks(reply.body.pipeThrough(new TextDecoderStream()))) {
      heard();
      const events = (unread + chunk).split(/\r?\n\r?\n/);
      unread = events.pop();
      events.map(data).filter(Boolean).forEach((state) => told(JSON.parse(state)));
    }
  } finally {
    clearTimeout(watchdog);
  }
}

async function* chunks(stream) {
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    yield read.value;
  }
}

function data(event) {
  return event
    .split(/\r?\n/)
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(5).trim())
    .join("\n");
}
