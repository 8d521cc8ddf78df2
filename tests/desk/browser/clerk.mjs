// What a clerk does, by clicks and keys alone: from an empty folder to a printed page. Every step is looked at.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { desk, launch, open } from './desk.mjs';

const [program, root] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-'));
const server = await desk(program, folder);
const browser = await launch();
const pictures = process.env.PICTURES;
let step = 0;
const look = async (page, name) => {
  step += 1;
  console.log(`${step} ${name}`);
  if (pictures) await page.screenshot({ path: path.join(pictures, `${String(step).padStart(2, '0')}-${name}.png`) });
};
const axe = fs.readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
// In a world of its own, where the page's policy does not hold.
const accessible = async (page, what) => {
  const client = await page.context().newCDPSession(page);
  const { frameTree } = await client.send('Page.getFrameTree');
  const { executionContextId } = await client.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  await client.send('Runtime.evaluate', { contextId: executionContextId, expression: axe });
  const { result } = await client.send('Runtime.evaluate', {
    contextId: executionContextId, awaitPromise: true, returnByValue: true,
    expression: 'axe.run().then((found) => found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`))',
  });
  assert.deepEqual(result.value, [], `${what} can be used by everybody`);
};

try {
  const { page, context, faults } = await open(browser, server.address);
  const field = (pointer) => page.locator(`[data-pointer="${pointer}"]`);
  const active = () => page.evaluate(() => ({ pointer: document.activeElement.dataset.pointer, at: document.activeElement.selectionStart }));
  const saved = async () => {
    await page.waitForFunction(() => /已保存/.test(document.querySelector('.saved')?.textContent ?? ''), null, { timeout: 60000 });
  };
  const made = async () => {
    await page.waitForFunction(() => document.querySelector('.saved')?.textContent.trim() === '已保存'
      && document.querySelectorAll('.cell img').length > 10, null, { timeout: 120000 });
  };
  const until = async (what, test) => {
    for (let tries = 0; !test(); tries += 1) {
      if (tries > 60) assert.fail(`${what}: ${await page.evaluate(() => document.querySelector('.notice')?.innerText ?? '')} ${faults}`);
      await page.waitForTimeout(100);
    }
  };
  const file = path.join(folder, '青山县', '2025', 'report.json');
  const report = () => JSON.parse(fs.readFileSync(file, 'utf8'));

  await page.waitForSelector('#county');
  await accessible(page, 'the beginning');
  await look(page, 'begin');
  await page.locator('#county').fill('青山县');
  await page.locator('#year').fill('2025');
  await page.keyboard.press('Enter');
  await made();
  assert.equal(report().county, '青山县');
  await look(page, 'page');
  await accessible(page, 'the desk');

  // Typing.
  await field('/headline/title/0').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('青山着意谱新章', { delay: 40 });
  await saved();
  assert.equal(report().headline.title[0], '青山着意谱新章');
  await page.waitForSelector('.page-caret');
  await look(page, 'typed');
  await page.keyboard.press('Control+z');
  await saved();
  assert.notEqual(report().headline.title[0], '青山着意谱新章');
  await page.keyboard.press('Control+y');
  await saved();
  assert.equal(report().headline.title[0], '青山着意谱新章');

  // What is hostile stays text.
  await field('/headline/kicker').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('<img src=x onerror=window.bad=1>', { delay: 5 });
  await saved();
  assert.equal(report().headline.kicker, '<img src=x onerror=window.bad=1>');
  assert.equal(await page.evaluate(() => window.bad), undefined);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('同心同向谋发展', { delay: 5 });
  await saved();
  await made();

  // A click on the page goes to its field.
  const zoom = async () => {
    const sheet = await page.locator('.sheet').first().boundingBox();
    return { sheet, zoom: sheet.width / (await server.ask('view')).pages[0].width };
  };
  await server.settled();
  for (const pointer of ['/headline/title/0', '/lead/0', '/sections/0/heading/0', '/sections/0/body/0', '/sections/1/body/0',
    '/metrics/0/label', '/metrics/0/value', '/photos/1/caption', '/sections/2/body/0']) {
    const { boxes } = await server.ask(`boxes?pointer=${encodeURIComponent(pointer)}`);
    assert.ok(boxes.length > 0, `${pointer} is on the page`);
    const box = boxes[boxes.length > 2 ? 1 : 0];
    // As a person scrolls.
    await page.evaluate(([y, width]) => {
      const scroller = document.querySelector('.scroller');
      const sheet = document.querySelector('.sheet');
      const scale = sheet.getBoundingClientRect().width / width;
      const top = sheet.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
      scroller.scrollTop = top + y * scale - 200;
    }, [box.y, (await server.ask('view')).pages[0].width]);
    const { sheet, zoom: scale } = await zoom();
    const [x, y] = [sheet.x + (box.x + box.width / 2) * scale, sheet.y + (box.y + box.height / 2) * scale];
    await page.mouse.click(x, y);
    await page.waitForFunction((wanted) => document.activeElement?.dataset?.pointer === wanted, pointer, { timeout: 8000 })
      .catch(async () => {
        const there = await server.ask(`at?page=0&x=${box.x + box.width / 2}&y=${box.y + box.height / 2}`);
        const under = await page.evaluate(([a, b]) => document.elementFromPoint(a, b)?.outerHTML.slice(0, 120), [x, y]);
        await look(page, 'fault');
        assert.fail(`a click on ${pointer} at ${x}, ${y} leads to ${JSON.stringify(await active())}: ${JSON.stringify(there)} ${under}`);
      });
  }
  await look(page, 'clicked');
  // Who scrolls on after a click stays there.
  const scrolled = () => page.evaluate(() => document.querySelector('.scroller').scrollTop);
  await page.evaluate(() => { document.querySelector('.scroller').scrollTop = 0; });
  await page.waitForTimeout(1000);
  assert.equal(await scrolled(), 0);

  // A photo, a figure, a section's order: by the panels and the keyboard.
  await page.locator('#tab-photos').click();
  const photos = report().photos.length;
  const picture = path.join(root, 'data/jingyuan/2024/photos');
  await page.locator('input[type=file]').first().setInputFiles(path.join(picture, fs.readdirSync(picture).find((name) => /\.jpe?g$/.test(name))));
  await until('the photo is in the report', () => report().photos.length === photos + 1);
  await made();
  await accessible(page, 'the photos');
  await look(page, 'photos');
  for (const panel of ['findings', 'style', 'choose']) {
    await page.locator(`#tab-${panel}`).click();
    await page.waitForTimeout(panel === 'choose' ? 500 : 200);
    await accessible(page, `the panel ${panel}`);
    await look(page, panel);
  }
  await page.locator('#tab-text').click();

  // Two windows.
  const other = await context.newPage();
  await other.goto(server.address);
  await other.waitForSelector('[data-pointer="/headline/subtitle"]');
  await other.locator('[data-pointer="/headline/subtitle"]').fill('——从另一个窗口写的');
  await page.waitForFunction(() => document.querySelector('[data-pointer="/headline/subtitle"]').value === '——从另一个窗口写的', null, { timeout: 20000 });
  await other.close();

  // The connection is lost, and comes back: nothing that was typed meanwhile is lost.
  await context.setOffline(true);
  await field('/headline/byline').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('断线时写的', { delay: 20 });
  await page.waitForFunction(() => /没有连上/.test(document.querySelector('.saved').textContent), null, { timeout: 20000 });
  assert.notEqual(report().headline.byline, '断线时写的');
  await look(page, 'offline');
  await context.setOffline(false);
  await page.waitForFunction(() => /已保存/.test(document.querySelector('.saved').textContent), null, { timeout: 30000 });
  assert.equal(report().headline.byline, '断线时写的');
  faults.splice(0, faults.length, ...faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED/.test(fault)));

  // The last section is taken out, and comes back.
  await made();
  const sections = report().sections.length;
  await page.getByRole('button', { name: '删除这一部分' }).last().click();
  await until('the last section is out', () => report().sections.length === sections - 1);
  await made();
  assert.equal(await field(`/sections/${sections - 1}/body/0`).count(), 0);
  await page.locator('.page-side').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Control+z');
  await until('it is back', () => report().sections.length === sections);
  await made();

  // As the press prints it, until something is typed.
  await page.getByRole('button', { name: '看印在纸上的颜色' }).click();
  await page.waitForSelector('.soft-proof', { timeout: 60000 });
  await accessible(page, 'the soft proof');
  await look(page, 'soft-proof');
  await field('/headline/kicker').click();
  await page.keyboard.type('好', { delay: 20 });
  await page.waitForSelector('.soft-proof', { state: 'detached', timeout: 5000 });
  await saved();
  await page.getByRole('button', { name: '看印在纸上的颜色' }).click();

  // One value is written here and outside: which is kept is asked.
  const before = fs.readFileSync(file, 'utf8');
  await page.keyboard.press('Control+Home');
  await field('/headline/byline').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('这里写的', { delay: 20 });
  await saved();
  fs.writeFileSync(file, before.replace('断线时写的', '外面写的'));
  await page.waitForSelector('.dialog[open] #outside-title', { timeout: 20000 });
  await accessible(page, 'the question which report is kept');
  await look(page, 'outside');
  await page.locator('.dialog[open] .make-kind').first().click();
  await until('the own report is kept', () => report().headline.byline === '这里写的');
  await saved();

  // The printed page.
  await made();
  await page.locator('.main-button').click();
  await page.locator('.make-kind.press').click();
  await page.waitForSelector('.result', { timeout: 120000 });
  const words = await page.locator('.result').innerText();
  const link = page.locator('.files a').first();
  assert.equal(await link.count(), 1, words);
  const pdf = path.join(path.dirname(file), (await link.innerText()).trim());
  assert.equal(fs.readFileSync(pdf).subarray(0, 5).toString(), '%PDF-');
  await accessible(page, 'the files');
  await look(page, 'printed');
  await page.keyboard.press('Escape');

  // A tablet.
  await page.setViewportSize({ width: 768, height: 1024 });
  await page.waitForTimeout(400);
  await accessible(page, 'a tablet');
  await look(page, 'tablet');
  assert.deepEqual(faults, [], 'nothing went wrong in the window');
  console.log('the clerk has a printed page');
} finally {
  await browser.close();
  server.end();
  fs.rmSync(folder, { recursive: true, force: true });
}
