import type { DatasetRecord } from '../catalog/record.ts';
import { catalog } from '../catalog.ts';
import { type Checksum, fileChecksumLike } from '../checksum.ts';
import { DatasetError } from '../errors.ts';
import type { Location } from '../find/locate.ts';
import type { SourceFile } from '../formats/format.ts';

/**
 * Holds the files' checksums against the catalog. Bytes that Hourglass brought, embedded or fetched, must be the
 * official ones. A user may bring others of the same structure, and is told so.
 *
 * @returns The files that are not official.
 * @throws {DatasetError} `CHECKSUM_MISMATCH`
 */
export async function unofficialFiles(
  record: DatasetRecord,
  { place }: Location,
  files: readonly SourceFile[],
): Promise<readonly SourceFile[]> {
  const verdicts = await Promise.all(files.map((file) => isOfficial(record, file)));
  const others = files.filter((_, i) => !verdicts[i]);
  if (others.length === 0) return others;
  const paths = others.map((file) => file.path).join(', ');
  if (place === 'embedded' || place === 'cache') {
    const cure =
      place === 'cache' ? `Fetch it again: hourglass data get ${record.name}` : 'Install the package again';
    const where = place === 'cache' ? 'cached' : 'embedded';
    throw new DatasetError(
      'CHECKSUM_MISMATCH',
      `The ${where} ${record.title} is damaged: the checksum of ${paths} is not the official one.\n${cure}.`,
    );
  }
  for (const file of others) refuseAnothers(record, file);
  return others;
}

/** By the unpacked bytes if the catalog knows them, else by the file as it was fetched. */
async function isOfficial(record: DatasetRecord, file: SourceFile): Promise<boolean> {
  if (file.checksum !== undefined) return file.actual === file.checksum;
  const packed = record.origin?.downloads.find(({ name }) => name === `${file.name}.gz`);
  return packed === undefined || (await fileChecksumLike(packed.checksum, file.path)) === packed.checksum;
}

/** Several sets share their file names, so a file of the right structure may still be that of another set. */
function refuseAnothers(record: DatasetRecord, file: SourceFile): void {
  const other = Object.values<DatasetRecord>(catalog).find(({ files }) => files.some(isSame(file.actual)));
  if (other === undefined) return;
  throw new DatasetError(
    'CHECKSUM_MISMATCH',
    `${file.path} is a file of ${other.title}, not of ${record.title}.\n` +
      `Put the files of each set into a folder of its own: "${other.name}", "${record.name}".`,
  );
}

const isSame = (actual: Checksum | undefined) => (file: { checksum?: Checksum }) =>
  actual !== undefined && file.checksum === actual;
