import { checkGraph } from '../graph/check.ts';
import type { Graph } from '../graph/graph.ts';
import { aliases } from './aliases.ts';
import { biasIntoProduct } from './bias-into-product.ts';
import { deadCode } from './dead-code.ts';
import { fills } from './fills.ts';
import { layouts } from './layouts.ts';
import { masks } from './masks.ts';
import { opposites } from './opposites.ts';
import { reshapes } from './reshapes.ts';
import { scalarFactors } from './scalar-factors.ts';
import { sharedConstants } from './shared-constants.ts';
import { stagedSums } from './staged-sums.ts';

/** A pass takes a graph and gives one that computes the same with less work. */
export type Pass = (graph: Graph) => Graph;

/** In order: later passes count on what earlier ones have cleared away. */
export const passes: Readonly<Record<string, Pass>> = Object.freeze({
  aliases,
  reshapes,
  fills,
  layouts,
  deadCode,
  sharedConstants,
  masks,
  opposites,
  biasIntoProduct,
  stagedSums,
  scalarFactors,
});

/** Runs all passes; the graph is checked after each. */
export function rewrite(graph: Graph): Graph {
  return [...Object.values(passes), aliases, deadCode].reduce(
    (current, pass) => checkGraph(pass(current)),
    graph,
  );
}
