import { formatBytes, formatDuration } from '@hourglass/viz';
import { isBusy } from '../machine.ts';
import type { RawResult } from '../result.ts';

const BUSY = '. The machine was BUSY with other work: do not trust the speeds';

/** Where a result comes from, as label and text: enough to repeat the run. */
export function provenanceOf(result: RawResult): [label: string, text: string][] {
  const { suite, mode, startedAt, seconds, resumedRows, versions, machine, dataset, config } = result;
  const { cpu, cores, idleCores, memoryBytes, platform } = machine;
  const date = startedAt.slice(0, 16).replace('T', ' ');
  return [
    ['command', `hourglass-bench run ${suite} --${mode}${onlyOf(config)}`],
    ['date', `${date} UTC, took ${formatDuration(seconds)}${resumedOf(resumedRows)}`],
    ['machine', `${cpu}, ${cores} cores, ${formatBytes(memoryBytes)}, ${platform}`],
    ['idle before', `${idleCores} of ${cores} cores${isBusy(machine) ? BUSY : ''}`],
    [
      'versions',
      Object.entries(versions)
        .map((entry) => entry.join(' '))
        .join(', '),
    ],
    [
      'data',
      `${dataset.name}, ${dataset.trainCount} + ${dataset.testCount} pictures, sha256 ${dataset.sha256.slice(0, 16)}`,
    ],
    ['config', JSON.stringify(config)],
  ];
}

function resumedOf(rows: number | undefined): string {
  if (rows === undefined) return '';
  return `, without ${rows === 1 ? '1 row' : `${rows} rows`} of an earlier run that was cut off`;
}

function onlyOf({ only }: RawResult['config']): string {
  return Array.isArray(only) && only.length > 0 ? ` --only ${only.join(',')}` : '';
}
