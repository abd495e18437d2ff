import { exitCodes, print } from '@hourglass/command-line';
import { availableEngines, type EngineReport } from '@hourglass/engine/graph';
import { type Cell, detectSurface, table } from '@hourglass/viz';

/** Says which engines work here, why not, and how to get them. Fails if none does. */
export async function doctor(options: { readonly json?: boolean }): Promise<number> {
  const reports = await availableEngines();
  if (options.json) {
    for (const report of reports) print(`${JSON.stringify(report)}\n`);
  } else {
    const surface = detectSurface(process.stdout, process.env);
    const header = ['engine', 'works', 'version', 'threads', 'why not', 'how to get it'];
    const lines = table(reports.map(rowOf), { ...surface, header });
    print(`${[...lines, ...reports.flatMap(noteOn)].join('\n')}\n`);
  }
  return reports.some(({ works }) => works) ? exitCodes.ok : exitCodes.failed;
}

function rowOf({ name, works, version = '-', threads, whyNot = '-', howToGet }: EngineReport): Cell[] {
  const verdict: Cell = works ? { text: 'yes', color: 'green' } : { text: 'no', color: 'red' };
  const [reason = '-'] = whyNot.split('\n');
  return [
    name,
    verdict,
    version,
    threads === undefined ? '-' : String(threads),
    reason,
    works ? '-' : howToGet,
  ];
}

/** Which of two an engine is, and what it can try beside what it is tested with. */
function noteOn({ name, origin, providers = [] }: EngineReport): string[] {
  const others = providers.filter((provider) => provider !== 'cpu');
  const which = {
    installed: 'the installed package @tensorflow/tfjs-node',
    built: 'the one that the script built',
  };
  return [
    ...(origin ? [`${name} is ${which[origin]}`] : []),
    ...(others.length > 0
      ? [`${name} runs on the CPU; experimental, HOURGLASS_PROVIDER=${others.join(' or ')}`]
      : []),
  ];
}
