import type { Numbers } from '../values.ts';
import { unit } from '../values.ts';
import { call, type Generator, type Generators } from './generator.ts';

/** Kernels that make one number of many, or run along an axis. */
export const reductions: Generators = {
  Sum: along('tf.sum'),
  Mean: along('tf.mean'),
  Max: along('tf.max'),
  Min: along('tf.min'),
  Prod: along('tf.prod'),
  All: (d) => {
    const dims = d.dims();
    return call('tf.all', d.tensor(dims, { type: 'bool' }), d.axes(dims.length), keep(d));
  },
  Any: (d) => {
    const dims = d.dims();
    return call('tf.any', d.tensor(dims, { type: 'bool' }), d.axes(dims.length), keep(d));
  },
  ArgMax: argument('tf.argMax'),
  ArgMin: argument('tf.argMin'),
  Softmax: lastAxis('tf.softmax'),
  LogSoftmax: lastAxis('tf.logSoftmax'),
  Cumsum: running('tf.cumsum'),
  Cumprod: running('tf.cumprod', unit),
  TopK: (d) => {
    const dims = d.dims({ rank: [1, 4] });
    const k = d.int(0, dims.at(-1)!);
    // Without NaN: see the table of differences in the README.
    const x = d.tensor(dims, { numbers: (int) => int(-9, 9) / 2 });
    return `Object.values(${call('tf.topk', x, k)})`;
  },
};

const keep = (d: Parameters<Generator>[0]) => d.pick([undefined, true, false]);

function along(name: string): Generator {
  return (d) => {
    const dims = d.dims();
    return call(name, d.tensor(dims), d.axes(dims.length), keep(d));
  };
}

/** Axes from the front: tfjs's cpu backend gives an empty tensor for others. */
function running(name: string, numbers?: Numbers): Generator {
  return (d) => {
    const dims = d.dims({ rank: [1, 4] });
    const x = d.tensor(dims, numbers && { numbers });
    return call(name, x, d.rarely(4) ? undefined : d.int(0, dims.length - 1), keep(d), keep(d));
  };
}

/** Numbers with ties among them, and no NaN: see the table of differences in the README. */
function argument(name: string): Generator {
  return (d) => {
    const dims = d.dims({ rank: [1, 5] });
    const x = d.tensor(dims, { numbers: (int) => int(-3, 3) });
    return call(name, x, d.rarely(4) ? undefined : d.axis(dims.length));
  };
}

function lastAxis(name: string): Generator {
  return (d) => {
    const rank = d.int(1, 4);
    const axis = d.pick([undefined, -1, rank - 1]);
    return call(name, d.tensor(d.dims({ rank })), axis);
  };
}
