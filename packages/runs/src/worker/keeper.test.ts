import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { epoch, started, step } from '../../test/helpers/events.ts';
import { makeHome, runConfig } from '../../test/helpers/homes.ts';
import { eventsOf } from '../../test/helpers/small-runs.ts';
import { EventWriter } from './event-writer.ts';
import { CheckpointKeeper } from './keeper.ts';
import type { Session } from './session.ts';
import { Story } from './story.ts';

/** Epochs of three steps, each with a loss; a rest after each step and each epoch. */
async function keep(losses: readonly number[], policy: { everySteps?: number; keep?: number }) {
  const directory = await makeHome();
  const writer = await EventWriter.open(directory);
  const story = new Story(writer);
  const at = { step: 0, epoch: 0, bestStep: undefined as number | undefined };
  const session = {
    checkpoint: () => ({ ...at, files: { 'place.json': Buffer.from(JSON.stringify(at)) } }),
  } as unknown as Session;
  const keeper = new CheckpointKeeper(
    { directory, check: async () => {} },
    runConfig({ checkpoints: policy }),
    session,
    story,
  );
  await mkdir(join(directory, 'checkpoints', 'mine'), { recursive: true });
  await story.add(started);
  for (const [i, loss] of losses.entries()) {
    for (let n = 0; n < 3; n++) {
      await story.add(step(++at.step));
      await keeper.atRest({ afterEpoch: false, asked: false });
    }
    at.epoch++;
    if (losses.slice(0, i).every((other) => loss < other)) at.bestStep = at.step;
    await story.add(epoch(at.epoch));
    await keeper.atRest({ afterEpoch: true, asked: false });
  }
  await keeper.atTheEnd(true);
  await writer.close();
  const names = (await readdir(join(directory, 'checkpoints'))).sort((a, b) => Number(a) - Number(b));
  return { names: names.filter((name) => name !== 'mine'), all: names, events: await eventsOf(directory) };
}

it('keeps the newest few and the best, and what is not its own', async () => {
  const { names, all, events } = await keep([5, 3, 4, 4, 4], { everySteps: 2 });
  expect(names).toEqual(['6', '14', '15']);
  expect(all).toContain('mine');
  const told = events.filter((event) => event.type === 'checkpoint');
  // 6 comes twice: first before its epoch was judged, then as the best.
  expect(told.map((event) => event.step)).toEqual([2, 3, 4, 6, 6, 8, 10, 12, 14, 15]);
  expect(told.filter((event) => event.best).map((event) => event.step)).toEqual([3, 6]);
});

it('holds the best in memory until the next is due', async () => {
  const { names, events } = await keep([5, 4, 3, 4], { keep: 1 });
  expect(names).toEqual(['9', '12']);
  expect(events.filter((event) => event.type === 'checkpoint').map((event) => event.step)).toEqual([9, 12]);
});
