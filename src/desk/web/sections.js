import { html, useLayoutEffect, useRef, useState } from './lib.js';
import { useDesk } from './state.js';
import { Text, Choice, Check, Fold } from './inputs.js';
import { Lines } from './lines.js';
import { Block, KINDS, fresh } from './blocks.js';
import { Menu } from './menu.js';
import { Tool, Icon } from './icons.js';
import { PointerNotes } from './findings.js';
import { Strip } from './strip.js';
import { Count } from './volume.js';
import { act, ask, insert, put, remove, shift } from './edit.js';
import { reveal } from './select.js';
import { t, numeral } from './words.js';

const importances = () => ['', 'lead', 'normal', 'brief'].map((k) => [k, t(`importance-${k || 'none'}`)]);

function tools(value, pointer, api) {
  const text = typeof value === 'string';
  return html`<${Menu} className="line-menu" label=${t('paragraph-menu')} items=${[
    [t('move-up'), () => api.move(-1), 'Alt+↑', api.first],
    [t('move-down'), () => api.move(1), 'Alt+↓', api.last],
    text && value.length <= 30 && [t('make-subhead'), () => put(pointer, { subhead: value })],
    value.subhead !== undefined && [t('make-paragraph'), () => put(pointer, value.subhead)],
    [t('remove'), api.remove, '', api.alone],
    [t('add-below')],
    [t('paragraph'), () => api.after(), 'Enter', api.full],
    ...KINDS.map((kind) => [t(kind), () => api.after(fresh(kind)), '', api.full]),
  ]} />`;
}

function Heading({ index, lines }) {
  const base = `/sections/${index}/heading`;
  const shown = lines.length ? lines : [''];
  const write = (i) => (text) => {
    if (text === '' && i < lines.length) remove(`${base}/${i}`);
    else if (i < lines.length) put(`${base}/${i}`, text);
    else if (text) insert(`${base}/${i}`, text);
  };
  const rows = shown.length < 2 ? [...shown, ''] : shown;
  return html`
    <div class="heading-lines">
      ${rows.map((line, i) => html`
        <${Text} key=${i} pointer=${`${base}/${i}`} alone=${i >= lines.length} value=${line} label=${t('heading-n', i + 1)} shown=${false} single
          className="heading-line" placeholder=${i ? t('heading-second') : t('heading-first')} onText=${write(i)} />`)}
    </div>`;
}

function More({ index, section }) {
  const base = `/sections/${index}`;
  const any = section.importance || section.byline || section.editor_note || section.quote || section.layout?.first || section.layout?.columns;
  return html`
    <${Fold} label=${t('more')} className=${any ? 'has-values' : ''}>
      <div class="more">
        <div class="pair">
          <${Choice} pointer=${`${base}/importance`} label=${t('importance')} choices=${importances()} />
          <${Text} pointer=${`${base}/byline`} label=${t('section-byline')} optional single />
        </div>
        ${section.heading?.length === 2 && html`
          <${Text} pointer=${`${base}/heading/2`} value="" alone label=${t('heading-n', 3)} single onText=${(text) => text && insert(`${base}/heading/2`, text)} />`}
        <${Text} pointer=${`${base}/editor_note`} label=${t('editor-note')} optional single refers />
        <div class="pair">
          <${Text} pointer=${`${base}/quote/text`} label=${t('pull-quote')} single
            onText=${(text) => { if (text) put(`${base}/quote/text`, text); else remove(`${base}/quote`); }} />
          ${section.quote && html`<${Text} pointer=${`${base}/quote/from`} label=${t('quote-from')} optional single />`}
        </div>
        <div class="pair">
          <${Check} pointer=${`${base}/layout/first`} label=${t('layout-first')} />
          <${Choice} label=${t('layout-columns')} value=${String(section.layout?.columns ?? '')}
            choices=${[['', t('by-program')], ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => [String(n), t('n-columns', n)])]}
            onChoose=${(n) => (n ? put(`${base}/layout/columns`, Number(n)) : section.layout && put(`${base}/layout/columns`, null))} />
        </div>
      </div>
    <//>`;
}

