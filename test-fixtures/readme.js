import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Every ```js block of a README, with the ```text block that follows it as its output. */
export function readmeExamples(readme) {
  const text = readFileSync(fileURLToPath(readme), 'utf8');
  const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  return blocks.flatMap(([, language, code], i) => {
    if (language === 'ts') throw new Error('Node 20 runs no TypeScript: write the example as js.');
    if (language !== 'js') return [];
    const next = blocks[i + 1];
    const title = code.split('\n').find((line) => line !== '' && !line.startsWith('import'));
    return [{ title, code, output: next?.[1] === 'text' ? tidy(next[2]) : undefined }];
  });
}

/** Runs an example as a reader would: in the package's folder, by the public name, on the built package. */
export function runExample(readme, code) {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', HOURGLASS_DATA_DIR: '', HOURGLASS_RUNS: '' };
  const cwd = fileURLToPath(new URL('.', readme));
  const args = ['--input-type=module', '--eval', code];
  return tidy(execFileSync(process.execPath, args, { cwd, encoding: 'utf8', env }));
}

/** The names in backquotes in the first column of the README's table whose first heading is `heading`. */
export function namesInTable(readme, heading) {
  const lines = readFileSync(fileURLToPath(readme), 'utf8').split('\n');
  const cellsOf = (line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim());
  const start = lines.findIndex((line) => line.startsWith('|') && cellsOf(line)[1] === heading);
  if (start < 0) throw new Error(`no table begins with '${heading}'`);
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
  const rows = lines.slice(start + 2, length < 0 ? undefined : start + length);
  return rows.flatMap((row) => [...cellsOf(row)[1].matchAll(/`([^`]+)`/g)].map(([, name]) => name));
}

/** Editors take blanks off the ends of lines. */
function tidy(text) {
  return text.replace(/ +$/gm, '').trimEnd();
}
