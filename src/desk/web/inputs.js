import { html, useLayoutEffect, useRef, useState, useId } from './lib.js';
import { useDesk } from './state.js';
import { Notes, useNotes } from './findings.js';
import { isNumber, number, numberText } from './json.js';
import { References } from './references.js';
import { get } from './ops.js';
import { put, putOptional } from './edit.js';
import { t } from './words.js';

const sized = CSS.supports('field-sizing', 'content');

function grow(element) {
  if (sized || !element) return;
  element.style.height = 'auto';
  element.style.height = `${element.scrollHeight}px`;
}

// Puts a text that changed elsewhere into a field without losing the caret.
function sync(element, value) {
  if (element.value === value) return;
  const old = element.value;
  const focused = document.activeElement === element;
  element.value = value;
  if (!focused) return;
  let end = 0;
  const most = Math.min(old.length, value.length);
  while (end < most && old[old.length - 1 - end] === value[value.length - 1 - end]) end += 1;
  const caret = Math.max(0, value.length - end);
  element.setSelectionRange(caret, caret);
}

// From one field to the next with the arrows, as in one text.
function walk(event, element) {
  const { selectionStart: a, selectionEnd: b, value } = element;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || a !== b) return false;
  const by = event.key === 'ArrowUp' && a === 0 ? -1 : event.key === 'ArrowDown' && a === value.length ? 1 : 0;
  if (!by) return false;
  const all = [...element.closest('.panel').querySelectorAll('textarea.text')].filter((one) => one.offsetParent);
  const next = all[all.indexOf(element) + by];
  if (!next) return false;
  event.preventDefault();
  next.focus();
  const caret = by < 0 ? next.value.length : 0;
  next.setSelectionRange(caret, caret);
  return true;
}

