import { html } from './lib.js';
import { set, useDesk } from './state.js';
import { retry } from './queue.js';
import { redo, undo } from './edit.js';
import { Icon, Tool } from './icons.js';
import { t } from './words.js';

function Saved() {
  const busy = useDesk((s) => s.busy);
  const connected = useDesk((s) => s.connected);
  const waiting = useDesk((s) => s.waiting);
  const refused = useDesk((s) => s.refused);
  const stale = useDesk((s) => s.view.stale);
  const settled = useDesk((s) => s.view.settled);
  const text = !connected ? t('offline-n', waiting) : refused ? t('not-taken') : busy || waiting ? t('making') : t(settled === false ? 'settling' : stale ? 'saved-stale' : 'saved');
  return html`
    <div class=${`saved ${connected ? '' : 'lost'}`}>
      <span role="status" aria-live=${connected ? 'polite' : 'assertive'}>${!connected && html`<${Icon} name="offline" />`}${text}</span>
      ${!connected && html`<button type="button" class="small-button" onClick=${() => retry(true)}>${t('try-now')}</button>`}
    </div>`;
}

export function Top() {
  const file = useDesk((s) => s.view.file);
  const county = useDesk((s) => s.report.county);
  const year = useDesk((s) => s.report.year);
  const canUndo = useDesk((s) => s.view.undo || s.waiting > 0);
  const canRedo = useDesk((s) => s.view.redo);
  return html`
    <header class="top">
      <h1 class="top-name" title=${file}><span class="product">${t('product')}</span><span class="report-name">${t('report-name', county, String(year?.text ?? year))}</span></h1>
      <${Tool} icon="folder" label=${t('open-other')} onClick=${() => set({ phase: 'start', active: null, place: { boxes: [], caret: null } })} />
      <span class="bar-rule" aria-hidden="true"></span>
      <${Tool} icon="undo" label=${t('undo')} keys="Ctrl+Z" disabled=${!canUndo} onClick=${undo} />
      <${Tool} icon="redo" label=${t('redo')} keys="Ctrl+Y" disabled=${!canRedo} onClick=${redo} />
      <${Saved} />
      <button type="button" class="main-button" onClick=${() => set({ make: true })}><${Icon} name="file" /><span>${t('make')}</span></button>
    </header>`;
}
