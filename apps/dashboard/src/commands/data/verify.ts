import { print } from '@hourglass/command-line';
import { type DatasetRecord, describeDataset, type VerifiedFile, verifyDataset } from '@hourglass/datasets';
import { type Cell, detectSurface, formatBytes, paint, table } from '@hourglass/viz';
import { complain } from '../../output/complain.ts';

export interface VerifyOptions {
  readonly data?: string;
  readonly json?: boolean;
}

/** Checks every byte of a set that is here. Fails if any is damaged, or if there is no such set. */
export async function verify(name: string, { data, json }: VerifyOptions): Promise<number> {
  const record = describeDataset(name);
  const verified = await verifyDataset(name, { dataDir: data });
  const { files, official, count, source, warnings } = verified;
  for (const warning of warnings) complain(warning);
  if (json) {
    print(`${JSON.stringify(verified)}\n`);
    return 0;
  }
  const surface = detectSurface(process.stdout, process.env);
  const header = ['file', 'size', 'official checksum', 'its bytes'];
  const rows = files.map((file) => rowOf(record, file));
  const verdict = official
    ? paint('whole, and the official bytes', 'green', surface)
    : paint('right in its structure, but not the official bytes', 'yellow', surface);
  const lines = [
    ...table(rows, { ...surface, header, align: ['left', 'right', 'left', 'left'] }),
    '',
    source,
    `${count.train} training and ${count.test} test pictures: ${verdict}`,
  ];
  print(`${lines.join('\n')}\n`);
  return 0;
}

function rowOf({ files }: DatasetRecord, { name, bytes, official }: VerifiedFile): Cell[] {
  const checksum = files.find((file) => file.name === name)?.checksum;
  const [algorithm, digest] = checksum?.split(':') ?? [];
  return [
    name,
    formatBytes(bytes),
    checksum ? `${algorithm} ${digest!.slice(0, 16)}` : 'of the packed file',
    official ? { text: 'official', color: 'green' } : { text: 'other bytes', color: 'yellow' },
  ];
}
