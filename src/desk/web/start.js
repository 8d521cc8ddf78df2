import { html, useEffect, useRef, useState } from './lib.js';
import { useDesk } from './state.js';
import { Icon } from './icons.js';
import { get, Lost, query } from './api.js';
import { command } from './queue.js';
import { hasFiles } from './upload.js';
import { t } from './words.js';

export function Start() {
  const [reports, list] = useState(null);
  const [busy, work] = useState(null);
  const [error, fail] = useState(null);
  const [county, setCounty] = useState('');
  const [year, setYear] = useState(String(new Date().getFullYear()));
  const [over, hover] = useState(false);
  const input = useRef(null);
  const connected = useDesk((s) => s.connected);

  useEffect(() => {
    get('reports').then((answer) => list(answer.reports), (problem) => {
      list([]);
      if (!(problem instanceof Lost)) fail(problem);
    });
  }, [connected]);

  const run = async (name, path, body, file) => {
    work(name);
    fail(null);
    try {
      await command(path, body, file);
    } catch (problem) {
      fail(problem instanceof Lost ? { error: t('lost-command'), hints: [] } : problem);
    }
    work(null);
  };
  const read = (file) => {
    if (!file) return;
    if (!/\.docx$/i.test(file.name)) fail({ error: t('no-docx', file.name), hints: [t('no-docx-hint')] });
    else run('import', `import?${query({ name: file.name, county: county.trim(), year })}`, null, file);
  };
  const begin = (event) => {
    event.preventDefault();
    if (!county.trim()) fail({ error: t('which-county'), hints: [] });
    else if (!/^(19|20|21)\d\d$/.test(year)) fail({ error: t('which-year'), hints: [] });
    else run('begin', 'begin', { county: county.trim(), year: Number(year) });
  };

  return html`
    <main class="start" id="start">
      <header class="start-head"><h1>${t('product')}</h1><p>${t('start-words')}</p></header>
      ${!connected && html`<p class="note error"><${Icon} name="offline" /><span>${t('offline')}</span></p>`}
      <div aria-live="assertive">${error && html`<div class="note error"><${Icon} name="error" /><span><span class="note-message">${error.error}</span>${(error.hints ?? []).map((hint) => html`<span key=${hint} class="note-hint">${hint}</span>`)}</span></div>`}</div>
      ${reports?.length > 0 && html`
        <section aria-labelledby="start-open"><h2 id="start-open">${t('open-report')}</h2>
          <ul class="reports">${reports.map((one) => html`
            <li key=${one.folder}><button type="button" disabled=${busy !== null} onClick=${() => run(one.folder, 'open', { folder: one.folder })}>
              <strong>${one.county}</strong><span>${one.year}</span><small>${one.folder}</small>
              ${busy === one.folder && html`<em>${t('opening')}</em>`}</button></li>`)}</ul>
        </section>`}
      <section aria-labelledby="start-new"><h2 id="start-new">${t('new-report')}</h2>
        <form class="begin" onSubmit=${begin}>
          <div class="field"><label class="label" for="county">${t('county')}</label>
            <input id="county" class="text" value=${county} placeholder="海汐县" autocomplete="off" onInput=${(event) => setCounty(event.target.value)} /></div>
          <div class="field"><label class="label" for="year">${t('year')}</label>
            <input id="year" class="text" inputmode="numeric" value=${year} autocomplete="off" onInput=${(event) => setYear(event.target.value)} /></div>
          <button type="submit" class="main-button" disabled=${busy !== null}>${t(busy === 'begin' ? 'opening' : 'begin')}</button>
        </form>
        <div class=${`drop docx ${over ? 'over' : ''}`}
          onDragOver=${(event) => { if (hasFiles(event)) { event.preventDefault(); hover(true); } }}
          onDragLeave=${() => hover(false)}
          onDrop=${(event) => { event.preventDefault(); hover(false); read(event.dataTransfer.files[0]); }}>
          <${Icon} name="file" />
          <p>${busy === 'import' ? t('reading') : t('drop-docx')}</p>
          <button type="button" class="small-button" disabled=${busy !== null} onClick=${() => input.current.click()}>${t('choose-file')}</button>
          <input ref=${input} type="file" hidden accept=".docx" aria-label=${t('choose-file')} onChange=${(event) => { read(event.target.files[0]); event.target.value = ''; }} />
        </div>
      </section>
    </main>`;
}
