import { createRandom, type ImageSet } from '@hourglass/datasets';
import { expect, test } from 'vitest';
import { resolveTrainConfig } from '../config/train-config.ts';
import { viewNames } from '../options/names.ts';
import { createTrainer } from './trainer.ts';
import { createViews } from './views.ts';

function noisy(count: number, channels: 1 | 3): ImageSet {
  const random = createRandom(2);
  const pixels = Uint8Array.from({ length: count * 8 * 8 * channels }, () => random.below(256));
  const ids = Uint32Array.from({ length: count }, (_, i) => i);
  return { name: 'noise', split: 'train', shape: [8, 8, channels], count, pixels, labels: {}, ids };
}

test.each(viewNames.flatMap((name) => [1, 3].map((channels) => [name, channels] as const)))(
  'views of %s in %i channels are others in each epoch, and the same in the same one',
  (name, channels) => {
    const images = noisy(6, channels as 1 | 3);
    const before = images.pixels.slice();
    const views = createViews(name, images, 7);
    const drawn = [0, 1, 0].map((epoch) => {
      views.drawFor(epoch);
      return views.images.pixels.slice();
    });
    expect(drawn[0]).not.toEqual(before);
    expect(drawn[1]).not.toEqual(drawn[0]);
    expect(drawn[2]).toEqual(drawn[0]);
    expect(images.pixels).toEqual(before);
  },
);

test('a training with views goes on with equal bits, and is another than one without', async () => {
  const data = { train: noisy(64, 3), test: noisy(8, 3) };
  const config = resolveTrainConfig({
    dataset: './noise',
    shape: [8, 8, 3],
    net: { kind: 'dense', hidden: [], codeSize: 4 },
    batchSize: 16,
    epochs: 3,
    schedule: { kind: 'constant' },
  });
  const train = async (change: Partial<typeof config>, resume?: Record<string, Uint8Array>) => {
    const trainer = await createTrainer({ ...config, ...change }, data, { resume });
    for await (const _ of trainer.events());
    const { files } = trainer.checkpoint();
    await trainer.dispose();
    return files;
  };
  const views = 'photos';
  const whole = await train({ views });
  const rest = await train({ views }, await train({ views, epochs: 2 }));
  expect(rest['weights.bin']).toEqual(whole['weights.bin']);
  expect((await train({}))['weights.bin']).not.toEqual(whole['weights.bin']);
});
