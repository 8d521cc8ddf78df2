// JSON pointers and the four operations, on values that are never changed in place.
export const split = (pointer) => (
  pointer === '' ? [] : pointer.slice(1).split('/').map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'))
);

export const join = (keys) => keys.map((key) => `/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');

export const parent = (pointer) => pointer.slice(0, pointer.lastIndexOf('/'));

export const lastKey = (pointer) => split(pointer).at(-1);

export function get(value, pointer) {
  for (const key of split(pointer)) {
    if (value === null || typeof value !== 'object') return undefined;
    value = value[key];
  }
  return value;
}

function change(value, keys, act) {
  if (value === null || typeof value !== 'object') throw new Error('no such place');
  const copy = Array.isArray(value) ? value.slice() : { ...value };
  if (keys.length === 1) {
    act(copy, keys[0]);
  } else {
    copy[keys[0]] = change(copy[keys[0]], keys.slice(1), act);
  }
  return copy;
}

const index = (list, key, most) => {
  const at = Number(key);
  if (!Number.isInteger(at) || at < 0 || at > most) throw new Error('no such item');
  return at;
};

export function apply(doc, op) {
  if ('set' in op) {
    if (op.set === '') return op.value;
    return change(doc, split(op.set), (place, key) => {
      if (Array.isArray(place)) index(place, key, place.length - 1);
      place[key] = op.value;
    });
  }
  if ('insert' in op) {
    return change(doc, split(op.insert), (place, key) => {
      if (!Array.isArray(place)) throw new Error('not a list');
      place.splice(index(place, key, place.length), 0, op.value);
    });
  }
  if ('remove' in op) {
    return change(doc, split(op.remove), (place, key) => {
      if (Array.isArray(place)) place.splice(index(place, key, place.length - 1), 1);
      else if (key in place) delete place[key];
      else throw new Error('no such member');
    });
  }
  const value = get(doc, op.move);
  if (value === undefined) throw new Error('no such place');
  return apply(apply(doc, { remove: op.move }), { insert: op.to, value });
}

export const applyAll = (doc, ops) => ops.reduce(apply, doc);

// What puts a value at a pointer, also where the objects around it are not there yet.
export function putting(doc, pointer, value) {
  const keys = split(pointer);
  let depth = keys.length - 1;
  while (depth > 0 && get(doc, join(keys.slice(0, depth))) == null) depth -= 1;
  let whole = value;
  for (let i = keys.length - 1; i > depth; i -= 1) {
    whole = /^\d+$/.test(keys[i]) ? [whole] : { [keys[i]]: whole };
  }
  const place = get(doc, join(keys.slice(0, depth)));
  const at = join(keys.slice(0, depth + 1));
  if (Array.isArray(place) && Number(keys[depth]) >= place.length) {
    return { insert: join([...keys.slice(0, depth), place.length]), value: whole };
  }
  return { set: at, value: whole };
}

// The first place where two reports differ: where an undo should lead the eye.
export function difference(a, b, pointer = '') {
  if (a === b) return null;
  const both = a && b && typeof a === 'object' && typeof b === 'object';
  if (!both || Array.isArray(a) !== Array.isArray(b)) return pointer;
  const keys = [...new Set([...Object.keys(b), ...Object.keys(a)])];
  for (const key of keys) {
    const found = difference(a[key], b[key], pointer + join([key]));
    if (found !== null) return found;
  }
  return null;
}
