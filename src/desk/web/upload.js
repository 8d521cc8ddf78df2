import { html, useRef, useState } from './lib.js';
import { state, say } from './state.js';
import { ask } from './edit.js';
import { query } from './api.js';
import { reveal } from './select.js';
import { t } from './words.js';

const PICTURE = /\.(jpe?g|png|webp|tiff?)$/i;

// Said before anything is sent: a phone's HEIC, and a picture that is too small for print.
async function look(file) {
  if (/\.hei[cf]$/i.test(file.name)) return { bad: t('heic', file.name) };
  if (!PICTURE.test(file.name) && !/^image\/(jpeg|png|webp|tiff)$/.test(file.type)) return { bad: t('no-picture', file.name) };
  try {
    const picture = await createImageBitmap(file);
    const { width, height } = picture;
    picture.close();
    if (Math.max(width, height) < 1000) return { small: t('small-picture', file.name, width, height) };
  } catch { /* TIFF and CMYK: the program reads them, the browser need not */ }
  return {};
}

export async function addPhotos(files, section) {
  const said = [];
  let added = 0;
  for (const file of files) {
    const { bad, small } = await look(file);
    if (bad) {
      said.push(bad);
      continue;
    }
    if (small) said.push(small);
    if (await ask(`photos?${query({ name: file.name, section })}`, null, file)) added += 1;
  }
  if (said.length) say(said.join(' '), 'warning');
  if (added) reveal(`/photos/${state.report.photos.length - 1}`, null, { flash: true });
}

export const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');

// A place to drop pictures on, and a button for those who do not drag.
export function Drop({ section, children, className = '', label }) {
  const [over, hover] = useState(false);
  const input = useRef(null);
  return html`
    <div class=${`drop ${over ? 'over' : ''} ${className}`}
      onDragOver=${(event) => { if (hasFiles(event)) { event.preventDefault(); hover(true); } }}
      onDragLeave=${(event) => { if (!event.currentTarget.contains(event.relatedTarget)) hover(false); }}
      onDrop=${(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.stopPropagation();
        hover(false);
        addPhotos([...event.dataTransfer.files], section);
      }}>
      ${children}
      <button type="button" class="add-button" onClick=${() => input.current.click()}>${label ?? t('add-photo')}</button>
      <input ref=${input} type="file" hidden multiple accept=".jpg,.jpeg,.png,.webp,.tif,.tiff" aria-label=${t('add-photo')}
        onChange=${(event) => { addPhotos([...event.target.files], section); event.target.value = ''; }} />
    </div>`;
}
