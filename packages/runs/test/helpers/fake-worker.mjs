// The run's real process around a training of made-up numbers: `epochs` epochs of `batchSize` steps.
// FAKE_STEP_MS: milliseconds a step. FAKE_FAIL_AT: the step that throws. FAKE_EXIT: ends before it begins.
// FAKE_DATA: the sum of its data.
import { setTimeout } from 'node:timers/promises';
import { exitCodeOf } from '../../dist/start/worker-protocol.js';
import { runWorker } from '../../dist/worker/run-worker.js';

const stepMs = Number(process.env.FAKE_STEP_MS ?? 50);
const failAt = Number(process.env.FAKE_FAIL_AT ?? Infinity);

class FakeSession {
  #config;
  #stopped = false;
  #step = 0;
  #epoch = 0;
  #time = 0;
  #introduces;
  constructor({ train }, resume) {
    this.#config = train;
    this.#introduces = resume?.introduce ?? true;
    if (resume) {
      const place = JSON.parse(Buffer.from(resume.files['place.json']).toString());
      ({ step: this.#step, epoch: this.#epoch, time: this.#time } = place);
    }
  }

  async *events() {
    const { epochs, batchSize: stepsPerEpoch, preset, dataset, engine = 'native', loss, seed } = this.#config;
    const begin = performance.now() - 1000 * this.#time;
    const time = () => (this.#time = (performance.now() - begin) / 1000);
    const about = { preset, dataset, engine, loss, seed, epochs, batchSize: stepsPerEpoch, stepsPerEpoch };
    const size = { trainCount: 6, testCount: 2, shape: [2, 2, 1], codeSize: 1, parameters: 8 };
    if (this.#introduces)
      yield { type: 'run-started', time: 0, startedAt: new Date().toISOString(), ...about, ...size };
    let step = this.#step;
    let epoch = this.#epoch;
    while (epoch < epochs && !this.#stopped) {
      for (let i = step % stepsPerEpoch; i < stepsPerEpoch && !this.#stopped; i++) {
        await setTimeout(stepMs);
        this.#step = ++step;
        if (step === failAt) throw new Error('the numbers ran away');
        yield { type: 'step', time: time(), step, epoch: epoch + 1, loss: 1 / step, imagesPerSecond: 100 };
      }
      if (this.#stopped) break;
      this.#epoch = ++epoch;
      const figures = { trainLoss: 1 / step, testBce: 0.1, excessBce: 0.04, psnr: 20, seconds: 0.5 };
      yield { type: 'epoch', time: time(), epoch, step, ...figures, imagesPerSecond: 100 };
    }
    const reason = this.#stopped ? 'stopped' : 'finished';
    yield {
      type: 'run-ended',
      time: time(),
      reason,
      step,
      epoch,
      imagesPerSecond: 100,
      trainingSeconds: time(),
    };
  }

  stop() {
    this.#stopped = true;
  }

  setLearningRate() {}

  checkpoint() {
    const [step, epoch, time] = [this.#step, this.#epoch, this.#time];
    const place = new TextEncoder().encode(JSON.stringify({ step, epoch, time }));
    return { step, epoch, bestStep: undefined, files: { 'place.json': place } };
  }

  async dispose() {}
}

if (process.env.FAKE_EXIT) {
  console.error('fake: no GPU, no CPU, no hope');
  process.exit(Number(process.env.FAKE_EXIT));
}
const prepare = async (config) => ({
  data: { sha256: process.env.FAKE_DATA ?? 'the same', train: 6, test: 2 },
  open: async (_stopped, resume) => new FakeSession(config, resume),
});
const order = process.argv[3] && JSON.parse(process.argv[3]);
process.exit(
  await runWorker(process.argv[2], prepare, order).catch((error) => {
    console.error(error.message);
    return exitCodeOf(error);
  }),
);
