/**
 * Uses the console as a person would. What the test has to do meanwhile it is told on standard output: a line
 * "> hold" has it hold the next import in the middle, "> release" has that go on.
 *
 * Arguments: Chromium, the unit's URL, a token of it, one of its cell "marked", a directory with snapshots, and a directory for pictures if there
 * shall be any.
 */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { open } from './browser.mjs';

/** Milliseconds after which this gives up: some steps, such as a look into the page, have no limit of their own. */
const MOST = 20 * 60_000;

const [executable, unit, token, cellToken, directory, shots] = process.argv.slice(2);
setTimeout(() => {
  console.log('The script does not end.');
  process.exit(1);
}, MOST).unref();
const test = await open({ executable, locale: 'en-GB', shots });
const { page } = test;
const answers = createInterface(process.stdin);

/** Asks the test for something, and goes on when it is done. */
async function ask(what) {
  console.log(`> ${what}`);
  await once(answers, 'line');
}

const MARKUP = '<img src=x onerror=document.title=1>';

const heading = name => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const button = name => page.getByRole('button', { name, exact: true });
const link = name => page.getByRole('link', { name, exact: true });
const text = value => page.getByText(value).first().waitFor();
const ended = state => page.getByText(state, { exact: true }).waitFor();
const go = async address => {
  await page.evaluate(hash => { location.hash = hash; }, address);
};

/** Drops a snapshot on the page, as from a folder of the desktop. */
async function drop(name) {
  const data = [...await readFile(`${directory}/${name}`)];
  const dataTransfer = await page.evaluateHandle(file => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(file.data)], file.name, { type: 'application/zip' }));
    return transfer;
  }, { name, data });
  await page.dispatchEvent('.drop', 'drop', { dataTransfer });
}

/** Has requests of a method to uploads, or the first of them, answered by something else; ends with the step. */
async function answering(pattern, method, answer, step) {
  await page.route(pattern, route => route.request().method() === method ? answer(route) : route.continue());
  try {
    await step();
  } finally {
    await page.unroute(pattern);
  }
}

