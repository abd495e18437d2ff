import { checkGraph } from '../graph/check.ts';
import type { Graph } from '../graph/graph.ts';
import { aliases } from './aliases.ts';
import { biasIntoGemm } from './bias-into-gemm.ts';
import { deadCode } from './dead-code.ts';
import { fills } from './fills.ts';
import { opposites } from './opposites.ts';
import { reshapes } from './reshapes.ts';
import { scalarFactors } from './scalar-factors.ts';
import { sharedConstants } from './shared-constants.ts';

/** A pass takes a graph and gives one that computes the same with less work. */
export type Pass = (graph: Graph) => Graph;

/** In order: later passes count on what earlier ones have cleared away. */
export const passes: Readonly<Record<string, Pass>> = Object.freeze({
  aliases,
  reshapes,
  fills,
  deadCode,
  sharedConstants,
  opposites,
  biasIntoGemm,
  scalarFactors,
});

/** Runs all passes; the graph is checked after each. */
export function rewrite(graph: Graph): Graph {
  return [...Object.values(passes), deadCode].reduce((current, pass) => checkGraph(pass(current)), graph);
}
