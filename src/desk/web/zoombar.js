import { html } from './lib.js';
import { Tool } from './icons.js';
import { NATURAL } from './zoom.js';
import { set, useDesk } from './state.js';
import { t } from './words.js';

export const ZoomBar = ({ zoom, way, zoomTo, fit }) => {
  const soft = useDesk((s) => s.soft);
  return html`
  <div class="zoombar" role="toolbar" aria-label=${t('zoom')}>
    <${Tool} icon="minus" label=${t('zoom-out')} keys="Ctrl+−" onClick=${() => zoomTo(zoom / 1.25)} />
    <button type="button" class="zoom-value" title=${t('zoom-natural')} aria-label=${t('zoom-now', Math.round((zoom / NATURAL) * 100))}
      onClick=${() => zoomTo(NATURAL)}>${Math.round((zoom / NATURAL) * 100)}%</button>
    <${Tool} icon="plus" label=${t('zoom-in')} keys="Ctrl++" onClick=${() => zoomTo(zoom * 1.25)} />
    <span class="bar-rule" aria-hidden="true"></span>
    <${Tool} icon="width" label=${t('fit-width')} keys="Ctrl+0" pressed=${way === 'width'} onClick=${() => fit('width')} />
    <${Tool} icon="whole" label=${t('fit-whole')} keys="Ctrl+9" pressed=${way === 'whole'} onClick=${() => fit('whole')} />
    <span class="bar-rule" aria-hidden="true"></span>
    <${Tool} icon="drop" label=${t('soft-proof')} pressed=${soft} onClick=${() => set({ soft: !soft })} />
  </div>`;
};
