import { print } from '@hourglass/command-line';
import { type IndexReport, indexFolder } from '@hourglass/library';
import { plain } from '@hourglass/viz';
import { complain } from '../output/complain.ts';
import { askedEncoder, defaultEncoder, type EncoderOptions } from '../search/choose-encoder.ts';
import { withIndexProgress } from '../search/with-index-progress.ts';
import { shortPath } from '../terminal/short-path.ts';

export interface IndexOptions extends EncoderOptions {
  readonly out?: string;
  readonly removeMissing?: boolean;
  readonly json?: boolean;
}

/** So many single files are named; the rest are counted. */
const NAMED = 20;

/** Makes a folder of pictures searchable, or takes in what changed in it. */
export async function indexPictures(folder: string, options: IndexOptions): Promise<number> {
  const report = await withIndexProgress((progress) => {
    const { out, measure, removeMissing } = options;
    const encoder = askedEncoder(options);
    return indexFolder(folder, {
      ...(out !== undefined && { store: out }),
      ...(encoder && { encoder: () => encoder() }),
      ...(measure && { measure }),
      ...(removeMissing && { removeMissing }),
      defaultEncoder: () => defaultEncoder(),
      ...progress,
    });
  });
  tellTrouble(report);
  if (options.json) print(`${JSON.stringify(report)}\n`);
  else print(`${summaryOf(report).join('\n')}\n`);
  return 0;
}

/** A line for each file that is broken, and for each reason why others are not read. */
function tellTrouble({ broken, unreadable }: IndexReport): void {
  for (const { path, reason } of broken.slice(0, NAMED)) complain(`${plain(path)}: ${reason}`);
  if (broken.length > NAMED) complain(`${broken.length - NAMED} more files are broken; --json names them`);
  const byReason = new Map<string, string[]>();
  for (const { path, reason } of unreadable) byReason.set(reason, [...(byReason.get(reason) ?? []), path]);
  for (const [reason, paths] of byReason) {
    const more = paths.length > 1 ? ` and ${paths.length - 1} more` : '';
    complain(`${plain(paths[0] === '' ? '.' : paths[0]!)}${more}: ${reason}`);
  }
}

function summaryOf(report: IndexReport): string[] {
  const { store, folder, files, added, changed, moved, removed, unchanged, encoded } = report;
  const counts = [
    `${added.length} added`,
    `${changed.length} changed`,
    `${moved.length} moved`,
    `${removed.length} removed`,
    `${unchanged} unchanged`,
    ...(report.broken.length > 0 ? [`${report.broken.length} broken`] : []),
    ...(report.stillBroken > 0 ? [`${report.stillBroken} broken as before`] : []),
    ...(report.unreadable.length > 0 ? [`${report.unreadable.length} not read`] : []),
  ];
  return [
    `${files} ${files === 1 ? 'picture' : 'pictures'} of ${shortPath(folder)} can be searched.`,
    `${counts.join(', ')}; ${encoded} encoded.`,
    `index: ${shortPath(store)}`,
  ];
}
