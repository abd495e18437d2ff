import { call, type Generators } from './generator.ts';

/** Kernels that pick or place values by number, and those that count. */
export const picking: Generators = {
  GatherV2: (d) => {
    const dims = d.dims({ rank: [1, 4] });
    const axis = d.axis(dims.length);
    const place = axis < 0 ? axis + dims.length : axis;
    const batch = d.rarely(3) ? d.int(0, place) : 0;
    const picked = [...dims.slice(0, batch), ...d.dims({ rank: [0, 2], size: [1, 4] })];
    const places = d.places(picked, dims[place]!);
    return call(
      'tf.gather',
      d.tensor(dims),
      places,
      d.rarely(5) && place === 0 ? undefined : axis,
      batch || undefined,
    );
  },
  GatherNd: (d) => {
    const dims = d.dims({ rank: [1, 4] });
    const depth = d.int(1, dims.length);
    const places = d.places([...d.dims({ rank: [0, 2] }), depth], Math.min(...dims.slice(0, depth)));
    return call('tf.gatherND', d.tensor(dims), places);
  },
  ScatterNd: (d) => {
    const shape = d.dims({ rank: [1, 4] });
    const depth = d.int(1, shape.length);
    const flat = depth === 1 && d.rarely(2);
    const count = d.dims({ rank: flat ? 1 : [1, 2] });
    const places = d.places(flat ? count : [...count, depth], Math.min(...shape.slice(0, depth)));
    return call('tf.scatterND', places, d.tensor([...count, ...shape.slice(depth)]), shape);
  },
  UnsortedSegmentSum: (d) => {
    const dims = d.dims({ rank: [1, 4] });
    const count = d.int(1, 5);
    const places = d.tensor([dims[0]!], { type: 'int32', numbers: (int) => int(-1, count - 1) });
    return call('tf.unsortedSegmentSum', d.tensor(dims), places, count);
  },
  OneHot: (d) => {
    const depth = d.int(1, 6);
    const indices = d.tensor(d.dims({ rank: [0, 3] }), { type: 'int32', numbers: (int) => int(-1, depth) });
    const type = d.rarely(2) ? undefined : d.pick(['float32', 'int32', 'bool']);
    const value = () => (type === 'bool' ? d.int(0, 1) : d.number(-2, 2));
    const values = d.rarely(2) ? [] : [value(), value()];
    return call('tf.oneHot', indices, depth, values[0], values[1], type);
  },
  Range: (d) => {
    const [start, stop] = [d.int(-9, 9), d.int(-9, 9)];
    const step = d.pick([undefined, 1, 2, 0.5, -1, -3]);
    const type = d.pick([undefined, 'float32', 'int32']);
    return `tf.mul(${call('tf.range', start, stop, step, type)}, ${d.tensor([])})`;
  },
  LinSpace: (d) => {
    return `tf.mul(${call('tf.linspace', d.number(-9, 9), d.number(-9, 9), d.int(1, 7))}, ${d.tensor([])})`;
  },
};
