import { type DatasetRecord, describeDataset, getDataset } from '@hourglass/datasets';
import { placeOf, type Where } from '../../data/where.ts';
import { withDownload } from '../../data/with-download.ts';

export interface GetOptions {
  readonly data?: string;
  readonly offline?: boolean;
}

/** Makes sure that a set is here, and says where its files are. */
export async function get(name: string, { data, offline }: GetOptions): Promise<number> {
  const record = describeDataset(name);
  const { paths, fetched, warnings } = await withDownload(name, (options) =>
    getDataset(name, { ...options, dataDir: data, offline }),
  );
  for (const warning of warnings) process.stderr.write(`hourglass: ${warning}\n`);
  const place = placeText(record, placeOf(paths, data));
  process.stdout.write(`${record.title}: ${fetched ? 'fetched' : 'here already'}, ${place}\n`);
  for (const path of paths) process.stdout.write(`${path}\n`);
  return 0;
}

function placeText({ embedded }: DatasetRecord, { place }: Where): string {
  if (place === 'embedded') return `embedded (${embedded})`;
  return place === 'cache' ? 'in the cache' : 'in your data folder';
}
