import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainingEvent } from '@hourglass/models/config';
import { resolveTrainConfig } from '@hourglass/models/config';

/** Writes events as the run directory that a real run would leave. Returns its path. */
export function writeRun(home: string, id: string, events: readonly TrainingEvent[], epochs = 20): string {
  const directory = join(home, id);
  mkdirSync(directory, { recursive: true });
  const config = {
    version: 1,
    hourglass: '0.1.0',
    node: process.version,
    createdAt: '2026-03-01T10:00:00.000Z',
    dataDir: null,
    train: resolveTrainConfig({ preset: 'mnist-64', epochs }),
  };
  writeFileSync(join(directory, 'config.json'), JSON.stringify(config));
  writeFileSync(
    join(directory, 'metrics.jsonl'),
    events.map((event) => `${JSON.stringify(event)}\n`).join(''),
  );
  return directory;
}
