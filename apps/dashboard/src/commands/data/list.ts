import { print } from '@hourglass/command-line';
import { catalog, type DatasetRecord } from '@hourglass/datasets';
import { type Cell, formatBytes } from '@hourglass/viz';
import { pictureCounts } from '../../data/picture-counts.ts';
import { type Where, whereIs } from '../../data/where.ts';
import { complain } from '../../output/complain.ts';
import { type Column, fittingTable } from '../../output/fitting-table.ts';
import { shortPath } from '../../terminal/short-path.ts';

export interface ListOptions {
  readonly data?: string;
  readonly json?: boolean;
}

interface Entry {
  readonly record: DatasetRecord;
  readonly where: Where;
}

/** All sets, and where each of them is. */
export async function list({ data, json }: ListOptions): Promise<number> {
  const entries: Entry[] = [];
  const warnings = new Set<string>();
  for (const record of Object.values<DatasetRecord>(catalog)) {
    const found = await whereIs(record, data);
    entries.push({ record, where: found.where });
    for (const warning of found.warnings) warnings.add(warning);
  }
  for (const warning of warnings) complain(warning);
  if (json) for (const entry of entries) print(`${JSON.stringify(plainOf(entry))}\n`);
  else print(`${fittingTable(entries, columns, dispensable).join('\n')}\n`);
  return 0;
}

function plainOf({ record, where }: Entry): object {
  const { name, title, shape, files, labels, licence } = record;
  const classes = Object.fromEntries(Object.entries(labels).map(([set, names]) => [set, names.length]));
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { name, title, shape, pictures: pictureCounts(record), classes, bytes, where, licence };
}

const columns: readonly Column<Entry>[] = [
  { title: 'name', cell: ({ record }) => ({ text: record.name, color: 'cyan' }) },
  { title: 'title', cell: ({ record }) => record.title },
  { title: 'shape', cell: ({ record }) => record.shape.join(' x ') },
  { title: 'train', right: true, cell: ({ record }) => pictureCounts(record).train },
  { title: 'test', right: true, cell: ({ record }) => pictureCounts(record).test },
  {
    title: 'size',
    right: true,
    cell: ({ record }) => formatBytes(record.files.reduce((sum, { bytes }) => sum + bytes, 0)),
  },
  { title: 'where', cell: ({ where }) => whereCell(where) },
  // What follows the first clause explains it.
  { title: 'licence', cell: ({ record }) => record.licence.split(';')[0]! },
];

/** What a narrow terminal does without, the first first. */
const dispensable: readonly string[] = ['title', 'licence', 'shape', 'size'];

function whereCell(where: Where): Cell {
  if (where.place === 'embedded') return { text: 'embedded', color: 'green' };
  if (where.place === 'cache') return { text: 'in cache', color: 'green' };
  if (where.place === 'folder') return { text: `in ${shortPath(where.folder) || '.'}`, color: 'green' };
  if (where.place === 'to fetch') return { text: `to fetch, ${formatBytes(where.bytes)}`, color: 'gray' };
  return where.place === 'damaged' ? { text: 'damaged', color: 'red' } : { text: 'not there', color: 'gray' };
}
