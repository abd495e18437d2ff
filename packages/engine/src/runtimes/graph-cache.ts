import type { OnWarning } from '../engine-options.ts';
import { messageOf } from './failures.ts';

/** Where optimised graphs are kept, and who is told of a damaged one. */
export interface GraphCache {
  readonly directory: string;
  readonly warn: OnWarning;
}

/** An entry is these bytes, the SHA-256 of the rest, and the rest: a model as ONNX Runtime optimised it. */
const magic = new TextEncoder().encode('hourglass-graph-1\n');
const hashSize = 32;

/**
 * Opens a session on a model's optimised form, which is kept from start to start.
 *
 * The key is a hash of the model's bytes and of all else that decides the optimised form: ONNX Runtime's
 * version and the processor, for whose instructions it lays tensors out. A damaged entry is said and made
 * anew; a cache that cannot be written is none. Entries are renamed into place, so that processes may share
 * a cache.
 *
 * @param open opens a model. Given a path, it writes the optimised model there.
 */
export async function openCached<Session>(
  model: Uint8Array,
  version: string,
  { directory, warn }: GraphCache,
  open: (model: Uint8Array, writeTo?: string) => Promise<Session>,
): Promise<Session> {
  // Here, so that a browser, which has no cache, loads none of them.
  const [{ createHash, randomUUID }, fs, os, { join }, { makeFolder }] = await Promise.all([
    import('node:crypto'),
    import('node:fs/promises'),
    import('node:os'),
    import('node:path'),
    import('@hourglass/files'),
  ]);
  const hash = (...parts: (string | Uint8Array)[]) => {
    const sum = createHash('sha256');
    for (const part of parts) sum.update(part).update('\0');
    return sum.digest();
  };
  const machine = [os.platform(), os.arch(), os.cpus()[0]?.model ?? ''];
  const path = join(directory, `${hash(model, version, ...machine).toString('hex')}.graph`);

  const entry = await fs.readFile(path).catch(() => undefined);
  if (entry) {
    const body = entry.subarray(magic.length + hashSize);
    const start = Buffer.concat([magic, hash(body)]);
    if (start.equals(entry.subarray(0, start.length))) return open(body);
    warn(`The cached graph '${path}' is damaged. It is made anew.`);
  }

  const mine = join(directory, `${randomUUID()}.tmp`);
  const noCache = (cause: unknown) => warn(`Graphs cannot be cached in '${directory}': ${messageOf(cause)}.`);
  try {
    await makeFolder(directory);
    await fs.writeFile(mine, ''); // ONNX Runtime would blame the graph.
  } catch (cause) {
    noCache(cause);
    return open(model);
  }
  try {
    const session = await open(model, mine);
    await fs
      .readFile(mine)
      .then((body) => fs.writeFile(mine, Buffer.concat([magic, hash(body), body])))
      .then(() => fs.rename(mine, path))
      .catch(noCache);
    return session;
  } finally {
    await fs.rm(mine, { force: true });
  }
}
