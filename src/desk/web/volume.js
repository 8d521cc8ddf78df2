import { html } from './lib.js';
import { useDesk } from './state.js';
import { reveal } from './select.js';
import { t, numeral } from './words.js';

// What is too much or too little, in words: a colour alone says nothing.
const balance = (part) => {
  if (part?.overset) return { kind: 'over', text: t('over', part.overset), mark: t('over-mark', part.overset) };
  if (part?.short) return { kind: 'short', text: t('short', part.short), mark: t('short-mark', part.short) };
  return { kind: '', text: '' };
};

export function Count({ index }) {
  const part = useDesk((s) => s.view.volume?.sections[index]);
  if (!part) return null;
  const { kind, text } = balance(part);
  return html`<p class=${`count ${kind}`}>${t('characters', part.characters)}${text && html`<strong>${text}</strong>`}</p>`;
}

// The page's parts in a row, as wide as their text is long: volume and contents in one.
export function Outline() {
  const volume = useDesk((s) => s.view.volume);
  const sections = useDesk((s) => s.report.sections);
  const active = useDesk((s) => s.active?.pointer?.split('/').slice(1, 3).join('/') ?? '');
  const parts = volume?.sections ?? [];
  const whole = parts.reduce((sum, p) => ({ overset: sum.overset + (p.overset ?? 0), short: sum.short + (p.short ?? 0) }), { overset: 0, short: 0 });
  const all = balance(whole);
  const go = (pointer) => () => reveal(pointer, null);
  return html`
    <nav class="outline" aria-label=${t('outline')}>
      <ol>
        <li class="outline-fixed"><button type="button" class="outline-part" aria-current=${/^headline|^folio/.test(active) ? 'true' : undefined}
          title=${t('headline')} onClick=${go('/headline/title/0')}><span>${t('outline-head')}</span><i></i><span class="visually-hidden">${t('headline')}</span></button></li>
        <li class="outline-fixed"><button type="button" class="outline-part" aria-current=${/^metrics/.test(active) ? 'true' : undefined}
          title=${t('figures')} onClick=${go('/metrics')}><span>${t('outline-figures')}</span><i></i><span class="visually-hidden">${t('figures')}</span></button></li>
        ${sections.map((section, i) => {
          const part = parts[i];
          const { kind, mark } = balance(part);
          const name = `${section.heading?.join(' ') ?? ''} ${t('characters', part?.characters ?? 0)}`;
          return html`
            <li key=${i} style=${{ flexGrow: String(Math.max(200, part?.characters ?? 400)) }}>
              <button type="button" class=${`outline-part ${kind}`} title=${name}
                aria-current=${active === `sections/${i}` ? 'true' : undefined} onClick=${go(`/sections/${i}`)}>
                <span>${numeral(i + 1)}</span><i></i>${mark && html`<em>${mark}</em>`}<span class="visually-hidden">${name}</span>
              </button>
            </li>`;
        })}
      </ol>
      ${volume && html`<p class=${`outline-all ${all.kind}`}>${t('characters', volume.characters)}${all.text && html`<strong>${all.text}</strong>`}</p>`}
    </nav>`;
}
