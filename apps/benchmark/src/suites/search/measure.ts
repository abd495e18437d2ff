import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatRate } from '@hourglass/viz';
import { median } from '../../statistics.ts';
import { progress, type SuiteEvent, type SuiteOptions } from '../suite.ts';
import { type Choice, choose } from './choose.ts';
import { type SearchCodes, searchCodes } from './codes.ts';
import { contendersOf, graphSettings } from './contenders.ts';
import { writePlan } from './plan.ts';
import { pythonVersions } from './python.ts';
import type { SearchRow, Work } from './row.ts';
import { K, type Missing, rowsOf } from './rows.ts';
import { type SearchSet, sizes } from './sizes.ts';
import { type Entry, enter, takeTurns } from './turns.ts';

type Event = SuiteEvent<SearchRow>;

const works: readonly Work[] = ['many', 'one'];

/** Set by set and for each number of threads: all contenders in turn, for many queries at once and for single ones. */
export async function* measureSearch({ mode, dataDir, only = [] }: SuiteOptions): AsyncGenerator<Event> {
  const choice = choose(only, sizes[mode]);
  const { size } = choice;
  const python = await pythonVersions();
  const config = { k: K, ...size, graphs: graphSettings, measure: 'dot', only, python };
  for (const [i, set] of size.sets.entries()) {
    yield progress(`${set.count} x ${set.size}: fitting PCA and encoding`);
    const codes = await searchCodes(set, dataDir);
    for (const warning of codes.warnings) yield progress(warning);
    if (i === 0) yield { type: 'setup', dataset: codes.facts, config };
    for (const threads of set.threads) yield* measureSet(set, threads, codes, choice, python);
  }
}

async function* measureSet(
  set: SearchSet,
  threads: number,
  codes: SearchCodes,
  { size, isIn }: Choice,
  python: Readonly<Record<string, string>>,
): AsyncGenerator<Event> {
  const exercise = (work: Work) =>
    `${set.count} x ${set.size}, ${work}, ${threads === 1 ? '1 thread' : `${threads} threads`}`;
  const contenders = contendersOf(set.efs).filter(({ kind }) => isIn(kind));
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-search-'));
  const entries: Entry[] = [];
  const missing: Missing = new Map();
  try {
    const { items, queries } = codes;
    const counts = { count: set.count, queries: queries.length / set.size };
    await writePlan(folder, { ...counts, size: set.size, k: K, threads, ...graphSettings }, items, queries);
    for (const contender of contenders) {
      const { name, package: needed } = contender;
      const label = `${set.count} x ${set.size}, ${name}`;
      if (needed !== undefined && !(needed in python)) {
        missing.set(contender, { skipped: `${needed} is not installed for Python` });
        continue;
      }
      yield progress(`${label}: taking in the items`);
      const told: string[] = [];
      const entering = enter(contender, folder, (text) => told.push(text));
      try {
        for (let done = false; !done; ) {
          done = await Promise.race([entering.then(() => true), sleep(1000).then(() => false)]);
          for (const text of told.splice(0)) yield progress(`${label}: ${text}`);
        }
        entries.push(await entering);
      } catch (error) {
        const { message } = error as Error;
        missing.set(contender, message.includes('npm install') ? { skipped: message } : { failed: message });
        yield progress(`${label}: ${message}`);
      }
    }
    for (const work of works) {
      await takeTurns(entries, work, size);
      const said = entries.map(({ contender, rounds }) => `${contender.name} ${rateOf(rounds[work])}`);
      yield progress(`${exercise(work)}: ${said.join(', ')}`);
    }
  } finally {
    for (const { process } of entries) process.stop();
    await rm(folder, { recursive: true, force: true });
  }
  for (const work of works) {
    for (const row of rowsOf(exercise(work), work, { set, threads, contenders, entries, missing, codes })) {
      yield { type: 'row', row };
    }
  }
}

const rateOf = (rounds: SearchRow['rounds']) =>
  formatRate(median(rounds.map(({ queries, seconds }) => queries / seconds)), 'q');
