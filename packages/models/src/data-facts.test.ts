import { type ImageSet, loadDataset, select, take } from '@hourglass/datasets';
import { expect, test } from 'vitest';
import { dataFactsOf } from './data-facts.ts';

test('the same pictures have the same sum, and any other have another', async () => {
  const mnist = await loadDataset('mnist');
  const [train, held] = [take(mnist.train, 20), take(mnist.test, 10)];
  const sum = (one: ImageSet, other = held) => dataFactsOf({ train: one, test: other }).sha256;
  const { fine } = train.labels as { fine: ImageSet['labels'][string] };
  const changed = (values: Uint8Array) => {
    const copy = Uint8Array.from(values);
    copy[7]! ^= 1;
    return copy;
  };
  expect(dataFactsOf({ train, test: held })).toMatchObject({ train: 20, test: 10 });
  expect(sum({ ...train, name: 'mine', pixels: Uint8Array.from(train.pixels) })).toBe(sum(train));
  const others = [
    sum({ ...train, pixels: changed(train.pixels) }),
    sum({ ...train, labels: { fine: { ...fine, values: changed(fine.values) } } }),
    sum({ ...train, labels: { fine: { ...fine, names: fine.names.toReversed() } } }),
    sum({ ...train, labels: { coarse: fine } }),
    sum({ ...train, shape: [14, 56, 1] }),
    sum(
      select(
        train,
        Array.from({ length: 20 }, (_, i) => 19 - i),
      ),
    ),
    sum(take(train, 19)),
    sum(train, take(held, 9)),
    sum(held, train),
  ];
  expect(new Set([sum(train), ...others]).size).toBe(1 + others.length);
});
