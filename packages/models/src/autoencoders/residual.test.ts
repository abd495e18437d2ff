import { type ImageSet, loadDataset, take } from '@hourglass/datasets';
import { beforeAll, describe, expect, test } from 'vitest';
import { resolveTrainConfig } from '../config/train-config.ts';
import { fitPca } from '../encoders/pca.ts';
import { psnrOf, reconstructionErrors } from '../quality/reconstruction.ts';
import { createTrainer } from '../train/trainer.ts';

let train: ImageSet;
let held: ImageSet;

beforeAll(async () => {
  const mnist = await loadDataset('mnist');
  train = take(mnist.train, 3000);
  held = take(mnist.test, 400);
});

describe('a residual net', () => {
  test('starts as PCA, and what it learns makes it better', async () => {
    const config = resolveTrainConfig({
      net: { kind: 'residual', codeSize: 16, refine: [8] },
      loss: 'mse',
      epochs: 2,
      learningRate: 0.01,
    });
    const trainer = await createTrainer(config, { train, test: held });
    const pca = await fitPca(train, 16);
    const linear = reconstructionErrors(held.pixels, await pca.reconstruct(held));
    const start = await trainer.autoencoder.measure(held.pixels);
    expect(start.mse).toBeCloseTo(linear.mse, 6);
    expect(start.bce).toBeCloseTo(linear.bce, 5);
    const [ours, theirs] = [await trainer.autoencoder.encode(held), await pca.encode(held)];
    ours.forEach((value, i) => {
      expect(Math.abs(value - theirs[i]!)).toBeLessThan(1e-4);
    });

    const psnrs: number[] = [];
    for await (const event of trainer.events()) {
      if (event.type === 'run-started') expect(event.parameters).toBe(9 * 8 + 8 + 9 * 8 + 1);
      if (event.type === 'epoch') psnrs.push(event.psnr);
    }
    expect(psnrs[0]).toBeGreaterThan(psnrOf(linear.mse) + 0.1);
    expect(psnrs[1]).toBeGreaterThan(psnrs[0]!);
    expect(await trainer.autoencoder.encode(held)).toEqual(ours); // the linear part stands still
    await pca.dispose();
    await trainer.dispose();
  });
});
