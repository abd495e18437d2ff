import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** A loader that writes the address of every module that Node resolves. */
const spy = `data:text/javascript,${encodeURIComponent(`
  import { register } from 'node:module';
  register('data:text/javascript,' + encodeURIComponent(\`
    export async function resolve(specifier, context, next) {
      const found = await next(specifier, context);
      process._rawDebug(found.url);
      return found;
    }\`));
`)}`;

const use = `
  import { createExactIndex } from '@hourglass/similarity';
  import { createRequire } from 'node:module';
  const index = await createExactIndex({ measure: 'l2', size: 1 });
  const codes = { count: 1, size: 1, data: Float32Array.of(1) };
  await index.add(Uint32Array.of(1), codes);
  await index.search(codes, 1);
  await index.close();
  for (const file of Object.keys(createRequire(import.meta.url).cache)) console.error(file);
`;

test('the built package loads ONNX Runtime for a search, no TensorFlow.js and no optional store', async () => {
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', spy, '--input-type=module', '--eval', use],
    { cwd: fileURLToPath(new URL('..', import.meta.url)), maxBuffer: 1 << 26 },
  );
  expect(stderr).toContain('/similarity/dist/index.js');
  expect(stderr).toContain('onnxruntime-node');
  // Its own file for tfjs-node's report is there, and loads nothing.
  expect(stderr).not.toMatch(/@tensorflow|tfjs-core|libtensorflow/i);
  expect(stderr).not.toMatch(/usearch|lancedb|zilliz|apache-arrow/i);
});
