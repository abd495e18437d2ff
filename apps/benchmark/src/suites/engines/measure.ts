import { pixelsPerImage } from '@hourglass/datasets';
import { formatRate } from '@hourglass/viz';
import { median } from '../../statistics.ts';
import { loadBenchData } from '../dataset.ts';
import type { SuiteEvent, SuiteOptions } from '../suite.ts';
import { ContenderProcess, type Ran } from './contender-process.ts';
import { contenders } from './contenders.ts';
import type { Exercise } from './exercise.ts';
import type { EngineRow } from './row.ts';
import { type EngineSizes, sizes } from './sizes.ts';

type Event = SuiteEvent<EngineRow>;
const progress = (text: string): Event => ({ type: 'progress', text });

const settings = { codeSize: 64, learningRate: 0.001, seed: 1 } as const;

interface Entry {
  readonly process: ContenderProcess;
  readonly check: Ran;
  readonly stepsPerRound: number;
  readonly rounds: (Ran & { readonly steps: number })[];
}

/** Trains the same net with every contender: first for the loss, then in turn for the time. */
export async function* measureEngines({ mode, dataDir }: SuiteOptions): AsyncGenerator<Event> {
  const size = sizes[mode];
  const count = size.batchSize * size.batches;
  const data = await loadBenchData('mnist', dataDir, { train: count, test: 0 });
  for (const warning of data.warnings) yield progress(warning);
  const pixelCount = pixelsPerImage(data.train);
  yield {
    type: 'setup',
    dataset: data.facts,
    config: { ...settings, ...size, optimizer: 'adam', loss: 'bce' },
  };

  const { batchSize } = size;
  const exercise: Exercise = { ...settings, batchSize, pixelCount, pixels: data.train.pixels };
  const started: ContenderProcess[] = [];
  try {
    const entries: Entry[] = [];
    for (const contender of contenders) {
      yield progress(`${contender.name}: starting, and ${size.checkSteps} steps for the loss`);
      const process = await ContenderProcess.start(contender, exercise);
      started.push(process);
      const check = await process.run(size.checkSteps);
      entries.push({ process, check, stepsPerRound: await calibrate(process, size), rounds: [] });
    }
    for (let round = 0; round < size.rounds; round++) {
      for (const entry of turned(entries, round)) {
        const steps = entry.stepsPerRound;
        entry.rounds.push({ steps, ...(await entry.process.run(steps)) });
      }
      const [first] = entries;
      const { steps, seconds } = first!.rounds.at(-1)!;
      const speed = formatRate((steps * batchSize) / seconds, 'img');
      yield progress(`round ${round + 1} of ${size.rounds}: ${first!.process.contender.name} ${speed}`);
    }
    for (const entry of entries) yield { type: 'row', row: rowOf(entry, size) };
  } finally {
    for (const process of started) process.stop();
  }
}

/** Whole calls that take about as long as a round should. Also the warm-up. */
async function calibrate(process: ContenderProcess, { roundSeconds }: EngineSizes): Promise<number> {
  const { stepsPerCall } = process.contender;
  const seconds: number[] = [];
  for (let i = 0; i < 3; i++) seconds.push((await process.run(stepsPerCall)).seconds);
  return stepsPerCall * Math.max(1, Math.round(roundSeconds / median(seconds)));
}

/** Each round begins with another contender, so that none always follows the same one. */
function turned<T>(list: readonly T[], by: number): T[] {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

function rowOf({ process, check, rounds }: Entry, { batchSize, checkSteps }: EngineSizes): EngineRow {
  const { name, stepsPerCall } = process.contender;
  return {
    name,
    threads: process.threads,
    stepsPerCall,
    batchSize,
    check: { steps: checkSteps, loss: check.loss },
    rounds: rounds.map(({ steps, seconds }) => ({ steps, seconds })),
    memoryBytes: Math.max(...rounds.map(({ memoryBytes }) => memoryBytes)),
  };
}
