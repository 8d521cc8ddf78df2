import { Lost, post, upload, get } from './api.js';
import { applyAll } from './ops.js';
import { same, parse } from './json.js';
import { state, set, say } from './state.js';
import { t } from './words.js';

// One request at a time. What is typed meanwhile is gathered; nothing is dropped before it is accepted.
let base = null; // the report as the program has it
let jobs = [];
let running = null;
let held = false;
let delay = 0;

const count = () => jobs.concat(running ?? []).reduce((sum, job) => sum + (job.ops?.length ?? 1), 0);

export function edit(ops, caret) {
  const report = applyAll(state.report, ops);
  const last = jobs.at(-1);
  const open = last?.ops && !last.sent;
  if (open) {
    const end = last.ops.at(-1);
    if (ops.length === 1 && 'set' in ops[0] && end.set === ops[0].set) last.ops[last.ops.length - 1] = ops[0];
    else last.ops.push(...ops);
    last.caret = caret ?? last.caret;
  } else {
    jobs.push({ ops: [...ops], caret });
  }
  held = false;
  set({ report, refused: null, waiting: count() });
  run();
}

// A request whose answer is the view: undo, fix, photos and the like. It waits for what was typed before it.
export function command(path, body, file) {
  return new Promise((resolve, reject) => {
    jobs.push({ path, body, file, resolve, reject });
    set({ waiting: count() });
    run();
  });
}

async function send(job) {
  if (job.ops) {
    job.sent = true;
    job.base = base;
    return post('edit', { after: state.view.version, ops: job.ops, ...(job.caret && { caret: job.caret }) });
  }
  return job.file ? upload(job.path, job.file) : post(job.path, job.body ?? {});
}

async function run() {
  if (running || !jobs.length || held) return;
  running = jobs.shift();
  set({ busy: true });
  const job = running;
  try {
    const view = await send(job);
    delay = 0;
    running = null;
    set({ connected: true });
    if (view?.version !== undefined || view?.open === null) accept(view, job);
    else await look();
    job.resolve?.(view);
  } catch (error) {
    running = null;
    if (error instanceof Lost) lost(job, error);
    else if (error.status === undefined) throw error;
    else if (error.status === 409 && job.ops) conflict(job, error.body);
    else if (job.ops) hold(job, error);
    else job.reject(error);
  }
  set({ busy: running !== null || (jobs.length > 0 && !held && state.connected), waiting: count() });
  if (state.connected) run();
}

export function accept(view, job) {
  const { report, ...rest } = view;
  if (view.open === null) {
    jobs = [];
    set({ phase: 'start', view: null, report: null });
    return;
  }
  tellPages(rest);
  if (report) base = report;
  else if (job?.ops) base = applyAll(base, job.ops);
  set({
    phase: 'desk', view: rest, outside: rest.outside ? { choice: true, file: rest.file } : null, report: report ? replay() : state.report, refused: held ? state.refused : null,
  });
}

// A page more or less is said: it is easily not seen.
let pages = { file: null, count: 0 };

function tellPages(view) {
  if (!view.settled || view.stale || !view.pages.length) return;
  const { file, count } = pages;
  pages = { file: view.file, count: view.pages.length };
  if (file === view.file && count !== view.pages.length) say(t('pages-now', view.pages.length, count), 'warning');
}

// What is not yet sent, on top of the program's report. What does not fit any more is left out, and said.
function replay() {
  let report = base;
  let dropped = 0;
  jobs = jobs.filter((job) => {
    if (!job.ops) return true;
    job.ops = job.ops.filter((op) => {
      try {
        report = applyAll(report, [op]);
        return true;
      } catch {
        dropped += 1;
        return false;
      }
    });
    return job.ops.length > 0;
  });
  if (dropped) say(t('dropped', dropped), 'warning');
  return report;
}

function conflict(job, view) {
  // The answer to an edit may have been lost on its way although the edit was taken.
  const taken = view.report && same(view.report, applyAll(job.base, job.ops));
  if (!taken) {
    jobs.unshift({ ops: job.ops, caret: job.caret });
    say(t('other-tab'), 'info');
  }
  accept(view, null);
}

function hold(job, error) {
  const next = jobs[0];
  if (next?.ops) next.ops.unshift(...job.ops);
  else jobs.unshift({ ops: job.ops, caret: job.caret });
  held = true;
  set({ refused: { error: error.error, hints: error.hints } });
}

// Gives up what was refused: the page goes back to what the program has.
export async function giveUp() {
  jobs = jobs.filter((job) => !job.ops);
  held = false;
  set({ refused: null, waiting: count() });
  base = null;
  await look();
}

function lost(job, error) {
  if (job.ops) jobs.unshift(job);
  else job.reject(error);
  set({ connected: false });
  retry();
}

let timer = 0;

export function retry(now = false) {
  clearTimeout(timer);
  delay = now ? 200 : Math.min(5000, Math.max(500, delay * 1.6));
  timer = setTimeout(async () => {
    try {
      const view = await get('view');
      delay = 0;
      set({ connected: true });
      if (!jobs.length || view.version !== state.view?.version) meet(view);
      listen();
      run();
    } catch {
      retry();
    }
  }, delay);
}

// After a gap: the program may have taken the last edit, or have started anew.
function meet(view) {
  const job = jobs[0];
  if (job?.sent && view.report) {
    jobs.shift();
    conflict(job, view);
  } else {
    accept(view, null);
  }
}

export async function look() {
  try {
    accept(await get('view'), null);
  } catch (error) {
    if (!(error instanceof Lost)) {
      set({ phase: 'start' });
      say(error.error ?? String(error), 'warning');
      return;
    }
    set({ connected: false });
    retry();
  }
}

let source = null;

export function listen() {
  if (source && source.readyState !== 2) return;
  source = new EventSource('events');
  source.addEventListener('view', (event) => {
    const view = parse(event.data);
    // A page that was made up for what is here, or for something newer.
    if (running || (state.view && view.version !== undefined && view.version < state.view.version)) return;
    accept(view, null);
    set({ waiting: count() });
    run();
  });
  source.onerror = () => {
    if (running || !state.connected) return;
    // A stream may end for many reasons; only a question that is not answered says that the program is gone.
    get('reports').catch((error) => {
      if (!(error instanceof Lost)) return;
      set({ connected: false });
      retry();
    });
  };
}

addEventListener('online', () => { if (!state.connected) retry(true); });
addEventListener('beforeunload', (event) => { if (count() > 0) event.preventDefault(); });
