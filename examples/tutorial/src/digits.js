import { loadDataset } from '@hourglass/datasets';

/** The first pictures of MNIST as a table of bytes, which the graph scales, and one number a class as target. */
export async function loadDigits(trainCount, testCount) {
  const { train, test } = await loadDataset('mnist');
  return { train: tableOf(train, trainCount), test: tableOf(test, testCount) };
}

function tableOf({ pixels, labels, shape }, count) {
  const classes = labels.fine.names.length;
  const targets = new Float32Array(count * classes);
  for (let i = 0; i < count; i++) targets[i * classes + labels.fine.values[i]] = 1;
  const size = shape[0] * shape[1] * shape[2];
  return {
    pictures: { data: pixels.subarray(0, count * size), rowShape: shape, scale: 1 / 255 },
    targets: { data: targets, rowShape: [classes] },
    values: labels.fine.values.subarray(0, count),
  };
}
