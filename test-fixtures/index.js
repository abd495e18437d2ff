import { fileURLToPath } from 'node:url';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

export const mnist10 = path('./mnist-10/');
export const mnistTruncated = path('./mnist-truncated/');
export const gzipBomb = path('./hostile/zeros-48-mib.gz');
export const idxLiar = path('./hostile/claims-2-to-the-40.idx');
export const withoutHook = new URL('./without.mjs', import.meta.url).href;
