import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../src/program.ts';
import { fixture } from './helpers/stored-result.ts';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/** A command line for each command. One that is missing here fails the first test. */
const lines: Readonly<Record<string, readonly string[]>> = {
  list: ['list'],
  run: ['run', 'load', '--tiny'],
  report: ['report', fixture('mnist')],
};

const places = [
  ['a full disk', '> /dev/full', 'the disk is full (ENOSPC)'],
  ['a closed pipe', '| true', 'nobody reads it any more (EPIPE)'],
] as const;

test('every command is tried', () => {
  const names = createProgram(() => undefined).commands.map((command) => command.name());
  expect(names.sort()).toEqual(Object.keys(lines).sort());
});

describe.skipIf(!existsSync('/dev/full')).each(places)('output to %s', (_where, place, reason) => {
  test.each([...Object.entries(lines), ['--help', ['--help']]] as const)(
    'ends `%s` with 1',
    async (_name, args) => {
      const script = `set -o pipefail; "$0" "$@" ${place}`;
      const child = spawn('bash', ['-c', script, process.execPath, cli, ...args]);
      let stderr = '';
      child.stderr.on('data', (data) => (stderr += data));
      const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
      const said = stderr.split('\n').filter((line) => line.includes('cannot be written'));
      expect(said).toEqual([`hourglass-bench: the output cannot be written: ${reason}`]);
      expect(code).toBe(1);
    },
  );
});
