import { state, say } from './state.js';
import { edit, command, giveUp } from './queue.js';
import { get, putting, parent, lastKey, difference } from './ops.js';
import { reveal } from './select.js';
import { Lost } from './api.js';
import { t } from './words.js';

const caret = () => (state.active ? { pointer: state.active.pointer, offset: state.active.offset ?? 0 } : undefined);

export const act = (...ops) => edit(ops, caret());

export const put = (pointer, value) => act(putting(state.report, pointer, value));

// An optional text that is emptied is not there any more.
export function putOptional(pointer, value) {
  if (value !== '' && value !== null && value !== undefined && value !== false) put(pointer, value);
  else if (get(state.report, pointer) !== undefined) act({ remove: pointer });
}

export function insert(pointer, value) {
  const list = get(state.report, parent(pointer));
  if (list == null) act(putting(state.report, parent(pointer), [value]));
  else act({ insert: pointer, value });
}

export const remove = (pointer) => act({ remove: pointer });

export function shift(pointer, by) {
  const at = Number(lastKey(pointer)) + by;
  const list = get(state.report, parent(pointer));
  if (at < 0 || at >= list.length) return null;
  const to = `${parent(pointer)}/${at}`;
  act({ move: pointer, to });
  return to;
}

export function failed(error) {
  if (error instanceof Lost) say(t('lost-command'), 'warning');
  else say([error.error ?? String(error), ...(error.hints ?? [])].join(' '), 'warning');
}

export async function ask(path, body, file) {
  try {
    return await command(path, body, file);
  } catch (error) {
    failed(error);
    return null;
  }
}

async function travel(path) {
  const before = state.report;
  if (!await ask(path, {})) return;
  const pointer = difference(before, state.report);
  if (pointer) reveal(pointer, null, { flash: true });
}

export function undo() {
  // What was refused never reached the history: to undo it is to give it up.
  if (state.refused) {
    giveUp();
    return;
  }
  if (state.view?.undo || state.waiting) travel('undo');
}

export function redo() {
  if (state.view?.redo) travel('redo');
}

export const fix = (number) => ask('fix', { fix: number });
