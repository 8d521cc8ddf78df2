import { useState, useLayoutEffect } from './lib.js';

const listeners = new Set();
const LEAVING = Symbol('leaving');

export const state = {
  phase: 'loading', // loading, start, desk
  view: null, // the server's view without its report
  report: null, // the browser's copy, with what is typed and not yet sent
  busy: false, // an answer is being waited for
  waiting: 0, // operations not yet accepted
  connected: true,
  refused: null, // { error, hints } of an edit that was not accepted
  outside: null, // report.json was changed elsewhere and cannot be joined
  notice: null, // { text, kind } said once
  panel: 'text', // text, photos, findings, choose, style
  tab: 'fields', // fields or page, where there is room for one
  active: null, // { pointer, offset } of the field with the caret
  place: { boxes: [], caret: null }, // where that field stands on the page
  hover: null, // boxes of what the mouse is over
  soft: false, // the page is shown as the press prints it
  make: false, // the dialog of files is open
};

export function set(patch) {
  Object.assign(state, patch);
  for (const listener of [...listeners]) listener();
}

export function useDesk(select) {
  const [, redraw] = useState(0);
  const value = select(state);
  useLayoutEffect(() => {
    let seen = value;
    const listener = () => {
      let next = LEAVING;
      try {
        next = select(state);
      } catch { /* its part of the report is gone: what is around it takes it out when it is drawn */ }
      if (!Object.is(next, seen)) {
        seen = next;
        redraw((n) => n + 1);
      }
    };
    listener();
    listeners.add(listener);
    return () => listeners.delete(listener);
  });
  return value;
}

let timer = 0;

export function say(text, kind = 'info') {
  clearTimeout(timer);
  set({ notice: { text, kind } });
  timer = setTimeout(() => set({ notice: null }), kind === 'info' ? 5000 : 12000);
}