// A text of the report. While a word is being composed the browser's field is left alone.
export function Text({
  pointer, value, onText, label, shown = true, className = '', placeholder, single, onKey, onPaste, onBlur,
  refers, optional, invalid, alone,
}) {
  const own = useDesk((s) => (value === undefined && s.report ? get(s.report, pointer) ?? '' : null));
  const now = value ?? own ?? '';
  const element = useRef(null);
  const composing = useRef(false);
  const [asked, ask] = useState(null);
  const id = useId();
  const notes = useNotes(pointer);
  const write = onText ?? ((text) => (optional ? putOptional : put)(pointer, text));

  useLayoutEffect(() => {
    if (!composing.current) sync(element.current, now);
    grow(element.current);
  });

  const take = () => {
    let text = element.current.value;
    if (text.includes('\n')) text = text.replace(/\s*[\r\n]+\s*/g, '');
    if (text !== now) write(text);
    if (refers) {
      const before = text.slice(0, element.current.selectionStart);
      const found = /(^|[^{]){([^{}\s]{0,12})$/.exec(before);
      ask(found ? { word: found[2], at: before.length - found[2].length } : null);
    }
  };

  const choose = (metric) => {
    const field = element.current;
    const { at, word } = asked;
    const rest = field.value.slice(at + word.length);
    const inner = `${metric}${rest.startsWith('}') ? '' : '}'}`;
    field.setRangeText(inner, at, at + word.length, 'end');
    if (rest.startsWith('}')) field.setSelectionRange(at + inner.length + 1, at + inner.length + 1);
    ask(null);
    take();
    field.focus();
  };

  const onKeyDown = (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (asked && event.target.picker?.(event)) return;
    if (onKey?.(event, element.current)) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter') event.preventDefault();
    if (walk(event, element.current)) return;
    if (refers && event.key === 'b' && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      const { selectionStart: a, selectionEnd: b, value: text } = element.current;
      if (a === b) return;
      element.current.setRangeText(`**${text.slice(a, b)}**`, a, b, 'select');
      take();
    }
  };

  return html`
    <div class=${`field ${className} ${notes.length ? `has-${notes[0].severity}` : ''}`}>
      ${shown && html`<label class="label" for=${id}>${label}</label>`}
      <textarea id=${id} ref=${element} rows="1" class="text" data-pointer=${alone ? undefined : pointer} placeholder=${placeholder}
        aria-label=${shown ? undefined : label} aria-invalid=${notes.some((n) => n.severity === 'error') || invalid ? 'true' : undefined}
        aria-describedby=${notes.length ? `${id}-notes` : undefined}
        aria-autocomplete=${refers ? 'list' : undefined} aria-controls=${asked ? `${id}-list` : undefined}
        spellcheck=${false} autocomplete="off" enterkeyhint=${single ? 'done' : 'enter'}
        onCompositionStart=${() => { composing.current = true; }}
        onCompositionEnd=${() => { composing.current = false; take(); }}
        onInput=${(event) => { if (!composing.current && !event.isComposing) take(); grow(element.current); }}
        onBlur=${() => { composing.current = false; if (!element.current) return; if (element.current.value !== now) take(); setTimeout(() => ask(null), 150); onBlur?.(); }}
        onKeyDown=${onKeyDown} onPaste=${(event) => onPaste?.(event, element.current)} />
      ${asked && html`<${References} id=${`${id}-list`} field=${element} word=${asked.word} onChoose=${choose} onClose=${() => ask(null)} />`}
      <${Notes} id=${`${id}-notes`} notes=${notes} />
    </div>`;
}

// A number is kept exactly as it is typed. What is no number stays in the field, is said there, and is not sent.
export function NumberField({ pointer, label, optional, className = '', shown = true }) {
  const kept = useDesk((s) => numberText(get(s.report, pointer)));
  const [typed, type] = useState(null);
  const id = useId();
  const notes = useNotes(pointer);
  const value = typed ?? kept;
  const bad = typed !== null;
  const take = (event) => {
    const text = event.target.value.trim();
    if (isNumber(text)) {
      type(null);
      if (text !== kept) put(pointer, number(text));
    } else if (text === '' && optional) {
      type(null);
      putOptional(pointer, null);
    } else {
      type(event.target.value);
    }
  };
  return html`
    <div class=${`field number ${className} ${bad ? 'has-error' : ''}`}>
      ${shown && html`<label class="label" for=${id}>${label}</label>`}
      <input id=${id} class="text" inputmode="decimal" autocomplete="off" data-pointer=${pointer} value=${value}
        aria-label=${shown ? undefined : label} aria-invalid=${bad ? 'true' : undefined} aria-describedby=${`${id}-notes`}
        onInput=${(event) => { if (!event.isComposing) take(event); }} onCompositionEnd=${take} />
      <${Notes} id=${`${id}-notes`} notes=${bad ? [{ severity: 'error', message: t('not-a-number', typed), hints: [] }] : notes} />
    </div>`;
}

export function Choice({ pointer, label, choices, value, onChoose, className = '' }) {
  const own = useDesk((s) => (pointer ? get(s.report, pointer) ?? '' : ''));
  const id = useId();
  const now = value ?? own;
  const choose = onChoose ?? ((next) => putOptional(pointer, next));
  return html`
    <div class=${`field choice ${className}`}>
      <label class="label" for=${id}>${label}</label>
      <select id=${id} class="text" data-pointer=${pointer} value=${now} onChange=${(event) => choose(event.target.value)}>
        ${choices.map(([key, name]) => html`<option key=${key} value=${key} selected=${key === now}>${name}</option>`)}
      </select>
    </div>`;
}

export function Check({ pointer, label, value, onCheck }) {
  const own = useDesk((s) => (pointer ? Boolean(get(s.report, pointer)) : false));
  const id = useId();
  return html`
    <div class="field check">
      <input type="checkbox" id=${id} data-pointer=${pointer} checked=${value ?? own}
        onChange=${(event) => (onCheck ?? ((on) => putOptional(pointer, on)))(event.target.checked)} />
      <label for=${id}>${label}</label>
    </div>`;
}

// What is seldom needed is folded; a finding or a click on the page opens it.
export function Fold({ label, children, open = false, className = '' }) {
  const [shown, show] = useState(open);
  const box = useRef(null);
  const id = useId();
  useLayoutEffect(() => {
    const unfold = () => show(true);
    const element = box.current;
    element.addEventListener('unfold', unfold);
    return () => element.removeEventListener('unfold', unfold);
  }, []);
  return html`
    <div class=${`fold ${className}`}>
      <button type="button" class="fold-button" aria-expanded=${String(shown)} aria-controls=${id} onClick=${() => show(!shown)}>
        <span class="fold-sign" aria-hidden="true"></span>${label}
      </button>
      <div id=${id} ref=${box} data-fold hidden=${!shown}>${children}</div>
    </div>`;
}
