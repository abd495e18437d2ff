import { resolve } from 'node:path';
import { describeDataset, loadDatasetOrMini } from '@hourglass/datasets';
import { exportModel, openTrainedModel } from '@hourglass/models';
import { type ExportFormat, exportFormats } from '@hourglass/models/config';
import { openCheckpoint, readRun, runsHome } from '@hourglass/runs/read';
import { formatBytes } from '@hourglass/viz';
import { UsageError } from '../errors.ts';
import { checkTarget, writeFolder } from '../output/write-folder.ts';
import { findRun } from './find-run.ts';

export interface ExportOptions {
  readonly to: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly data?: string;
  readonly runs?: string;
}

/** Writes a run's net, or its codes, in a format that others read. Prints the paths of the files. */
export async function exportRun(run: string | undefined, options: ExportOptions): Promise<number> {
  const format = formatNamed(options.to);
  const { id, directory, config } = await readRun(await findRun(run, runsHome(options.runs)));
  const target = resolve(options.out ?? `${id}-${format}`);
  await checkTarget(target, options.force === true);
  const { dataset } = config.train;
  const { files: weights, warnings } = await openCheckpoint(directory);
  for (const warning of warnings) process.stderr.write(`hourglass: ${warning}\n`);
  const model = await openTrainedModel(config.train, describeDataset(dataset).shape, weights);
  try {
    const files = await exportModel(format, model, async () => {
      const dataDir = options.data ?? config.dataDir ?? undefined;
      const { train, test, warnings } = await loadDatasetOrMini(dataset, { dataDir });
      for (const warning of warnings) process.stderr.write(`hourglass: ${warning}\n`);
      return { train, test };
    });
    const paths = await writeFolder(target, files);
    process.stdout.write(`${paths.join('\n')}\n`);
    const bytes = Object.values(files).reduce((sum, { length }) => sum + length, 0);
    process.stderr.write(`hourglass: wrote ${paths.length} files, ${formatBytes(bytes)}\n`);
    return 0;
  } finally {
    await model.dispose();
  }
}

function formatNamed(name: string): ExportFormat {
  const format = exportFormats.find((known) => known === name);
  if (format) return format;
  throw new UsageError(`unknown format '${name}'. Known formats: ${exportFormats.join(', ')}.`);
}
