// A process that loads one set once, and says how long it took and how much memory. Its arguments are the name of
// the set and options of `loadDataset` as JSON.
import { createHash } from 'node:crypto';
import { forgetPeak, peakBytes } from '../memory.ts';
import type { Loaded } from './row.ts';

const [name = '', options = '{}'] = process.argv.slice(2);
const started = performance.now();
const { loadDataset } = await import('@hourglass/datasets');
const importSeconds = (performance.now() - started) / 1000;

forgetPeak();
const beforeBytes = process.memoryUsage.rss();
const called = performance.now();
const { train, test } = await loadDataset(name, JSON.parse(options));
const seconds = (performance.now() - called) / 1000;
const peak = peakBytes();

const hash = createHash('sha256');
for (const { pixels } of [train, test]) hash.update(pixels);
const loaded: Loaded = {
  importSeconds,
  seconds,
  beforeBytes,
  peakBytes: peak,
  rawBytes: train.pixels.length + test.pixels.length,
  counts: [train.count, test.count],
  pixelsSha256: hash.digest('hex'),
};
process.stdout.write(`${JSON.stringify(loaded)}\n`);
