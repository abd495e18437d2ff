import { exitCodes, print } from '@hourglass/command-line';
import { availableEngines, type EngineReport } from '@hourglass/engine/graph';
import { type Column, fittingTable } from '../output/fitting-table.ts';
import { terminalWidth } from '../terminal/width.ts';
import { wrapWords } from '../terminal/wrap-words.ts';

/** Says which engines work here, why not, and how to get them. Fails if none does. */
export async function doctor(options: { readonly json?: boolean }): Promise<number> {
  const reports = await availableEngines();
  if (options.json) {
    for (const report of reports) print(`${JSON.stringify(report)}\n`);
  } else {
    const notes = reports.flatMap(noteOn);
    const lines = [...fittingTable(reports, columns, []), ...(notes.length > 0 ? ['', ...notes] : [])];
    print(`${lines.join('\n')}\n`);
  }
  return reports.some(({ works }) => works) ? exitCodes.ok : exitCodes.failed;
}

const columns: readonly Column<EngineReport>[] = [
  { title: 'engine', cell: ({ name }) => name },
  {
    title: 'works',
    cell: ({ works }) => (works ? { text: 'yes', color: 'green' } : { text: 'no', color: 'red' }),
  },
  { title: 'version', cell: ({ version = '-' }) => version },
  { title: 'threads', right: true, cell: ({ threads }) => (threads === undefined ? '-' : String(threads)) },
];

const origins = {
  installed: 'the installed package @tensorflow/tfjs-node',
  built: 'the one that the script built',
};

/** Says how to get an engine that does not work; else which of two it is, and what it can try. */
function noteOn({ name, works, whyNot = '', howToGet, origin, providers = [] }: EngineReport): string[] {
  const width = terminalWidth(Number.POSITIVE_INFINITY);
  if (!works) {
    const why = wrapWords(`${name}: ${whyNot.split('\n')[0]}. To get it:`, width);
    return [...why, `  ${howToGet}`];
  }
  const others = providers.filter((provider) => provider !== 'cpu');
  const trial = `${name} runs on the CPU; experimental, HOURGLASS_PROVIDER=${others.join(' or ')}`;
  return [
    ...(origin ? wrapWords(`${name} is ${origins[origin]}`, width) : []),
    ...(others.length > 0 ? wrapWords(trial, width) : []),
  ];
}
