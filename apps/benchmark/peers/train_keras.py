"""Keras on TensorFlow as a contender. Ways: jit (XLA) or graph, both as one function with the whole step in it."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras  # noqa: E402
import tensorflow as tf  # noqa: E402


def layer_of(layer):
    kind = layer["layer"]
    if kind == "dense":
        return keras.layers.Dense(layer["units"], activation=layer["activation"])
    if kind == "conv":
        return keras.layers.Conv2D(
            layer["filters"],
            layer["kernel"],
            padding=layer["padding"],
            use_bias=layer["bias"],
            activation=layer["activation"],
        )
    if kind == "batchnorm":
        return keras.layers.BatchNormalization(epsilon=0.001, momentum=0.99)
    if kind == "relu":
        return keras.layers.ReLU()
    if kind == "pool":
        return keras.layers.MaxPooling2D(layer["size"], padding="same")
    return keras.layers.UpSampling2D(layer["size"])


class Keras:
    def __init__(self, plan, way):
        self.threads = plan.threads
        tf.config.set_visible_devices([], "GPU")
        try:
            tf.config.threading.set_intra_op_parallelism_threads(plan.threads)
        except RuntimeError:
            pass  # set before, for another way
        self.batches = [
            tf.constant(plan.pictures[at : at + plan.batchSize])
            for at in range(0, len(plan.pictures), plan.batchSize)
        ]
        net = keras.Sequential([keras.Input(plan.pictures.shape[1:]), *map(layer_of, plan.layers)])
        self.variables = net.trainable_variables
        for variable, weight in zip(self.variables, plan.initial, strict=True):
            variable.assign(weight)
        optimizer = keras.optimizers.Adam(plan.learningRate)
        optimizer.build(self.variables)

        @tf.function(jit_compile="jit" in way)
        def train(x):
            with tf.GradientTape() as tape:
                logits = net(x, training=True)
                loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(x, logits))
            # The others add epsilon to the corrected root; Keras corrects the rate, so epsilon is corrected back.
            steps = tf.cast(optimizer.iterations + 1, tf.float32)
            optimizer.epsilon = 1e-7 * tf.sqrt(1 - optimizer.beta_2**steps)
            optimizer.apply(tape.gradient(loss, self.variables), self.variables)
            return loss

        self.train = train

    def step(self, i):
        self.result = self.train(self.batches[i % len(self.batches)])

    def done(self):
        self.result.numpy()

    def loss(self):
        return float(self.result)

    def weights(self):
        return [variable.numpy() for variable in self.variables]