const steps = {
  async 'a wrong token is refused in plain words'() {
    await page.goto(`${unit}__console/`);
    await heading('Sign in');
    await test.expecting(async () => {
      await page.getByLabel('Token', { exact: true }).fill('nonsense');
      await button('Sign in').click();
      await text('This token does not open the unit.');
    });
    await test.shoot('signin');
    await test.isAccessible('signin');
    await test.fitsOnPhone('signin');
  },

  async 'with the keyboard alone one signs in, creates a cell and opens it'() {
    await page.reload();
    await heading('Sign in');
    await test.tabTo('Token');
    await page.keyboard.type(token);
    await page.keyboard.press('Enter');
    await heading('Cells');
    await test.tabTo('Name of the new cell');
    await page.keyboard.type('clinic');
    await page.keyboard.press('Enter');
    await link('clinic').waitFor();
    await test.shoot('cells');
    await test.isAccessible('cells');
    await test.fitsOnPhone('cells');
    await test.tabTo('clinic');
    await page.keyboard.press('Enter');
    await heading('clinic');
    await text('Nothing has been imported yet.');
  },

  async 'an upload goes on while one looks at something else'() {
    let release;
    const released = new Promise(resolve => { release = resolve; });
    await answering('**/__upload/*', 'PATCH', async route => {
      await released;
      await route.continue();
    }, async () => {
      await page.getByLabel('Choose a file').setInputFiles(`${directory}/medium.zip`);
      await button('Cancel medium.zip').waitFor();
      await drop('flawed.zip');
      await text('waits for the upload before it');
      await test.shoot('uploading');
      await test.isAccessible('uploading');
      await test.fitsOnPhone('uploading');
      await link('History').click();
      await link('Uploading 2 files: 0 %').waitFor();
      await test.isAccessible('note of uploads');
      await button('Sign out').click();
      await button('Keep').click();
      await test.expecting(async () => {
        const question = page.waitForEvent('dialog');
        await page.evaluate(() => { setTimeout(() => location.reload()); });
        assert.equal((await question).type(), 'beforeunload');
      });
      release();
      await page.locator('.uploads').waitFor({ state: 'hidden' });
    });
    await link('Import and export').click();
    await button('Dry run medium.zip').waitFor();
    await button('Dry run flawed.zip').waitFor();
  },

  async 'an upload goes on where its connection broke'() {
    const half = (await readFile(`${directory}/medium.zip`)).subarray(0, 1000);
    const offsets = [];
    await test.expecting(() => answering('**/__upload/*', 'PATCH', async route => {
      const headers = await route.request().allHeaders();
      if (offsets.push(headers['upload-offset']) > 1) {
        await route.continue();
        return;
      }
      const { 'content-length': whole, ...others } = headers;
      await fetch(route.request().url(), { method: 'PATCH', headers: others, body: half });
      await route.abort('connectionreset');
    }, async () => {
      await page.getByLabel('Choose a file').setInputFiles(`${directory}/medium.zip`);
      await button('Replace').click();
      await text('interrupted, goes on by itself');
      await button('Cancel medium.zip').waitFor();
      await button('Cancel medium.zip').waitFor({ state: 'detached' });
    }));
    assert.deepEqual(offsets, ['0', '1000']);
  },

  async 'a file goes in one piece where it cannot go on'() {
    await test.expecting(() => answering('**/__upload', 'POST', route => route.fulfill({ status: 501 }), async () => {
      await page.getByLabel('Choose a file').setInputFiles({
        name: 'other.zip', mimeType: 'application/zip', buffer: Buffer.from('no zip'),
      });
      await button('Delete other.zip').click();
      await button('Delete').click();
      await button('Delete other.zip').waitFor({ state: 'detached' });
    }));
  },

  async 'an upload that fails says why and can be tried again'() {
    let refuse = true;
    const refusal = { status: 409, json: { code: 'PR409-CM-0002', message: { lang: 'en', value: 'busy' } } };
    await test.expecting(() => answering('**/__upload', 'POST', route => refuse ? route.fulfill(refusal) : route.continue(), async () => {
      await page.getByLabel('Choose a file').setInputFiles({
        name: 'again.zip', mimeType: 'application/zip', buffer: Buffer.from('no zip'),
      });
      await text('An import or export of this cell is under way');
      await text('PR409-CM-0002: busy');
      await link('The upload of again.zip to clinic failed.').waitFor();
      await test.isAccessible('failed upload');
      refuse = false;
      await button('Try again again.zip').click();
      await button('Delete again.zip').click();
      await button('Delete').click();
      await button('Delete again.zip').waitFor({ state: 'detached' });
    }));
  },

  async 'a dry run changes nothing'() {
    await button('Dry run medium.zip').click();
    await page.getByRole('heading', { name: 'Dry run of medium' }).waitFor();
    await ended('completed');
  },

  async 'an import shows how far it is'() {
    await ask('hold');
    await button('Import medium.zip').click();
    const bar = page.getByRole('progressbar', { name: 'Import of medium' });
    await bar.waitFor();
    await page.waitForFunction(() => document.querySelector('progress')?.value >= 40);
    const percent = await bar.evaluate(element => element.value);
    assert.ok(percent < 100, `${percent} % of an import that is held`);
    await text(/entries/);
    await test.shoot('importing');
    await test.isAccessible('importing');
    await test.fitsOnPhone('importing');
  },

  async 'a server that does not answer is waited for'() {
    await test.expecting(async () => {
      await test.context.setOffline(true);
      await text('The server does not answer.');
      await test.context.setOffline(false);
      await page.getByText('The server does not answer.').waitFor({ state: 'hidden' });
    });
    await ask('release');
    await ended('completed');
    await page.getByRole('heading', { name: 'Import of medium' }).waitFor();
  },

  async 'a failure says where and what to do'() {
    await button('Import flawed.zip').click();
    await page.getByRole('heading', { name: 'The import of flawed failed' }).waitFor();
    await text('A line of the snapshot is not JSON.');
    await text('10_odata/20_role.pjson');
    await text('PR400-CM-0004');
    await text('Open the file in the snapshot at that line.');
    assert.equal(await page.locator('.failure dd').nth(1).textContent(), '2');
    await test.shoot('failed');
    await test.shootDark('failed-dark');
    await test.isAccessible('failed');
    await test.fitsOnPhone('failed');
  },

  async 'an import is cancelled'() {
    await ask('hold');
    await button('Import medium.zip').click();
    await page.getByRole('progressbar', { name: 'Import of medium' }).waitFor();
    await button('Cancel').click();
    await ended('cancelled');
    await text('The last import before that, of flawed, failed.');
    await ask('release');
  },

  async 'an export brings a snapshot that can be downloaded'() {
    await page.getByLabel('Export this cell to a new snapshot').fill('backup');
    await button('Export').click();
    await button('Download backup.zip').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), button('Download backup.zip').click()]);
    assert.equal(download.suggestedFilename(), 'backup.zip');
    assert.equal((await readFile(await download.path())).subarray(0, 2).toString(), 'PK');
  },

  async 'the history is a table and a picture'() {
    await link('History').click();
    await page.getByRole('img', { name: /5 runs/ }).waitFor();
    assert.equal(await page.locator('tbody tr:not(.below)').count(), 5);
    assert.equal(await page.locator('.timeline .bar').count(), 5);
    await page.locator('summary').click();
    await text('PR400-CM-0004');
    await test.shoot('history');
    await test.isAccessible('history');
    await test.fitsOnPhone('history');
  },

  async 'names that look like markup stay text'() {
    await go('#/cells/marked/browse/box1');
    await page.getByRole('rowheader', { name: MARKUP }).waitFor();
    await go('#/cells/people/browse/box1');
    await page.getByRole('row', { name: 'Entities' }).getByRole('link').click();
    await link('Book').click();
    await page.getByRole('cell', { name: MARKUP }).waitFor();
    assert.equal(await page.locator('main img').count(), 0);
    assert.match(await page.title(), /^people/);
  },

  async 'an address that can be no cell leads to the list'() {
    await go('#/cells/..%2Fmarked');
    await heading('Cells');
  },

  async 'what is not there is said in plain words'() {
    await test.expecting(async () => {
      await go('#/cells/marked/browse/nobox');
      await text('There is no such box.');
      await text('PR404-DV-0002');
      await go('#/cells/nobody/browse/box1');
      await text('There is no such cell.');
    });
  },

  async 'boxes, files and entities can be looked at'() {
    await go('#/cells/marked/browse');
    await test.isAccessible('boxes');
    await link('box1').click();
    await link('dir000').click();
    await page.getByRole('rowheader', { name: 'file000000.bin' }).waitFor();
    await test.shoot('browse');
    await test.isAccessible('browse');
    await test.fitsOnPhone('browse');
    await link('box1').click();
    await link('odata').click();
    await link('Item').click();
    await text('1 to 25 of 60');
    await test.isAccessible('set');
    await test.fitsOnPhone('set');
    await button('Next').click();
    await text('26 to 50 of 60');
  },

  async 'everything is there in Japanese'() {
    await button('日本語').click();
    await page.getByText('すべてのセル').waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'ja');
    await go('#/cells/clinic');
    await page.getByText('スナップショットファイル').first().waitFor();
    await page.getByRole('button', { name: 'backup.zip をダウンロード' }).waitFor();
    await page.getByText('flawed のインポートに失敗').or(page.getByText('backup へのエクスポート')).first().waitFor();
    await test.shoot('japanese');
    await test.fitsOnPhone('japanese');
    await button('English').click();
    await heading('clinic');
  },

  async 'a cell is deleted once its name is typed'() {
    await link('All cells').click();
    await button('Delete clinic').click();
    const dialog = page.getByRole('dialog');
    assert.ok(await dialog.getByRole('button', { name: 'Delete' }).isDisabled());
    await dialog.getByRole('textbox').fill('clinic');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await link('clinic').waitFor({ state: 'detached' });
  },

  async 'the token is nowhere in the page, and those of accounts and cells open one cell only'() {
    assert.ok(!(await page.content()).includes(token));
    assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, '']);
    await button('Sign out').click();
    await text('You have signed out.');
    await go('#/');
    await page.getByLabel('With name and password').check();
    await page.getByLabel('Cell', { exact: true }).fill('people');
    await page.getByLabel('Account name').fill('alice');
    await page.getByLabel('Password', { exact: true }).fill('alicepass');
    await button('Sign in').click();
    await heading('people');
    assert.equal(await link('All cells').count(), 0);
    await button('Sign out').click();
    await page.getByLabel('Token', { exact: true }).fill(cellToken);
    await button('Sign in').click();
    await heading('marked');
    assert.equal(await link('All cells').count(), 0);
  },
};

let failed = false;
for (const [name, step] of Object.entries(steps)) {
  const begun = performance.now();
  try {
    await step();
    assert.deepEqual(test.problems, [], name);
    console.log(`ok ${Math.round(performance.now() - begun)} ms  ${name}`);
  } catch (error) {
    console.log(`not ok  ${name}\n${error.stack}\n${test.problems.join('\n')}\n${await page.locator('body').innerText().catch(() => '')}`);
    failed = true;
    break;
  }
}
await test.browser.close();
process.exit(failed ? 1 : 0);
