import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];

/** A Chromium of this machine: the one that HOURGLASS_CHROMIUM names, one on the PATH, or Playwright's own. */
export function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const named = process.env.HOURGLASS_CHROMIUM;
  return (named ? [named] : [...onPath, chromium.executablePath()]).find((path) => existsSync(path));
}
