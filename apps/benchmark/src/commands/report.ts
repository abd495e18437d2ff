import { readFile } from 'node:fs/promises';
import { exitCodes } from '@hourglass/command-line';
import { checkOutput, type OutputOptions, writeOutput } from '../output.ts';
import { suiteOf } from '../report/figures.ts';
import { parseResults } from '../report/parse-results.ts';
import { checkRender, render } from '../report/render.ts';

/** Prints stored raw results, in the order of the files. */
export async function report(files: readonly string[], options: OutputOptions): Promise<number> {
  await checkOutput(options);
  const results = [];
  for (const file of files) results.push(...parseResults(file, await textOf(file)));
  checkRender(results.map(suiteOf), options);
  await writeOutput(render(results, options), options);
  return exitCodes.ok;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`'${file}' cannot be read: ${code === 'ENOENT' ? 'there is no such file' : code}.`);
  }
}
