/** What searches, in a process of its own. */
export interface Contender {
  readonly name: string;
  readonly by: 'hourglass' | 'python';
  /** A kind of index of `@hourglass/similarity`, or a name that `peers/search.py` knows. */
  readonly kind: string;
  /** Python: the package that it is from. */
  readonly package?: string;
  /** Whether it must find what the exact index finds. */
  readonly exact: boolean;
  /** Candidates that are kept while a graph is searched. */
  readonly ef?: number;
}

/** Graphs are built alike: 16 edges a node, 128 candidates while one is put in. */
export const graphSettings = { connectivity: 16, expansionAdd: 128 } as const;

/** The yardstick. */
export const flat = 'faiss-flat';

/** Those that compare all, then graphs, for each of the numbers of candidates. */
export function contendersOf(efs: readonly number[]): Contender[] {
  const graphs = [
    { kind: 'usearch', by: 'hourglass' },
    { kind: 'faiss-hnsw', by: 'python', package: 'faiss' },
    { kind: 'hnswlib', by: 'python', package: 'hnswlib' },
  ] as const;
  return [
    { name: 'exact', by: 'hourglass', kind: 'exact', exact: true },
    { name: flat, by: 'python', kind: flat, package: 'faiss', exact: true },
    { name: 'exact-int8', by: 'hourglass', kind: 'exact-int8', exact: true },
    { name: 'disk', by: 'hourglass', kind: 'disk', exact: true },
    ...efs.flatMap((ef) =>
      graphs.map((graph) => ({ ...graph, name: `${graph.kind} ef ${ef}`, exact: false, ef })),
    ),
  ];
}
