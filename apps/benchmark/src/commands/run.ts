import { exitCodes, UsageError } from '../errors.ts';
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
  readonly only?: string;
}

/** Runs suites one after the other and prints each as it ends. */
export async function run(names: readonly string[], options: RunOptions): Promise<number> {
  const chosen = [...new Set(names)].map(suiteNamed);
  const only = options.only?.split(',').map((word) => word.trim());
  const whole = only && chosen.find(({ takesOnly }) => !takesOnly);
  if (whole) throw new UsageError(`suite '${whole.name}' has no parts that --only could name.`);
  await checkOutput(options);
  const mode: Mode = options.full ? 'full' : options.tiny ? 'tiny' : 'quick';
  const results: RawResult[] = [];
  let faulty = false;
  for (const suite of chosen) {
    const tell = (text: string) => process.stderr.write(`${suite.name}: ${text}\n`);
    const result = await runSuite(suite, { mode, dataDir: options.data, only }, tell);
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
