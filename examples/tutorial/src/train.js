// `node src/train.js [pictures]`: `fit` and `predict` stand where a tutorial has model.fit and model.predict.
import { fit, predict } from '@hourglass/engine';
import * as tf from '@tensorflow/tfjs';
import { loadDigits } from './digits.js';
import { createModel } from './model.js';

tf.enableProdMode();

const count = Number(process.argv[2] ?? 12_800);
const { train, test } = await loadDigits(count, 1000);
const model = createModel();

const started = performance.now();
const { history } = await fit(model, train.pictures, train.targets, {
  epochs: 3,
  batchSize: 128,
  seed: 1,
  callbacks: {
    onEpochEnd: (epoch, { loss, acc }) =>
      console.log(`epoch ${epoch + 1}: loss ${loss.toFixed(3)}, accuracy ${(100 * acc).toFixed(1)} %`),
  },
});
const seconds = (performance.now() - started) / 1000;
console.error(`${Math.round((history.loss.length * count) / seconds)} pictures a second`);

const answers = await predict(model, test.pictures);
const best = answers.argMax(1).dataSync();
const right = test.values.filter((value, i) => value === best[i]).length;
console.log(`${right} of ${test.values.length} test digits are recognised`);
