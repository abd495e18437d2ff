import { describeMachine, describeVersions, isBusy } from './machine.ts';
import type { BaseRow, Mode } from './result.ts';
import { type RawResult, resultFormat } from './result.ts';
import { openRowStore } from './row-store.ts';
import type { Suite, SuiteEvent, SuiteOptions } from './suites/suite.ts';

type Setup = SuiteEvent<BaseRow> & { type: 'setup' };

/** Runs one suite to its raw result. @param resume folder for rows, of a suite that resumes. */
export async function runSuite(
  suite: Suite,
  options: SuiteOptions,
  tell: (text: string) => void,
  resume?: string,
): Promise<RawResult> {
  const begun = performance.now();
  const startedAt = new Date().toISOString();
  const machine = await describeMachine();
  if (isBusy(machine)) tell('this machine is busy with other work: speeds will be off');
  const rows: BaseRow[] = [];
  let setup: Setup | undefined;
  const versions = describeVersions();
  const { cpu, cores, platform } = machine;
  const context = { versions, machine: { cpu, cores, platform } };
  const store = resume && (await openRowStore(resume, runName(suite, options.mode), context));
  for await (const event of suite.run(store ? { ...options, rows: store } : options)) {
    if (event.type === 'progress') tell(event.text);
    else if (event.type === 'setup') setup = event;
    else rows.push(event.row);
  }
  if (!setup) throw new Error(`internal: suite '${suite.name}' gave no setup`);
  return {
    format: resultFormat,
    suite: suite.name,
    mode: options.mode,
    startedAt,
    seconds: (performance.now() - begun) / 1000,
    ...(store && store.found > 0 ? { resumedRows: store.found } : {}),
    versions,
    machine,
    dataset: setup.dataset,
    config: setup.config,
    rows,
  };
}

/** What rows of a run are kept under. */
export function runName({ name }: Pick<Suite, 'name'>, mode: Mode): string {
  return `${name}.${mode}`;
}
