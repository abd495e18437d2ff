import { fileURLToPath } from 'node:url';
import { median } from '../../statistics.ts';
import { ContenderProcess } from '../contender-process.ts';
import { inTurn } from '../in-turn.ts';
import { python } from '../python.ts';
import { type Contender, waysOf } from './contenders.ts';
import type { Exercise } from './exercises.ts';
import type { Net } from './layers.ts';
import type { Order, Proved, Ran, Started } from './messages.ts';
import { script, type Trial, tryWays } from './python.ts';
import type { TrainSizes } from './sizes.ts';

const worker = fileURLToPath(new URL('./worker.js', import.meta.url));

export interface Entry {
  readonly contender: Contender;
  readonly process: ContenderProcess;
  readonly started: Started;
  readonly trial: Trial | undefined;
  readonly proved: Proved;
  readonly stepsPerRound: number;
  readonly rounds: { readonly steps: number; readonly seconds: number }[];
  memoryBytes: number;
}

/** Starts a contender, has it prove its work, and finds out how many steps fill a round. */
export async function enter(
  contender: Contender,
  exercise: Exercise,
  net: Net,
  folder: string,
  size: TrainSizes,
): Promise<Entry> {
  const { name, by } = contender;
  const ways = by === 'python' ? waysOf(contender, exercise, net, size.thorough) : [];
  // One way needs no trial.
  const trial = ways.length > 1 ? await tryWays(name, folder, size.trialSeconds, ways) : undefined;
  const [process, started] =
    by === 'python'
      ? await ContenderProcess.start<Started>(python(), [script, name, folder, 'run', trial?.way ?? ways[0]!])
      : await ContenderProcess.start<Started>(globalThis.process.execPath, [worker, folder, name, by]);
  try {
    const proved = await process.obey<Proved>({ order: 'prove', steps: exercise.proofSteps } satisfies Order);
    const stepsPerRound = await calibrate(process, exercise.stepsPerCall, size.roundSeconds);
    return { contender, process, started, trial, proved, stepsPerRound, rounds: [], memoryBytes: 0 };
  } catch (error) {
    process.stop();
    throw error;
  }
}

const run = (process: ContenderProcess, steps: number) =>
  process.obey<Ran>({ order: 'run', steps } satisfies Order);

/** Whole calls that take about as long as a round should. Also the warm-up. */
async function calibrate(
  process: ContenderProcess,
  stepsPerCall: number,
  roundSeconds: number,
): Promise<number> {
  const seconds: number[] = [];
  let left = roundSeconds;
  while (seconds.length < 3 || (left > 0 && seconds.length < 1000)) {
    const begun = performance.now();
    const { steps, seconds: took } = await run(process, stepsPerCall);
    const passed = (performance.now() - begun) / 1000;
    seconds.push((took / steps) * stepsPerCall);
    left -= passed;
    // A step of seconds is not taken three times to learn that.
    if (passed > roundSeconds) break;
  }
  return stepsPerCall * Math.max(1, Math.round(roundSeconds / median(seconds)));
}

/** All in turn, round after round. */
export async function* rounds(entries: readonly Entry[], size: TrainSizes) {
  for (let round = 0; round < size.rounds; round++) {
    const told = [];
    for await (const entry of inTurn(entries, round)) {
      const { steps, seconds, peakBytes } = await run(entry.process, entry.stepsPerRound);
      entry.rounds.push({ steps, seconds });
      entry.memoryBytes = peakBytes;
      told.push({ name: entry.contender.name, steps, seconds });
    }
    if (told.length > 0) yield told;
  }
}
