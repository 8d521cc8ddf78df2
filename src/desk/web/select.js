import { get, query, Lost } from './api.js';
import { parent } from './ops.js';
import { state, set } from './state.js';

// The field with the caret and where it stands on the page; both sides lead to each other.
let timer = 0;
let asking = null;
export let fromPage = false;

const page = (pointer) => /^\/photos\/\d+/.test(pointer);

export function select(pointer, offset) {
  const now = state.active;
  if (now && now.pointer === pointer && now.offset === offset) return;
  const moved = now?.pointer !== pointer;
  set({ active: { pointer, offset }, ...(moved && { place: { boxes: [], caret: null } }) });
  clearTimeout(timer);
  timer = setTimeout(locate, moved ? 30 : 90);
}

export async function locate() {
  const { active, view } = state;
  if (!active || !view?.pages.length || state.waiting > 0) return;
  asking?.abort();
  asking = new AbortController();
  try {
    const place = await get(`boxes?${query({ pointer: active.pointer, offset: active.offset ?? undefined })}`, asking.signal);
    if (state.active?.pointer === active.pointer) set({ place: { boxes: place?.boxes ?? [], caret: place?.caret ?? null } });
  } catch (error) {
    if (error.name === 'AbortError' || error instanceof Lost) return;
    set({ place: { boxes: [], caret: null } });
  }
}

export const panelOf = (pointer) => (page(pointer) ? 'photos' : 'text');

const find = (pointer) => document.querySelector(`.panel [data-pointer="${CSS.escape(pointer)}"]`);

// The field of a pointer: itself, the first within it, or the nearest around it.
function field(pointer) {
  for (let at = pointer; at; at = parent(at)) {
    const here = find(at) ?? document.querySelector(`.panel [data-pointer^="${CSS.escape(`${at}/`)}"]`);
    if (here) return here;
  }
  return null;
}

export const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export function reveal(pointer, offset, { flash = false, all = false, page: clicked = false, focus = true } = {}) {
  fromPage = clicked;
  set({ panel: panelOf(pointer), tab: 'fields' });
  // A panel that is shown for the first time takes some frames.
  const go = (frames = 60) => {
    const element = field(pointer);
    if (!element) {
      if (frames > 0) requestAnimationFrame(() => go(frames - 1));
      return;
    }
    for (let fold = element.closest('[data-fold]'); fold; fold = fold.parentElement.closest('[data-fold]')) {
      fold.dispatchEvent(new CustomEvent('unfold'));
    }
    requestAnimationFrame(() => requestAnimationFrame(() => {
      element.scrollIntoView({ block: 'center', behavior: calm() ? 'auto' : 'smooth' });
      const target = element.matches('input,textarea,select,button,[tabindex]')
        ? element : element.querySelector('textarea,input,button,select,[tabindex]');
      if (focus && target) {
        // Before it has the focus: that a click on the page led here keeps the page where it is.
        const exact = target.dataset.pointer;
        select(exact && pointer.startsWith(exact) ? pointer : exact ?? pointer, offset ?? target.selectionStart ?? 0);
        const there = document.activeElement === target && offset === null;
        target.focus({ preventScroll: true });
        if (!there && target.matches('textarea,input:not([type=checkbox],[type=radio],[type=range],[type=number])')) {
          const end = offset ?? target.value.length;
          target.setSelectionRange(all ? 0 : end, all ? target.value.length : end);
        }
      }
      if (flash) {
        element.classList.remove('flash');
        void element.offsetWidth;
        element.classList.add('flash');
      }
    }));
  };
  requestAnimationFrame(() => requestAnimationFrame(() => go()));
}

// One listener for the carets of all fields.
export function watch() {
  const note = () => {
    const element = document.activeElement;
    const pointer = element?.dataset?.pointer;
    if (pointer) select(pointer, element.selectionStart ?? null);
  };
  document.addEventListener('selectionchange', note);
  document.addEventListener('focusin', (event) => {
    if (event.target.closest?.('.panel')) fromPage = fromPage && state.active?.pointer.startsWith(event.target.dataset.pointer ?? ' ');
    note();
  });
}
