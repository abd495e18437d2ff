import { exitCodes, print } from '@hourglass/command-line';
import { detectSurface, table } from '@hourglass/viz';
import { suites } from '../suites/index.ts';

export function list(): number {
  const rows = Object.values(suites).map(({ name, question, takes }) => [
    name,
    question,
    takes.quick,
    takes.full,
  ]);
  const header = ['suite', 'question', '--quick', '--full'];
  print(`${table(rows, { ...detectSurface(process.stdout, process.env), header }).join('\n')}\n`);
  return exitCodes.ok;
}
