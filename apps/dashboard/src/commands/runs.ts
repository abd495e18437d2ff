import { print } from '@hourglass/command-line';
import { listRuns, type RunInfo, runsHome, type UnreadableRun } from '@hourglass/runs/read';
import {
  type Cell,
  detectSurface,
  formatDuration,
  formatLoss,
  formatPercent,
  formatRate,
  table,
} from '@hourglass/viz';
import { complain } from '../output/complain.ts';
import { isOfSample } from '../state/quality.ts';

const header = [
  'run',
  'state',
  'epochs',
  'above floor',
  'PSNR dB',
  'p@10 cosine',
  'speed',
  'started (UTC)',
  'took',
];

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
    const surface = detectSurface(process.stdout, process.env);
    const align = header.map(
      (_, column) => (column < 2 || column === 7 ? 'left' : 'right') as 'left' | 'right',
    );
    print(
      `${table([...all.map(rowOf), ...unreadable.map(rowWithout)], { ...surface, header, align }).join('\n')}\n`,
    );
  }
  if (!options.json) for (const { id, reason } of unreadable) print(`${id}: ${reason}\n`);
  return 0;
}

function rowWithout({ id }: UnreadableRun): Cell[] {
  return [id, { text: 'unreadable', color: 'red' }, ...header.slice(2).map(() => '-')];
}

const colors = { running: 'cyan', finished: 'green', stopped: 'yellow', failed: 'red', died: 'red' } as const;

function rowOf({ id, state, config, summary }: RunInfo): Cell[] {
  const { lastEpoch, evaluations, ended, lastStep, time } = summary;
  const figures = ended?.test ?? lastEpoch;
  const found = evaluations.find(({ encoder, measure }) => encoder === 'code' && measure === 'cosine');
  const speed = ended?.imagesPerSecond ?? lastStep?.imagesPerSecond ?? 0;
  return [
    id,
    { text: summary.paused && state === 'running' ? 'paused' : state, color: colors[state] },
    `${lastEpoch?.epoch ?? 0}/${config.train.epochs}`,
    figures ? formatLoss(figures.excessBce) : '-',
    figures ? figures.psnr.toFixed(1) : '-',
    found
      ? `${formatPercent(found.precisionAt10)}${isOfSample(found, summary.started) ? ' of a sample' : ''}`
      : '-',
    speed > 0 ? formatRate(speed, 'img') : '-',
    config.createdAt.slice(0, 16).replace('T', ' '),
    formatDuration(time),
  ];
}
