import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from './helpers/command.ts';
import { png } from './helpers/png.ts';
import { PtySession } from './helpers/pty.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const folder = temporaryFolder();
const env = { HOURGLASS_OFFLINE: '1', HOURGLASS_CACHE: join(folder, 'cache'), COLUMNS: '80' };
const show = (args: readonly string[], more = {}) => run(['data', 'show', ...args], { ...env, ...more });

describe('data show', () => {
  test('draws shades without colours, 80 columns wide, with names of classes', async () => {
    const { code, stdout, stderr } = await show(['cifar100-mini', '--count', '6']);
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe('CIFAR-100 mini, train  6 of 5000 pictures, seed 0');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(/[░▒▓█]{10}/);
    expect(stdout).not.toContain('\u001B');
  });

  test('the seed alone decides', async () => {
    const first = await show(['mnist', '--count', '4']);
    expect((await show(['mnist', '--count', '4', '--seed', '0'])).stdout).toBe(first.stdout);
    expect((await show(['mnist', '--count', '4', '--seed', '1'])).stdout).not.toBe(first.stdout);
    expect((await show(['mnist', '--count', '4', '--split', 'test'])).stdout).toContain('test  4 of 10000');
  });

  test.each([
    ['apple', /apple, 2 of 50 pictures/, /^ +apple +apple$/m],
    ['1', /1, 2 of 50 pictures/, /^ +aquarium fish +aquarium fish$/m],
    ['aquarium fish', /2 of 50 pictures/, /^ +aquarium fish +aquarium fish$/m],
    ['flowers', /flowers, 2 of 250 pictures/, /(orchid|poppy|rose|sunflower|tulip)/],
  ])('of the class %s only', async (label, heading, caption) => {
    const { code, stdout } = await show(['cifar100-mini', '--count', '2', '--label', label]);
    expect(code).toBe(0);
    expect(stdout).toMatch(heading);
    expect(stdout).toMatch(caption);
  });

  test.each([
    [120, 40, 15],
    [80, 24, 8],
    [30, 12, 1],
    [10, 5, 1],
  ])('fits into a terminal of %ix%i', async (columns, rows, count) => {
    const session = PtySession.start(['data', 'show', 'cifar100-mini'], { columns, rows }, env);
    expect(await session.exit).toBe(0);
    if (columns >= 60) {
      expect(session.lines()[0]).toContain(`train  ${count} of 5000`);
      for (const line of session.lines()) expect(line.slice(columns)).toBe('');
    }
    expect(session.text()).toContain('▀');
  });
});

describe('data show of a folder', () => {
  const pictures = join(folder, 'pictures');
  for (const [name, color] of [
    ['blue', [0, 0, 255]],
    ['red', [255, 0, 0]],
  ] as const) {
    mkdirSync(join(pictures, name), { recursive: true });
    writeFileSync(join(pictures, name, '1.png'), png(40, color));
  }
  writeFileSync(join(pictures, 'red', 'broken.png'), 'no picture');

  test('folders in it are classes, and what cannot be read is told', async () => {
    const { code, stdout, stderr } = await show([pictures], { FORCE_COLOR: '3' });
    expect(code).toBe(0);
    // On a slow machine, how far it is comes first.
    expect(stderr).toMatch(/^hourglass: 1 of the files cannot be read, such as red\/broken\.png: [^\n]+\n$/m);
    expect(stdout).toContain('pictures');
    expect(stdout).toContain('2;0;0;255m');
    expect(stdout).toContain('2;255;0;0m');
    expect(stdout).toMatch(/blue +red/);
  });

  test('its splits are those that a run takes, and no other pictures', async () => {
    const many = join(folder, 'many');
    mkdirSync(many);
    for (let i = 0; i < 20; i++) writeFileSync(join(many, `${i}.png`), png(4, [10 * i, 0, 0]));
    const { stdout: train } = await show([many, '--split', 'train', '--count', '3']);
    expect(train).toContain('many, train  3 of 18 pictures, seed 0');
    expect((await show([many, '--split', 'test'])).stdout).toContain('many, test  2 of 2 pictures, seed 0');
    expect((await show([many])).stdout).toContain('many  12 of 20 pictures, seed 0');
    const own = join(folder, 'own');
    for (const [name, color] of [
      ['train', 0],
      ['test', 255],
    ] as const) {
      mkdirSync(join(own, name), { recursive: true });
      writeFileSync(join(own, name, '1.png'), png(4, [255, color, 0]));
    }
    const { stdout: test } = await show([own, '--split', 'test'], { FORCE_COLOR: '3' });
    expect(test).toContain('own, test');
    expect(test).toContain('2;255;255;0m');
    expect(test).not.toContain('2;255;0;0m');
  });

  test('at any proportions, which it keeps', async () => {
    const { stdout } = await show([pictures, '--shape', '8x16x1', '--label', 'red']);
    const [, , ...lines] = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(8 + 1);
    expect(lines.slice(0, 8).map((line) => line.length)).toEqual([0, 0, 16, 16, 16, 16, 0, 0]);
  });

  test('transparency shows the background', async () => {
    const clear = join(folder, 'clear');
    mkdirSync(clear);
    writeFileSync(join(clear, '1.png'), png(4, [9, 9, 9, 0]));
    const shown = async (...args: string[]) => (await show([clear, ...args], { FORCE_COLOR: '3' })).stdout;
    expect(await shown()).toContain('2;0;0;0m');
    expect(await shown('--background', '#ff00ff')).toContain('2;255;0;255m');
  });

  test('in grey and small', async () => {
    const { stdout } = await show([pictures, '--shape', '8x8x1', '--label', 'red']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(2 + 4 + 1);
  });
});
