import { html, useLayoutEffect, useRef } from './lib.js';
import { ratio } from './zoom.js';

const onGrid = (length) => Math.round(length * ratio()) / ratio();

// One cell. The picture that is there stays until the next one is decoded.
function Cell({ src, left, top, width, height }) {
  const box = useRef(null);
  useLayoutEffect(() => {
    const picture = new Image();
    let wanted = true;
    picture.alt = '';
    picture.draggable = false;
    picture.decoding = 'async';
    picture.src = src;
    picture.decode().then(() => {
      if (wanted && box.current) box.current.replaceChildren(picture);
    }, () => { /* a newer view asks for another one */ });
    return () => { wanted = false; };
  }, [src]);
  return html`<div class="cell" ref=${box} style=${{ left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` }}></div>`;
}

// The cells of a page that are in sight, and a row of others around them.
export function Cells({ page, number, zoom, scale, sight }) {
  const { cell, cells } = page;
  const size = cell * zoom;
  const shown = [];
  cells.forEach((row, r) => {
    const top = onGrid(r * size);
    const bottom = onGrid(Math.min((r + 1) * cell, page.height) * zoom);
    if (bottom < sight.top - size || top > sight.bottom + size) return;
    row.forEach((hash, c) => {
      const left = onGrid(c * size);
      const right = onGrid(Math.min((c + 1) * cell, page.width) * zoom);
      if (right < sight.left - size || left > sight.right + size) return;
      shown.push(html`<${Cell} key=${`${c}/${r}`} src=${`cell/${number}/${c}/${r}/${hash}.png?scale=${scale}`}
        left=${left} top=${top} width=${right - left} height=${bottom - top} />`);
    });
  });
  return html`<div class="cells" aria-hidden="true">${shown}</div>`;
}
