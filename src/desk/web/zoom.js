// Zoom is in CSS pixels to the point. It is rounded so that a cell is a whole number of device pixels:
// then a picture is shown as it was drawn, sharp and without seams.
const STEP = 1 / 64;
export const LEAST = 0.2;
export const MOST = 4;
export const NATURAL = 96 / 72;

export const ratio = () => window.devicePixelRatio || 1;

export const clamp = (zoom) => Math.min(MOST, Math.max(LEAST, zoom));

export function snap(zoom, down = false) {
  const steps = (clamp(zoom) * ratio()) / STEP;
  return ((down ? Math.floor(steps + 1e-6) : Math.round(steps)) * STEP) / ratio();
}

// The scale at which cells are asked for: no more than what a screen can show.
export const scaleOf = (zoom) => Math.min(6, Math.max(0.25, Math.round((zoom * ratio()) / STEP) * STEP));

export const MARGIN = 18;

export function fitted(way, pages, width, height) {
  if (!pages.length || !width) return 0.5;
  const wide = Math.max(...pages.map((page) => page.width));
  const byWidth = (width - 2 * MARGIN) / wide;
  if (way === 'width') return snap(byWidth, true);
  const high = Math.max(...pages.map((page) => page.height));
  return snap(Math.min(byWidth, (height - 2 * MARGIN) / high), true);
}
