import { html, useState } from './lib.js';
import { useDesk, state } from './state.js';
import { Text, Choice, Check, Fold } from './inputs.js';
import { PointerNotes } from './findings.js';
import { Crop } from './crop.js';
import { Thumb } from './thumb.js';
import { Tool } from './icons.js';
import { act, ask } from './edit.js';
import { assign, step } from './photos.js';
import { t, numeral } from './words.js';

const LEAST = 100; // ppi: below it a photo is refused
const GOOD = 150; // ppi: below it it is warned of

function Pixels({ index }) {
  const size = useDesk((s) => s.view.photos?.[index]);
  if (!size) return null;
  const { width, height, ppi } = size;
  const few = ppi === null || ppi === undefined ? Math.max(width, height) < 1000 : ppi < GOOD;
  const bad = ppi ? ppi < LEAST : few && Math.max(width, height) < 600;
  const need = ppi && few ? Math.ceil((width * GOOD) / ppi / 10) * 10 : null;
  return html`
    <p class=${`pixels ${bad ? 'bad' : few ? 'few' : ''}`}>
      ${t('pixels', width, height)}${ppi ? ` · ${t('ppi', Math.round(ppi))}` : ''}
      ${few && html`<strong>${need ? t('few-pixels-need', need) : t('few-pixels')}</strong>`}
    </p>`;
}

export function remove(index) {
  const { report } = state;
  const { id } = report.photos[index];
  act(
    ...report.sections.flatMap((section, i) => {
      const at = section.photos?.indexOf(id) ?? -1;
      return at < 0 ? [] : [{ remove: `/sections/${i}/photos/${at}` }];
    }),
    { remove: `/photos/${index}` },
  );
}

export function Photo({ photo, index, group, first, last, onDrag, onDragEnd }) {
  const [crop, showCrop] = useState(false);
  const locked = useDesk((s) => s.view.locked?.includes(`/photos/${index}`) ?? false);
  const sections = useDesk((s) => s.report.sections);
  const base = `/photos/${index}`;
  const name = t('photo-n', index + 1);
  return html`
    <article class="photo" aria-label=${name} data-pointer=${base}
      onKeyDown=${(event) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || event.target.closest('.crop')) return;
        event.preventDefault();
        step(index, event.key === 'ArrowUp' ? -1 : 1);
      }}>
      <div class="photo-head">
        <button type="button" class="photo-thumb" aria-expanded=${String(crop)} aria-label=${t('crop-of', name)} title=${t('crop-of', name)}
          draggable onClick=${() => showCrop(!crop)}
          onDragStart=${(event) => { event.dataTransfer.setData('text/plain', photo.id); event.dataTransfer.effectAllowed = 'move'; onDrag(index); }}
          onDragEnd=${onDragEnd}>
          <${Thumb} index=${index} photo=${photo} />
        </button>
        <div class="photo-main">
          <${Text} pointer=${`${base}/caption`} label=${t('caption')} optional single refers placeholder=${t('caption-empty')} />
          <${Pixels} index=${index} />
        </div>
        <div class="photo-tools">
          <${Tool} icon="up" label=${t('move-up')} keys="Alt+↑" disabled=${first} onClick=${() => step(index, -1)} />
          <${Tool} icon="down" label=${t('move-down')} keys="Alt+↓" disabled=${last} onClick=${() => step(index, 1)} />
          <${Tool} icon=${locked ? 'lock' : 'unlock'} label=${t(locked ? 'unlock-place' : 'lock-place')} pressed=${locked}
            onClick=${() => ask('lock', { pointer: base, locked: !locked })} />
          <${Tool} icon="remove" label=${t('remove-photo')} danger onClick=${() => remove(index)} />
        </div>
      </div>
      ${crop && html`<${Crop} photo=${photo} index=${index} />`}
      <${PointerNotes} pointer=${base} />
      <${PointerNotes} pointer=${`${base}/file`} />
      <div class="pair">
        <${Choice} label=${t('belongs-to')} value=${group === null ? '' : String(group)}
          choices=${[['', t('headline')], ...sections.map((section, i) => [String(i), `${numeral(i + 1)} ${section.heading?.[0] ?? ''}`])]}
          onChoose=${(to) => assign(index, to === '' ? null : Number(to))} />
        <${Choice} pointer=${`${base}/importance`} label=${t('importance')}
          choices=${['', 'lead', 'normal', 'brief'].map((k) => [k, t(`photo-importance-${k || 'none'}`)])} />
      </div>
      <${Fold} label=${t('more')}>
        <div class="more">
          <div class="pair">
            <${Text} pointer=${`${base}/credit`} label=${t('photo-credit')} optional single />
            <${Text} pointer=${`${base}/date`} label=${t('photo-date')} optional single placeholder="2024-03-08" />
          </div>
          <${Text} pointer=${`${base}/group`} label=${t('photo-group')} optional single />
          <p class="hint">${t('photo-group-hint')}</p>
          <${Check} pointer=${`${base}/layout/largest`} label=${t('photo-largest')} />
          <${Check} pointer=${`${base}/layout/no_crop`} label=${t('photo-no-crop')} />
          <p class="hint">${photo.file}</p>
        </div>
      <//>
    </article>`;
}
