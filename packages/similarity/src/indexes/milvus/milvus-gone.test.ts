import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasMilvusLite, startMilvusLite } from '../../../test/milvus-server.ts';
import { answer, codesOf, idsFrom } from '../../../test/naive.ts';
import type { Codes } from '../../index.ts';
import { createMilvusIndex, openMilvusIndex } from '../../milvus.ts';

const zero = codesOf([[0]]);

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

test('an address that is none is refused', async () => {
  for (const folder of [
    '',
    'folder',
    'http://localhost:19530/x',
    'milvus://localhost',
    'milvus://a:1/b/c/d',
  ]) {
    const creating = createMilvusIndex({ measure: 'l2', size: 1, folder });
    await expect(creating).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
    await expect(openMilvusIndex(folder)).rejects.toThrow('allowed: milvus://host:port/collection');
  }
  const wide = createMilvusIndex({ measure: 'bce-symmetric', size: 16_384, folder: 'milvus://localhost/x' });
  await expect(wide).rejects.toThrow('which makes 32770 columns for bce-symmetric; allowed: 32768 columns');
});

test('where nobody listens, and where nobody answers, is an error in time', async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket));
  const folder = `milvus://127.0.0.1:${await listen(server)}/items`;
  const silent = createMilvusIndex({ measure: 'l2', size: 1, folder, timeout: 500 });
  await expect(silent).rejects.toThrow(`index at ${folder}: Milvus took too long to answer`);
  server.close();
  for (const socket of sockets) socket.destroy();
  await once(server, 'close');
  await expect(openMilvusIndex(folder)).rejects.toMatchObject({
    code: 'STORE_UNUSABLE',
    message: `index at ${folder}: Milvus does not answer (connect ECONNREFUSED); start it, or correct the address.`,
  });
});

describe.skipIf(!hasMilvusLite)(
  `a Milvus that goes away${hasMilvusLite ? '' : ' (skipped: set HOURGLASS_MILVUS_LITE)'}`,
  () => {
    test('in the middle of an addition: what was there is there, and the rest can be added again', async () => {
      const data = mkdtempSync(join(tmpdir(), 'hourglass-milvus-'));
      const first = await startMilvusLite(data);
      onTestFinished(() => first.stop());
      const folder = `milvus://${first.server}/items`;
      const index = await createMilvusIndex({ measure: 'l2', size: 1, folder });
      await index.add(idsFrom(0, 3), codesOf([[0], [1], [2]]));

      const ids = idsFrom(100, 9000);
      const codes: Codes = { count: 9000, size: 1, data: Float32Array.from(ids) };
      const kill = () => first.child.kill('SIGKILL');
      await expect(index.add(ids, codes, { onProgress: kill })).rejects.toThrow(
        /does not answer.* Up to 8192 of the 9000 items may be there: delete all of them, and add them again\.$/,
      );
      await expect(index.search(zero, 1)).rejects.toMatchObject({ code: 'STORE_UNUSABLE' });
      await index.close();

      const again = await startMilvusLite(data, first.port);
      onTestFinished(() => again.stop());
      const opened = await openMilvusIndex(folder);
      expect(answer(await opened.search(zero, 3)).ids).toEqual([0, 1, 2]);
      await opened.delete(ids);
      expect(opened.count).toBe(3);
      await opened.add(ids, codes);
      expect(answer(await opened.search(codesOf([[9099]]), 2)).ids).toEqual([9099, 9098]);
      await opened.close();
    });

    // Windows cannot stop a process for a while.
    test.skipIf(process.platform === 'win32')(
      'for a while: every call ends in time, and works again',
      async () => {
        const milvus = await startMilvusLite();
        onTestFinished(() => milvus.stop());
        const folder = milvus.newCollection();
        const index = await createMilvusIndex({ measure: 'l2', size: 1, folder, timeout: 3000 });
        await index.add(Uint32Array.of(1), zero);
        milvus.child.kill('SIGSTOP');
        for (const call of [
          () => index.search(zero, 1),
          () => index.add(Uint32Array.of(2), zero),
          () => index.delete(Uint32Array.of(1)),
          () => openMilvusIndex(folder, { timeout: 500 }),
        ]) {
          await expect(call()).rejects.toMatchObject({ code: 'STORE_UNUSABLE' });
        }
        milvus.child.kill('SIGCONT');
        expect(answer(await index.search(zero, 1)).ids).toEqual([1]);
        await index.close();
        await milvus.stop();
      },
    );
  },
);
