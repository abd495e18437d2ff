import type { Draw } from '../draw.ts';
import type { Call } from '../kernels/generator.ts';
import { pictureSteps } from './picture-steps.ts';
import { float, type Link } from './step.ts';
import { steps } from './steps.ts';

const all = [...steps, ...pictureSteps];

/**
 * Some functions one after the other, each of what was before: what a net's step is made of, so that the passes
 * over the graph meet what they look for.
 */
export function chainOf(d: Draw): Call {
  const dims = d.pick([
    () => [d.int(1, 3), d.int(1, 6), d.int(1, 6), d.pick([1, 2, 3, 8, 9])],
    () => [d.int(1, 3), d.int(2, 6), d.int(2, 6), d.pick([1, 2, 3, 8, 9])],
    () => [d.int(1, 5), d.int(1, 5)],
    () => Array.from({ length: d.int(0, 3) }, () => d.int(1, 4)),
  ])();
  const links: Link[] = [{ name: String(float(d, dims)), dims }];
  const lines: string[] = [];
  for (let left = d.int(2, 8); left > 0; left--) {
    const drawn = d.pick(all)(d, links.at(-1)!, links);
    if (!drawn || drawn.dims.reduce((size, dim) => size * dim, 1) > 3000) continue;
    const name = `v${links.length}`;
    lines.push(`const ${name} = ${drawn.code};`);
    links.push({ name, dims: drawn.dims });
  }
  return { code: `(() => { ${lines.join(' ')} return ${links.at(-1)!.name}; })()`, gradient: true };
}
