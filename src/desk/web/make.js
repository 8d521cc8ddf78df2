import { html, useEffect, useRef, useState } from './lib.js';
import { set, useDesk } from './state.js';
import { Icon, Tool } from './icons.js';
import { post, Lost } from './api.js';
import { go } from './findings.js';
import { place } from './place.js';
import { t } from './words.js';

function Result({ result, what, close }) {
  const report = useDesk((s) => s.report);
  const { good, files, findings } = result;
  const errors = findings.filter((one) => one.severity === 'error');
  const shown = good ? findings : errors.length ? errors : findings;
  return html`
    <div class=${`result ${good ? 'good' : 'bad'}`}>
      <p class="result-words"><${Icon} name=${good ? 'check' : 'error'} /><strong>${t(good ? `made-${what}` : 'not-made')}</strong></p>
      ${good && html`<ul class="files">${files.map((file) => html`
        <li key=${file.address}><a href=${file.address} target="_blank" rel="noopener"><${Icon} name="file" />${file.name}</a>
          <a class="small-button" href=${file.address} download=${file.name}>${t('save-as')}</a></li>`)}</ul>`}
      ${shown.length > 0 && html`
        <p>${t(good ? 'made-but' : 'not-made-why')}</p>
        <ul class="findings">${shown.map((one, i) => html`
          <li key=${i} class=${`finding ${one.severity}`}>
            <button type="button" class="finding-go" onClick=${() => { close(); go(one); }}>
              <${Icon} name=${one.severity === 'error' ? 'error' : 'warn'} />
              <span class="finding-words"><span class="finding-place">${place(one.pointer, report)}</span>
                <span class="note-message">${one.message}</span>${(one.hints ?? []).map((hint) => html`<span class="note-hint" key=${hint}>${hint}</span>`)}</span>
            </button>
          </li>`)}</ul>`}
    </div>`;
}

export function MakeDialog() {
  const open = useDesk((s) => s.make);
  const waiting = useDesk((s) => s.waiting);
  const errors = useDesk((s) => s.view.findings.filter((one) => one.severity === 'error').length);
  const dialog = useRef(null);
  const [busy, work] = useState(null);
  const [result, show] = useState(null);
  const [error, fail] = useState(null);
  const close = () => set({ make: false });

  useEffect(() => {
    if (open && !dialog.current.open) {
      show(null);
      fail(null);
      dialog.current.showModal();
    } else if (!open && dialog.current.open) {
      dialog.current.close();
    }
  }, [open]);

  const make = async (what) => {
    work(what);
    show(null);
    fail(null);
    try {
      show({ what, ...await post('make', { what }) });
    } catch (problem) {
      fail(problem instanceof Lost ? { error: t('lost-command'), hints: [] } : problem);
    }
    work(null);
  };

  return html`
    <dialog class="dialog make" ref=${dialog} aria-labelledby="make-title" onClose=${close} onClick=${(event) => { if (event.target === dialog.current) close(); }}>
      <div class="dialog-body">
        <header><h2 id="make-title">${t('make-title')}</h2><${Tool} icon="close" label=${t('close')} onClick=${close} /></header>
        ${errors > 0 && html`<p class="note warning"><${Icon} name="warn" /><span>${t('errors-before', errors)}</span></p>`}
        <div class="make-kinds">
          ${['press', 'office', 'proof'].map((what) => html`
            <button key=${what} type="button" class=${`make-kind ${what}`} disabled=${busy !== null || waiting > 0} onClick=${() => make(what)}>
              <strong>${t(`make-${what}`)}</strong><span>${t(`make-${what}-hint`)}</span>
              ${busy === what && html`<em>${t('writing')}</em>`}
            </button>`)}
        </div>
        <div aria-live="polite">
          ${busy && html`<p class="visually-hidden">${t('writing')}</p>`}
          ${error && html`<div class="result bad"><p class="result-words"><${Icon} name="error" /><strong>${error.error}</strong></p>${(error.hints ?? []).map((hint) => html`<p key=${hint}>${hint}</p>`)}</div>`}
          ${result && html`<${Result} result=${result} what=${result.what} close=${close} />`}
        </div>
      </div>
    </dialog>`;
}
