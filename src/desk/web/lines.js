import { html, useLayoutEffect, useRef, useState } from './lib.js';
import { Text } from './inputs.js';
import { act, insert, put, shift } from './edit.js';
import { Prints } from './references.js';
import { useDesk } from './state.js';

const clean = (text) => text.replace(/^[\s\u3000]+|[\s\u3000]+$/g, '');

const Hint = ({ pointer, text }) => {
  const here = useDesk((s) => s.active?.pointer === pointer);
  return here && text.includes('{') ? html`<${Prints} text=${text} />` : null;
};

// A list of texts that is edited like one text. An empty paragraph is not a paragraph of the report:
// it is kept here, as a gap, until something stands in it.
export function Lines({
  base, items, label, min = 0, max = 60, refers, className = '', placeholder, block, tools, add,
}) {
  const [gap, open] = useState(null);
  const root = useRef(null);
  const next = useRef(null);

  useLayoutEffect(() => {
    if (!next.current) return;
    const { at, caret, all } = next.current;
    next.current = null;
    const field = root.current.children[at]?.querySelector('textarea,input');
    if (!field) return;
    field.focus();
    const end = caret ?? field.value.length;
    field.setSelectionRange?.(all ? 0 : end, all ? field.value.length : end);
  });

  const focus = (at, caret, all) => { next.current = { at, caret, all }; };
  const rows = items.map((value, index) => ({ value, index }));
  if (gap !== null) rows.splice(gap, 0, { value: '', index: gap, gap: true });
  const full = items.length >= max;
  const pointer = (index) => `${base}/${index}`;

  const openGap = (index, at) => {
    open(index);
    focus(at, 0);
  };

  const write = (row, text) => {
    if (row.gap) {
      if (!text) return;
      insert(pointer(row.index), text);
      open(null);
    } else if (text === '' && items.length > min) {
      act({ remove: pointer(row.index) });
      open(row.index);
    } else {
      put(pointer(row.index), text);
    }
  };

  const onKey = (row, at) => (event, element) => {
    const { selectionStart: a, selectionEnd: b, value } = element;
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === 'Enter' && bare) {
      if (row.gap || full || value === '') return true;
      if (b === value.length && a === b) openGap(row.index + 1, at + 1);
      else if (a === 0 && b === 0) openGap(row.index, at);
      else if (a > 0 && b < value.length) {
        act({ set: pointer(row.index), value: value.slice(0, a) }, { insert: pointer(row.index + 1), value: value.slice(b) });
        focus(at + 1, 0);
      }
      return true;
    }
    if (event.key === 'Backspace' && bare && a === 0 && b === 0 && at > 0) {
      const before = rows[at - 1];
      if (row.gap) {
        open(null);
        focus(at - 1);
      } else if (typeof before.value === 'string' && !before.gap) {
        act({ set: pointer(before.index), value: before.value + value }, { remove: pointer(row.index) });
        focus(at - 1, before.value.length);
      }
      return true;
    }
    if (event.key === 'Delete' && bare && a === value.length && b === a && !row.gap && rows[at + 1]) {
      const after = rows[at + 1];
      if (typeof after.value !== 'string' || after.gap) return false;
      act({ set: pointer(row.index), value: value + after.value }, { remove: pointer(after.index) });
      focus(at, value.length);
      return true;
    }
    if (event.altKey && !row.gap && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      const by = event.key === 'ArrowUp' ? -1 : 1;
      if (shift(pointer(row.index), by)) focus(at + by, a);
      return true;
    }
    return false;
  };

  const onPaste = (row, at) => (event, element) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!/[\r\n]/.test(text.trim())) return;
    const parts = text.split(/[\r\n]+/).map(clean).filter(Boolean);
    if (parts.length < 2) return;
    event.preventDefault();
    const { selectionStart: a, selectionEnd: b, value } = element;
    const last = parts.length - 1;
    const caret = parts[last].length;
    parts[0] = value.slice(0, a) + parts[0];
    parts[last] += value.slice(b);
    const ops = parts.map((part, i) => (
      i === 0 && !row.gap ? { set: pointer(row.index), value: part } : { insert: pointer(row.index + i), value: part }
    ));
    if (items.length === 0) insert(pointer(0), parts.shift());
    if (items.length === 0) ops.splice(0, 1);
    if (ops.length) act(...ops);
    open(null);
    focus(at + last, caret);
  };

  const api = (row, at) => ({
    after: (value) => {
      if (value === undefined) openGap(row.index + 1, at + 1);
      else {
        insert(pointer(row.index + 1), value);
        focus(at + 1, 0, true);
      }
    },
    remove: () => {
      if (items.length <= min) return;
      act({ remove: pointer(row.index) });
      focus(Math.max(0, at - 1));
    },
    move: (by) => { if (shift(pointer(row.index), by)) focus(at + by); },
    key: onKey(row, at),
    full,
    alone: items.length <= min,
    first: row.index === 0,
    last: row.index === items.length - 1,
  });

  return html`
    <div class=${`lines ${className}`}>
      <div ref=${root}>
        ${rows.map((row, at) => {
          const text = typeof row.value === 'string';
          return html`
            <div key=${`${at}${text ? '' : Object.keys(row.value)[0]}`} class=${`line ${text ? '' : 'line-block'}`}>
              ${text ? html`
                <div class="line-text">
                  <${Text} pointer=${pointer(row.index)} alone=${row.gap} value=${row.value} label=${label(at)} shown=${false}
                    onText=${(words) => write(row, words)} onKey=${onKey(row, at)} onPaste=${onPaste(row, at)} refers=${refers}
                    placeholder=${placeholder} onBlur=${() => { if (row.gap) setTimeout(() => open((now) => (now === row.index ? null : now)), 0); }} />
                  ${refers && !row.gap && html`<${Hint} pointer=${pointer(row.index)} text=${row.value} />`}
                </div>` : block(row.value, pointer(row.index), api(row, at))}
              ${tools && !row.gap && tools(row.value, pointer(row.index), api(row, at))}
            </div>`;
        })}
      </div>
      ${add && !full && gap === null && html`
        <button type="button" class="add-button" onClick=${() => openGap(items.length, items.length)}>${add}</button>`}
    </div>`;
}
