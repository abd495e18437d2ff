// Builds tfjs-node for the engine of that name: TensorFlow's library from its Python wheel, the binding
// compiled from tfjs-node's own sources. Linux x64 only; nothing of the ordinary install needs it.
// Usage: node build-tfjs-node.mjs [--where]
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { compileBinding, compilerOf, tryBinding } from './tfjs-node/binding.mjs';
import { getPackages, standInForTfjs, versionOf } from './tfjs-node/packages.mjs';
import { Stop, say } from './tfjs-node/say.mjs';
import { extract } from './tfjs-node/unzip.mjs';
import { getWheel } from './tfjs-node/wheel.mjs';

const NEEDED_MB = 1100;

/** The same as `tfjsNodeFolder` in src/tfjs-node/folder.ts, which finds it here. */
function targetFolder() {
  const { HOURGLASS_TFJS_NODE, HOURGLASS_CACHE, XDG_CACHE_HOME } = process.env;
  const cache = HOURGLASS_CACHE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'hourglass');
  return resolve(HOURGLASS_TFJS_NODE || join(cache, 'tfjs-node'));
}

function checkPlatform() {
  const { platform, arch } = process;
  if (platform !== 'linux' || arch !== 'x64') {
    throw new Stop(`it can be built on Linux x64 only; this is ${platform} ${arch}. Use another engine.`);
  }
  if (!process.report.getReport().header.glibcVersionRuntime) {
    throw new Stop('TensorFlow needs glibc, which this Linux has not (musl?). Use another engine.');
  }
}

function checkSpace(folder) {
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free >= NEEDED_MB) return;
  throw new Stop(
    `${folder} has ${free} MB free, ${NEEDED_MB} are needed. Make room, or set HOURGLASS_TFJS_NODE to a folder elsewhere.`,
  );
}

/** What stands there is replaced if it is an older build of ours, and never if it is something else. */
function checkTarget(folder) {
  if (!existsSync(folder) || versionOf(folder) || readdirSync(folder).length === 0) return;
  throw new Stop(`${folder} holds something else. Set HOURGLASS_TFJS_NODE to an empty folder or a new one.`);
}

async function build(folder) {
  checkPlatform();
  const here = versionOf(folder) && tryBinding(folder);
  if (here?.version) {
    return say(
      `tfjs-node is built already, on TensorFlow ${here.version}: ${folder}. Delete it to build anew.`,
    );
  }
  checkTarget(folder);
  const compiler = compilerOf();
  mkdirSync(dirname(folder), { recursive: true });
  checkSpace(dirname(folder));

  // Made beside its place and moved there when it is whole.
  const part = `${folder}.part-${process.pid}`;
  const downloads = join(part, 'downloads');
  process.on('exit', () => rmSync(part, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
  mkdirSync(downloads, { recursive: true });

  say('1/4 TensorFlow, from its Python wheel (207 MB)');
  const wheel = await getWheel(downloads);
  say('2/4 its libraries and headers (614 MB)');
  await extract(wheel, {
    'tensorflow/libtensorflow_': join(part, 'deps', 'lib'),
    'tensorflow/include/tensorflow/c/': join(downloads, 'include', 'tensorflow', 'c'),
    'tensorflow/include/tensorflow/core/platform/ctstring': join(
      downloads,
      'include',
      'tensorflow',
      'core',
      'platform',
    ),
    'tensorflow/include/tsl/': join(downloads, 'include', 'tsl'),
  });
  say("3/4 tfjs-node's sources, from npm");
  getPackages(part, downloads);
  standInForTfjs(part);
  say(`4/4 compiling the binding with ${compiler}`);
  compileBinding(compiler, part, downloads);
  rmSync(downloads, { recursive: true });

  const { version, whyNot } = tryBinding(part);
  if (!version) throw new Stop(`the binding was built, but it does not load: ${whyNot}`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(part, folder);
  say(`done: tfjs-node on TensorFlow ${version}, in ${folder}. Try it: hourglass doctor`);
}

try {
  if (process.argv.includes('--where')) console.log(targetFolder());
  else await build(targetFolder());
} catch (cause) {
  const known = cause instanceof Stop || cause?.code;
  say(known ? cause.message : cause.stack);
  process.exitCode = 1;
}
