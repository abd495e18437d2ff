import type { MappingDefinition } from './mapping.ts';

/** As scikit-learn's MinMaxScaler with `clip=True`. */
export const minMax: MappingDefinition = {
  description: 'each column from its smallest number to its largest, clipped; a constant column becomes 0',
  fit({ count, size, data }) {
    const low = new Float64Array(size).fill(count === 0 ? 0 : Infinity);
    const high = new Float64Array(size).fill(count === 0 ? 0 : -Infinity);
    for (let i = 0; i < data.length; i++) {
      const column = i % size;
      low[column] = Math.min(low[column]!, data[i]!);
      high[column] = Math.max(high[column]!, data[i]!);
    }
    return (value, column) => {
      const extent = high[column]! - low[column]! || 1;
      return Math.min(Math.max((value - low[column]!) / extent, 0), 1);
    };
  },
};
