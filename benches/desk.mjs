// How long a letter takes from the key to the drawn cells: types into a desk that runs, draws every cell that changed, and prints
// median and 95th percentile, the first and the last quarter apart.
//   node benches/desk.mjs ADDRESS [LETTERS] [MILLISECONDS BETWEEN]
const [base, letters = '200', between = '150'] = process.argv.slice(2);
const origin = new URL(base).origin;
const pause = (ms) => new Promise((done) => { setTimeout(done, Math.max(0, ms)); });
const get = async (path) => (await fetch(base + path)).json();
const cellsOf = (view) => view.pages.flatMap((page, number) => page.cells.flatMap((row, r) => row.map((hash, c) => [number, c, r, hash])));
let view = await get('view');
while (!view.settled) { await pause(100); view = await get('view'); }
const pointer = '/sections/2/body/0';
let text = view.report.sections[2].body[0];
const at = Math.floor(text.length / 2);
const words = '县政协组织委员深入基层开展调研走访群众听取意见建议推动问题解决落实';
let { version } = view;
let cells = cellsOf(view);
const taken = [];
for (let k = 0; k < Number(letters); k += 1) {
  // Twenty letters are written, then taken away.
  text = k % 40 < 20 ? text.slice(0, at) + words[k % words.length] + text.slice(at) : text.slice(0, at) + text.slice(at + 1);
  const start = performance.now();
  const answer = await (await fetch(`${base}edit`, {
    method: 'POST', headers: { 'Content-Type': 'application/json', Origin: origin },
    body: JSON.stringify({ after: version, ops: [{ set: pointer, value: text }], caret: { pointer, offset: at } }),
  })).json();
  if (answer.version === undefined) throw new Error(JSON.stringify(answer).slice(0, 300));
  version = answer.version;
  const next = cellsOf(answer);
  const changed = next.filter((one, i) => cells[i]?.[3] !== one[3]);
  cells = next;
  await Promise.all(changed.map(async ([page, c, r, hash]) => (await fetch(`${base}cell/${page}/${c}/${r}/${hash}.png?scale=1.5`)).arrayBuffer()));
  taken.push(performance.now() - start);
  await pause(Number(between) - taken.at(-1));
}
const share = (all, part) => all.slice().sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * part))].toFixed(0);
const quarter = Math.max(1, Math.floor(taken.length / 4));
console.log(`${taken.length} letters: median ${share(taken, 0.5)} ms, p95 ${share(taken, 0.95)} ms; p95 of the first quarter `
  + `${share(taken.slice(0, quarter), 0.95)} ms, of the last ${share(taken.slice(-quarter), 0.95)} ms`);
