import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const app = dirname(dirname(fileURLToPath(import.meta.url)));
const ending = '.ndjson';

/** Suites that have stored results. */
export function storedSuites() {
  const files = readdirSync(new URL('../results', import.meta.url));
  return files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
}

/** Runs `hourglass-bench` in the app's folder; ends this process if it fails. */
export function run(...args) {
  const { status } = spawnSync(process.execPath, ['dist/cli.js', ...args], { cwd: app, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** Makes a suite's table, and a sweep's chart, from its stored results. */
export function report(suite) {
  const results = `results/${suite}${ending}`;
  run('report', results, '--markdown', '--out', `results/${suite}.md`);
  if (suite.startsWith('sweep-')) run('report', results, '--svg', '--out', `results/${suite}.svg`);
}
