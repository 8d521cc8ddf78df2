import { html } from './lib.js';
import { state, useDesk } from './state.js';

// The address of a small picture changes only when another picture stands at that place.
const seen = new Map();

export function address(index, photo, size) {
  const key = `${index}|${photo.file}|${size?.width}x${size?.height}`;
  if (!seen.has(key)) seen.set(key, state.view?.version ?? 0);
  return `photo/${index}?width=480&version=${seen.get(key)}`;
}

export function Thumb({ index, photo, alt = '', ...rest }) {
  const size = useDesk((s) => s.view.photos?.[index]);
  return html`<img src=${address(index, photo, size)} alt=${alt} loading="lazy" decoding="async" draggable=${false} ...${rest} />`;
}
