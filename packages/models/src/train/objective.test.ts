import { createRandom, type ImageSet, loadDataset, take } from '@hourglass/datasets';
import { Matrix, QrDecomposition, SingularValueDecomposition } from 'ml-matrix';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildHalves } from '../autoencoders/build.ts';
import { variablesOf } from '../autoencoders/halves.ts';
import { decodeWeights } from '../checkpoints/weights.ts';
import { resolveTrainConfig, type TrainConfigInput } from '../config/train-config.ts';
import { fitPca } from '../encoders/pca.ts';
import { reconstructionErrors } from '../quality/reconstruction.ts';
import { createCorruption } from './corruption.ts';
import { createTrainer, type Trainer } from './trainer.ts';

let data: { train: ImageSet; test: ImageSet };
beforeAll(async () => {
  const mnist = await loadDataset('mnist');
  data = { train: take(mnist.train, 2560), test: take(mnist.test, 300) };
});

const dense: TrainConfigInput = { net: { kind: 'dense', hidden: [64], codeSize: 16 }, learningRate: 0.004 };

async function trained(
  config: TrainConfigInput,
  pictures = data,
): Promise<{ trainer: Trainer; losses: number[] }> {
  const trainer = await createTrainer(
    resolveTrainConfig({ schedule: { kind: 'constant' }, ...config }),
    pictures,
  );
  const losses: number[] = [];
  for await (const event of trainer.events()) if (event.type === 'epoch') losses.push(event.trainLoss);
  return { trainer, losses };
}

/** Pictures of 6 x 6 that vary in four directions, and a little in all. */
function fourDirections(count: number): ImageSet {
  const random = createRandom(5);
  const directions = Array.from({ length: 4 }, () => Array.from({ length: 36 }, () => random.float() - 0.5));
  const pixels = new Uint8Array(count * 36);
  for (let i = 0; i < count; i++) {
    const weights = directions.map((_, k) => (random.float() - 0.5) * (120 - 15 * k));
    for (let j = 0; j < 36; j++) {
      const along = weights.reduce((sum, weight, k) => sum + weight * directions[k]![j]!, 0);
      pixels[i * 36 + j] = Math.min(Math.max(128 + along + (random.float() - 0.5) * 12, 0), 255);
    }
  }
  const labels = { fine: { names: ['any'], values: new Uint8Array(count) } };
  const ids = Uint32Array.from({ length: count }, (_, i) => i);
  return { name: 'mnist', split: 'train', shape: [6, 6, 1], count, pixels, labels, ids };
}

test("a linear net trained on squared error spans PCA's subspace", async () => {
  const pictures = fourDirections(1000);
  const net = { kind: 'linear', codeSize: 4 } as const;
  const config: TrainConfigInput = { net, loss: 'mse', epochs: 700, batchSize: 100, learningRate: 0.01 };
  const { trainer } = await trained(config, { train: pictures, test: pictures });
  const pca = await fitPca(pictures, 4);
  const linear = await trainer.autoencoder.measure(pictures.pixels);
  const best = reconstructionErrors(pictures.pixels, await pca.reconstruct(pictures));
  expect(linear.mse / best.mse).toBeLessThan(1.1);

  const variables = variablesOf(buildHalves(net, [6, 6, 1], 1));
  decodeWeights(trainer.checkpoint().files, variables);
  const decoder = Matrix.from1DArray(4, 36, variables[2]!.dataSync() as Float32Array).transpose();
  const basis = new QrDecomposition(decoder).orthogonalMatrix;
  const components = Matrix.from1DArray(36, 4, pca.components);
  // Cosines of the angles between the two subspaces: 1 where they are the same.
  const cosines = new SingularValueDecomposition(basis.transpose().mmul(components)).diagonal;
  expect(Math.min(...cosines)).toBeGreaterThan(0.98);
  await trainer.dispose();
  await pca.dispose();
});

