import { print } from '@hourglass/command-line';
import { listRuns, type RunInfo, runsHome, type UnreadableRun } from '@hourglass/runs/read';
import { type Cell, formatDuration, formatLoss, formatPercent, formatRate } from '@hourglass/viz';
import { complain } from '../output/complain.ts';
import { type Column, fittingTable } from '../output/fitting-table.ts';
import { isOfSample } from '../state/quality.ts';

/** Lists the runs, newest first, and then those that cannot be read, with the reason. */
export async function runs(options: { readonly runs?: string; readonly json?: boolean }): Promise<number> {
  const home = runsHome(options.runs);
  const unreadable: UnreadableRun[] = [];
  const all = await listRuns(home, (run) => unreadable.push(run));
  if (options.json) {
    const others = unreadable.map((run) => ({ ...run, state: 'unreadable' }));
    for (const run of [...all, ...others]) print(`${JSON.stringify(run)}\n`);
  } else if (all.length + unreadable.length === 0) {
    complain(`no runs in '${home}' yet`);
  } else {
    print(`${fittingTable([...all, ...unreadable], columns, dispensable).join('\n')}\n`);
  }
  if (!options.json) for (const { id, reason } of unreadable) print(`${id}: ${reason}\n`);
  return 0;
}

const colors = { running: 'cyan', finished: 'green', stopped: 'yellow', failed: 'red', died: 'red' } as const;

type Run = RunInfo | UnreadableRun;

const columns: readonly Column<Run>[] = [
  { title: 'run', cell: ({ id }) => id },
  { title: 'state', cell: (run) => ('summary' in run ? stateOf(run) : { text: 'unreadable', color: 'red' }) },
  column('epochs', ({ config, summary }) => `${summary.lastEpoch?.epoch ?? 0}/${config.train.epochs}`),
  column('above floor', (run) => figuresOf(run) && formatLoss(figuresOf(run)!.excessBce)),
  column('PSNR dB', (run) => figuresOf(run)?.psnr.toFixed(1)),
  column('p@10 cosine', precisionOf),
  column('speed', speedOf),
  {
    title: 'started (UTC)',
    cell: (run) => ('summary' in run ? run.config.createdAt.slice(0, 16).replace('T', ' ') : '-'),
  },
  column('took', ({ summary }) => formatDuration(summary.time)),
];

/** What a narrow terminal does without, the first first. */
const dispensable: readonly string[] = [
  'started (UTC)',
  'speed',
  'PSNR dB',
  'took',
  'above floor',
  'p@10 cosine',
  'epochs',
];

/** A number of a run, where there is one. */
function column(title: string, text: (run: RunInfo) => string | undefined): Column<Run> {
  return { title, right: true, cell: (run) => ('summary' in run ? (text(run) ?? '-') : '-') };
}

/** Those of the end, where a run ended within an epoch. */
function figuresOf({ summary: { ended, lastEpoch } }: RunInfo) {
  return ended?.test ?? lastEpoch;
}

function stateOf({ state, summary }: RunInfo): Cell {
  return { text: summary.paused && state === 'running' ? 'paused' : state, color: colors[state] };
}

function precisionOf({ summary }: RunInfo): string | undefined {
  const found = summary.evaluations.find(
    ({ encoder, measure, moved }) => encoder === 'code' && measure === 'cosine' && moved === undefined,
  );
  if (!found) return undefined;
  return `${formatPercent(found.precisionAt10)}${isOfSample(found, summary.started) ? ' of a sample' : ''}`;
}

function speedOf({ summary: { ended, lastStep } }: RunInfo): string | undefined {
  const speed = ended?.imagesPerSecond ?? lastStep?.imagesPerSecond ?? 0;
  return speed > 0 ? formatRate(speed, 'img') : undefined;
}
