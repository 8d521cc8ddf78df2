import { html, render, useEffect, useRef, useState } from './lib.js';
import { state, set, useDesk } from './state.js';
import { look, listen, giveUp } from './queue.js';
import { watch, locate } from './select.js';
import { keys } from './keys.js';
import { Top } from './top.js';
import { Outline } from './volume.js';
import { FieldsPanel } from './fields.js';
import { PhotosPanel } from './photos.js';
import { FindingsPanel } from './findings.js';
import { ChoosePanel } from './choose.js';
import { StylePanel } from './style.js';
import { MakeDialog } from './make.js';
import { OutsideDialog } from './outside.js';
import { Start } from './start.js';
import { Page } from './page.js';
import { Icon } from './icons.js';
import { language, t } from './words.js';

const PANELS = {
  text: FieldsPanel, photos: PhotosPanel, findings: FindingsPanel, choose: ChoosePanel, style: StylePanel,
};
const ICONS = { text: 'text', photos: 'photo', findings: 'warn', choose: 'layout', style: 'style' };

function Tabs() {
  const panel = useDesk((s) => s.panel);
  const errors = useDesk((s) => s.view.findings.filter((f) => f.severity === 'error').length);
  const all = useDesk((s) => s.view.findings.length);
  const names = Object.keys(PANELS);
  const onKeyDown = (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const next = names[(names.indexOf(panel) + by + names.length) % names.length];
    set({ panel: next });
    document.getElementById(`tab-${next}`).focus();
  };
  return html`
    <div class="tabs" role="tablist" aria-label=${t('panels')} onKeyDown=${onKeyDown}>
      ${names.map((name) => html`
        <button key=${name} id=${`tab-${name}`} type="button" role="tab" aria-selected=${String(name === panel)} aria-controls="panel"
          tabindex=${name === panel ? 0 : -1} onClick=${() => set({ panel: name })}>
          <${Icon} name=${ICONS[name]} /><span>${t(`panel-${name}`)}</span>
          ${name === 'findings' && all > 0 && html`<b class=${errors ? 'count-error' : 'count-warning'}>${all}<span class="visually-hidden">${t('n-findings', errors, all - errors)}</span></b>`}
        </button>`)}
    </div>`;
}

// The text stays in the document when another panel is looked at: its folds and its place are kept.
function Panel() {
  const panel = useDesk((s) => s.panel);
  const box = useRef(null);
  const places = useRef({});
  useEffect(() => {
    box.current.scrollTop = places.current[panel] ?? 0;
  }, [panel]);
  const Shown = PANELS[panel];
  return html`
    ${panel === 'text' && html`<${Outline} />`}
    <div class="panel" id="panel" ref=${box} role="tabpanel" aria-labelledby=${`tab-${panel}`} tabindex="-1"
      onScroll=${() => { if (state.panel === panel) places.current[panel] = box.current.scrollTop; }}>
      <div class="panel-inner" hidden=${panel !== 'text'}><${FieldsPanel} /></div>
      ${panel !== 'text' && html`<div class="panel-inner" key=${panel}><${Shown} /></div>`}
    </div>`;
}

function Divider({ width, change }) {
  const from = useRef(null);
  return html`
    <div class="divider" role="separator" tabindex="0" aria-orientation="vertical" aria-label=${t('divider')}
      aria-valuenow=${Math.round(width)} aria-valuemin="360" aria-valuemax="760"
      onPointerDown=${(event) => { event.currentTarget.setPointerCapture(event.pointerId); from.current = event.clientX - width; }}
      onPointerMove=${(event) => { if (from.current !== null) change(event.clientX - from.current); }}
      onPointerUp=${() => { from.current = null; }} onPointerCancel=${() => { from.current = null; }}
      onKeyDown=${(event) => {
        const by = { ArrowLeft: -24, ArrowRight: 24 }[event.key];
        if (!by) return;
        event.preventDefault();
        change(width + by);
      }}></div>`;
}

function Refused() {
  const refused = useDesk((s) => s.refused);
  return html`
    <div aria-live="assertive">${refused && html`
      <div class="banner error"><${Icon} name="error" />
        <div><strong>${t('refused')}</strong> ${refused.error} ${(refused.hints ?? []).join(' ')}</div>
        <button type="button" class="small-button" onClick=${giveUp}>${t('give-up')}</button>
      </div>`}</div>`;
}

function Notice() {
  const notice = useDesk((s) => s.notice);
  return html`
    <div class="notice-place" role="status">${notice && html`
      <div class=${`notice ${notice.kind}`}><span>${notice.text}</span>
        <button type="button" class="tool" aria-label=${t('close')} onClick=${() => set({ notice: null })}><${Icon} name="close" /></button></div>`}</div>`;
}

// Findings are said aloud only when their number changes, and not at every key.
function Spoken() {
  const errors = useDesk((s) => s.view.findings.filter((f) => f.severity === 'error').length);
  const all = useDesk((s) => s.view.findings.length);
  const [text, speak] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => speak(all ? t('n-findings', errors, all - errors) : t('no-findings')), 1500);
    return () => clearTimeout(timer);
  }, [errors, all]);
  return html`<div class="visually-hidden" aria-live="polite">${text}</div>`;
}

function Desk() {
  const tab = useDesk((s) => s.tab);
  const version = useDesk((s) => s.view.version);
  const waiting = useDesk((s) => s.waiting);
  const settled = useDesk((s) => s.view.settled);
  const [width, setWidth] = useState(Math.min(520, Math.max(400, innerWidth * 0.36)));
  const change = (next) => setWidth(Math.min(760, innerWidth - 320, Math.max(360, next)));
  useEffect(() => { if (!waiting) locate(); }, [version, waiting, settled]);
  useEffect(() => { document.documentElement.style.setProperty('--fields', `${width}px`); }, [width]);
  return html`
    <div class=${`desk tab-${tab}`}>
      <a class="skip" href="#panel" onClick=${(event) => { event.preventDefault(); set({ tab: 'fields' }); document.getElementById('panel').focus(); }}>${t('to-fields')}</a>
      <a class="skip" href="#page" onClick=${(event) => { event.preventDefault(); set({ tab: 'page' }); document.getElementById('page').focus(); }}>${t('to-page')}</a>
      <${Top} />
      <nav class="sides" aria-label=${t('sides')}>
        ${['fields', 'page'].map((name) => html`
          <button key=${name} type="button" aria-pressed=${String(tab === name)} onClick=${() => set({ tab: name })}>${t(`side-${name}`)}</button>`)}
      </nav>
      <${Refused} />
      <main class="work">
        <section class="side-fields" id="side-fields" aria-label=${t('side-fields')}><${Tabs} /><${Panel} /></section>
        <${Divider} width=${width} change=${change} />
        <section class="side-page" id="side-page" aria-label=${t('side-page')}><${Page} /></section>
      </main>
      <${Notice} />
      <${Spoken} />
      <${MakeDialog} />
      <${OutsideDialog} />
    </div>`;
}

function App() {
  const phase = useDesk((s) => s.phase);
  const connected = useDesk((s) => s.connected);
  if (phase === 'loading') return html`<main class="loading" role="status"><h1 class="visually-hidden">${t('product')}</h1><p>${t(connected ? 'loading' : 'offline')}</p></main>`;
  if (phase === 'start') return html`<${Start} /><${Notice} />`;
  return html`<${Desk} />`;
}

document.documentElement.lang = language;
document.title = t('product');
watch();
keys();
render(html`<${App} />`, document.getElementById('app'));
look().then(listen);
