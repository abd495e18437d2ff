import * as tf from '@tensorflow/tfjs';

/** The digit recogniser of TensorFlow.js's own tutorial: two convolutions, two pools, ten classes. */
export function createModel() {
  const kernelInitializer = tf.initializers.varianceScaling({ seed: 1 });
  const model = tf.sequential();
  model.add(
    tf.layers.conv2d({
      inputShape: [28, 28, 1],
      kernelSize: 5,
      filters: 8,
      activation: 'relu',
      kernelInitializer,
    }),
  );
  model.add(tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }));
  model.add(tf.layers.conv2d({ kernelSize: 5, filters: 16, activation: 'relu', kernelInitializer }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer }));
  model.compile({
    optimizer: tf.train.adam(),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  });
  return model;
}