describe('corruption', () => {
  test.each([
    ['mask', { mask: 0.5 }],
    ['noise', { noise: 0.2 }],
  ] as const)('by %s follows seed and epoch, and nothing else', (_, corruption) => {
    const drawn = (seed: number, epoch: number) => {
      const made = createCorruption(corruption, data.test, seed);
      made.drawFor(epoch);
      return Buffer.from(made.pixels).toString('base64');
    };
    expect(drawn(1, 3)).toEqual(drawn(1, 3));
    expect(drawn(1, 4)).not.toEqual(drawn(1, 3));
    expect(drawn(2, 3)).not.toEqual(drawn(1, 3));
  });

  test('masks the share that is asked for and leaves the rest', () => {
    const white = { ...data.train, pixels: new Uint8Array(data.train.pixels.length).fill(200) };
    const made = createCorruption({ mask: 0.3 }, white, 1);
    made.drawFor(0);
    const gone = made.pixels.filter((value) => value === 0).length / made.pixels.length;
    expect(gone).toBeGreaterThan(0.29);
    expect(gone).toBeLessThan(0.31);
    expect(made.pixels.every((value) => value === 0 || value === 200)).toBe(true);
  });

  test('teaches a net to fill in what is missing', async () => {
    const corrupted = createCorruption({ mask: 0.5 }, data.test, 9);
    corrupted.drawFor(0);
    const holed = { ...data.test, pixels: corrupted.pixels };
    const shallow: TrainConfigInput['net'] = { kind: 'dense', hidden: [], codeSize: 32 };
    const errorOf = async (config: TrainConfigInput) => {
      const { trainer } = await trained({
        net: shallow,
        learningRate: 0.01,
        ...config,
        epochs: 12,
        batchSize: 40,
      });
      const { mse } = reconstructionErrors(data.test.pixels, await trainer.autoencoder.reconstruct(holed));
      await trainer.dispose();
      return mse;
    };
    expect(await errorOf({ corruption: { mask: 0.5 } })).toBeLessThan(0.9 * (await errorOf({})));
  });
});

describe('sparsity', () => {
  test.each([
    ['l1', { l1: 0.2 }],
    ['kl', { kl: 0.05, target: 0.05 }],
  ] as const)('%s makes codes smaller', async (_, sparsity) => {
    const meanOf = async (config: TrainConfigInput) => {
      const { trainer } = await trained({ ...dense, ...config, epochs: 6 });
      const codes = await trainer.autoencoder.encode(data.test);
      await trainer.dispose();
      return codes.reduce((sum, value) => sum + value, 0) / codes.length;
    };
    expect(await meanOf({ sparsity })).toBeLessThan(0.6 * (await meanOf({})));
  });

  test('is refused where codes are not in 0..1', async () => {
    const config: TrainConfigInput = { net: { kind: 'linear', codeSize: 4 }, sparsity: { l1: 1 } };
    await expect(trained(config)).rejects.toThrow("config 'sparsity': codes of a linear net are not in 0..1");
  });
});

describe('a variational net', () => {
  const net = (klWeight: number): TrainConfigInput => ({
    net: { kind: 'vae', hidden: [64], codeSize: 8, klWeight },
    epochs: 6,
    learningRate: 0.004,
  });

  test('learns, with the same numbers each time', async () => {
    const { trainer, losses } = await trained(net(1));
    expect(losses.at(-1)).toBeLessThan(0.8 * losses[0]!);
    const again = await trained(net(1));
    expect(again.losses).toEqual(losses);
    await trainer.dispose();
    await again.trainer.dispose();
  });

  test('keeps its codes near the normal distribution the more, the more that weighs', async () => {
    const spreadOf = async (klWeight: number) => {
      const { trainer } = await trained(net(klWeight));
      const codes = await trainer.autoencoder.encode(data.test);
      await trainer.dispose();
      return codes.reduce((sum, value) => sum + value * value, 0) / codes.length;
    };
    const [free, held] = [await spreadOf(0.01), await spreadOf(1)];
    expect(held).toBeLessThan(2);
    expect(free).toBeGreaterThan(2 * held);
  });
});
