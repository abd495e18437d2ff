import { checkGraph } from '../graph/check.ts';
import type { Graph } from '../graph/graph.ts';
import { aliases } from './aliases.ts';
import { biasIntoProduct } from './bias-into-product.ts';
import { blockedLayout } from './blocked/blocked-layout.ts';
import { columnSums } from './column-sums.ts';
import { composites } from './composites.ts';
import { deadCode } from './dead-code.ts';
import { duplicates } from './duplicates.ts';
import { enlargedActivations } from './enlarged-activations.ts';
import { fills } from './fills.ts';
import { layouts } from './layouts.ts';
import { masks } from './masks.ts';
import { opposites } from './opposites.ts';
import { pooledMasks } from './pooled-masks.ts';
import { productFactors } from './product-factors.ts';
import { reshapes } from './reshapes.ts';
import { roots } from './roots.ts';
import { shapes } from './shapes.ts';
import { sharedConstants } from './shared-constants.ts';
import { smallFactors } from './small-factors.ts';
import { squares } from './squares.ts';
import { stagedSums } from './staged-sums.ts';
import { stretches } from './stretches.ts';
import { sumFactors } from './sum-factors.ts';
import { tails } from './tails.ts';

/** A pass takes a graph and gives one that computes the same with less work. */
export type Pass = (graph: Graph) => Graph;

/** In order: later passes count on what earlier ones have cleared away. */
export const passes = Object.freeze({
  shapes,
  aliases,
  reshapes,
  fills,
  stretches,
  tails,
  opposites,
  layouts,
  deadCode,
  sharedConstants,
  duplicates,
  masks,
  pooledMasks,
  biasIntoProduct,
  enlargedActivations,
  sumFactors,
  smallFactors,
  stagedSums,
  productFactors,
  squares,
  roots,
  columnSums,
} satisfies Record<string, Pass>);

/**
 * Runs all passes; the graph is checked after each.
 * @param block channels in a block, where the runtime has kernels for pictures in blocks.
 */
export function rewrite(graph: Graph, block?: number): Graph {
  const blocked: readonly Pass[] = block === undefined ? [] : [(plain) => blockedLayout(plain, block)];
  const late = [...blocked, composites, aliases, deadCode, sharedConstants, duplicates];
  return [...Object.values<Pass>(passes), deadCode, ...late].reduce(
    (current, pass) => checkGraph(pass(current)),
    graph,
  );
}
