// How values are written: moments, durations, sizes, JSON.
import { h } from "./dom.js";

const LARGEST_COLOURED = 100_000;
const TOKENS = /("(?:\\.|[^"\\])*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\btrue\b|\bfalse\b|\bnull\b/g;

/** A moment in UTC: the time alone where the day is that of another moment. */
export function moment(iso, today = "") {
  if (!iso) {
    return "";
  }
  const [day, time] = new Date(iso).toISOString().slice(0, 19).split("T");
  return h("time", { datetime: iso, title: iso }, today.startsWith(day) ? time : `${day} ${time}`);
}

export function took(micros) {
  return micros < 10_000 ? `${(micros / 1000).toFixed(1)} ms` : micros < 1e6 ? `${Math.round(micros / 1000)} ms` : `${(micros / 1e6).toFixed(1)} s`;
}

export function size(bytes) {
  return bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

export function counted(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** A body as it is best read: JSON indented and coloured, anything else as it came. */
export function body(text) {
  if (!text) {
    return h("p", { class: "muted" }, "No body");
  }
  try {
    return json(JSON.parse(text));
  } catch {
    return h("pre", { class: "code", tabindex: "0" }, text);
  }
}

export function json(value) {
  const text = JSON.stringify(value, null, 2);
  const pre = h("pre", { class: "code", tabindex: "0" });
  pre.append(...(text.length > LARGEST_COLOURED ? [text] : coloured(text)));
  return pre;
}

function coloured(text) {
  const parts = [];
  let end = 0;
  for (const token of text.matchAll(TOKENS)) {
    parts.push(text.slice(end, token.index), h("span", { class: kind(token) }, token[1] ?? token[0]), token[2] ?? "");
    end = token.index + token[0].length;
  }
  return [...parts, text.slice(end)];
}

function kind([, quoted, colon]) {
  return quoted === undefined ? "json-literal" : colon === undefined ? "json-text" : "json-key";
}

/** A value in a cell of a table: short, and on one line. */
export function brief(value) {
  if (value === null || value === undefined) {
    return "";
  }
  const text = typeof value === "object" ? (named(value) ?? JSON.stringify(value)) : String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** Another record is best told by what people call it. */
function named({ title, name, content, firstName, lastName }) {
  return title ?? name ?? content ?? (firstName && `${firstName} ${lastName ?? ""}`.trim());
}

/** The fields in which two records differ, as [name, before, after]. */
export function differences(before, after) {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names]
    .map((name) => [name, before?.[name], after?.[name]])
    .filter(([, old, fresh]) => JSON.stringify(old) !== JSON.stringify(fresh));
}
