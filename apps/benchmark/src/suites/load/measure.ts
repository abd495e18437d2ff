import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatDuration } from '@hourglass/viz';
import type { DatasetFacts } from '../../result.ts';
import { median } from '../../statistics.ts';
import type { SuiteEvent, SuiteOptions } from '../suite.ts';
import { progress } from '../suite.ts';
import { type Contender, contenders } from './contenders.ts';
import { loadOnce, obstacleTo } from './load-once.ts';
import { pythonVersions } from './python.ts';
import type { Loaded, LoadRow } from './row.ts';
import { sizes } from './sizes.ts';
import { findSources } from './sources.ts';

type Event = SuiteEvent<LoadRow>;

interface Entry {
  readonly contender: Contender;
  readonly obstacle: string | undefined;
  readonly loads: Loaded[];
}

/** Every contender in turn, round after round. The first round fills caches and is not counted. */
export async function* measureLoad({ mode, dataDir }: SuiteOptions): AsyncGenerator<Event> {
  const { rounds } = sizes[mode];
  const [sources, versions] = await Promise.all([findSources(dataDir), pythonVersions()]);
  const entries = contenders.map((contender): Entry => {
    return { contender, obstacle: obstacleTo(contender, sources, versions), loads: [] };
  });
  for (const { contender, obstacle } of entries) {
    if (obstacle !== undefined) yield progress(`${contender.name}: skipped, ${obstacle}`);
  }
  const cacheDir = await mkdtemp(join(tmpdir(), 'hourglass-load-'));
  try {
    for (let round = 0; round <= rounds; round++) {
      for (const { contender, obstacle, loads } of entries) {
        if (obstacle !== undefined) continue;
        const loaded = await loadOnce(contender, sources, cacheDir);
        if (round > 0) loads.push(loaded);
      }
      yield progress(round === 0 ? 'caches are filled' : `round ${round} of ${rounds}: ${told(entries)}`);
    }
  } finally {
    await rm(cacheDir, { recursive: true, force: true });
  }
  yield { type: 'setup', dataset: factsOf(entries), config: { rounds, python: versions } };
  for (const entry of entries) yield { type: 'row', row: rowOf(entry) };
}

function told(entries: readonly Entry[]): string {
  const own = entries.filter(({ contender, loads }) => contender.by === 'hourglass' && loads.length > 0);
  return own
    .map(({ contender, loads }) => `${contender.name} ${formatDuration(median(loads.map((l) => l.seconds)))}`)
    .join(', ');
}

function rowOf({ contender, obstacle, loads }: Entry): LoadRow {
  const { name, set } = contender;
  if (obstacle !== undefined) return { name, set, skipped: obstacle, rounds: [] };
  const { rawBytes, pixelsSha256 } = loads[0]!;
  const rounds = loads.map(({ importSeconds, seconds, beforeBytes, peakBytes }) => {
    return { importSeconds, seconds, beforeBytes, peakBytes };
  });
  return { name, set, rawBytes, pixelsSha256, rounds };
}

/** The facts of all sets together; the checksum is that of their pixels' checksums. */
function factsOf(entries: readonly Entry[]): DatasetFacts {
  const own = new Map<string, Loaded>();
  for (const { contender, loads } of entries) if (loads[0]) own.set(contender.set, loads[0]);
  const all = [...own.values()];
  const hash = createHash('sha256');
  for (const { pixelsSha256 } of all) hash.update(pixelsSha256);
  return {
    name: [...own.keys()].join(' + '),
    trainCount: all.reduce((sum, { counts }) => sum + counts[0], 0),
    testCount: all.reduce((sum, { counts }) => sum + counts[1], 0),
    sha256: hash.digest('hex'),
  };
}
