import { detectSurface, table } from '@hourglass/viz';
import { exitCodes } from '../errors.ts';
import { suites } from '../suites/index.ts';

export function list(): number {
  const rows = Object.values(suites).map(({ name, question, takes }) => [
    name,
    question,
    takes.quick,
    takes.full,
  ]);
  const header = ['suite', 'question', '--quick', '--full'];
  process.stdout.write(
    `${table(rows, { ...detectSurface(process.stdout, process.env), header }).join('\n')}\n`,
  );
  return exitCodes.ok;
}
