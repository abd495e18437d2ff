import { optionalPackage } from '../optional-package.ts';

export type Usearch = typeof import('usearch');
export type Graph = import('usearch').Index;

export const loadUsearch = (): Promise<Usearch> =>
  optionalPackage('usearch', '2.25.3', () => import('usearch'));
