import { exitCodes, print, UsageError } from '@hourglass/command-line';
import { runsHome } from '@hourglass/runs/read';
import { detectSurface } from '@hourglass/viz';
import { type ComparedRun, comparedRun, finalFigures } from '../compare/compared-run.ts';
import type { CurveName } from '../compare/curve-names.ts';
import { differences } from '../compare/differences.ts';
import { drawComparison } from '../compare/draw.ts';
import { findRun } from '../find-run.ts';
import { styleFor } from '../terminal/style.ts';
import { terminalWidth } from '../terminal/width.ts';

export interface CompareOptions {
  readonly runs?: string;
  readonly json?: boolean;
  readonly curve: CurveName;
  readonly columns?: number;
  readonly rows: number;
}

/** Lays runs over each other: their curves, their configs, and what they came to. */
export async function compare(names: readonly string[], options: CompareOptions): Promise<number> {
  const home = runsHome(options.runs);
  const found = await Promise.all(names.map((name) => findRun(name, home)));
  const different = new Map(found.map((run) => [run.directory, run]));
  if (different.size < 2) {
    throw new UsageError('compare takes two runs or more. `hourglass runs` lists what there is.');
  }
  const runs: ComparedRun[] = [];
  for (const run of different.values()) runs.push(await comparedRun(run));
  if (options.json) for (const line of jsonLines(runs)) print(`${line}\n`);
  else {
    const style = styleFor(detectSurface(process.stdout, process.env));
    const { curve, columns = terminalWidth(), rows } = options;
    print(`${drawComparison(runs, { curve, width: columns, height: rows, style }).join('\n')}\n`);
  }
  return exitCodes.ok;
}

/** One run a line; `differs` holds the keys of its config that are not the same in all. */
function jsonLines(runs: readonly ComparedRun[]): string[] {
  const found = differences(runs.map(({ config }) => config));
  return runs.map((run, place) => {
    const differs = Object.fromEntries(found.map(({ key, values }) => [key, values[place] ?? null]));
    const testBce = run.state.testBce.points.map(({ x, y, time }) => ({ epoch: x, bce: y, time }));
    const { id, directory, standing } = run;
    return JSON.stringify({ id, directory, state: standing, differs, figures: finalFigures(run), testBce });
  });
}
