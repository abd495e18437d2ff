import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { type IdType, type Index, type IndexName, type IndexOptions, indexes } from '../src/index.ts';
import { hasMilvus, type MilvusServer, noMilvus, useMilvus } from './milvus-server.ts';

/** One kind of index under test. */
export interface Kind {
  readonly name: IndexName;
  readonly isExact: boolean;
  /** A new folder's name; what is made there goes when the tests are done. */
  newFolder(): string;
  create<T extends IdType = 'number'>(options: IndexOptions<T>): Promise<Index<T>>;
  /** Makes an index for a while. */
  using<T extends IdType = 'number'>(
    options: IndexOptions<T>,
    work: (index: Index<T>) => Promise<void>,
  ): Promise<void>;
}

/** The same tests for every kind of index; for Milvus where there is one. */
export function eachIndex(tests: (kind: Kind) => void): void {
  const home = mkdtempSync(join(tmpdir(), 'hourglass-indexes-'));
  // Thousands of small files, on a disk that may be busy.
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  let made = 0;

  for (const name of Object.keys(indexes) as IndexName[]) {
    const { exact: isExact, create: createIn } = indexes[name];
    const isAbsent = name === 'milvus' && !hasMilvus;
    describe.skipIf(isAbsent)(`index ${name}${isAbsent ? ` (${noMilvus})` : ''}`, () => {
      let milvus: MilvusServer;
      if (name === 'milvus') {
        beforeAll(async () => {
          milvus = await useMilvus();
        });
        afterAll(() => milvus.stop());
      }
      const newFolder = () => (name === 'milvus' ? milvus.newCollection() : join(home, String(made++)));
      const create: Kind['create'] = (options) => createIn({ threads: 1, folder: newFolder(), ...options });
      const using: Kind['using'] = async (options, work) => {
        const index = await create(options);
        try {
          await work(index);
        } finally {
          await index.close();
        }
      };
      tests({ name, isExact, newFolder, create, using });
    });
  }
}
