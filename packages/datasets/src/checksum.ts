import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** A checksum as text: the algorithm, a colon, and the digest in lower-case hex. */
export type Checksum = `md5:${string}` | `sha256:${string}`;

type Algorithm = 'md5' | 'sha256';

/** The checksum of `bytes` by the algorithm of `like`, so that the two can be compared. */
export function checksumLike(like: Checksum, bytes: Uint8Array): Checksum {
  const algorithm = algorithmOf(like);
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

/** As `checksumLike`, of a file that is read in pieces. Throws what the file system throws. */
export async function fileChecksumLike(like: Checksum, path: string): Promise<Checksum> {
  const algorithm = algorithmOf(like);
  const hash = createHash(algorithm);
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece);
  return `${algorithm}:${hash.digest('hex')}`;
}

function algorithmOf(checksum: Checksum): Algorithm {
  return checksum.slice(0, checksum.indexOf(':')) as Algorithm;
}
