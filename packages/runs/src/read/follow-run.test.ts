import { appendFile, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { finished, started, step } from '../../test/helpers/events.ts';
import { collect } from '../../test/helpers/fake-runs.ts';
import { makeHome, makeRun, toText } from '../../test/helpers/homes.ts';
import { startTicks } from '../files/process-birth.ts';
import { followRun } from './follow-run.ts';

/** The lock of a run that this very process holds. */
async function ownLock() {
  return { pid: process.pid, control: 'control.sock', startTicks: (await startTicks(process.pid)) ?? null };
}

/** The lock of a run that is gone: this process is alive, but it started at another time, and does not listen there. */
const deadLock = { pid: process.pid, control: 'control.sock', startTicks: 1 };

it('replays a finished run', async () => {
  const directory = await makeRun(await makeHome(), { metrics: [started, step(1), finished] });
  expect(await collect(directory)).toEqual([started, step(1), finished]);
});

it('ends with what a run at work has written so far, if that is all that is wanted', async () => {
  const lock = await ownLock();
  const directory = await makeRun(await makeHome(), { metrics: [started, step(1)], lock });
  const events = [];
  for await (const event of followRun(directory, { live: false })) events.push(event);
  expect(events).toEqual([started, step(1)]);
});

/** What editors and systems of other kinds make of a log. */
it.each([
  ['a byte order mark', (text: string) => `\uFEFF${text}`],
  ['the line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
  ['both', (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`],
  ['no last line end', (text: string) => text.trimEnd()],
  ['blank lines', (text: string) => `\n${text.replaceAll('\n', '\n\n')}`],
])('reads a log with %s as any other', async (_what, edited) => {
  const events = [started, step(1), step(2), finished];
  const directory = await makeRun(await makeHome(), { metrics: events, lock: deadLock });
  await writeFile(join(directory, 'metrics.jsonl'), edited(toText(events)));
  expect(await collect(directory)).toEqual(events);
});

it('reads what is whole of a log that is cut anywhere, and says what is not', async () => {
  const events = [started, step(1), step(2), finished];
  const text = toText(events);
  const directory = await makeRun(await makeHome(), { metrics: events, lock: deadLock });
  const path = join(directory, 'metrics.jsonl');
  for (let end = 0; end < text.length; end += 7) {
    await writeFile(path, text.slice(0, end));
    const [whole, cut] = [text.slice(0, end).split('\n').length - 1, text.slice(0, end).split('\n').at(-1)!];
    // A line that lacks its newline alone is whole.
    const isWhole = cut !== '' && cut === JSON.stringify(events[whole]);
    const read = await collect(directory);
    expect(read.slice(0, isWhole ? whole + 1 : whole)).toEqual(events.slice(0, isWhole ? whole + 1 : whole));
    const said = read.filter(({ type }) => type === 'warning');
    const line = `line ${whole + 1} of ${path} is no event (cut short); it is left out.`;
    expect(said.map((event) => 'message' in event && event.message)).toEqual(
      cut === '' || isWhole ? [] : [line],
    );
    expect(read.at(-1)).toMatchObject({ type: 'run-ended' });
  }
});

it.skipIf(process.platform !== 'linux')('waits for the second half of a line', async () => {
  const directory = await makeRun(await makeHome(), { metrics: [started], lock: await ownLock() });
  const text = toText([step(1), finished]);
  const events = collect(directory);
  for (let start = 0; start < text.length; start += 50) {
    await appendFile(join(directory, 'metrics.jsonl'), text.slice(start, start + 50));
    await setTimeout(30);
  }
  expect(await events).toEqual([started, step(1), finished]);
});

it('ends quietly when it is told to', async () => {
  const directory = await makeRun(await makeHome(), { metrics: [started], lock: await ownLock() });
  const abort = new AbortController();
  const events = [];
  for await (const event of followRun(directory, { signal: abort.signal })) {
    events.push(event);
    globalThis.setTimeout(() => abort.abort(), 20);
  }
  expect(events).toEqual([started]);
});

it('is not fooled by a pid that another process has now', async () => {
  const directory = await makeRun(await makeHome(), { metrics: [started, step(7)], lock: deadLock });
  await writeFile(join(directory, 'control.sock'), '');
  await writeFile(join(directory, 'worker.log'), 'some words\n\nand the last ones\n');
  expect((await collect(directory)).at(-1)).toEqual({
    type: 'run-ended',
    time: 0.7,
    reason: 'died',
    message:
      `the run's process (pid ${process.pid}) died without saying so. ` +
      `Its worker.log says: and the last ones\nIts files are in ${directory}; ` +
      '`hourglass resume by-hand` goes on from its newest checkpoint.',
    step: 7,
    epoch: 0,
    imagesPerSecond: 100,
    trainingSeconds: 0,
  });
});

it('takes a listener on the control socket as a sign of life, whatever the pid', async () => {
  // As in a container: the run is there, but its pid is not ours to see.
  const lock = { pid: 2 ** 22 + 1, control: 'control.sock', startTicks: 1 };
  const directory = await makeRun(await makeHome(), { metrics: [started], lock });
  const server = createServer().listen(join(directory, 'control.sock'));
  onTestFinished(() => void server.close());
  const events = collect(directory);
  await setTimeout(400);
  await appendFile(join(directory, 'metrics.jsonl'), toText([finished]));
  expect(await events).toEqual([started, finished]);
});

it('waits for a run that is only just being started, but not for ever', async () => {
  const directory = await makeRun(await makeHome());
  const events = collect(directory);
  await setTimeout(300);
  const longAgo = Date.now() / 1000 - 60;
  await utimes(join(directory, 'config.json'), longAgo, longAgo);
  expect(await events).toMatchObject([{ type: 'run-ended', reason: 'died', step: 0, time: 0 }]);
});

it('refuses what is no run', async () => {
  const home = await makeHome();
  await expect(collect(home)).rejects.toMatchObject({
    code: 'NOT_A_RUN',
    message: expect.stringContaining(`'${home}' is not a run: there is no config.json in it.`),
  });
  await expect(collect(join(home, 'nowhere'))).rejects.toMatchObject({ code: 'NOT_A_RUN' });
});
