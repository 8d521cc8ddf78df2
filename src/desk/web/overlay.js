import { html, useMemo } from './lib.js';
import { useDesk } from './state.js';
import { t } from './words.js';

const NONE = [];

const Boxes = ({ boxes, zoom, kind, spread = 2 }) => boxes.map((box, i) => html`
  <div key=${`${kind}${i}`} class=${`mark ${kind}`} style=${{
    left: `${box.x * zoom - spread}px`, top: `${box.y * zoom - spread}px`,
    width: `${box.width * zoom + 2 * spread}px`, height: `${box.height * zoom + 2 * spread}px`,
  }}></div>`);

// What lies over a page: findings, the field under the mouse, the field that is edited, the caret.
export function Overlay({ number, zoom }) {
  const place = useDesk((s) => s.place);
  const hover = useDesk((s) => s.hover);
  const findings = useDesk((s) => s.view.findings);
  const stale = useDesk((s) => s.view.stale);
  const here = (boxes) => (boxes ?? NONE).filter((box) => box.page === number);
  const marks = useMemo(() => ['warning', 'error'].map((severity) => [
    severity, findings.filter((f) => f.severity === severity).flatMap((f) => here(f.boxes)),
  ]), [findings, number]);
  const sections = useDesk((s) => s.view.volume?.sections ?? NONE);
  const caret = !stale && place.caret?.page === number ? place.caret : null;
  return html`
    <div class="overlay" aria-hidden="true">
      ${marks.map(([severity, boxes]) => html`<${Boxes} key=${severity} boxes=${boxes} zoom=${zoom} kind=${severity} spread=${1} />`)}
      <${Boxes} boxes=${here(hover)} zoom=${zoom} kind="hover" />
      <${Boxes} boxes=${here(place.boxes)} zoom=${zoom} kind="active" />
      ${sections.map((part, i) => part.breaksOff?.page === number && html`
        <div key=${`overset${i}`} class="mark overset" style=${{
          left: `${(part.breaksOff.x + part.breaksOff.width) * zoom}px`,
          top: `${part.breaksOff.y * zoom}px`, height: `${part.breaksOff.height * zoom}px`,
        }}><span>${t('over-mark', part.overset)}</span></div>`)}
      ${caret && html`<div key=${`${caret.x}/${caret.y}`} class="page-caret" style=${{
        left: `${caret.x * zoom}px`, top: `${caret.y * zoom}px`, height: `${Math.max(6, caret.height * zoom)}px`,
      }}></div>`}
    </div>`;
}
