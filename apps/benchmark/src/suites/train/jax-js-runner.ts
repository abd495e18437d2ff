import type { Layer } from './layers.ts';
import { type LoadedPlan, pixelsOf } from './plan.ts';
import { movedBy, type Runner } from './runner.ts';

type Jax = typeof import('@jax-js/jax');
type Array_ = InstanceType<Jax['Array']>;

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

/**
 * `@jax-js/jax` on its wasm backend: the whole step, Adam included, as one jitted function. An array is used up
 * by what it goes into; `.ref` keeps it.
 */
export async function jaxJsRunner(plan: LoadedPlan): Promise<Runner> {
  const jax = await import('@jax-js/jax');
  const { numpy: np } = jax;
  // The others are not asked for: looking for WebGPU needs a browser or Node 21.
  await jax.init('wasm');
  jax.defaultDevice('wasm');
  const { initial, pixels, batchSize, learningRate, net } = plan;
  const step = stepOf(jax, [...net.encoder, ...net.decoder]);

  const rowSize = pixelsOf(plan);
  const batches = Array.from({ length: pixels.length / rowSize / batchSize }, (_, i) => {
    const bytes = pixels.subarray(i * batchSize * rowSize, (i + 1) * batchSize * rowSize);
    return np.array(Float32Array.from(bytes, (value) => value / 255)).reshape([batchSize, rowSize]);
  });
  const zeros = () => initial.map(({ shape }) => np.zeros([...shape]));
  let weights = initial.map(({ shape, values }) => np.array(values).reshape([...shape]));
  let [means, squares] = [zeros(), zeros()];
  let next = 0;
  const train = async (steps: number) => {
    let loss: Array_ | undefined;
    const start = performance.now();
    for (let i = 0; i < steps; i++) {
      const x = batches[next++ % batches.length]!;
      const rate = np.array(learningRate / (1 - BETA1 ** next));
      const correction = np.array(1 / (1 - BETA2 ** next));
      loss?.dispose();
      [loss, weights, means, squares] = step(weights, means, squares, rate, correction, x.ref);
    }
    const [value] = await loss!.data();
    return { seconds: (performance.now() - start) / 1000, loss: value! };
  };
  return {
    threads: 1,
    run: async (steps) => ({ steps, seconds: (await train(steps)).seconds }),
    async prove(steps) {
      const { loss } = await train(steps);
      return { loss, moved: movedBy(initial, await Promise.all(weights.map((w) => w.ref.data()))) };
    },
  };
}

function stepOf(jax: Jax, layers: readonly Layer[]) {
  const { numpy: np, nn } = jax;
  const lossOf = (weights: Array_[], x: Array_): Array_ => {
    const logits = layers.reduce((value, layer, i) => {
      const sum = np.matmul(value, weights[2 * i]!).add(weights[2 * i + 1]!);
      return layer.layer === 'dense' && layer.activation === 'sigmoid' ? nn.sigmoid(sum) : sum;
    }, x.ref);
    return np.mean(nn.softplus(logits.ref).sub(logits.mul(x)));
  };
  const lossAndGradients = jax.valueAndGrad(lossOf);
  return jax.jit((w: Array_[], m: Array_[], v: Array_[], rate: Array_, correction: Array_, x: Array_) => {
    const [loss, gradients] = lossAndGradients(jax.tree.ref(w), x);
    const state = w.map((weight, i) => {
      const gradient = gradients[i]!;
      const mean = m[i]!.mul(BETA1).add(gradient.ref.mul(1 - BETA1));
      const square = v[i]!.mul(BETA2).add(np.square(gradient).mul(1 - BETA2));
      const root = np.sqrt(square.ref.mul(correction.ref)).add(EPSILON);
      return [weight.sub(mean.ref.mul(rate.ref).div(root)), mean, square] as const;
    });
    rate.dispose();
    correction.dispose();
    const column = (k: 0 | 1 | 2) => state.map((tensors) => tensors[k]);
    return [loss, column(0), column(1), column(2)];
  }) as unknown as (...args: unknown[]) => [Array_, Array_[], Array_[], Array_[]];
}
