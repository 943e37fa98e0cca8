/** A JSON text's value, or why there is none: one sentence with line and column. */
export type JsonReading =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'broken'; readonly reason: string };

/** A JSON object whose members are looked up, whatever their names, as data only. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** News in JSON nests some ten deep. */
const DEEPEST = 64;

/** As many values as XML may have elements; each costs some hundred bytes of memory. */
const MOST_VALUES = 300_000;

/** Whether a text opens as a JSON object or array does, and not as a paragraph in brackets might. */
export function looksLikeJson(text: string): boolean {
  return /^\s{0,1000}(?:\{\s{0,1000}["}]|\[\s{0,1000}[[{\]])/u.test(text.slice(0, 2100));
}

/** Reads JSON of bounded depth and number of values. Members called `__proto__` stay plain data (ECMA-262, JSON.parse). */
export function parseJson(text: string): JsonReading {
  const excess = excessIn(text);
  if (excess !== null) return broken(text, excess.at, excess.why);
  try {
    return { kind: 'value', value: JSON.parse(text) };
  } catch {
    if (mayGoOn(text)) return broken(text, text.length, 'it breaks off');
    return text.length > LONGEST_SEARCHED
      ? { kind: 'broken', reason: 'The JSON cannot be read: it is not well-formed.' }
      : broken(text, firstFault(text), 'what follows is not well-formed');
  }
}

/** Longer texts are not searched for their fault, since that costs some twenty more readings. */
const LONGEST_SEARCHED = 500_000;

/** How much of a text, at most, could still be the beginning of JSON. */
function firstFault(text: string): number {
  let good = 0;
  let bad = text.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (mayGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Whether a text is JSON or the beginning of some: then what the parser misses lies behind its end. */
function mayGoOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (message.includes('end of JSON') || message.startsWith('Unterminated')) return true;
    return Number(/at position (\d{1,9})/u.exec(message)?.[1] ?? -1) >= text.length;
  }
}

/** An object's members, or null for everything else, arrays included. */
export function asObject(value: unknown): JsonObject | null {
  return isObject(value) ? value : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An array's entries; a single value counts as an array of one, nothing as an empty one. */
export function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** A text or a number as text; null for everything else and for nothing but white space. */
export function asText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** Where the text first nests too deep, or has too many values, outside of strings; null where it never does. */
function excessIn(text: string): { readonly at: number; readonly why: string } | null {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = stringEnd(text, at);
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > DEEPEST) return { at, why: `it nests more than ${DEEPEST} deep` };
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
    else if (code === 0x2c) {
      values += 1;
      if (values > MOST_VALUES) return { at, why: `it has more than ${MOST_VALUES} values` };
    }
  }
  return null;
}

/** The closing quote of the string that opens at `start`; the text's end where it never closes. */
function stringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === 0x5c) escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return text.length;
}

function broken(text: string, position: number, why: string): JsonReading {
  const before = text.slice(0, position);
  const line = before.split('\n').length;
  const column = position - before.lastIndexOf('\n');
  return { kind: 'broken', reason: `The JSON cannot be read at line ${line}, column ${column}: ${why}.` };
}
