import type { MappingDefinition } from './mapping.ts';

/** For chances that rounding put a little outside. */
export const clip: MappingDefinition = {
  description: 'numbers below 0 become 0, above 1 become 1',
  fit: () => (value) => Math.min(Math.max(value, 0), 1),
};
