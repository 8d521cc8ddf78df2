import { html } from './lib.js';

const PATHS = {
  undo: 'M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3',
  redo: 'm15 14 5-5-5-5M20 9H10a6 6 0 0 0 0 12h3',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  left: 'M19 12H5M11 6l-6 6 6 6',
  right: 'M5 12h14M13 6l6 6-6 6',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  remove: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  more: 'M6 11.500v1M12 11.500v1M18 11.500v1',
  fold: 'm6 9 6 6 6-6',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  unlock: 'M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 6.8-1.2',
  text: 'M5 6h14M5 10h14M5 14h14M5 18h9',
  photo: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  warn: 'M12 4 2.8 19.5h18.4zM12 10v4.5M12 17h.01',
  error: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.5v5.5M12 16.3h.01',
  layout: 'M4 4h16v16H4zM4 9h16M11 9v11',
  style: 'M12 3s6 6.5 6 11a6 6 0 0 1-12 0c0-4.500 6-11 6-11z',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4M9 13h6M9 17h6',
  close: 'M6 6l12 12M18 6 6 18',
  star: 'm12 4 2.500 5.200 5.700.800-4.100 4 1 5.700-5.100-2.700-5.100 2.700 1-5.700-4.100-4 5.700-.800z',
  width: 'M3 12h18M7 8l-4 4 4 4M17 8l4 4-4 4',
  whole: 'M7 3h10v18H7z',
  drop: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 4v16M12 8h5.900M12 12h8M12 16h5.900',
  folder: 'M3 6h6l2 2h10v11H3z',
  offline: 'M4 4l16 16M8.500 8A7 7 0 0 0 5 17h12M10.500 6.200A6 6 0 0 1 17.500 11a4 4 0 0 1 2 7',
};

export const Icon = ({ name }) => html`
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${PATHS[name]} /></svg>`;

// A button that shows only a sign still says its name, and its key where it has one.
export const Tool = ({ icon, label, keys, onClick, disabled, pressed, danger, className = '', ...rest }) => html`
  <button type="button" class=${`tool ${danger ? 'danger' : ''} ${className}`} aria-label=${label}
    title=${keys ? `${label}（${keys}）` : label} disabled=${disabled}
    aria-pressed=${pressed === undefined ? undefined : String(pressed)} onClick=${onClick} ...${rest}>
    <${Icon} name=${icon} />
  </button>`;
