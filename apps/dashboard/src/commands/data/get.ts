import { print } from '@hourglass/command-line';
import { type DatasetRecord, describeDataset, getDataset } from '@hourglass/datasets';
import { placeOf, type Where } from '../../data/where.ts';
import { withDownload } from '../../data/with-download.ts';
import { complain } from '../../output/complain.ts';

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
  for (const warning of warnings) complain(warning);
  const place = placeText(record, placeOf(paths, data));
  print(`${record.title}: ${fetched ? 'fetched' : 'here already'}, ${place}\n`);
  for (const path of paths) print(`${path}\n`);
  return 0;
}

function placeText({ embedded }: DatasetRecord, { place }: Where): string {
  if (place === 'embedded') return `embedded (${embedded})`;
  return place === 'cache' ? 'in the cache' : 'in your data folder';
}
