import { split } from './ops.js';
import { t, numeral } from './words.js';

// A pointer in the words of the person who edits: where to look, not what the file says.
export function place(pointer, report) {
  if (!pointer) return t('whole-page');
  const [root, a, b, c] = split(pointer);
  const n = Number(a) + 1;
  if (root === 'sections' && a !== undefined) {
    const section = report?.sections?.[a];
    const name = section?.heading?.[0] ? `${numeral(n)}　${section.heading[0]}` : t('section-n', n);
    if (b === 'body' && c !== undefined) return `${name} · ${t('item-n', Number(c) + 1)}`;
    return b && t.has(`at-${b}`) ? `${name} · ${t(`at-${b}`)}` : name;
  }
  if (root === 'photos' && a !== undefined) return t('photo-n', n);
  if (root === 'metrics' && a !== undefined) return `${t('figures')} · ${report?.metrics?.[a]?.label ?? n}`;
  if (root === 'lead' && a !== undefined) return `${t('lead')} · ${t('item-n', n)}`;
  return t.has(`at-${root}`) ? t(`at-${root}`) : root;
}
