// A desk that runs, and a browser in front of it.
import { spawn } from 'node:child_process';
import { chromium } from 'playwright-core';

export async function desk(program, folder) {
  const child = spawn(program, ['desk', folder, '--no-browser', '--lang', 'zh'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await new Promise((found, failed) => {
    let said = '';
    child.stderr.on('data', (data) => {
      said += data;
      const match = /http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]+\//.exec(said);
      if (match) found(match[0]);
    });
    child.on('exit', () => failed(new Error(said)));
  });
  const ask = async (path) => (await fetch(address + path)).json();
  const settled = async () => {
    for (;;) {
      const view = await ask('view');
      if (view.settled) return view;
      await new Promise((done) => { setTimeout(done, 100); });
    }
  };
  return { address, ask, settled, end: () => child.kill('SIGKILL') };
}

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

// A window, with everything that goes wrong in it.
export async function open(browser, address, width = 1280, height = 720) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', acceptDownloads: true });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()); });
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('blob:')) faults.push(`asked ${request.url()}`);
  });
  await page.goto(address);
  return { page, context, faults };
}
