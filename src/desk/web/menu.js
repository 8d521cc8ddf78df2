import { html, useEffect, useLayoutEffect, useRef, useState } from './lib.js';
import { Icon } from './icons.js';

// A button with a list of things to do. items: [label, action, keys?] or [heading].
export function Menu({ label, icon = 'more', items, text, className = '' }) {
  const [open, show] = useState(false);
  const root = useRef(null);
  const buttons = () => [...root.current.querySelectorAll('[role=menuitem]:not(:disabled)')];

  // The list may be taller than what is left below its button, and the panel cuts off what leaves it.
  useLayoutEffect(() => {
    if (!open) return;
    const list = root.current.querySelector('[role=menu]');
    const from = root.current.firstElementChild.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = list;
    list.style.left = `${Math.max(8, Math.min(innerWidth - width - 8, from.right - width))}px`;
    list.style.top = `${Math.max(8, Math.min(innerHeight - height - 8, from.bottom + 2))}px`;
    buttons()[0]?.focus({ preventScroll: true });
  }, [open]);
  useEffect(() => {
    if (!open) return undefined;
    const away = (event) => { if (!root.current.contains(event.target)) show(false); };
    const scrolled = (event) => { if (!root.current.contains(event.target)) show(false); };
    document.addEventListener('pointerdown', away);
    document.addEventListener('scroll', scrolled, true);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('scroll', scrolled, true);
    };
  }, [open]);

  const onKeyDown = (event) => {
    if (!open) return;
    const all = buttons();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      all[(to + all.length) % all.length].focus();
    } else if (event.key === 'Escape') {
      show(false);
      root.current.querySelector('button').focus();
    } else if (event.key === 'Tab') {
      show(false);
      return;
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return html`
    <div class=${`menu ${className}`} ref=${root} onKeyDown=${onKeyDown}>
      <button type="button" class=${text ? 'small-button' : 'tool'} aria-haspopup="menu" aria-expanded=${String(open)}
        aria-label=${text ? undefined : label} title=${text ? undefined : label} onClick=${() => show(!open)}>
        <${Icon} name=${icon} />${text}
      </button>
      ${open && html`
        <div class="menu-list" role="menu" aria-label=${label}>
          ${items.filter(Boolean).map(([name, action, keys, off], i) => (action
            ? html`<button key=${i} type="button" role="menuitem" disabled=${off} onClick=${() => { show(false); action(); }}>
                ${name}${keys && html`<kbd>${keys}</kbd>`}
              </button>`
            : html`<div key=${i} class="menu-heading" role="presentation">${name}</div>`))}
        </div>`}
    </div>`;
}
