import { resolve } from 'node:path';
import { print, UsageError } from '@hourglass/command-line';
import { loadTrainingData } from '@hourglass/datasets';
import { dataFactsOf, exportModel, openTrainedModel } from '@hourglass/models';
import { type ExportFormat, exportFormats, pictureShapeOf } from '@hourglass/models/config';
import { openCheckpoint, runsHome } from '@hourglass/runs/read';
import { formatBytes } from '@hourglass/viz';
import { findRun } from '../find-run.ts';
import { complain } from '../output/complain.ts';
import { checkTarget, writeFolder } from '../output/write-folder.ts';

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
  const { id, directory, config, warnings } = await findRun(run, runsHome(options.runs));
  const target = resolve(options.out ?? `${id}-${format}`);
  await checkTarget(target, options.force === true);
  const checkpoint = await openCheckpoint(directory);
  for (const warning of [...warnings, ...checkpoint.warnings]) complain(warning);
  const model = await openTrainedModel(config.train, pictureShapeOf(config.train), checkpoint.files);
  try {
    const load = async () => {
      const dataDir = options.data ?? config.dataDir ?? undefined;
      const { train, test, warnings } = await loadTrainingData(config.train, { dataDir });
      for (const warning of warnings) complain(warning);
      const isSame = !config.data || dataFactsOf({ train, test }).sha256 === config.data.sha256;
      if (!isSame)
        complain('the data are not those that the run was trained on; these are exported all the same');
      return { train, test };
    };
    const files = await exportModel(format, model, load, complain);
    const paths = await writeFolder(target, files);
    const bytes = Object.values(files).reduce((sum, { length }) => sum + length, 0);
    complain(`wrote ${paths.length} ${paths.length === 1 ? 'file' : 'files'}, ${formatBytes(bytes)}`);
    print(`${paths.join('\n')}\n`);
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
