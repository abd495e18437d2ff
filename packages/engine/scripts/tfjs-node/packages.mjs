import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stop } from './say.mjs';

const tfjsNode = '@tensorflow/tfjs-node';
const version = '4.22.0';

/** What is taken from npm, and where it goes: tfjs-node, the one package it needs, Node's C headers. */
const packages = [
  {
    spec: `${tfjsNode}@${version}`,
    integrity:
      'sha512-uHrXeUlfgkMxTZqHkESSV7zSdKdV0LlsBeblqkuKU9nnfxB1pC6DtoyYVaLxznzZy7WQSegjcohxxCjAf6Dc7w==',
    place: (part) => part,
  },
  {
    spec: 'google-protobuf@3.21.4',
    integrity:
      'sha512-MnG7N936zcKTco4Jd2PX2U96Kf9PxygAPKBug+74LHzmHXmceN16MmRcdgZv+DGef/S9YvQAfRsNCn4cjf9yyQ==',
    place: (part) => join(part, 'node_modules', 'google-protobuf'),
  },
  {
    spec: 'node-api-headers@1.9.0',
    integrity:
      'sha512-2oNILP4jXwRB4ywnYKjVk1YyJ96n2D4EOVJO6S3oYZ5PtbJrw3Yt9TpAuX3nBLMuzn74rnfGQrv13pS9vC+YiA==',
    place: (_part, downloads) => join(downloads, 'node-api'),
  },
];

/** `npm pack` only downloads: tfjs-node's install script, which wants a library that is gone, never runs. */
export function getPackages(part, downloads) {
  for (const { spec, integrity, place } of packages) {
    const args = [
      'pack',
      spec,
      '--ignore-scripts',
      '--json',
      '--loglevel=error',
      '--pack-destination',
      downloads,
    ];
    const { status, stdout, error } = spawnSync('npm', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 2],
    });
    if (error) throw new Stop(`npm does not start here: ${error.message}`);
    if (status !== 0) throw new Stop(`npm could not get ${spec} (its words are above). Is the network up?`);
    const archive = join(downloads, JSON.parse(stdout)[0].filename.replace('@', '').replace('/', '-'));
    const hash = createHash('sha512').update(readFileSync(archive)).digest('base64');
    if (`sha512-${hash}` !== integrity)
      throw new Stop(`${spec} came with another SHA-512 than ${integrity}.`);
    const folder = place(part, downloads);
    mkdirSync(folder, { recursive: true });
    const unpacked = spawnSync('tar', ['-xzf', archive, '-C', folder, '--strip-components=1'], {
      stdio: ['ignore', 2, 2],
    });
    if (unpacked.status !== 0) throw new Stop(`tar could not unpack ${archive}.`);
  }
}

/** tfjs-node asks for the whole of tfjs, and for its core. It gets the tfjs-core of the process that loads it: see src/tfjs-node. */
export function standInForTfjs(part) {
  for (const name of ['tfjs', 'tfjs-core']) {
    const folder = join(part, 'node_modules', '@tensorflow', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.js'), "module.exports = globalThis[Symbol.for('hourglass.tfjs')];\n");
  }
}

/** The version of the tfjs-node that stands there, if one does. */
export function versionOf(folder) {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) return undefined;
  const { name, version: found } = JSON.parse(readFileSync(manifest, 'utf8'));
  return name === tfjsNode ? found : undefined;
}
