import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const program = fileURLToPath(new URL('program.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hourglass-command-line-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `script` in a shell, in which `example` is the program. */
async function shell(script: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const whole = `set -o pipefail; example() { "${process.execPath}" "${program}" "$@"; }; ${script}`;
  const child = spawn('bash', ['-c', whole], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => (stdout += data));
  child.stderr.on('data', (data) => (stderr += data));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}

const many = 100_000;

describe('a program', () => {
  test.each([
    ['its output', 'example lines 2', 0, 'line 1\nline 2\n', ''],
    ['wrong usage, in one line', 'example fail usage', 2, '', 'example: no way\n'],
    ['a failure', 'example fail other', 1, '', 'example: it broke\n'],
    ['what commander says', 'example nothing', 2, '', "error: unknown command 'nothing'\n"],
  ])('ends with %s', async (_what, script, code, stdout, stderr) => {
    expect(await shell(script)).toEqual({ code, stdout, stderr });
  });

  test('shows the stack if it is asked to', async () => {
    expect((await shell('HOURGLASS_DEBUG=1 example fail other')).stderr).toContain('    at ');
  });

  test('writes all to a reader that is slow, and to a file', async () => {
    const piped = await shell(`example lines ${many} | { sleep 1; wc -l; }`);
    expect(piped).toEqual({ code: 0, stdout: expect.stringContaining(String(many)), stderr: '' });
    const file = join(folder, 'whole');
    expect(await shell(`example lines ${many} > ${file}`)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(many + 1);
  });
});

const full = existsSync('/dev/full');
const places = [
  ['a full disk', '> /dev/full', 'the disk is full (ENOSPC)'],
  ['a pipe that nobody reads', '| true', 'nobody reads it any more (EPIPE)'],
  ['a pipe that is closed later', '| head -1', 'nobody reads it any more (EPIPE)'],
] as const;

describe.skipIf(!full)('output that goes to', () => {
  describe.each(places)('%s', (_where, place, reason) => {
    const line = `example: the output cannot be written: ${reason}\n`;

    test('ends the program with one line and exit code 1', async () => {
      const { code, stderr } = await shell(`example lines ${many} ${place}`);
      expect({ code, stderr }).toEqual({ code: 1, stderr: line });
    });

    test.skipIf(place.includes('head'))('is missed by the help too', async () => {
      const { code, stderr } = await shell(`example --help ${place}`);
      expect({ code, stderr }).toEqual({ code: 1, stderr: line });
    });

    test.skipIf(place.includes('head'))('can be heard of', async () => {
      const { code, stderr } = await shell(`example heard ${place}`);
      expect({ code, stderr }).toEqual({
        code: 3,
        stderr: line.replace('example: ', 'heard: '),
      });
    });
  });

  test('a file that may not grow, after a part was written', async () => {
    const { code, stderr } = await shell(`ulimit -f 1; example lines ${many} > ${join(folder, 'limited')}`);
    expect(code).toBe(1);
    expect(stderr).toBe(
      'example: the output cannot be written: the file may not become any larger (EFBIG)\n',
    );
  });

  test('nowhere, as its complaints do, is no crash', async () => {
    expect((await shell(`example lines 1 > /dev/full 2> /dev/full`)).code).toBe(1);
    expect((await shell(`example fail other 2> /dev/full`)).code).toBe(1);
    expect((await shell(`example lines 1 2> /dev/full`)).code).toBe(0);
  });
});
