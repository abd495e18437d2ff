import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { failure, temporaryFolder } from '../../test/helpers.ts';
import type { DatasetRecord } from '../catalog/record.ts';
import { catalog } from '../catalog.ts';
import { loadImageFolder } from '../folder/load-image-folder.ts';
import { loadDataset } from '../load.ts';
import { loadDatasetOrMini } from '../load-or-mini.ts';

afterEach(() => vi.unstubAllEnvs());

const known = Object.values<DatasetRecord>(catalog).flatMap((record) =>
  (record.otherVersions ?? []).map((version) => ({ ...version, record })),
);
const away = () => ({ offline: true, cacheDir: temporaryFolder() });

describe.each(known)('$archive', ({ version, archive, folder, record }) => {
  const what = (name: string) => `${name} is the ${version} version of ${record.title}, which is not read`;

  test('is named where it lies in the data folder, packed, unpacked, or as that folder', async () => {
    for (const name of [archive, folder, join(record.name, archive), join(record.name, folder)]) {
      const dataDir = temporaryFolder();
      mkdirSync(join(dataDir, name), { recursive: true });
      const found = name.split(/[/\\]/).at(-1)!;
      const message = await failure('FILES_MISSING', () => loadDataset(record.name, { ...away(), dataDir }));
      expect(message).toContain(`${what(found)}.\nGet the binary one: hourglass data get ${record.name}`);
    }
    const dataDir = join(temporaryFolder(), folder);
    mkdirSync(dataDir);
    expect(await failure('FILES_MISSING', () => loadDataset(record.name, { ...away(), dataDir }))).toContain(
      what(folder),
    );
  });

  test('is named where HOURGLASS_DATA_DIR has it and nothing else is to be had', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, archive), '');
    vi.stubEnv('HOURGLASS_DATA_DIR', dataDir);
    expect(await failure('OFFLINE', () => loadDataset(record.name, away()))).toContain(what(archive));
    if (record.mini === undefined) return;
    const { warnings } = await loadDatasetOrMini(record.name, away());
    expect(warnings[0]).toContain(what(archive));
  });

  test('is named under the name of the binary one', async () => {
    const dataDir = temporaryFolder();
    const tar = pack();
    tar.entry({ name: `${folder}/`, type: 'directory' });
    tar.entry({ name: `${folder}/train` }, 'pickled');
    tar.finalize();
    writeFileSync(join(dataDir, 'x'), await buffer(tar));
    renameSync(join(dataDir, 'x'), join(dataDir, record.origin!.downloads[0]!.name));
    const message = await failure('ARCHIVE_INVALID', () => loadDataset(record.name, { ...away(), dataDir }));
    expect(message).toContain(`it is the ${version} version of ${record.title}, which is not read.`);
  });

  test('is named where pictures are looked for in it', async () => {
    const place = temporaryFolder();
    mkdirSync(join(place, folder));
    writeFileSync(join(place, folder, 'data_batch_1'), 'pickled');
    writeFileSync(join(place, archive), '');
    const load = (name: string) => () =>
      loadImageFolder(join(place, name), { shape: [32, 32, 3], cacheDir: false });
    expect(await failure('FILES_MISSING', load(folder))).toContain(what(folder));
    expect(await failure('DATA_DIR_UNUSABLE', load(archive))).toContain(what(archive));
  });
});
