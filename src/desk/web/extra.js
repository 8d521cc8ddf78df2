import { html } from './lib.js';
import { useDesk } from './state.js';
import { Text, NumberField, Check, Fold } from './inputs.js';
import { Lines } from './lines.js';
import { Tool } from './icons.js';
import { PointerNotes } from './findings.js';
import { Exact } from './json.js';
import { put, remove } from './edit.js';
import { join } from './ops.js';
import { t } from './words.js';

function Value({ name, value }) {
  const pointer = `/extra${join([name])}`;
  if (typeof value === 'boolean') return html`<${Check} pointer=${pointer} label=${name} value=${value} onCheck=${(on) => put(pointer, on)} />`;
  if (typeof value === 'number' || value instanceof Exact) return html`<${NumberField} pointer=${pointer} label=${name} />`;
  if (Array.isArray(value)) {
    return html`<div role="group" aria-label=${name}><span class="label">${name}</span>
      <${Lines} base=${pointer} items=${value} max=${60} className="bullets" add=${t('add-line')} label=${(i) => `${name} ${i + 1}`} /></div>`;
  }
  return html`<${Text} pointer=${pointer} label=${name} single />`;
}

export function Rest() {
  const extra = useDesk((s) => s.report.extra) ?? {};
  const exceptions = useDesk((s) => s.report.exceptions) ?? [];
  const names = Object.keys(extra);
  return html`
    <section class="part" aria-label=${t('rest')}>
      <h2 class="part-name">${t('rest')}</h2>
      <${Text} pointer="/credits" label=${t('credits')} optional single />
      ${names.length > 0 && html`
        <${Fold} label=${t('extra')} open>
          <div class="more">${names.map((name) => html`
            <div key=${name} class="extra"><div><${Value} name=${name} value=${extra[name]} /></div>
              <${Tool} icon="minus" label=${t('remove-value', name)} onClick=${() => remove(`/extra${join([name])}`)} /></div>`)}
          </div>
        <//>`}
      <${PointerNotes} pointer="/extra" />
      ${exceptions.length > 0 && html`
        <${Fold} label=${t('exceptions-n', exceptions.length)}>
          <ul class="exceptions">${exceptions.map((one, i) => html`
            <li key=${i}><span>“${one.text}”${one.reason ? ` — ${one.reason}` : ''}</span>
              <${Tool} icon="minus" label=${t('remove-exception', one.text)} onClick=${() => remove(`/exceptions/${i}`)} /></li>`)}</ul>
        <//>`}
    </section>`;
}
