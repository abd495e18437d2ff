import type { MappingDefinition } from './mapping.ts';

/** For logits. Learns nothing; keeps the order of numbers. */
export const sigmoid: MappingDefinition = {
  description: '1 / (1 + exp(-x)), for codes that are logits',
  fit: () => (value) => 1 / (1 + Math.exp(-value)),
};
