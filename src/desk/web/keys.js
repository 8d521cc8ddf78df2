import { state, set, say } from './state.js';
import { undo, redo } from './edit.js';
import { t } from './words.js';

const REGIONS = ['.top', '.tabs [aria-selected=true]', '#panel', '#page'];

function region(by) {
  const all = REGIONS.map((one) => document.querySelector(one)).filter(Boolean);
  const at = all.findLastIndex((one) => one.contains(document.activeElement));
  const next = all[(at + by + all.length) % all.length];
  if (next.id === 'page') set({ tab: 'page' });
  else if (next.id === 'panel') set({ tab: 'fields' });
  requestAnimationFrame(() => {
    const first = next.matches('.top') ? next.querySelector('button:not(:disabled)') : next;
    const field = next.id === 'panel' && state.active && next.querySelector(`[data-pointer="${CSS.escape(state.active.pointer)}"]`);
    (field || first)?.focus();
  });
}

// Undo belongs to the report, not to the one field: the browser's own history is never used.
export function keys() {
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || state.phase !== 'desk') return;
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (command && !event.altKey && key === 'z') {
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    } else if (command && !event.altKey && key === 'y') {
      event.preventDefault();
      redo();
    } else if (command && !event.altKey && !event.shiftKey && key === 's') {
      event.preventDefault();
      say(t('always-saved'));
    } else if (event.key === 'F6') {
      event.preventDefault();
      region(event.shiftKey ? -1 : 1);
    }
  });
  document.addEventListener('beforeinput', (event) => {
    if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return;
    event.preventDefault();
    if (event.inputType === 'historyUndo') undo();
    else redo();
  });
  // A file dropped beside its place must not take the place of the page.
  for (const name of ['dragover', 'drop']) {
    document.addEventListener(name, (event) => { if (event.dataTransfer?.types.includes('Files')) event.preventDefault(); });
  }
}
