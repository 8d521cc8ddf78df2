import { html, useLayoutEffect, useRef, useState } from './lib.js';
import { useDesk } from './state.js';
import { numberText } from './json.js';
import { t } from './words.js';

// The figures that prose can refer to, offered after an opening brace.
export function References({ id, field, word, onChoose, onClose }) {
  const metrics = useDesk((s) => s.report.metrics) ?? [];
  const [at, go] = useState(0);
  const fitting = metrics.filter((m) => m.id.startsWith(word) || m.label.includes(word));
  const current = Math.min(at, Math.max(0, fitting.length - 1));
  const list = useRef(null);

  useLayoutEffect(() => {
    const element = field.current;
    element.picker = (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && fitting.length) go((current + step + fitting.length) % fitting.length);
      else if ((event.key === 'Enter' || event.key === 'Tab') && fitting.length) onChoose(fitting[current].id);
      else if (event.key === 'Escape') onClose();
      else return false;
      event.preventDefault();
      return true;
    };
    if (fitting.length) element.setAttribute('aria-activedescendant', `${id}-${current}`);
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' });
    return () => {
      element.picker = null;
      element.removeAttribute('aria-activedescendant');
    };
  });

  if (!fitting.length) return null;
  return html`
    <ul class="references" id=${id} role="listbox" aria-label=${t('figures')} ref=${list}>
      ${fitting.map((metric, i) => html`
        <li key=${metric.id} id=${`${id}-${i}`} role="option" aria-selected=${String(i === current)}
          onMouseDown=${(event) => { event.preventDefault(); onChoose(metric.id); }}>
          <span class="reference-label">${metric.label}</span>
          <span class="reference-value">${numberText(metric.value)}${metric.unit ?? ''}</span>
          <code>${metric.id}</code>
        </li>`)}
    </ul>`;
}

// What the references in a text print, said below it while it is edited.
export function Prints({ text }) {
  const metrics = useDesk((s) => s.report.metrics) ?? [];
  const names = [...new Set([...text.matchAll(/(?:^|[^{]){([a-z][a-z0-9-]*)(?:\.value)?}/g)].map((m) => m[1]))];
  if (!names.length) return null;
  return html`
    <p class="prints">${names.map((name) => {
      const metric = metrics.find((m) => m.id === name);
      return html`<span key=${name}>{${name}} = ${metric ? `${numberText(metric.value)}${metric.unit ?? ''}` : t('no-such-figure')}</span>`;
    })}</p>`;
}
