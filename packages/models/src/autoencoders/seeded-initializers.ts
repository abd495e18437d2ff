import { layers } from '../tfjs.ts';

/** Glorot's uniform initializers, each with a seed of its own drawn from the net's. */
export function seededInitializers(seed: number) {
  let made = 0;
  return () => layers.initializers.glorotUniform({ seed: seed * 1000 + made++ });
}
