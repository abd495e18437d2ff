// `pnpm refresh <suite>...` measures suites in full, stores their raw results, and makes their tables.
// Without names: all that have results. A sweep goes on where it was cut.
import { report, run, storedSuites } from './stored.mjs';

const named = process.argv.slice(2);
for (const suite of named.length > 0 ? named : storedSuites()) {
  const resume = suite.startsWith('sweep-') ? ['--resume', 'sweep.tmp'] : [];
  run('run', suite, '--full', ...resume, '--json', '--out', `results/${suite}.ndjson`);
  report(suite);
}
