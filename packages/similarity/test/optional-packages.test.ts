import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** A loader for which the optional packages are not installed. */
const without = `data:text/javascript,${encodeURIComponent(`
  import { register } from 'node:module';
  register('data:text/javascript,' + encodeURIComponent(\`
    export async function resolve(specifier, context, next) {
      if (!/^(usearch|@lancedb\\\\/lancedb|@zilliz\\\\/.*)$/.test(specifier)) return next(specifier, context);
      throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
    }\`));
`)}`;

const use = `
  import { indexes } from '@hourglass/similarity';
  import '@hourglass/similarity/lancedb';
  import '@hourglass/similarity/milvus';
  import '@hourglass/similarity/usearch';
  const problem = (error) => console.log(error.code, error.message);
  for (const kind of [indexes.usearch, indexes.lancedb, indexes.milvus]) {
    const folder = kind === indexes.milvus ? 'milvus://localhost/nowhere' : 'nowhere';
    await kind.create({ measure: 'l2', size: 1, folder }).catch(problem);
    await kind.open(folder).catch(problem);
  }
`;

test('an index whose package is not installed says what to install', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', without, '--input-type=module', '--eval', use],
    { cwd: fileURLToPath(new URL('..', import.meta.url)) },
  );
  const messages = ['usearch is not installed; run: npm install usearch@2.25.3']
    .concat('@lancedb/lancedb is not installed; run: npm install @lancedb/lancedb@0.37.1')
    .concat('@zilliz/milvus2-sdk-node is not installed; run: npm install @zilliz/milvus2-sdk-node@3.0.6')
    .map((message) => `PACKAGE_MISSING ${message}`);
  expect(stdout.trim().split('\n')).toEqual(messages.flatMap((message) => [message, message]));
});
