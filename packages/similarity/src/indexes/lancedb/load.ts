import { optionalPackage } from '../optional-package.ts';

export type Lance = typeof import('@lancedb/lancedb');
export type Arrow = typeof import('apache-arrow');
export type LanceTable = import('@lancedb/lancedb').Table;

/** LanceDB, and Apache Arrow, in which it takes and gives rows. */
export async function loadLance(): Promise<{ lance: Lance; arrow: Arrow }> {
  return {
    lance: await optionalPackage('@lancedb/lancedb', '0.37.1', () => import('@lancedb/lancedb')),
    arrow: await optionalPackage('apache-arrow', '18.1.0', () => import('apache-arrow')),
  };
}
