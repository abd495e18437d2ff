import type { Dispatcher } from 'undici';
import type { DatasetDownload } from '../catalog/record.ts';
import { MirrorError } from './mirror-error.ts';
import type { PartialFile, Validator } from './partial-file.ts';

/** Where in the file the response's body begins, and how to ask for more of it later. */
export interface TransferPlan {
  readonly offset: number;
  readonly validator: Validator | undefined;
}

type Head = Pick<Dispatcher.ResponseData, 'statusCode' | 'headers'>;

/**
 * Reads a response's head: is this the file, whole or the rest of it, and of the right length?
 * A wrong length is refused before a byte of the body is read.
 *
 * @throws {MirrorError}
 */
export async function planTransfer(
  url: string,
  { statusCode, headers }: Head,
  wanted: DatasetDownload,
  part: PartialFile,
  resume: { bytes: number; ifRange: string } | undefined,
): Promise<TransferPlan> {
  const validator = validatorOf(url, headers);
  const length = text(headers['content-length']);
  if (statusCode === 200) {
    checkLength(length, wanted.bytes, wanted, headers);
    return { offset: 0, validator };
  }
  if (statusCode === 206 && resume !== undefined) {
    const changed = validator !== undefined && validator.ifRange !== resume.ifRange;
    if (
      changed ||
      text(headers['content-range']) !== `bytes ${resume.bytes}-${wanted.bytes - 1}/${wanted.bytes}`
    ) {
      await part.remove();
      throw new MirrorError('the file changed on the server', { again: true });
    }
    checkLength(length, wanted.bytes - resume.bytes, wanted, headers);
    return { offset: resume.bytes, validator };
  }
  if (statusCode === 416) {
    await part.remove();
    throw new MirrorError('the server has no such range', { again: true });
  }
  throw new MirrorError(`HTTP status ${statusCode}`, { again: statusCode === 429 || statusCode >= 500 });
}

function checkLength(
  length: string | undefined,
  expected: number,
  { bytes }: DatasetDownload,
  headers: Head['headers'],
) {
  if (length === undefined || Number(length) === expected) return;
  const encoding = text(headers['content-encoding']);
  const how = encoding === undefined ? '' : ` (Content-Encoding ${encoding})`;
  throw new MirrorError(`${length} bytes${how} instead of the official ${bytes}`, { again: false });
}

/** A weak ETag does not promise the same bytes, so it is of no use for a range. */
function validatorOf(url: string, headers: Head['headers']): Validator | undefined {
  const etag = text(headers.etag);
  const ifRange = etag?.startsWith('"') ? etag : text(headers['last-modified']);
  return ifRange === undefined ? undefined : { url, ifRange };
}

function text(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
