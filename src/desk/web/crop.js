import { html, useLayoutEffect, useRef, useState } from './lib.js';
import { Thumb } from './thumb.js';
import { PointerNotes } from './findings.js';
import { put, putOptional } from './edit.js';
import { t } from './words.js';

const within = (n) => Math.min(1, Math.max(0, n));
const two = (n) => Math.round(within(n) * 100) / 100;

// A click says what must stay in the picture, a dragged box what must not be cut off.
export function Crop({ photo, index }) {
  const base = `/photos/${index}`;
  const frame = useRef(null);
  const start = useRef(null);
  const [draft, sketch] = useState(null);
  useLayoutEffect(() => { frame.current?.scrollIntoView({ block: 'nearest' }); }, []);
  const focus = photo.focus;
  const subject = draft ?? photo.subject;

  const point = (event) => {
    const rect = frame.current.getBoundingClientRect();
    return [within((event.clientX - rect.left) / rect.width), within((event.clientY - rect.top) / rect.height)];
  };
  const box = (a, b) => {
    const x = two(Math.min(a[0], b[0]));
    const y = two(Math.min(a[1], b[1]));
    return { x, y, width: two(Math.abs(a[0] - b[0])), height: two(Math.abs(a[1] - b[1])) };
  };
  const down = (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    frame.current.focus();
    frame.current.setPointerCapture(event.pointerId);
    start.current = { at: point(event), x: event.clientX, y: event.clientY };
  };
  const far = (event) => Math.hypot(event.clientX - start.current.x, event.clientY - start.current.y) > 6;
  const move = (event) => { if (start.current && far(event)) sketch(box(start.current.at, point(event))); };
  const up = (event) => {
    if (!start.current) return;
    if (far(event)) {
      const next = box(start.current.at, point(event));
      if (next.width > 0.01 && next.height > 0.01) put(`${base}/subject`, next);
    } else {
      put(`${base}/focus`, start.current.at.map(two));
    }
    start.current = null;
    sketch(null);
  };
  const cancel = () => { start.current = null; sketch(null); };

  const key = (event) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === 'Delete' || event.key === 'Backspace') putOptional(`${base}/subject`, null);
    else if (event.key === 'Enter') put(`${base}/subject`, photo.subject ?? { x: 0.3, y: 0.2, width: 0.4, height: 0.6 });
    else if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    if (!by) return;
    const [dx, dy] = by.map((n) => n * 0.02);
    const s = photo.subject;
    if (s && event.shiftKey) {
      put(`${base}/subject`, { ...s, width: two(Math.min(1 - s.x, Math.max(0.02, s.width + dx))), height: two(Math.min(1 - s.y, Math.max(0.02, s.height + dy))) });
    } else if (s && event.altKey) {
      put(`${base}/subject`, { ...s, x: two(Math.min(1 - s.width, s.x + dx)), y: two(Math.min(1 - s.height, s.y + dy)) });
    } else {
      const [x, y] = focus ?? [0.5, 0.5];
      put(`${base}/focus`, [two(x + dx), two(y + dy)]);
    }
  };

  const share = (n) => `${n * 100}%`;
  return html`
    <div class="crop">
      <div class="crop-frame" ref=${frame} tabindex="0" role="application" aria-label=${t('crop-label')} aria-describedby=${`crop-hint-${index}`}
        onPointerDown=${down} onPointerMove=${move} onPointerUp=${up} onPointerCancel=${cancel} onKeyDown=${key}>
        <${Thumb} index=${index} photo=${photo} alt="" />
        ${subject && html`<div class="subject" style=${{ left: share(subject.x), top: share(subject.y), width: share(subject.width), height: share(subject.height) }}></div>`}
        ${focus && html`<div class="focus-point" style=${{ left: share(Number(focus[0])), top: share(Number(focus[1])) }}></div>`}
      </div>
      <p class="hint" id=${`crop-hint-${index}`}>${t('crop-hint')}</p>
      <div class="row-buttons">
        <button type="button" class="small-button" disabled=${!focus} onClick=${() => putOptional(`${base}/focus`, null)}>${t('clear-focus')}</button>
        <button type="button" class="small-button" disabled=${!photo.subject} onClick=${() => putOptional(`${base}/subject`, null)}>${t('clear-subject')}</button>
      </div>
      <${PointerNotes} pointer=${`${base}/focus`} />
      <${PointerNotes} pointer=${`${base}/subject`} />
    </div>`;
}
