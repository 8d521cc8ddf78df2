// A figure is printed as it is written: 12.50 must not become 12.5 on its way through the browser.
// Numbers that would be rewritten are kept as their text.
export class Exact {
  constructor(text) { this.text = text; }
  toJSON() { return { [MARK]: this.text }; }
}

const MARK = '\u0001number';
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const WRITTEN = /\{"\\u0001number":"([^"]*)"\}/g;

const kept = (text) => String(Number(text)) === text;

export const isNumber = (text) => NUMBER.test(text);

export const number = (text) => (kept(text) ? Number(text) : new Exact(text));

export const numberText = (value) => (value instanceof Exact ? value.text : String(value ?? ''));

// Only the report is written by people: all other numbers are plain ones.
export function parse(text) {
  const plain = JSON.parse(text);
  return plain?.report ? { ...plain, report: exact(text).report } : plain;
}

function exact(text) {
  let any = false;
  const marked = text.replace(TOKEN, (token) => {
    if (token[0] === '"' || kept(token)) return token;
    any = true;
    return `{"\\u0001number":"${token}"}`;
  });
  if (!any) return JSON.parse(text);
  return JSON.parse(marked, (_, value) => (
    value && typeof value === 'object' && MARK in value ? new Exact(value[MARK]) : value
  ));
}

export const stringify = (value) => JSON.stringify(value).replace(WRITTEN, '$1');

export const same = (a, b) => a === b || stringify(a ?? null) === stringify(b ?? null);
