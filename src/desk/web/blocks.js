import { html } from './lib.js';
import { Text, Choice } from './inputs.js';
import { Lines } from './lines.js';
import { Tool } from './icons.js';
import { PointerNotes } from './findings.js';
import { act, insert, remove, shift } from './edit.js';
import { t } from './words.js';

export const KINDS = ['subhead', 'quote', 'box', 'table', 'list', 'timeline'];

// A new block holds words to be written over, so that the page can show where it will stand.
export const fresh = (kind) => ({
  subhead: { subhead: t('subhead') },
  quote: { quote: { text: t('new-quote') } },
  box: { box: { kind: 'link', title: t('new-title'), paragraphs: [t('new-text')] } },
  table: { table: { header: [t('new-column', 1), t('new-column', 2)], rows: [['—', '—']] } },
  list: { list: [t('new-entry')] },
  timeline: { timeline: [{ time: t('new-time'), text: t('new-event') }] },
}[kind]);

function Table({ pointer, value }) {
  const width = value.header.length;
  const tall = value.rows.length;
  const addRow = () => insert(`${pointer}/rows/${tall}`, value.header.map(() => '—'));
  const addColumn = () => act(
    { insert: `${pointer}/header/${width}`, value: t('new-column', width + 1) },
    ...value.rows.map((row, i) => ({ insert: `${pointer}/rows/${i}/${row.length}`, value: '—' })),
  );
  const dropColumn = () => act(
    { remove: `${pointer}/header/${width - 1}` },
    ...value.rows.flatMap((row, i) => (row.length >= width ? [{ remove: `${pointer}/rows/${i}/${width - 1}` }] : [])),
  );
  const down = (row, column) => (event) => {
    if (event.key !== 'Enter') return false;
    if (row + 1 === tall && tall < 20) addRow();
    requestAnimationFrame(() => document.querySelector(`[data-pointer="${pointer}/rows/${row + 1}/${column}"]`)?.focus());
    return true;
  };
  return html`
    <${Text} pointer=${`${pointer}/title`} label=${t('table-title')} optional single />
    <div class="table-wrap"><table class="table">
      <thead><tr>${value.header.map((_, c) => html`
        <th key=${c} scope="col"><${Text} pointer=${`${pointer}/header/${c}`} label=${t('column-head', c + 1)} shown=${false} single onKey=${down(-1, c)} /></th>`)}
        <td></td></tr></thead>
      <tbody>${value.rows.map((row, r) => html`
        <tr key=${r}>${row.map((_, c) => html`
          <td key=${c}><${Text} pointer=${`${pointer}/rows/${r}/${c}`} label=${t('cell', r + 1, c + 1)} shown=${false} single refers onKey=${down(r, c)} /></td>`)}
          <td class="table-tool"><${Tool} icon="minus" label=${t('remove-row', r + 1)} disabled=${tall < 2} onClick=${() => remove(`${pointer}/rows/${r}`)} /></td>
        </tr>`)}</tbody>
    </table></div>
    <div class="row-buttons">
      <button type="button" class="small-button" disabled=${tall >= 20} onClick=${addRow}>${t('add-row')}</button>
      <button type="button" class="small-button" disabled=${width >= 6} onClick=${addColumn}>${t('add-column')}</button>
      <button type="button" class="small-button" disabled=${width <= 2} onClick=${dropColumn}>${t('remove-column')}</button>
    </div>
    <${Text} pointer=${`${pointer}/note`} label=${t('table-note')} optional single />`;
}

const Timeline = ({ pointer, value }) => html`
  <div class="timeline">
    ${value.map((_, i) => html`
      <div key=${i} class="event">
        <${Text} pointer=${`${pointer}/${i}/time`} label=${t('event-time', i + 1)} shown=${false} single className="event-time" />
        <${Text} pointer=${`${pointer}/${i}/text`} label=${t('event-text', i + 1)} shown=${false} single refers
          onKey=${(event) => {
            if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
              shift(`${pointer}/${i}`, event.key === 'ArrowUp' ? -1 : 1);
              return true;
            }
            return false;
          }} />
        <${Tool} icon="minus" label=${t('remove-event', i + 1)} disabled=${value.length < 2} onClick=${() => remove(`${pointer}/${i}`)} />
      </div>`)}
    <button type="button" class="add-button" disabled=${value.length >= 20}
      onClick=${() => insert(`${pointer}/${value.length}`, { time: t('new-time'), text: t('new-event') })}>${t('add-event')}</button>
  </div>`;

export function Block({ value, pointer, api }) {
  const [kind] = Object.keys(value);
  const at = `${pointer}/${kind}`;
  const inner = value[kind];
  let content;
  if (kind === 'subhead') {
    content = html`<${Text} pointer=${at} label=${t('subhead')} shown=${false} single className="subhead"
      onKey=${(event, element) => {
        if (event.key === 'Enter') { api.after(); return true; }
        if (event.key === 'Backspace' && element.value === '') { api.remove(); return true; }
        return event.altKey && api.key(event, element);
      }} />`;
  } else if (kind === 'quote') {
    content = html`
      <${Text} pointer=${`${at}/text`} label=${t('quote-text')} single refers />
      <${Text} pointer=${`${at}/from`} label=${t('quote-from')} optional single />`;
  } else if (kind === 'box') {
    content = html`
      <div class="pair"><${Choice} pointer=${`${at}/kind`} label=${t('box-kind')} choices=${['link', 'background', 'voice'].map((k) => [k, t(`box-${k}`)])} />
      <${Text} pointer=${`${at}/title`} label=${t('box-title')} optional single /></div>
      <${Lines} base=${`${at}/paragraphs`} items=${inner.paragraphs} min=${1} max=${8} refers label=${(i) => t('box-paragraph', i + 1)} />`;
  } else if (kind === 'table') {
    content = html`<${Table} pointer=${at} value=${inner} />`;
  } else if (kind === 'list') {
    content = html`<${Lines} base=${at} items=${inner} min=${1} max=${20} refers className="bullets" label=${(i) => t('list-entry', i + 1)} />`;
  } else {
    content = html`<${Timeline} pointer=${at} value=${inner} />`;
  }
  return html`
    <div class=${`block block-${kind}`} role="group" aria-label=${t(kind)} data-pointer=${pointer}>
      ${kind !== 'subhead' && html`<span class="block-kind">${t(kind)}</span>`}
      ${content}
      <${PointerNotes} pointer=${pointer} />
      ${kind !== 'subhead' && html`<${PointerNotes} pointer=${at} />`}
    </div>`;
}
