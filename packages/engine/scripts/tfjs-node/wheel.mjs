import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Stop, say } from './say.mjs';

const name = 'tensorflow-cpu';
const version = '2.15.1';
const file = 'tensorflow_cpu-2.15.1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl';
const sha256 = '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26';

/** Downloads the wheel, by pip, which knows the user's mirrors and proxies, else from pypi.org. */
export async function getWheel(folder) {
  const wheel = join(folder, file);
  if (!byPip(folder, wheel)) await byHttps(wheel);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(wheel)) hash.update(chunk);
  if (hash.digest('hex') === sha256) return wheel;
  throw new Stop(`${file} came with another SHA-256 than ${sha256}. Run the same command again.`);
}

// Which Python is here plays no part: the wheel's libraries are what we are after.
const pipArgs = [
  ...['download', `${name}==${version}`, '--no-deps', '--only-binary=:all:', '--disable-pip-version-check'],
  ...['--platform=manylinux2014_x86_64', '--python-version=3.11', '--implementation=cp', '--abi=cp311'],
];

function byPip(folder, wheel) {
  for (const [command, ...before] of [['python3', '-m', 'pip'], ['pip3'], ['pip']]) {
    if (spawnSync(command, [...before, '--version']).status !== 0) continue;
    const args = [...before, ...pipArgs, '--dest', folder];
    const { status } = spawnSync(command, args, { stdio: ['ignore', 2, 2] });
    if (status === 0 && existsSync(wheel)) return true;
    say('pip could not get it (its words are above); trying pypi.org itself');
    return false;
  }
  say('there is no pip here; getting it from pypi.org itself');
  return false;
}

async function byHttps(wheel) {
  try {
    const index = `https://pypi.org/simple/${name}/`;
    const links = (await (await get(index)).text()).matchAll(/href="([^"#]+)/g);
    const link = [...links].map(([, href]) => href).find((href) => href.endsWith(`/${file}`));
    if (!link) throw new Error(`${index} does not list ${file}`);
    const { body } = await get(new URL(link, index));
    await pipeline(Readable.fromWeb(body), createWriteStream(wheel));
  } catch (cause) {
    const reason = cause.cause?.message ?? cause.message;
    throw new Stop(`TensorFlow's wheel could not be had: ${reason}. Is the network up? Or install pip.`);
  }
}

async function get(url) {
  const response = await fetch(url);
  if (response.ok) return response;
  throw new Error(`${url} answers ${response.status}`);
}
