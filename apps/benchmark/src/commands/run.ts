import { exitCodes } from '../errors.ts';
import { checkOutput, type OutputOptions, writeOutput } from '../output.ts';
import { render } from '../report/render.ts';
import type { RawResult } from '../result.ts';
import { runSuite } from '../run-suite.ts';
import { suiteNamed } from '../suites/index.ts';
import type { Mode } from '../suites/suite.ts';

export interface RunOptions extends OutputOptions {
  readonly quick?: boolean;
  readonly full?: boolean;
  readonly tiny?: boolean;
  readonly data?: string;
}

/** Runs suites one after the other and prints each as it ends. */
export async function run(names: readonly string[], options: RunOptions): Promise<number> {
  const chosen = [...new Set(names)].map(suiteNamed);
  await checkOutput(options);
  const mode: Mode = options.full ? 'full' : options.tiny ? 'tiny' : 'quick';
  const results: RawResult[] = [];
  let faulty = false;
  for (const suite of chosen) {
    const tell = (text: string) => process.stderr.write(`${suite.name}: ${text}\n`);
    const result = await runSuite(suite, { mode, dataDir: options.data }, tell);
    results.push(result);
    if (options.out === undefined) await writeOutput(render([result], options), options);
    for (const fault of suite.faults(result)) {
      faulty = true;
      process.stderr.write(`hourglass-bench: ${fault}\n`);
    }
  }
  if (options.out !== undefined) await writeOutput(render(results, options), options);
  return faulty ? exitCodes.failed : exitCodes.ok;
}
