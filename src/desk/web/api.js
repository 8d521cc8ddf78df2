import { parse, stringify } from './json.js';

// No answer at all: the program has ended or the connection is broken.
export class Lost extends Error {}

// An answer that is not 2xx.
export class Refused extends Error {
  constructor(status, body) {
    super(body?.error ?? String(status));
    this.status = status;
    this.body = body;
    this.error = body?.error ?? `HTTP ${status}`;
    this.hints = body?.hints ?? [];
  }
}

async function ask(path, options) {
  let answer;
  let text;
  try {
    answer = await fetch(path, options);
    text = await answer.text();
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Lost();
  }
  let body = null;
  try {
    body = text ? parse(text) : null;
  } catch {
    body = { error: text.slice(0, 300), hints: [] };
  }
  if (!answer.ok) throw new Refused(answer.status, body);
  return body;
}

export const get = (path, signal) => ask(path, { signal, cache: 'no-store' });

export const post = (path, body) => ask(path, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: stringify(body),
});

export const upload = (path, file) => ask(path, {
  method: 'POST', headers: { 'Content-Type': file.type || 'application/octet-stream' }, body: file,
});

export const query = (values) => Object.entries(values)
  .filter(([, value]) => value !== undefined && value !== null && value !== '')
  .map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
