import { createDiskIndex, type Index, openIndex, SimilarityError } from '@hourglass/similarity';
import { fingerprintOf, type OpenedEncoder, openEncoder } from '../encoders/picture-encoder.ts';
import { LibraryError } from '../errors.ts';
import { createStore, indexFolderOf, prepareStore, readFacts, type StoreFacts } from './facts.ts';
import { FileLog } from './file-log.ts';

/** A store at work. The index knows contents by their SHA-256; the log knows which files have them. */
export interface OpenStore {
  readonly facts: StoreFacts;
  readonly encoder: OpenedEncoder;
  readonly index: Index<'string'>;
  readonly log: FileLog;
  close(): Promise<void>;
}

/** @throws {LibraryError} or {SimilarityError} that says what is wrong with the store. */
export async function openStore(store: string): Promise<OpenStore> {
  return withIndex(store, await readFacts(store), () =>
    openIndex(indexFolderOf(store), { idType: 'string' }),
  );
}

/**
 * Opens a store, or makes it. To be called under the store's lock.
 *
 * @throws {LibraryError} `STORE_MISMATCH` if the store is of something else.
 */
export async function openOrCreateStore(
  store: string,
  root: string,
  wanted: () => Promise<Omit<StoreFacts, 'root'>>,
  asked: { readonly encoder: boolean; readonly measure: boolean },
): Promise<OpenStore> {
  const there = await readFacts(store).catch((error) => {
    if (error instanceof LibraryError && error.code === 'STORE_MISSING') return undefined;
    throw error;
  });
  if (there?.root !== undefined && there.root !== root) {
    throw mismatch(store, `it is of the pictures in '${there.root}'`);
  }
  if (!there || asked.encoder || asked.measure) {
    const facts = await wanted();
    if (!there) {
      // An encoder that cannot be opened makes no store.
      await (await openEncoder(facts.encoder)).close();
      await prepareStore(store);
      await createStore(store, { root, ...facts });
    } else {
      if (asked.encoder && fingerprintOf(facts.encoder) !== fingerprintOf(there.encoder)) {
        throw mismatch(store, `its codes are of the encoder '${there.encoder.name}' as it was then`);
      }
      if (asked.measure && facts.measure !== there.measure) {
        throw mismatch(store, `it is for the measure '${there.measure}'`);
      }
    }
  }
  const facts = await readFacts(store);
  return withIndex(store, facts, (size) => openOrCreateIndex(indexFolderOf(store), facts, size));
}

async function openOrCreateIndex(
  folder: string,
  { measure }: StoreFacts,
  size: number,
): Promise<Index<'string'>> {
  try {
    return await openIndex(folder, { idType: 'string', size, measure });
  } catch (error) {
    if (!(error instanceof SimilarityError) || error.code !== 'STORE_MISSING') throw error;
    return createDiskIndex({ folder, measure, size, idType: 'string' });
  }
}

async function withIndex(
  store: string,
  facts: StoreFacts,
  open: (size: number) => Promise<Index<'string'>>,
): Promise<OpenStore> {
  const encoder = await openEncoder(facts.encoder);
  try {
    const index = await open(encoder.codeSize);
    const close = async () => {
      await index.close();
      await encoder.close();
    };
    return { facts, encoder, index, log: await FileLog.open(store), close };
  } catch (error) {
    await encoder.close();
    throw error;
  }
}

function mismatch(store: string, what: string): LibraryError {
  return new LibraryError(
    'STORE_MISMATCH',
    `store '${store}': ${what}. Name another folder for the new store, or delete this one.`,
  );
}
