import { html, useEffect, useState } from './lib.js';
import { useDesk } from './state.js';
import { Tool } from './icons.js';
import { get, Lost } from './api.js';
import { ask, failed } from './edit.js';
import { place } from './place.js';
import { t } from './words.js';

// Other layouts of the same text, to choose from; and what is to stay where it stands.
export function ChoosePanel() {
  const report = useDesk((s) => s.report);
  const locked = useDesk((s) => s.view.locked ?? []);
  const [found, show] = useState(null);
  const [wait, waiting] = useState(false);
  const [error, fail] = useState(null);

  const look = async () => {
    waiting(true);
    fail(null);
    try {
      show((await get('candidates')).candidates);
    } catch (problem) {
      if (problem instanceof Lost) failed(problem);
      else fail(problem);
    }
    waiting(false);
  };
  useEffect(() => { look(); }, []);

  const take = async (number) => {
    if (!await ask('candidates', { take: number })) return;
    show((now) => now?.map((one) => ({ ...one, taken: one.number === number })));
  };

  return html`
    <p class="hint">${t('choose-hint')}</p>
    <div class="row-buttons">
      <button type="button" class="small-button" disabled=${wait} onClick=${look}>${t('look-again')}</button>
      <button type="button" class="small-button" onClick=${() => take(null)}>${t('program-chooses')}</button>
    </div>
    <div role="status">${wait && html`<p class="making">${t('looking')}</p>`}</div>
    ${error && html`<p class="note error"><span>${error.error} ${error.hints.join(' ')}</span></p>`}
    <ul class=${`candidates ${wait ? 'waiting' : ''}`}>
      ${(found ?? []).map((one) => html`
        <li key=${one.number} class=${one.taken ? 'taken' : ''}>
          <button type="button" aria-pressed=${String(Boolean(one.taken))} onClick=${() => take(one.number)}>
            <img src=${one.picture} alt="" />
            <span class="candidate-name">${t('layout-n', one.number)}${one.taken && html`<em>${t('taken')}</em>`}</span>
            <span class="candidate-words">${one.description}</span>
          </button>
        </li>`)}
    </ul>
    <h2 class="part-name">${t('locked')}</h2>
    <p class="hint">${t('lock-hint')}</p>
    <ul class="locks">
      ${report.sections.map((_, i) => {
        const pointer = `/sections/${i}`;
        const on = locked.includes(pointer);
        return html`<li key=${i}><span>${place(pointer, report)}</span>
          <${Tool} icon=${on ? 'lock' : 'unlock'} pressed=${on} label=${`${t(on ? 'unlock-place' : 'lock-place')}：${place(pointer, report)}`}
            onClick=${() => ask('lock', { pointer, locked: !on })} /></li>`;
      })}
      ${locked.filter((pointer) => pointer.startsWith('/photos')).map((pointer) => html`
        <li key=${pointer}><span>${place(pointer, report)}</span>
          <${Tool} icon="lock" pressed=${true} label=${`${t('unlock-place')}：${place(pointer, report)}`} onClick=${() => ask('lock', { pointer, locked: false })} /></li>`)}
    </ul>`;
}
