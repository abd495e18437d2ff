import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingEvent } from '@hourglass/models/config';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allFates, anyDamage, copyOf, type Damage, filesIn, inflict } from '../../test/helpers/damage.ts';
import { epoch, finished, neighbours, preview, started, step } from '../../test/helpers/events.ts';
import { makeHome, runConfig } from '../../test/helpers/homes.ts';
import { EventWriter } from './event-writer.ts';
import { CheckpointKeeper } from './keeper.ts';
import { rewind } from './rewind.ts';
import type { Session } from './session.ts';
import { Story } from './story.ts';

const steps = 12;

/** What the real writers leave of a run of three epochs, with a checkpoint every third step and one at its end. */
async function writtenRun(home: string): Promise<string> {
  const directory = join(home, 'original');
  await mkdir(directory);
  const writer = await EventWriter.open(directory);
  const story = new Story(writer);
  const config = runConfig({ checkpoints: { everySteps: 3, keep: 100 } });
  const place = { step: 0, epoch: 0, bestStep: undefined };
  const session = {
    checkpoint: () => ({ ...place, files: { 'place.json': Buffer.from(JSON.stringify(place).repeat(9)) } }),
  } as unknown as Session;
  const keeper = new CheckpointKeeper({ directory, check: async () => {} }, config, session, story);
  await story.add(started);
  for (let at = 1; at <= steps; at++) {
    place.step = at;
    await story.add(step(at));
    // Some checkpoints follow upon pictures.
    if (at % 6 === 0) await story.add(preview(at));
    await keeper.atRest({ afterEpoch: false, asked: false });
    if (at % 4 === 0) await story.add({ ...epoch(++place.epoch), time: at / 10 + 0.05 } as TrainingEvent);
  }
  await story.add(neighbours(steps / 10 + 0.1));
  await keeper.atTheEnd(true);
  await story.add({ ...finished, step: steps });
  await writer.close();
  return directory;
}

type Files = ReadonlyMap<string, Buffer>;

const log = 'metrics.jsonl';

/** The steps whose checkpoints are as they were, newest first; told from the bytes alone. */
function wholeSteps(files: Files, original: Files): number[] {
  const isSame = (name: string) => {
    const [now, before] = [files.get(name), original.get(name)!];
    return (
      now !== undefined && (now.equals(before) || (name.endsWith('manifest.json') && isSameJson(now, before)))
    );
  };
  const all = [...new Set([...original.keys()].map((name) => /^checkpoints\/(\d+)\//.exec(name)?.[1]))];
  return all
    .filter((name) => name !== undefined)
    .filter((name) =>
      [...original.keys()].filter((file) => file.startsWith(`checkpoints/${name}/`)).every(isSame),
    )
    .map(Number)
    .sort((a, b) => b - a);
}

function isSameJson(a: Buffer, b: Buffer): boolean {
  try {
    return (
      JSON.stringify(JSON.parse(a.toString().replace(/^\uFEFF/, ''))) ===
      JSON.stringify(JSON.parse(b.toString()))
    );
  } catch {
    return false;
  }
}

function eventsIn(bytes: Buffer | undefined): TrainingEvent[] {
  const lines = (bytes ?? '').toString().split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line.replace(/^\uFEFF/, '')));
}

it('finds the newest whole checkpoint whatever was lost or damaged, and loses no whole one', async () => {
  const home = await makeHome();
  const directory = await writtenRun(home);
  const original = await filesIn(directory);
  const told = eventsIn(original.get(log)).map((event) => JSON.stringify(event));
  const untilStep = new Map(
    [...original.keys()]
      .filter((name) => name.endsWith('manifest.json'))
      .map((name) => {
        const { event, toldUntil } = JSON.parse(original.get(name)!.toString());
        return [event.step, toldUntil] as const;
      }),
  );
  expect([...untilStep.keys()].sort((a, b) => a - b)).toEqual([3, 6, 9, 12]);
  // Each fate of each file alone, then many at once.
  const singles = [...original.keys()].flatMap((_, i) =>
    allFates.map((fate): [Damage[]] => [[{ file: (i + 0.5) / original.size, at: 0.3, fate }]]),
  );
  let run = 0;

  await fc.assert(
    fc.asyncProperty(fc.array(anyDamage, { maxLength: 6 }), async (damages) => {
      const copy = await copyOf(directory, home, `copy-${run++}`);
      const names = [...original.keys()];
      // The log is one file of many: half of what happens happens to it.
      for (const damage of damages) await inflict(damage, copy, damage.at < 0.5 ? names : [log]);
      const before = await filesIn(copy);
      const whole = wholeSteps(before, original);

      const { checkpoint, events, introduced, endTold, kept, warnings } = await rewind(copy);

      expect(checkpoint?.event.step).toBe(whole[0]);
      expect(kept.step).toBe(whole[0] ?? 0);
      const after = await filesIn(copy);
      expect(wholeSteps(after, original)).toEqual(whole);
      for (const name of before.keys())
        if (name !== log) expect([name, after.get(name)]).toEqual([name, before.get(name)]);

      const until = untilStep.get(whole[0] ?? -1) ?? Number.NEGATIVE_INFINITY;
      const left = eventsIn(after.get(log));
      const wanted = told.filter((line) => JSON.parse(line).time <= until);
      for (const event of left) expect(event.time).toBeLessThanOrEqual(until);
      expect(events.summary().started !== undefined).toBe(introduced);
      expect(endTold).toBe(left.at(-1)?.type === 'neighbours');
      const said = warnings.some((words) => words.includes('was lost, cut or edited'));
      if (before.get(log)?.equals(original.get(log)!)) {
        expect(left.map((event) => JSON.stringify(event))).toEqual(wanted);
        expect(said).toBe(false);
      }
      const isShort = left.at(-1)?.time !== until || left[0]?.type !== 'run-started';
      if (whole[0] !== undefined && isShort) expect(said).toBe(true);
      await rm(copy, { recursive: true });
    }),
    { numRuns: singles.length + 30, examples: singles },
  );
}, 480_000);
