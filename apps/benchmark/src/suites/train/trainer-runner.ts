import { type ImageSet, pixelsPerImage } from '@hourglass/datasets';
import { createTrainer, resolveTrainConfig } from '@hourglass/models';
import { type LoadedPlan, pixelsOf } from './plan.ts';
import type { Runner } from './runner.ts';

/** Pictures of an epoch and of the test set, as many as MNIST has: an epoch's end costs as much as in use. */
const EPOCH = 60_000;
const TEST = 10_000;

/**
 * The training loop of `@hourglass/models` on the native engine, with its evaluations, events and previews.
 * `trainer-cosine` differs in its loss.
 */
export async function trainerRunner(plan: LoadedPlan, contender: string): Promise<Runner> {
  const { preset, threads, batchSize, learningRate } = plan;
  if (preset === undefined) throw new Error('internal: the trainer was told to train what is no preset');
  const times = Math.ceil(EPOCH / (plan.pixels.length / pixelsOf(plan)));
  const all = repeated(plan.pixels, times);
  const train = pictures(plan, all);
  const test = pictures(plan, all.subarray(0, TEST * pixelsOf(plan)));
  const loss = contender === 'trainer-cosine' ? 'cosine' : 'bce';
  const config = resolveTrainConfig({ preset, loss, threads, batchSize, learningRate, epochs: 100_000 });
  const events = (await createTrainer(config, { train, test })).events();

  const next = async (wanted: 'step' | 'preview') => {
    for (;;) {
      const { value, done } = await events.next();
      if (done || value.type === 'run-ended') throw new Error('internal: the trainer stopped');
      if (value.type === wanted) return value;
    }
  };
  return {
    threads,
    way: 'events, previews, evaluations',
    /** Trains at least so many steps. Waiting makes a preview due, which would count too often: it is let go by. */
    async run(steps) {
      await next('preview');
      const first = await next('step');
      const start = performance.now();
      let { step } = first;
      while (step < first.step + steps) ({ step } = await next('step'));
      return { seconds: (performance.now() - start) / 1000, steps: step - first.step };
    },
    prove: async () => undefined,
  };
}

function repeated(pixels: Uint8Array, times: number): Uint8Array {
  const all = new Uint8Array(pixels.length * times);
  for (let i = 0; i < times; i++) all.set(pixels, i * pixels.length);
  return all;
}

function pictures({ net: { shape } }: LoadedPlan, pixels: Uint8Array): ImageSet {
  const count = pixels.length / pixelsPerImage({ shape });
  const ids = Uint32Array.from({ length: count }, (_, i) => i);
  return { name: 'benchmark', split: 'train', shape, count, pixels, labels: {}, ids };
}
