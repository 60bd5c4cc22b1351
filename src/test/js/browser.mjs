/** A browser for tests of the console, and what must hold wherever the reader is. */

import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import axe from 'axe-core';

/** Milliseconds to wait for what must come; a starved machine needs many. */
const PATIENCE = 120_000;

/** The narrowest screen that is cared for, in CSS pixels. */
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1100, height: 760 };

/**
 * Opens a page that notices everything that goes wrong in it.
 *
 * @param {{executable: string, locale: string, shots: string|undefined}} options where Chromium is, the reader's
 *     language, and the directory for pictures if there shall be any
 */
export async function open({ executable, locale, shots }) {
  const browser = await chromium.launch({ executablePath: executable, timeout: PATIENCE, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  const context = await browser.newContext({ viewport: DESK, locale, acceptDownloads: true, timezoneId: 'UTC' });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const problems = [];
  let expected = false;
  const note = (kind, text) => expected || problems.push(`${kind}: ${text}`);
  page.on('console', message => ['error', 'warning'].includes(message.type()) && note('console', message.text()));
  page.on('pageerror', error => note('error', error.message));
  page.on('dialog', dialog => {
    note('dialog', dialog.message());
    dialog.dismiss();
  });
  await context.exposeBinding('reportViolation', (source, text) => note('policy', text));
  await context.addInitScript(() => {
    // Saved through a link, which a test can follow; the other way asks the reader.
    delete window.showSaveFilePicker;
    document.addEventListener('securitypolicyviolation', event =>
      window.reportViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
  });

  return {
    page, context, browser, problems,

    /** Does something in which requests may fail. */
    async expecting(action) {
      expected = true;
      await action();
      expected = false;
    },

    /** Finds nothing that hinders people who do not see or point well, in light and in dark. */
    async isAccessible(where) {
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        if (!await page.evaluate(() => 'axe' in window)) {
          await this.expecting(() => page.evaluate(axe.source));
        }
        // Only colours differ in the dark.
        const rules = colorScheme === 'dark' ? { runOnly: ['color-contrast'] } : {};
        const violations = await page.evaluate(async options => (await window.axe.run(document, options)).violations
          .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`), { resultTypes: ['violations'], ...rules });
        assert.deepEqual(violations, [], `${where} in ${colorScheme}`);
      }
      await page.emulateMedia({ colorScheme: 'light' });
    },

    /** Fits on a phone. */
    async fitsOnPhone(where) {
      await page.setViewportSize(PHONE);
      const [width, all] = await page.evaluate(() =>
        [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
      assert.ok(all <= width, `${where} is ${all} wide on a screen of ${width}`);
      await this.shoot(`${where}-phone`);
      await page.setViewportSize(DESK);
    },

    async shoot(name) {
      if (shots) {
        await page.screenshot({ path: `${shots}/console-${name}.png`, fullPage: true });
      }
    },

    async shootDark(name) {
      if (shots) {
        await page.emulateMedia({ colorScheme: 'dark' });
        await this.shoot(name);
        await page.emulateMedia({ colorScheme: 'light' });
      }
    },

    /** Goes with the tab key to what has this name. */
    async tabTo(name) {
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(() => {
          const element = document.activeElement;
          return element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
        });
        if (at === name) {
          return;
        }
      }
      assert.fail(`no way to ${name} with the tab key`);
    },
  };
}
