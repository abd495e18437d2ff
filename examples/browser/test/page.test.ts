import { spawnSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../serve.mjs';
import { findChromium } from './helpers/find-chromium.ts';

const executablePath = findChromium();
if (!executablePath) {
  console.warn(
    'No Chromium is found here, so the page is bundled but not opened. Install one, or name it: HOURGLASS_CHROMIUM=<path>.',
  );
}

async function openPage(executablePath: string): Promise<{ page: Page; said: string[] }> {
  const server = await serve();
  onTestFinished(() => void server.close());
  // Where tests run, in containers and as root, Chromium's sandbox often cannot.
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 760, height: 520 } });
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return { page, said };
}

/** Mean distance of a digit and its reconstruction, which the canvas shows below it, in shares of white. */
function distances(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('#pictures')!;
    const context = canvas.getContext('2d')!;
    return Array.from({ length: canvas.width / 28 }, (_, digit) => {
      const [above, below] = [0, 28].map((top) => context.getImageData(28 * digit, top, 28, 28).data);
      let sum = 0;
      for (let i = 0; i < above!.length; i += 4) sum += Math.abs(above![i]! - below![i]!) / 255;
      return sum / 784;
    });
  });
}

// Needs no browser: what the engine imports must be there for one, or left out.
test('the page bundles without a word', () => {
  const bundle = fileURLToPath(new URL('../bundle.mjs', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [bundle], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

test.skipIf(!executablePath)(
  'the page learns to give digits back, with threads, and complains of nothing',
  async () => {
    const { page, said } = await openPage(executablePath!);
    await page.waitForFunction(() => document.body.dataset.state !== undefined, undefined, {
      timeout: 150_000,
    });
    expect({ said, state: await page.evaluate(() => document.body.dataset.state) }).toEqual({
      said: [],
      state: 'trained',
    });
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await page.textContent('#status')).toMatch(/^step 960 of 960, loss 0\.\d{4}, .* engine wasm$/);
    const losses: number[] = JSON.parse((await page.evaluate(() => document.body.dataset.losses))!);
    expect(losses[0]).toBeGreaterThan(0.25);
    expect(losses.at(-1)).toBeLessThan(0.1);
    const apart = await distances(page);
    expect(apart).toHaveLength(12);
    // A black picture would be 0.1 to 0.2 away from most digits.
    for (const distance of apart) expect(distance).toBeLessThan(0.06);
  },
);
