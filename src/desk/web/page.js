import { html, useCallback, useEffect, useLayoutEffect, useRef, useState } from './lib.js';
import { state, set, useDesk } from './state.js';
import { Cells } from './cells.js';
import { Overlay } from './overlay.js';
import { SoftProof } from './softproof.js';
import { useZoom } from './zooming.js';
import { ZoomBar } from './zoombar.js';
import { Stale } from './stale.js';
import { get, query } from './api.js';
import { addPhotos, hasFiles } from './upload.js';
import { calm, fromPage, reveal } from './select.js';
import { onShow } from './show.js';
import { MARGIN } from './zoom.js';
import { t } from './words.js';

const ask = async (number, point, signal) => {
  try {
    return await get(`at?${query({ page: number, x: point.x.toFixed(1), y: point.y.toFixed(1) })}`, signal);
  } catch {
    return null;
  }
};

function useSight(scroller, zoom, pages) {
  const [sight, see] = useState({ left: 0, top: 0, right: 0, bottom: 0 });
  const look = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    see((old) => {
      const next = {
        left: element.scrollLeft, top: element.scrollTop,
        right: element.scrollLeft + element.clientWidth, bottom: element.scrollTop + element.clientHeight,
      };
      return Object.keys(next).every((key) => Math.abs(next[key] - old[key]) < 8) ? old : next;
    });
  }, []);
  useLayoutEffect(look, [zoom, pages]);
  return [sight, look];
}

export function Page() {
  const pages = useDesk((s) => s.view.pages);
  const stale = useDesk((s) => s.view.stale);
  const busy = useDesk((s) => s.busy);
  const place = useDesk((s) => s.place);
  const tab = useDesk((s) => s.tab);
  const scroller = useRef(null);
  const sheets = useRef([]);
  const { zoom, scale, way, zoomTo, fit } = useZoom(scroller, pages);
  const [sight, look] = useSight(scroller, zoom, pages);

  const show = useCallback((boxes, always) => {
    const element = scroller.current;
    const box = boxes?.[0];
    const sheet = box && sheets.current[box.page];
    if (!element || !sheet || !element.clientWidth) return;
    const z = sheet.offsetWidth / state.view.pages[box.page].width;
    const inSight = (b) => {
      const s = sheets.current[b.page];
      if (!s) return false;
      const x = s.offsetLeft + b.x * z - element.scrollLeft;
      const y = s.offsetTop + b.y * z - element.scrollTop;
      return x + b.width * z > 0 && x < element.clientWidth && y + b.height * z > 12 && y < element.clientHeight - 12;
    };
    const target = state.place.caret && boxes === state.place.boxes ? { width: 0, ...state.place.caret } : box;
    if (!always && (inSight(target) || (target === box && boxes.some(inSight)))) return;
    element.scrollTo({
      left: sheet.offsetLeft + (target.x + target.width / 2) * z - element.clientWidth / 2,
      top: sheet.offsetTop + target.y * z - element.clientHeight / 3,
      behavior: calm() ? 'auto' : 'smooth',
    });
  }, []);

  useEffect(() => onShow((boxes) => {
    set({ hover: boxes });
    show(boxes);
  }), [show]);
  useEffect(() => { if (place.boxes.length && !fromPage) show(place.boxes); }, [place]);
  useLayoutEffect(() => { look(); }, [tab]);

  const point = (event, number) => {
    const rect = sheets.current[number].getBoundingClientRect();
    const z = rect.width / pages[number].width;
    return { x: (event.clientX - rect.left) / z, y: (event.clientY - rect.top) / z };
  };

  const onClick = async (event, number) => {
    const found = await ask(number, point(event, number));
    if (!found) return;
    set({ place: { boxes: found.boxes ?? [], caret: null } });
    reveal(found.pointer, found.offset ?? null, { page: true });
  };

  // A picture that is dropped on the page belongs to the section it is dropped on.
  const onDrop = async (event, number) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    const found = await ask(number, point(event, number));
    const section = /^\/sections\/(\d+)/.exec(found?.pointer ?? '');
    addPhotos(files, section ? Number(section[1]) : undefined);
  };

  const resting = useRef({ timer: 0, control: null });
  const onMove = (event, number) => {
    if (event.pointerType !== 'mouse') return;
    const rest = resting.current;
    clearTimeout(rest.timer);
    const at = point(event, number);
    const inside = (b) => b.page === number && at.x >= b.x && at.x <= b.x + b.width && at.y >= b.y && at.y <= b.y + b.height;
    if (state.hover?.some(inside)) return;
    if (state.hover) set({ hover: null });
    rest.timer = setTimeout(async () => {
      rest.control?.abort();
      rest.control = new AbortController();
      const found = await ask(number, at, rest.control.signal);
      if (found?.boxes?.length) set({ hover: found.boxes });
    }, 70);
  };
  const onLeave = () => {
    clearTimeout(resting.current.timer);
    resting.current.control?.abort();
    if (state.hover) set({ hover: null });
  };

  return html`
    <div class="page-side">
      <div class=${`progress ${busy ? 'on' : ''}`} aria-hidden="true"></div>
      ${stale && pages.length > 0 && html`<${Stale} />`}
      <div id="page" class=${`scroller ${stale ? 'stale' : ''}`} ref=${scroller} tabindex="0" role="region" aria-label=${t('page-region')} onScroll=${look}>
        <div class="sheets" style=${{ padding: `${MARGIN}px` }}>
          ${pages.map((page, number) => html`
            <div key=${number} class="sheet" ref=${(element) => { sheets.current[number] = element; }}
              style=${{ width: `${page.width * zoom}px`, height: `${page.height * zoom}px` }}
              onClick=${(event) => onClick(event, number)} onDrop=${(event) => onDrop(event, number)} onPointerMove=${(event) => onMove(event, number)} onPointerLeave=${onLeave}>
              <div class="visually-hidden">${t('page-n', number + 1)}</div>
              ${scale > 0 && html`<${Cells} page=${page} number=${number} zoom=${zoom} scale=${scale} sight=${relative(sight, sheets.current[number])} />`}
              <${SoftProof} number=${number} />
              <${Overlay} number=${number} zoom=${zoom} />
            </div>`)}
        </div>
        ${pages.length === 0 && html`<div class="no-page"><${Stale} none /></div>`}
      </div>
      ${pages.length > 0 && html`<${ZoomBar} zoom=${zoom} way=${way} zoomTo=${zoomTo} fit=${fit} />`}
    </div>`;
}

const relative = (sight, sheet) => {
  const x = sheet?.offsetLeft ?? 0;
  const y = sheet?.offsetTop ?? 0;
  return { left: sight.left - x, right: sight.right - x, top: sight.top - y, bottom: sight.bottom - y };
};
