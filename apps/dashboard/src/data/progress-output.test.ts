import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { progressOutput } from './progress-output.ts';

function fakeStream(isTTY: boolean): { stream: NodeJS.WriteStream; written: string[] } {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return { stream: { isTTY, columns: 40, write } as unknown as NodeJS.WriteStream, written };
}

test('a terminal gets one line over and over, cleared at the end', () => {
  const { stream, written } = fakeStream(true);
  const output = progressOutput(stream, { quietMs: 0, everyMs: 1000 });
  for (const done of [1, 2])
    output.show(
      (width) => `${done} in ${width}`,
      () => 'text',
    );
  output.clear();
  output.clear();
  expect(written).toEqual(['\r1 in 40\u001B[K', '\r2 in 40\u001B[K', '\r\u001B[K']);
});

test('a log gets a line now and then, and nothing of what is quick', async () => {
  const { stream, written } = fakeStream(false);
  const output = progressOutput(stream, { quietMs: 20, everyMs: 40 });
  const show = (text: string) =>
    output.show(
      () => 'line',
      () => text,
    );
  show('quick');
  await sleep(30);
  show('first');
  show('too soon');
  await sleep(60);
  show('second');
  output.clear();
  expect(written).toEqual(['first\n', 'second\n']);
});
