import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { epoch, evaluation, finished, started, step, warning } from '../../test/helpers/events.ts';
import { makeHome, makeRun } from '../../test/helpers/homes.ts';
import { listRuns, type UnreadableRun } from './list-runs.ts';
import { readRun } from './read-run.ts';

describe('readRun', () => {
  it('sums up what happened', async () => {
    const metrics = [
      started,
      evaluation('raw', 'bce', 0),
      step(1),
      epoch(1),
      evaluation('code', 'cosine', 1),
      step(2),
      warning('hm'),
      epoch(2),
      evaluation('code', 'cosine', 2),
      finished,
    ];
    const directory = await makeRun(await makeHome(), { metrics });
    const { id, state, config, summary } = await readRun(directory);
    expect({ id, state, preset: config.train.preset }).toEqual({
      id: 'by-hand',
      state: 'finished',
      preset: 'mnist-64',
    });
    expect(summary).toEqual({
      started,
      references: undefined,
      lastStep: step(2),
      lastEpoch: epoch(2),
      evaluations: [evaluation('raw', 'bce', 0), evaluation('code', 'cosine', 2)],
      checkpoint: undefined,
      paused: false,
      warnings: 1,
      ended: finished,
      time: 3,
      trainingSeconds: 4,
    });
  });

  it('counts the training time of a run that died from its epochs', async () => {
    const directory = await makeRun(await makeHome(), { metrics: [started, epoch(1), epoch(2), step(7)] });
    const { state, summary } = await readRun(directory);
    expect(state).toBe('died');
    expect(summary).toMatchObject({ trainingSeconds: 4, ended: { reason: 'died', step: 7, epoch: 2 } });
  });

  it('names what is wrong with a config', async () => {
    const directory = await makeRun(await makeHome());
    for (const [text, code, words] of [
      ['{', 'CONFIG_INVALID', /config\.json: .*JSON/],
      ['{"version":"1"}', 'CONFIG_INVALID', /config\.json: 'version': /],
      ['{"version":2}', 'CONFIG_NEWER', /config\.json is of a newer Hourglass: its version is 2/],
    ] as const) {
      await writeFile(join(directory, 'config.json'), text);
      await expect(readRun(directory)).rejects.toMatchObject({
        code,
        message: expect.stringMatching(words),
      });
    }
  });
});

describe('listRuns', () => {
  it('lists the newest first and leaves out what is no run', async () => {
    const home = await makeHome();
    await mkdir(join(home, 'empty'));
    await writeFile(join(home, 'file'), '');
    await makeRun(home, { id: 'b', createdAt: '2026-01-02T00:00:00.000Z', metrics: [started, finished] });
    await makeRun(home, { id: 'a', createdAt: '2026-01-03T00:00:00.000Z', metrics: [started] });
    await makeRun(home, { id: 'c', createdAt: '2026-01-01T00:00:00.000Z', metrics: [started, finished] });
    expect((await listRuns(home)).map(({ id, state }) => `${id} ${state}`)).toEqual([
      'a died',
      'b finished',
      'c finished',
    ]);
  });

  it('tells of each run that cannot be read, and why', async () => {
    const home = await makeHome();
    const good = await makeRun(home, { id: 'good', metrics: [started, finished] });
    const config = await readFile(join(good, 'config.json'), 'utf8');
    const damages: Record<string, (directory: string) => Promise<unknown>> = {
      broken: (run) => writeFile(join(run, 'config.json'), config.slice(0, 100)),
      marked: (run) => writeFile(join(run, 'config.json'), `\uFEFF${config}`),
      newer: (run) => writeFile(join(run, 'config.json'), config.replace('"version":1', '"version":2')),
      'no config': (run) => rm(join(run, 'config.json')),
      'no file': (run) => rm(join(run, 'metrics.jsonl')).then(() => mkdir(join(run, 'metrics.jsonl'))),
      wrong: (run) => writeFile(join(run, 'config.json'), config.replace('"epochs":', '"epcohs":')),
    };
    for (const [id, damage] of Object.entries(damages))
      await damage(await makeRun(home, { id, metrics: [started] }));
    const unreadable: UnreadableRun[] = [];
    const runs = await listRuns(home, (run) => unreadable.push(run));
    // A byte order mark is no damage.
    expect(runs.map(({ id }) => id).sort()).toEqual(['good', 'marked']);
    expect(unreadable).toMatchObject([
      {
        id: 'broken',
        directory: join(home, 'broken'),
        reason: expect.stringMatching(/config\.json: .*JSON/),
      },
      { id: 'newer', reason: expect.stringMatching(/is of a newer Hourglass .* Update hourglass/) },
      { id: 'no config', reason: expect.stringContaining('there is no config.json in it') },
      { id: 'no file', reason: expect.stringContaining('(EISDIR)') },
      { id: 'wrong', reason: expect.stringMatching(/config\.json: config 'epochs': /) },
    ]);
  });

  it('finds nothing in a home that is not there yet', async () => {
    expect(await listRuns(join(await makeHome(), 'nowhere'))).toEqual([]);
  });
});
