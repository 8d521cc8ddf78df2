import { html } from './lib.js';
import { useDesk, set } from './state.js';
import { Icon } from './icons.js';
import { go } from './findings.js';
import { t } from './words.js';

// Why the page is not of the report as it is now, or why there is none.
export function Stale({ none }) {
  const findings = useDesk((s) => s.view.findings);
  const busy = useDesk((s) => s.busy || s.view.settled === false);
  const errors = findings.filter((finding) => finding.severity === 'error');
  const first = errors[0];
  if (busy && !none) return null;
  if (none && busy) return html`<p class="making">${t('making')}</p>`;
  return html`
    <div class=${none ? 'stale-card' : 'stale-bar'} role="status">
      <${Icon} name="warn" />
      <div>
        <strong>${t(none ? 'no-page' : 'stale')}</strong>
        ${first && html`<span>${first.message}</span>`}
        ${none && (first?.hints ?? []).map((hint) => html`<span key=${hint} class="note-hint">${hint}</span>`)}
      </div>
      ${first?.pointer && html`<button type="button" class="small-button" onClick=${() => go(first)}>${t('go-there')}</button>`}
      ${errors.length > 1 && html`<button type="button" class="small-button" onClick=${() => set({ panel: 'findings', tab: 'fields' })}>${t('all-n', errors.length)}</button>`}
    </div>`;
}
