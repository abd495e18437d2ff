// `pnpm picture <file.svg> <epoch> <command...>`: runs the built command in a real terminal of 120 x 36 cells, waits
// until it shows that epoch, and writes what is on the screen. `pnpm picture` alone makes the README's picture.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { terminalSvg } from './terminal-svg.mjs';

const SIZE = { cols: 120, rows: 36 };
const readme = fileURLToPath(new URL('../../../docs/dashboard.svg', import.meta.url));
const [file = readme, epoch = '12', ...given] = process.argv.slice(2);
const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

const runs = mkdtempSync(join(tmpdir(), 'hourglass-picture-'));
const { CI: _, NO_COLOR: __, ...env } = process.env;
const inRuns = {
  ...env,
  TERM: 'xterm-256color',
  COLORTERM: 'truecolor',
  LANG: 'C.UTF-8',
  HOURGLASS_RUNS: 'runs',
};
const pty = spawn(process.execPath, [command, ...(given.length > 0 ? given : ['train'])], {
  ...SIZE,
  cwd: runs,
  env: inRuns,
});
const terminal = new xterm.Terminal({ ...SIZE, allowProposedApi: true });
pty.onData((data) => terminal.write(data));
const ended = new Promise((resolve) => {
  pty.onExit(resolve);
});

const textOf = () =>
  Array.from({ length: SIZE.rows }, (_, row) =>
    terminal.buffer.active.getLine(terminal.buffer.active.baseY + row).translateToString(true),
  ).join('\n');

const watching = setInterval(() => {
  const isOver = /[✓■✗] (finished|stopped|failed|died)/.exec(textOf());
  if (isOver) {
    console.error(`The run ${isOver[1]} before it came to epoch ${epoch}: there is no picture.`);
    process.exitCode = 1;
    clearInterval(watching);
    pty.kill();
    return;
  }
  const at = /epoch\s+(\d+)\//.exec(textOf());
  if (!at || Number(at[1]) < Number(epoch)) return;
  clearInterval(watching);
  // A frame later the epoch's figures are there too.
  setTimeout(() => {
    writeFileSync(file, terminalSvg(terminal, SIZE.cols, SIZE.rows));
    spawnSync(process.execPath, [command, 'stop'], { cwd: runs, env: inRuns });
    pty.write('q');
    setTimeout(() => pty.kill(), 2000);
  }, 1500);
}, 200);
await ended;
clearInterval(watching);
// The run may still write its last checkpoint.
await new Promise((resolve) => setTimeout(resolve, 5000));
rmSync(runs, { recursive: true, force: true, maxRetries: 5 });
