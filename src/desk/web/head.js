import { html } from './lib.js';
import { useDesk } from './state.js';
import { Text, NumberField, Fold } from './inputs.js';
import { Lines } from './lines.js';
import { Strip } from './strip.js';
import { Tool } from './icons.js';
import { PointerNotes } from './findings.js';
import { act, insert, put, remove } from './edit.js';
import { t } from './words.js';

const NONE = [];

export function Folio() {
  const staff = useDesk((s) => s.report.folio?.staff) ?? NONE;
  return html`
    <section class="part part-folio" aria-label=${t('folio')}>
      <h2 class="part-name">${t('folio')}</h2>
      <${PointerNotes} pointer="/folio" />
      <div class="folio-row">
        <${Text} pointer="/folio/paper" label=${t('paper')} optional single />
        <${Text} pointer="/folio/date" label=${t('date')} optional single placeholder="2025-01-10" />
        <${Text} pointer="/folio/kind" label=${t('page-kind')} optional single />
        <${Text} pointer="/folio/page" label=${t('page-number')} optional single />
      </div>
      <${Fold} label=${t('folio-more')}>
        <div class="more">
          ${staff.map((_, i) => html`
            <div key=${i} class="staff">
              <${Text} pointer=${`/folio/staff/${i}/role`} label=${t('role')} shown=${i === 0} single />
              <${Text} pointer=${`/folio/staff/${i}/name`} label=${t('name')} shown=${i === 0} single />
              <${Tool} icon="minus" label=${t('remove-person', i + 1)} onClick=${() => remove(`/folio/staff/${i}`)} />
            </div>`)}
          <button type="button" class="add-button" disabled=${staff.length >= 6}
            onClick=${() => insert(`/folio/staff/${staff.length}`, { role: t('new-role'), name: t('new-name') })}>${t('add-person')}</button>
          <div class="pair">
            <${Text} pointer="/county" label=${t('county')} single />
            <${NumberField} pointer="/year" label=${t('year')} />
          </div>
        </div>
      <//>
    </section>`;
}

export function Headline() {
  const title = useDesk((s) => s.report.headline.title);
  const base = '/headline/title';
  const write = (i) => (text) => {
    if (text === '' && i > 0 && i < title.length) act({ remove: `${base}/${i}` });
    else if (i < title.length) put(`${base}/${i}`, text);
    else if (text) insert(`${base}/${i}`, text);
  };
  return html`
    <section class="part part-headline" aria-label=${t('headline')}>
      <h2 class="part-name">${t('headline')}</h2>
      <${PointerNotes} pointer="/headline" />
      <${PointerNotes} pointer="/headline/title" />
      <${Text} pointer="/headline/kicker" label=${t('kicker')} optional single className="kicker" />
      ${[0, 1].map((i) => html`
        <${Text} key=${i} pointer=${`${base}/${i}`} alone=${i >= title.length} value=${title[i] ?? ''} single className="title"
          label=${t('title-n', i + 1)} shown=${i === 0} placeholder=${i ? t('title-second') : t('title-first')} onText=${write(i)} />`)}
      <${Text} pointer="/headline/subtitle" label=${t('subtitle')} optional single className="subtitle" />
      <${Text} pointer="/headline/byline" label=${t('byline')} optional single />
      <div class="field"><span class="label">${t('headline-photos')}</span><${Strip} index=${null} /></div>
    </section>`;
}

export function Lead() {
  const lead = useDesk((s) => s.report.lead) ?? NONE;
  return html`
    <section class="part" aria-label=${t('lead')}>
      <h2 class="part-name">${t('lead')}</h2>
      <${PointerNotes} pointer="/lead" />
      <${Lines} base="/lead" items=${lead} max=${20} refers className="prose" add=${t('add-paragraph')} label=${(i) => t('lead-n', i + 1)} />
    </section>`;
}
