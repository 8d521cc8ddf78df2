import { html } from './lib.js';
import { useDesk } from './state.js';
import { Thumb } from './thumb.js';
import { Drop } from './upload.js';
import { reveal } from './select.js';
import { t } from './words.js';

// The pictures of a section, small, where its text is edited; a click leads to all that can be set.
export function Strip({ index }) {
  const photos = useDesk((s) => s.report.photos) ?? [];
  const ids = useDesk((s) => (index === null ? null : s.report.sections[index].photos)) ?? [];
  const used = useDesk((s) => (index === null ? s.report.sections : null));
  const shown = index === null
    ? photos.filter((photo) => !used.some((section) => section.photos?.includes(photo.id)))
    : ids.map((id) => photos.find((photo) => photo.id === id)).filter(Boolean);
  return html`
    <${Drop} section=${index ?? undefined} className="strip" label=${t('add-photo')}>
      ${shown.map((photo) => {
        const at = photos.indexOf(photo);
        const name = `${t('photo-n', at + 1)}：${photo.caption || photo.file}`;
        return html`
          <button key=${photo.id} type="button" class="strip-photo" aria-label=${name} title=${name}
            onClick=${() => reveal(`/photos/${at}`, null, { flash: true })}><${Thumb} index=${at} photo=${photo} /></button>`;
      })}
    <//>`;
}
