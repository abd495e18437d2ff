import { describeMachine, describeVersions, isBusy } from './machine.ts';
import { type RawResult, resultFormat } from './result.ts';
import type { BaseRow, Suite, SuiteEvent, SuiteOptions } from './suites/suite.ts';

type Setup = SuiteEvent<BaseRow> & { type: 'setup' };

/** Runs one suite to its raw result. */
export async function runSuite(
  suite: Suite,
  options: SuiteOptions,
  tell: (text: string) => void,
): Promise<RawResult> {
  const begun = performance.now();
  const startedAt = new Date().toISOString();
  const machine = await describeMachine();
  if (isBusy(machine)) tell('this machine is busy with other work: speeds will be off');
  const rows: BaseRow[] = [];
  let setup: Setup | undefined;
  for await (const event of suite.run(options)) {
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
    versions: describeVersions(),
    machine,
    dataset: setup.dataset,
    config: setup.config,
    rows,
  };
}
