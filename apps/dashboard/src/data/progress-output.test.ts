import { expect, onTestFinished, test, vi } from 'vitest';
import { isProgressUnwanted, progressOutput } from './progress-output.ts';

function fakeStream(isTTY: boolean): { stream: NodeJS.WriteStream; written: string[] } {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return { stream: { isTTY, columns: 40, write } as unknown as NodeJS.WriteStream, written };
}

test('a terminal gets one line over and over, cleared at the end', () => {
  const { stream, written } = fakeStream(true);
  const output = progressOutput(stream, { quietMs: 0, everyMs: 1000, now: () => 0 });
  for (const done of [1, 2])
    output.show(
      (width) => `${done} in ${width}`,
      () => 'text',
    );
  output.clear();
  output.clear();
  expect(written).toEqual(['\r1 in 40\u001B[K', '\r2 in 40\u001B[K', '\r\u001B[K']);
});

test('a log gets a line now and then, and nothing of what is quick', () => {
  const { stream, written } = fakeStream(false);
  let time = 100;
  const output = progressOutput(stream, { quietMs: 20, everyMs: 40, now: () => time });
  const show = (text: string) =>
    output.show(
      () => 'line',
      () => text,
    );
  show('quick');
  time = 120;
  show('first');
  time = 159;
  show('too soon');
  time = 160;
  show('second');
  output.clear();
  expect(written).toEqual(['first\n', 'second\n']);
});

test.each([true, false])('nothing is said where that is unwanted (on a terminal: %s)', (isTTY) => {
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv('HOURGLASS_NO_PROGRESS', '1');
  const { stream, written } = fakeStream(isTTY);
  const output = progressOutput(stream, { quietMs: 0, everyMs: 0, now: () => 0 });
  output.show(
    () => 'line',
    () => 'text',
  );
  output.clear();
  expect(written).toEqual([]);
  expect(['', '0'].map((setting) => isProgressUnwanted({ HOURGLASS_NO_PROGRESS: setting }))).toEqual([
    false,
    false,
  ]);
});
