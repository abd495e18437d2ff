import type { Case } from './case.ts';
import type { FuzzEngine } from './run-case.ts';

/** A case as a module that runs by itself where the packages resolve, and prints what each engine gives. */
export function moduleOf({ seed, subject, program }: Case, on: readonly FuzzEngine[]): string {
  const names = [...new Set(['tfjs', ...on.map((engine) => (engine === 'plain' ? 'native' : engine))])];
  return `// seed ${seed}: ${subject}. For the engine 'plain' set HOURGLASS_PICTURES=plain.
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { adamW, compile, compileStep, fit } from '@hourglass/engine';

tf.enableProdMode();
${program}

for (const engine of ${JSON.stringify(names)}) console.log(engine, await run(engine));
`;
}
