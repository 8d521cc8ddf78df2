import { html, useMemo } from './lib.js';
import { useDesk } from './state.js';
import { ask, fix } from './edit.js';
import { reveal } from './select.js';
import { showOnPage } from './show.js';
import { place } from './place.js';
import { Icon } from './icons.js';
import { t } from './words.js';

const NONE = [];
const maps = new WeakMap();

function byPointer(findings) {
  let map = maps.get(findings);
  if (!map) {
    map = new Map();
    for (const finding of findings) {
      if (finding.pointer === null || finding.pointer === undefined) continue;
      if (!map.has(finding.pointer)) map.set(finding.pointer, []);
      map.get(finding.pointer).push(finding);
    }
    for (const list of map.values()) list.sort((a, b) => a.severity.localeCompare(b.severity));
    maps.set(findings, map);
  }
  return map;
}

export const useNotes = (pointer) => useDesk((s) => (pointer && s.view && byPointer(s.view.findings).get(pointer)) || NONE);

const Words = ({ finding }) => html`
  <span class="note-message">${finding.message}</span>
  ${(finding.hints ?? []).map((hint) => html`<span class="note-hint" key=${hint}>${hint}</span>`)}`;

const Fix = ({ finding }) => typeof finding.fix === 'number' && html`
  <button type="button" class="small-button" onClick=${(event) => { event.stopPropagation(); fix(finding.fix); }}>${t('fix')}</button>`;

// A layout that was chosen earlier and does not fit any more is given up here.
const Again = ({ finding }) => finding.code === 'saved' && html`
  <button type="button" class="small-button" onClick=${(event) => { event.stopPropagation(); ask('candidates', { take: null }); }}>${t('choose-again')}</button>`;

// The findings of a field, at the field.
export function Notes({ notes, id }) {
  return html`
    <div class="notes" id=${id}>
      ${notes.map((finding, i) => html`
        <div key=${i} class=${`note ${finding.severity}`}>
          <${Icon} name=${finding.severity === 'error' ? 'error' : 'warn'} />
          <span class="visually-hidden">${t(finding.severity)}</span>
          <span><${Words} finding=${finding} /></span>
          <${Fix} finding=${finding} />
        </div>`)}
    </div>`;
}

export const PointerNotes = ({ pointer }) => {
  const notes = useNotes(pointer);
  return notes.length > 0 && html`<${Notes} notes=${notes} />`;
};

export function go(finding) {
  if (finding.boxes?.length) showOnPage(finding.boxes);
  if (finding.pointer) reveal(finding.pointer, null, { flash: true });
}

export function FindingsPanel() {
  const findings = useDesk((s) => s.view?.findings ?? NONE);
  const report = useDesk((s) => s.report);
  const sorted = useMemo(() => [...findings].sort((a, b) => a.severity.localeCompare(b.severity)), [findings]);
  if (!sorted.length) {
    return html`<div class="empty"><${Icon} name="check" /><p>${t('no-findings')}</p></div>`;
  }
  return html`
    <ul class="findings">
      ${sorted.map((finding, i) => html`
        <li key=${i} class=${`finding ${finding.severity}`}>
          <button type="button" class="finding-go" onClick=${() => go(finding)}>
            <${Icon} name=${finding.severity === 'error' ? 'error' : 'warn'} />
            <span class="visually-hidden">${t(finding.severity)}</span>
            <span class="finding-words">
              <span class="finding-place">${place(finding.pointer, report)}</span>
              <${Words} finding=${finding} />
            </span>
          </button>
          <${Fix} finding=${finding} />
          <${Again} finding=${finding} />
        </li>`)}
    </ul>`;
}
