// `pnpm refresh <suite>...` measures suites in full, stores their raw results, and makes their tables.
// Without names: all that have results. Suites that fit many encoders go on where they were cut.
import { report, run, storedSuites } from './stored.mjs';

const resumes = /^(sweep|similar|shift|meaning)-/;
const named = process.argv.slice(2);
for (const suite of named.length > 0 ? named : storedSuites()) {
  const resume = resumes.test(suite) ? ['--resume', 'rows.tmp'] : [];
  run('run', suite, '--full', ...resume, '--json', '--out', `results/${suite}.ndjson`);
  report(suite);
}