function Section({ section, index, count }) {
  const base = `/sections/${index}`;
  const locked = useDesk((s) => s.view.locked?.includes(base) ?? false);
  const [open, show] = useState(true);
  const body = useRef(null);
  const notes = section.notes ?? [];
  useLayoutEffect(() => {
    const unfold = () => show(true);
    const element = body.current;
    element.addEventListener('unfold', unfold);
    return () => element.removeEventListener('unfold', unfold);
  }, []);
  const move = (by) => {
    const to = shift(base, by);
    if (to) reveal(to, null, { focus: false, flash: true });
  };
  const name = section.heading?.[0] || t('section-n', index + 1);
  return html`
    <section class="section" data-pointer=${base} aria-label=${`${numeral(index + 1)} ${name}`}
      onKeyDown=${(event) => {
        if (!event.altKey || !event.shiftKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        move(event.key === 'ArrowUp' ? -1 : 1);
      }}>
      <div class="section-head">
        <button type="button" class="section-number" aria-expanded=${String(open)} title=${t(open ? 'fold-section' : 'unfold-section', name)}
          onClick=${() => show(!open)}>${numeral(index + 1)}<span class="visually-hidden">${t(open ? 'fold-section' : 'unfold-section', name)}</span></button>
        <${Heading} index=${index} lines=${section.heading ?? []} />
        <div class="section-tools">
          <${Tool} icon="up" label=${t('move-up')} keys="Alt+Shift+↑" disabled=${index === 0} onClick=${() => move(-1)} />
          <${Tool} icon="down" label=${t('move-down')} keys="Alt+Shift+↓" disabled=${index === count - 1} onClick=${() => move(1)} />
          <${Tool} icon=${locked ? 'lock' : 'unlock'} label=${t(locked ? 'unlock-place' : 'lock-place')} pressed=${locked}
            onClick=${() => ask('lock', { pointer: base, locked: !locked })} />
          <${Tool} icon="remove" label=${t('remove-section')} danger disabled=${count < 2} onClick=${() => act({ remove: base })} />
        </div>
      </div>
      <${Count} index=${index} />
      <${PointerNotes} pointer=${base} />
      <${PointerNotes} pointer=${`${base}/heading`} />
      <div ref=${body} data-fold hidden=${!open} class="section-body">
        <${More} index=${index} section=${section} />
        <${Lines} base=${`${base}/body`} items=${section.body} min=${1} refers className="prose" add=${t('add-paragraph')}
          label=${(i) => t('paragraph-n', index + 1, i + 1)} tools=${tools}
          block=${(value, pointer, api) => html`<${Block} value=${value} pointer=${pointer} api=${api} />`} />
        <${Strip} index=${index} />
        <${Fold} label=${notes.length ? t('notes-n', notes.length) : t('notes')}>
          <${Lines} base=${`${base}/notes`} items=${notes} max=${20} className="numbered" add=${t('add-note')} label=${(i) => t('note-n', i + 1)} />
          <p class="hint">${t('notes-hint')}</p>
        <//>
      </div>
    </section>`;
}

export function Sections() {
  const sections = useDesk((s) => s.report.sections);
  const add = () => {
    insert(`/sections/${sections.length}`, { heading: [t('new-section')], body: [t('new-text')] });
    reveal(`/sections/${sections.length}/heading/0`, 0, { all: true });
  };
  return html`
    ${sections.map((section, index) => html`<${Section} key=${section.id ?? index} section=${section} index=${index} count=${sections.length} />`)}
    <button type="button" class="add-section" disabled=${sections.length >= 32} onClick=${add}><${Icon} name="plus" />${t('add-section')}</button>`;
}
