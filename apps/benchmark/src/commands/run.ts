import { exitCodes, UsageError } from '@hourglass/command-line';
import { checkOutput, type OutputOptions, writeOutput } from '../output.ts';
import { checkRender, render } from '../report/render.ts';
import type { Mode, RawResult } from '../result.ts';
import { forgetRows } from '../row-store.ts';
import { runName, runSuite } from '../run-suite.ts';
import { suitesNamed } from '../suites/index.ts';

export interface RunOptions extends OutputOptions {
  readonly quick?: boolean;
  readonly full?: boolean;
  readonly tiny?: boolean;
  readonly data?: string;
  readonly only?: string;
  readonly resume?: string;
}

/** Runs suites one after the other and prints each as it ends. */
export async function run(names: readonly string[], options: RunOptions): Promise<number> {
  const chosen = [...new Set(names.flatMap(suitesNamed))];
  const only = options.only?.split(',').map((word) => word.trim());
  const whole = only && chosen.find(({ takesOnly }) => !takesOnly);
  if (whole) throw new UsageError(`suite '${whole.name}' has no parts that --only could name.`);
  const restless = options.resume !== undefined && chosen.find(({ resumes }) => !resumes);
  if (restless)
    throw new UsageError(`suite '${restless.name}' cannot go on where it was cut off (--resume).`);
  checkRender(chosen, options);
  await checkOutput(options);
  const mode: Mode = options.full ? 'full' : options.tiny ? 'tiny' : 'quick';
  const results: RawResult[] = [];
  let faulty = false;
  for (const suite of chosen) {
    const tell = (text: string) => process.stderr.write(`${suite.name}: ${text}\n`);
    const result = await runSuite(suite, { mode, dataDir: options.data, only }, tell, options.resume);
    results.push(result);
    if (options.out === undefined) await writeOutput(render([result], options), options);
    for (const fault of suite.faults(result)) {
      faulty = true;
      process.stderr.write(`hourglass-bench: ${fault}\n`);
    }
  }
  if (options.out !== undefined) await writeOutput(render(results, options), options);
  if (options.resume !== undefined) {
    for (const suite of chosen) await forgetRows(options.resume, runName(suite, mode));
  }
  return faulty ? exitCodes.failed : exitCodes.ok;
}
