import { fileURLToPath } from 'node:url';
import { median } from '../../statistics.ts';
import { ContenderProcess } from '../contender-process.ts';
import { inTurn } from '../in-turn.ts';
import { python } from '../python.ts';
import type { Contender } from './contenders.ts';
import { type Order, type Ran, readFound, type Started } from './plan.ts';
import { script } from './python.ts';
import type { SearchRow, Work } from './row.ts';
import type { SearchSizes } from './sizes.ts';

const worker = fileURLToPath(new URL('./worker.js', import.meta.url));

export interface Entry {
  readonly contender: Contender;
  readonly process: ContenderProcess;
  readonly started: Started;
  /** Neighbours that it finds, as rows of items. */
  readonly found: Int32Array;
  readonly rounds: Record<Work, SearchRow['rounds'][number][]>;
  memoryBytes: number;
}

/** Has a contender take in the items, and find all queries once. */
export async function enter(
  contender: Contender,
  folder: string,
  tell: (text: string) => void,
): Promise<Entry> {
  const { by, kind, ef = 0, name } = contender;
  const [process, started] = await ContenderProcess.start<Started>(
    by === 'python' ? python() : globalThis.process.execPath,
    by === 'python' ? [script, folder, kind, String(ef)] : [worker, folder, kind, String(ef)],
    tell,
  );
  try {
    const file = `${name.replaceAll(' ', '-')}.found`;
    const { peakBytes } = await process.obey<object>({ order: 'prove', file } satisfies Order);
    const rounds = { many: [], one: [] };
    return {
      contender,
      process,
      started,
      found: await readFound(folder, file),
      rounds,
      memoryBytes: peakBytes,
    };
  } catch (error) {
    process.stop();
    throw error;
  }
}

const run = (process: ContenderProcess, work: Work, steps: number) =>
  process.obey<Ran>({ order: 'run', work, steps } satisfies Order);

/** All in turn, round after round. */
export async function takeTurns(
  entries: readonly Entry[],
  work: Work,
  { rounds, roundSeconds }: SearchSizes,
): Promise<void> {
  const steps = new Map<Entry, number>();
  for (const entry of entries) steps.set(entry, await calibrate(entry.process, work, roundSeconds));
  for (let round = 0; round < rounds; round++) {
    for await (const entry of inTurn(entries, round)) {
      const { queries, seconds, peakBytes } = await run(entry.process, work, steps.get(entry)!);
      entry.rounds[work].push({ queries, seconds });
      entry.memoryBytes = peakBytes;
    }
  }
}

/** Steps that take about as long as a round should. Also the warm-up. */
async function calibrate(process: ContenderProcess, work: Work, roundSeconds: number): Promise<number> {
  const seconds: number[] = [];
  for (let steps = 1; seconds.length < 3; steps = work === 'one' ? 10 : 1) {
    const ran = await run(process, work, steps);
    seconds.push(ran.seconds / steps);
    if (ran.seconds > 2 * roundSeconds) break;
  }
  return Math.max(1, Math.round(roundSeconds / median(seconds.slice(-2))));
}
