// How long a first step takes from a cold start, with and without a cache of graphs.
//   node scripts/cold-start.mjs [--rounds 5]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' } },
});

/** The study's CIFAR-100 net, its decoder ending in logits. */
const net = [16, 32, 64, 'pool', 128, 64, 'pool', 32, 16, 8, 16, 32, 'up', 64, 128, 'up', 64, 32, 16, 3];

async function measure(cache) {
  const begin = performance.now();
  await import('@tensorflow/tfjs-backend-cpu');
  const tf = await import('@tensorflow/tfjs-core');
  const tfl = await import('@tensorflow/tfjs-layers');
  const { compileStep } = await import('@hourglass/engine');
  tf.enableProdMode();
  const model = tfl.sequential();
  for (const [i, size] of net.entries()) {
    const inputShape = i === 0 ? { inputShape: [32, 32, 3] } : {};
    const activation = i === net.length - 1 ? 'linear' : 'relu';
    const conv = { filters: size, kernelSize: 3, padding: 'same', activation, ...inputShape };
    if (size === 'pool') model.add(tfl.layers.maxPooling2d({ poolSize: 2 }));
    else if (size === 'up') model.add(tfl.layers.upSampling2d({ size: [2, 2] }));
    else model.add(tfl.layers.conv2d(conv));
  }
  const optimizer = tf.train.adam(0.001);
  const loss = (x) => {
    const logits = model.apply(x);
    return tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, x)));
  };
  // A batch of one: the graph is the same, and the step itself takes no time.
  const tables = { x: { data: new Uint8Array(3072).fill(9), rowShape: [32, 32, 3], scale: 1 / 255 } };
  // Loads the runtime, which is not the graph's time.
  const warm = await compileStep(({ x }) => ({ y: tf.sum(x) }), { tables, batchSize: 1 });
  await warm.run(new Int32Array(1));
  const loaded = performance.now();
  const { user, system } = process.cpuUsage();
  const options = { tables, batchSize: 1, ...(cache ? { cache } : {}) };
  const step = await compileStep(({ x }) => ({ loss: optimizer.minimize(() => loss(x), true) }), options);
  await step.run(new Int32Array(1));
  const ready = performance.now();
  const { user: userThen, system: systemThen } = process.cpuUsage();
  return {
    loading: loaded - begin,
    'first step': ready - loaded,
    'its processor time': (userThen + systemThen - user - system) / 1000,
  };
}

if (positionals[0] === 'measure') {
  console.log(JSON.stringify(await measure(positionals[1])));
} else {
  const cache = mkdtempSync(join(tmpdir(), 'hourglass-cold-'));
  const run = (...args) => {
    const script = fileURLToPath(import.meta.url);
    return JSON.parse(execFileSync(process.execPath, [script, 'measure', ...args], { encoding: 'utf8' }));
  };
  run(cache);
  const rows = { 'no cache': [], cache: [] };
  for (let round = 0; round < Number(values.rounds); round++) {
    rows['no cache'].push(run());
    rows.cache.push(run(cache));
  }
  const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
  for (const [way, results] of Object.entries(rows)) {
    const medians = Object.keys(results[0]).map((key) => {
      return `${key} ${Math.round(median(results.map((result) => result[key])))} ms`;
    });
    console.log(`${way}: ${medians.join(', ')}`);
  }
  rmSync(cache, { recursive: true });
}
