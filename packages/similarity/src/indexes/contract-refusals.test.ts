import { expect, test } from 'vitest';
import { eachIndex } from '../../test/each-index.ts';
import { answer, codesOf, idsFrom, stringsFrom } from '../../test/naive.ts';
import { type Codes, openIndex, SimilarityError } from '../index.ts';

const one = codesOf([[0.25, 0.75]]);
const one1 = codesOf([[0]]);

eachIndex(({ name, newFolder, create, using }) => {
  test('is as it was where an addition is broken off by its own callback', () =>
    using({ measure: 'l2', size: 1 }, async (index) => {
      await index.add(Uint32Array.of(7), codesOf([[7]]));
      const codes: Codes = { count: 9000, size: 1, data: new Float32Array(9000) };
      const stop = () => {
        throw new RangeError('stop');
      };
      const broken = index.add(idsFrom(100, 9000), codes, { onProgress: stop });
      await expect(broken).rejects.toThrow(new RangeError('stop'));
      expect(index.count).toBe(1);
      await expect(index.search(one1, 1, { filter: stop })).rejects.toThrow(new RangeError('stop'));
      await index.add(Uint32Array.of(100, 8), codesOf([[9], [8]]));
      expect(answer(await index.search(one1, 3))).toEqual({ ids: [7, 8, 100], distances: [7, 8, 9] });
    }));

  test('refuses what does not fit, and stays as it was', () =>
    using({ measure: 'bce', size: 2 }, async (index) => {
      const ids = Uint32Array.of(1, 2);
      const two = codesOf([
        [0, 1],
        [0.5, 0.5],
      ]);
      const refusals: [() => Promise<unknown>, string][] = [
        [
          () =>
            index.add(
              ids,
              codesOf([
                [0, Number.NaN],
                [0, 0],
              ]),
            ),
          'codes: NaN at row 0, column 1',
        ],
        [() => index.add(ids, codesOf([[0], [0]])), 'codes: size is 1; allowed: 2.'],
        [() => index.add(Uint32Array.of(1), two), 'ids has 1 values; allowed: 2'],
        [() => index.add(Uint32Array.of(4, 4), two), 'ids: 4 is twice among the new items'],
        [() => index.add(['1', '2'] as never, two), 'ids is no Uint32Array'],
        [() => create({ measure: 'l2', size: 2, idType: 'uuid' as never }), "idType is 'uuid'"],
        [() => index.add(ids, two, { payloads: [null] }), 'payloads has 1 values; allowed: 2'],
        [() => index.delete(['1'] as never), 'ids is no Uint32Array'],
        [() => index.payloads([1] as never), 'ids is no Uint32Array'],
        [() => index.search(one, 1), 'index is empty'],
      ];
      for (const [call, message] of refusals) await expect(call()).rejects.toThrow(message);
      expect(index.count).toBe(0);

      await index.add(ids, two);
      await expect(index.add(Uint32Array.of(3, 2), two)).rejects.toThrow('ids: 2 is in the index already');
      await expect(index.search(one, 3)).rejects.toThrow('k (of 2 items to find) is 3');
      await expect(index.search(one, 1, { filter: () => false })).rejects.toThrow(
        'filter lets nothing through',
      );
      expect(index.count).toBe(2);
      expect(answer(await index.search(one, 2)).ids.length).toBe(2);
      expect(await index.delete(Uint32Array.of(7))).toBe(0);
    }));

  test('refuses all but closing once closed', async () => {
    const index = await create({ measure: 'l2', size: 2 });
    await index.close();
    await index.close();
    expect(index.count).toBe(0);
    for (const call of [
      () => index.search(one, 1),
      () => index.add(Uint32Array.of(1), one),
      () => index.delete(Uint32Array.of(1)),
      () => index.payloads(Uint32Array.of(1)),
      () => index.save(newFolder()),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'INDEX_CLOSED' });
    }
  });

  // Node's own recursive mkdir never comes back there.
  test.runIf(process.platform === 'linux')('says that it cannot be saved where no folder can be made', () =>
    using({ measure: 'l2', size: 2 }, async (index) => {
      await index.add(Uint32Array.of(1), one);
      for (const folder of ['/proc/x', '/proc/x/y/z']) {
        await expect(index.save(folder)).rejects.toThrow(SimilarityError);
      }
      expect(answer(await index.search(one, 1)).ids).toEqual([1]);
    }),
  );

  test('refuses to open what is not there, or is another', async () => {
    await expect(openIndex(newFolder(), { kind: name })).rejects.toMatchObject({ code: 'STORE_MISSING' });
    const folder = newFolder();
    await using({ measure: 'l2', size: 2, idType: 'string' }, async (index) => {
      await index.add(stringsFrom(0, 1), one);
      await index.save(folder);
      await expect(index.save(folder)).rejects.toMatchObject({ code: 'STORE_EXISTS' });
    });
    const asked = { kind: name, idType: 'string', threads: 1 } as const;
    await expect(openIndex(folder, { ...asked, size: 3 })).rejects.toThrow('its size is 2; asked for was 3.');
    await expect(openIndex(folder, { ...asked, measure: 'dot' })).rejects.toThrow(
      'its measure is l2; asked for was dot.',
    );
    await expect(openIndex(folder, { kind: name })).rejects.toThrow(
      'its idType is string; asked for was number.',
    );
  });
});
