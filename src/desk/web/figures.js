import { html } from './lib.js';
import { useDesk, state } from './state.js';
import { Text, NumberField, Fold } from './inputs.js';
import { Menu } from './menu.js';
import { Tool, Icon } from './icons.js';
import { PointerNotes } from './findings.js';
import { act, insert, putOptional, remove, shift } from './edit.js';
import { reveal } from './select.js';
import { numberText } from './json.js';
import { t } from './words.js';

function Series({ base, series, id }) {
  const last = series.at(-1);
  const add = () => insert(`${base}/series/${series.length}`, { year: Number(last?.year ?? state.report.year - 1) + 1, value: last?.value ?? 0 });
  return html`
    <div class="series" role="group" aria-label=${t('series')}>
      <span class="label">${t('series')}</span>
      <div class="series-points">
        ${series.map((_, i) => html`
          <div key=${i} class="series-point">
            <${NumberField} pointer=${`${base}/series/${i}/year`} label=${t('series-year', i + 1)} shown=${false} />
            <${NumberField} pointer=${`${base}/series/${i}/value`} label=${t('series-value', i + 1)} shown=${false} />
            <${Tool} icon="minus" label=${t('remove-point', i + 1)} onClick=${() => remove(`${base}/series/${i}`)} />
          </div>`)}
        <button type="button" class="add-button" disabled=${series.length >= 12} onClick=${add}>${t('add-year')}</button>
      </div>
      <p class="hint">${t('series-hint')} ${t('reference-hint', id)}</p>
    </div>`;
}

function Metric({ metric, index, count }) {
  const base = `/metrics/${index}`;
  const move = (by) => { const to = shift(base, by); if (to) reveal(`${to}/label`, null); };
  return html`
    <div class="metric" role="group" aria-label=${metric.label || t('figure-n', index + 1)} data-pointer=${base}
      onKeyDown=${(event) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        move(event.key === 'ArrowUp' ? -1 : 1);
      }}>
      <div class="metric-row">
        <${Tool} icon="star" className="star" label=${t('featured')} pressed=${Boolean(metric.featured)}
          onClick=${() => putOptional(`${base}/featured`, !metric.featured)} />
        <${Text} pointer=${`${base}/label`} label=${t('metric-label')} shown=${false} single className="metric-label" placeholder=${t('metric-label')} />
        <${NumberField} pointer=${`${base}/value`} label=${t('metric-value')} shown=${false} className="metric-value" />
        <${Text} pointer=${`${base}/unit`} label=${t('metric-unit')} shown=${false} optional single className="metric-unit" placeholder=${t('metric-unit')} />
        <${NumberField} pointer=${`${base}/previous`} label=${t('metric-previous')} shown=${false} optional className="metric-previous" />
        <${Menu} label=${t('figure-menu', metric.label)} items=${[
          [t('move-up'), () => move(-1), 'Alt+↑', index === 0],
          [t('move-down'), () => move(1), 'Alt+↓', index === count - 1],
          [t('remove'), () => act({ remove: base })],
        ]} />
      </div>
      <${PointerNotes} pointer=${base} />
      <${Fold} label=${metric.series?.length ? t('series-n', metric.series.length) : t('more')} className="quiet">
        <${Series} base=${base} series=${metric.series ?? []} id=${metric.id} />
      <//>
    </div>`;
}

export function Figures() {
  const metrics = useDesk((s) => s.report.metrics) ?? [];
  const add = () => {
    const taken = new Set(metrics.map((m) => m.id));
    let n = metrics.length + 1;
    while (taken.has(`figure-${n}`)) n += 1;
    insert(`/metrics/${metrics.length}`, { id: `figure-${n}`, label: t('new-figure'), value: 0 });
    reveal(`/metrics/${metrics.length}/label`, null, { all: true });
  };
  return html`
    <section class="part" aria-label=${t('figures')}>
      <h2 class="part-name">${t('figures')}</h2>
      <${PointerNotes} pointer="/metrics" />
      ${metrics.length > 0 && html`
        <div class="metric-heads" aria-hidden="true"><span></span><span>${t('metric-label')}</span><span>${t('metric-value')}</span><span>${t('metric-unit')}</span><span>${t('metric-previous')}</span><span></span></div>`}
      ${metrics.map((metric, i) => html`<${Metric} key=${metric.id} metric=${metric} index=${i} count=${metrics.length} />`)}
      <button type="button" class="add-button" disabled=${metrics.length >= 24} onClick=${add}><${Icon} name="plus" />${t('add-figure')}</button>
    </section>`;
}

export const written = (metric) => `${numberText(metric.value)}${metric.unit ?? ''}`;
