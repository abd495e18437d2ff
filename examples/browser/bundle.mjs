// Bundles the page, and puts beside it what it fetches.
import { copyFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { directory as mnist } from '@hourglass/data-mnist';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here('dist/');
await mkdir(out, { recursive: true });

await build({
  entryPoints: [here('src/page.ts')],
  outfile: join(out, 'page.js'),
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  // The plain CPU build of onnxruntime-web, half the size of the one that also knows WebGPU. Its
  // WebAssembly and the script of its threads stay files of their own, fetched from beside the page.
  alias: { 'onnxruntime-web': 'onnxruntime-web/wasm' },
  conditions: ['onnxruntime-web-use-extern-wasm'],
  logLevel: 'warning',
});

await copyFile(here('index.html'), join(out, 'index.html'));
const { resolve } = createRequire(import.meta.url);
for (const file of ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm']) {
  await copyFile(resolve(`onnxruntime-web/${file}`), join(out, file));
}
for (const file of ['train-images-idx3-ubyte.gz', 't10k-images-idx3-ubyte.gz']) {
  await copyFile(join(mnist, file), join(out, file));
}
