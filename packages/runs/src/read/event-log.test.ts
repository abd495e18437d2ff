import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingEvent } from '@hourglass/models/config';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { evaluation, finished, started, step, warning } from '../../test/helpers/events.ts';
import { makeHome, toText } from '../../test/helpers/homes.ts';
import { EventLog } from './event-log.ts';

async function makeLog(text?: string, skip: TrainingEvent['type'][] = []) {
  const path = join(await makeHome(), 'metrics.jsonl');
  if (text !== undefined) await writeFile(path, text);
  const log = new EventLog(path, skip);
  onTestFinished(() => log.close());
  return { path, log };
}

async function readAll(log: EventLog): Promise<TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  for await (const event of log.read()) events.push(event);
  return events;
}

it('is empty while there is no file', async () => {
  const { path, log } = await makeLog();
  expect(await readAll(log)).toEqual([]);
  await writeFile(path, toText([started]));
  expect(await readAll(log)).toEqual([started]);
});

it('takes a half-written last line as not yet', async () => {
  const line = toText([step(1)]);
  const { path, log } = await makeLog(toText([started]) + line.slice(0, 20));
  expect(await readAll(log)).toEqual([started]);
  expect(await readAll(log)).toEqual([]);
  await appendFile(path, line.slice(20));
  expect(await readAll(log)).toEqual([step(1)]);
});

it('reads the same events however the file grows', async () => {
  const events = fc.array(
    fc.oneof(fc.integer({ min: 1, max: 99 }).map(step), fc.string({ unit: 'grapheme' }).map(warning)),
  );
  const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(events, sizes, async (wanted, sizes) => {
      const { path, log } = await makeLog('');
      const bytes = Buffer.from(toText(wanted));
      const got = [];
      for (let start = 0, i = 0; start < bytes.length; i++) {
        const end = start + sizes[i % sizes.length]!;
        await appendFile(path, bytes.subarray(start, end));
        got.push(...(await readAll(log)));
        start = end;
      }
      await log.close();
      expect(got).toEqual(wanted);
    }),
    { numRuns: 30 },
  );
});

it('reads lines of many chunks, with characters on the seams', async () => {
  const wanted = [1, 2, 3].map((n) => warning('ß→𝄞'.repeat(30_000 + n)));
  const { log } = await makeLog(toText(wanted));
  // Not toEqual: the printed difference of such texts helps nobody.
  expect(toText(await readAll(log)) === toText(wanted)).toBe(true);
});

it('warns of a line that is no event, by number, and goes on', async () => {
  const broken = ['{"type":"st', 'null', '{"type":"flood"}', '{"type":"step","time":1}', '\0\0\0'];
  const { path, log } = await makeLog(`${toText([step(20)])}${broken.join('\n')}\n\n${toText([finished])}`);
  const [first, ...rest] = await readAll(log);
  expect(first).toEqual(step(20));
  expect(rest.pop()).toEqual(finished);
  expect(rest).toEqual(
    [
      'not JSON',
      'not an object',
      'unknown event "flood"',
      "step 'step': Invalid input: expected number, received undefined",
      'not JSON',
    ].map((problem, i) => ({
      type: 'warning',
      time: 2,
      message: `line ${i + 2} of ${path} is no event (${problem}); it is left out.`,
    })),
  );
});

it('reads a loss that ran away', async () => {
  const runaway = { ...step(1), loss: Number.NaN };
  const { log } = await makeLog(toText([runaway]));
  expect(await readAll(log)).toEqual([runaway]);
});

it('keeps what a newer Hourglass adds', async () => {
  const newer = { ...evaluation('code', 'cosine', 1), meanAveragePrecision: 0.5 };
  const { log } = await makeLog(toText([newer]));
  expect(await readAll(log)).toEqual([newer]);
});

it('leaves out what the caller does not want', async () => {
  const { log } = await makeLog(toText([started, step(1), finished]), ['step']);
  expect(await readAll(log)).toEqual([started, finished]);
});

it('lets others work while it reads much', async () => {
  const { log } = await makeLog(toText([step(123_456)]).repeat(100_000));
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  expect(await readAll(log)).toHaveLength(100_000);
  clearInterval(timer);
  // Reading takes a few hundred milliseconds. Done at a stretch, it would leave no turn to others.
  expect(turns).toBeGreaterThan(2);
});
