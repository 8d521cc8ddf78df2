import { html, useEffect, useId, useRef, useState } from './lib.js';
import { get, Lost } from './api.js';
import { ask, failed } from './edit.js';
import { useDesk } from './state.js';
import { Icon } from './icons.js';
import { t } from './words.js';

const INKS = ['C', 'M', 'Y', 'K'];

// Near to how ink looks: enough to choose by; the page itself shows the colour as it will be.
const swatch = ([c, m, y, k]) => {
  const part = (ink, loss) => Math.round(255 * (1 - (ink / 100) * loss) * (1 - (k / 100) * 0.92));
  return `rgb(${part(c, 1)} ${part(m, 0.92)} ${part(y, 0.9)})`;
};

function Colour({ one, onChange, most }) {
  const id = useId();
  const ink = one.value.reduce((sum, part) => sum + part, 0);
  return html`
    <fieldset class="colour">
      <legend>${one.meaning || one.name}</legend>
      <div class="swatch" style=${{ backgroundColor: swatch(one.value) }} role="img" aria-label=${INKS.map((ink, i) => `${ink} ${one.value[i]}`).join(' ')}></div>
      <div class="inks">${INKS.map((ink, i) => {
        const change = (text) => {
          const n = Number(text);
          if (text === '' || !(n >= 0 && n <= 100)) return;
          onChange(one.value.map((old, j) => (j === i ? n : old)));
        };
        return html`
          <div key=${ink} class=${`ink ink-${ink.toLowerCase()}`}>
            <label for=${`${id}${ink}`} title=${t(`ink-${ink}`)}>${ink}</label>
            <input id=${`${id}${ink}`} type="range" min="0" max="100" step="1" value=${one.value[i]} aria-label=${t(`ink-${ink}`)} onInput=${(event) => change(event.target.value)} />
            <input type="number" min="0" max="100" value=${one.value[i]} aria-label=${t('ink-per-cent', t(`ink-${ink}`))} onInput=${(event) => change(event.target.value)} />
          </div>`;
      })}</div>
      ${most && ink > most && html`<p class="note error" role="status"><${Icon} name="error" /><span>${t('too-much-ink', Math.round(ink), most)}</span></p>`}
    </fieldset>`;
}

function Value({ one, onChange, most }) {
  const id = useId();
  const name = one.meaning || one.name;
  if (one.type === 'colour') return html`<${Colour} one=${one} onChange=${onChange} most=${most} />`;
  if (one.type === 'bool') {
    return html`<div class="field check"><input type="checkbox" id=${id} checked=${one.value} onChange=${(event) => onChange(event.target.checked)} /><label for=${id}>${name}</label></div>`;
  }
  if (one.type === 'choice') {
    return html`<div class="field choice"><label class="label" for=${id}>${name}</label>
      <select id=${id} class="text" value=${one.value} onChange=${(event) => onChange(event.target.value)}>
        ${(one.choices ?? []).map((choice) => html`<option key=${choice} value=${choice} selected=${choice === one.value}>${choice}</option>`)}
      </select></div>`;
  }
  if (one.type === 'number') {
    const range = one.least != null && one.most != null;
    const change = (event) => { if (event.target.value !== '' && event.target.checkValidity()) onChange(Number(event.target.value)); };
    return html`<div class="field"><label class="label" for=${id}>${name}${range ? `（${one.least}—${one.most}）` : ''}</label>
      <input id=${id} class="text" type="number" step="any" min=${one.least} max=${one.most} value=${one.value} onInput=${change} /></div>`;
  }
  return html`<div class="field"><label class="label" for=${id}>${name}</label>
    <input id=${id} class="text" type="text" value=${one.value} onInput=${(event) => { if (!event.isComposing) onChange(event.target.value); }}
      onCompositionEnd=${(event) => onChange(event.target.value)} /></div>`;
}

function Font({ one, onChange }) {
  const id = useId();
  return html`<div class="field choice"><label class="label" for=${id}>${t(`font-${one.role}`)}</label>
    <select id=${id} class="text" value=${one.value} onChange=${(event) => onChange(event.target.value)}>
      ${one.families.map((family) => html`<option key=${family} value=${family} selected=${family === one.value}>${t('family', family)}</option>`)}
    </select></div>`;
}

export function StylePanel() {
  const [style, show] = useState(null);
  const timers = useRef({});
  const load = async () => {
    try {
      show(await get('style'));
    } catch (error) {
      if (!(error instanceof Lost)) show({ templates: [], fonts: [], county: { name: '', values: [] } });
      failed(error);
    }
  };
  // What is taken back, or changed in the file, is seen here as well; but not while something is being changed.
  const version = useDesk((s) => s.view.version);
  const waiting = useRef(new Set());
  useEffect(() => { if (!waiting.current.size) load(); }, [version]);
  if (!style) return html`<p class="making" role="status">${t('loading')}</p>`;

  const template = async (name) => {
    show({ ...style, template: name });
    if (!await ask('style', { template: name })) load();
  };
  const change = (name) => (value) => {
    show((now) => ({ ...now, county: { ...now.county, values: now.county.values.map((one) => (one.name === name ? { ...one, value } : one)) } }));
    clearTimeout(timers.current[name]);
    waiting.current.add(name);
    timers.current[name] = setTimeout(async () => {
      waiting.current.delete(name);
      if (!await ask('style', { values: { [name]: value } })) load();
    }, 220);
  };
  const font = (role) => async (family) => {
    show((now) => ({ ...now, fonts: now.fonts.map((one) => (one.role === role ? { ...one, value: family } : one)) }));
    if (!await ask('style', { fonts: { [role]: family } })) load();
  };
  const colours = style.county.values.filter((one) => one.type === 'colour');
  const others = style.county.values.filter((one) => one.type !== 'colour');
  return html`
    <fieldset class="templates">
      <legend class="part-name">${t('template')}</legend>
      ${style.templates.map((one) => html`
        <label key=${one.name} class=${one.name === style.template ? 'chosen' : ''}>
          <input type="radio" name="template" value=${one.name} checked=${one.name === style.template} onChange=${() => template(one.name)} />
          <span>${one.meaning || one.name}<small>${one.name}</small></span>
        </label>`)}
    </fieldset>
    ${colours.length > 0 && html`<h2 class="part-name">${t('colours', style.county.name)}</h2>`}
    ${colours.map((one) => html`<${Value} key=${one.name} one=${one} most=${style.most_ink} onChange=${change(one.name)} />`)}
    ${style.fonts.length > 0 && html`<h2 class="part-name">${t('fonts')}</h2>`}
    ${style.fonts.map((one) => html`<${Font} key=${one.role} one=${one} onChange=${font(one.role)} />`)}
    ${others.length > 0 && html`<h2 class="part-name">${t('values')}</h2>`}
    ${others.map((one) => html`<${Value} key=${one.name} one=${one} onChange=${change(one.name)} />`)}`;
}
