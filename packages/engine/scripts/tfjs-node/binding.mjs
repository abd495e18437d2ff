import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Stop } from './say.mjs';

const place = ['lib', 'napi-v8'];
const file = 'tfjs_binding.node';

/** The C++ compiler to use: `CXX`, else g++. */
export function compilerOf() {
  const compiler = process.env.CXX || 'g++';
  if (spawnSync(compiler, ['--version']).status === 0) return compiler;
  throw new Stop(`there is no C++ compiler '${compiler}'. Install one (apt-get install g++), or set CXX.`);
}

/** As binding.gyp of tfjs-node says, by one call of the compiler. The result fits every Node with Node-API 8. */
export function compileBinding(compiler, part, downloads) {
  const output = join(part, ...place);
  const libraries = join(part, 'deps', 'lib');
  mkdirSync(output, { recursive: true });
  const args = [
    ...['-shared', '-fPIC', '-O2', '-std=c++17', '-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding'],
    ...[part, join(downloads, 'include'), join(downloads, 'node-api', 'include')].map(
      (folder) => `-I${folder}`,
    ),
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((source) => join(part, 'binding', source)),
    ...[`-L${libraries}`, '-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'],
    ...['-Wl,-rpath,$ORIGIN/../../deps/lib', '-o', join(output, file)],
  ];
  const { status } = spawnSync(compiler, args, { stdio: ['ignore', 2, 2] });
  if (status !== 0)
    throw new Stop(`${compiler} could not compile tfjs-node's binding (its words are above).`);
}

/** Loads the binding in a process of its own. */
export function tryBinding(folder) {
  const code = 'console.log(require(process.argv[1]).TF_Version)';
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' };
  const args = ['--eval', code, join(folder, ...place, file)];
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  if (status === 0) return { version: stdout.trim() };
  return { whyNot: signal ?? (/^\S*Error: .*/m.exec(stderr)?.[0] || stderr.trim()) };
}
