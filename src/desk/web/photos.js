import { html, useState } from './lib.js';
import { useDesk, state } from './state.js';
import { Photo } from './photo.js';
import { Drop, hasFiles, addPhotos } from './upload.js';
import { act } from './edit.js';
import { reveal } from './select.js';
import { t, numeral } from './words.js';

// Photos stand with what they belong to: the headline first, then the sections in their order.
function groups(report) {
  const photos = (report.photos ?? []).map((photo, index) => ({ photo, index }));
  const taken = new Set();
  const sections = report.sections.map((section, at) => {
    const own = (section.photos ?? []).map((id) => photos.find((one) => one.photo.id === id)).filter(Boolean);
    own.forEach((one) => taken.add(one.index));
    return { at, name: `${numeral(at + 1)}　${section.heading?.join('　') || t('section-n', at + 1)}`, own };
  });
  return [{ at: null, name: t('headline-photos'), own: photos.filter((one) => !taken.has(one.index)) }, ...sections];
}

// Takes a photo out of its section and puts it into another, at a place: all in one edit.
export function assign(index, section, place) {
  const { report } = state;
  const { id } = report.photos[index];
  const from = report.sections.findIndex((one) => one.photos?.includes(id));
  const ops = [];
  const at = from >= 0 ? report.sections[from].photos.indexOf(id) : -1;
  const list = section === null ? null : report.sections[section].photos;
  if (section !== null && from === section) {
    const to = Math.min(place ?? list.length - 1, list.length - 1);
    if (to !== at) ops.push({ move: `/sections/${from}/photos/${at}`, to: `/sections/${from}/photos/${to}` });
  } else {
    if (from >= 0) ops.push({ remove: `/sections/${from}/photos/${at}` });
    if (section !== null && list) ops.push({ insert: `/sections/${section}/photos/${Math.min(place ?? list.length, list.length)}`, value: id });
    if (section !== null && !list) ops.push({ set: `/sections/${section}/photos`, value: [id] });
    if (section === null && from < 0 && place !== undefined) {
      const own = groups(report)[0].own;
      const target = own[Math.min(place, own.length - 1)]?.index;
      if (target !== undefined && target !== index) ops.push({ move: `/photos/${index}`, to: `/photos/${target}` });
    }
  }
  if (ops.length) act(...ops);
}

// One step up or down; over the edge of a group into the next one.
export function step(index, by) {
  const all = groups(state.report);
  const group = all.findIndex((one) => one.own.some((other) => other.index === index));
  const at = all[group].own.findIndex((one) => one.index === index);
  const { id } = state.report.photos[index];
  const next = at + by;
  if (next >= 0 && next < all[group].own.length) {
    assign(index, all[group].at, next);
  } else {
    const other = all[group + by];
    if (!other) return;
    assign(index, other.at, by > 0 ? 0 : other.own.length);
  }
  reveal(`/photos/${state.report.photos.findIndex((one) => one.id === id)}`, null, { flash: true, focus: false });
}

export function PhotosPanel() {
  const report = useDesk((s) => s.report);
  const [dragged, drag] = useState(null);
  const [target, aim] = useState(null);
  const all = groups(report);
  const over = (event, at, place) => {
    if (dragged === null && !hasFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    const key = `${at}/${place}`;
    if (key !== target) aim(key);
  };
  const drop = (event, at, place) => {
    event.preventDefault();
    event.stopPropagation();
    aim(null);
    if (hasFiles(event)) addPhotos([...event.dataTransfer.files], at ?? undefined);
    else if (dragged !== null) assign(dragged, at, place);
    drag(null);
  };
  return html`
    <p class="hint">${t('photos-hint')}</p>
    ${all.map((group) => html`
      <section key=${group.at} class=${`photo-group ${target?.startsWith(`${group.at}/`) ? 'aimed' : ''}`} aria-label=${group.name}
        onDragOver=${(event) => over(event, group.at, group.own.length)} onDrop=${(event) => drop(event, group.at, group.own.length)}>
        <h2 class="group-name">${group.name}</h2>
        ${group.own.map(({ photo, index }, place) => html`
          <div key=${photo.id} class=${`photo-place ${target === `${group.at}/${place}` ? 'before' : ''}`}
            onDragOver=${(event) => over(event, group.at, place)} onDrop=${(event) => drop(event, group.at, place)}>
            <${Photo} photo=${photo} index=${index} group=${group.at} onDrag=${drag} onDragEnd=${() => { drag(null); aim(null); }}
              first=${group.at === null && place === 0} last=${group === all.at(-1) && place === group.own.length - 1} />
          </div>`)}
        <${Drop} section=${group.at ?? undefined} />
      </section>`)}`;
}
