import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';

// Variables live in plain JavaScript memory; the engine does the computing. Production mode also
// silences tfjs's advice to install a faster backend.
tf.enableProdMode();

export { layers, tf };
