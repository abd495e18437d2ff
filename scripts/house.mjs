// What `npm start`, `npm test` and their siblings run: bring pnpm and the dependencies if they are
// not here yet, let Turborepo build what has changed, then do the job. Needs only Node and npm.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const house = join(root, '.house');
const pnpmVersion = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager.split('@')[1];
const pnpmCli = join(house, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs');
const turboCli = join(root, 'node_modules', 'turbo', 'bin', 'turbo');

const apps = { hourglass: 'apps/dashboard', 'hourglass-bench': 'apps/benchmark' };

/** Chatter goes to stderr, so that stdout stays the job's own. */
function node(args, { quiet = false, cwd = root } = {}) {
  const path = [join(house, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const env = {
    ...process.env,
    PATH: path,
    // Tests that passed on one Node are run again on another.
    HOUSE_NODE: process.versions.node,
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
  };
  const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2];
  const result = spawnSync(process.execPath, args, { cwd, env, stdio, encoding: 'utf8' });
  if (result.status !== 0 && quiet) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  return result.status ?? 1;
}

function stopUnless(status, message) {
  if (status === 0) return;
  console.error(`hourglass: ${message}`);
  process.exit(1);
}

function installPnpm() {
  const manifest = join(house, 'node_modules', 'pnpm', 'package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === pnpmVersion) return;
  const npmCli = process.env.npm_execpath;
  if (!npmCli?.includes('npm')) stopUnless(1, 'start this through npm: `npm start` or `npm test`.');
  mkdirSync(house, { recursive: true });
  writeFileSync(join(house, 'package.json'), '{ "private": true }\n');
  console.error(`hourglass: getting pnpm ${pnpmVersion} (once)`);
  const args = [npmCli, 'install', '--prefix', house, '--no-audit', '--no-fund', '--loglevel=error'];
  stopUnless(
    node([...args, `pnpm@${pnpmVersion}`], { cwd: house }),
    'npm could not get pnpm. Is the network up? Run the same command again.',
  );
}

function installDependencies() {
  const stamp = join(house, 'installed');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  const manifests = existsSync(stamp) && existsSync(join(root, 'node_modules', '.modules.yaml'));
  if (manifests && readFileSync(stamp, 'utf8') === lock) return;
  console.error('hourglass: installing dependencies (once)');
  const args = ['install', '--frozen-lockfile', '--prefer-offline', '--config.confirmModulesPurge=false'];
  stopUnless(
    node([pnpmCli, ...args]),
    'pnpm could not install the dependencies (its words are above). Run the same command again.',
  );
  writeFileSync(stamp, lock);
}

/** Turborepo: skips what has not changed. Its output is shown only when something fails, unless asked. */
function turbo(tasks, { quiet }) {
  return node(
    [
      turboCli,
      'run',
      ...tasks,
      '--output-logs=errors-only',
      `--concurrency=${availableParallelism()}`,
      ...(quiet ? ['--log-order=grouped'] : []),
    ],
    {
      quiet,
    },
  );
}

/** Runs an app in this terminal, and ends as it ends. */
async function runApp(name, args) {
  stopUnless(turbo(['build'], { quiet: true }), 'the build failed (its words are above).');
  const manifest = JSON.parse(readFileSync(join(root, apps[name], 'package.json'), 'utf8'));
  const cli = join(root, apps[name], manifest.bin[name]);
  const cwd = process.env.INIT_CWD ?? root;
  const child = spawn(process.execPath, [cli, ...args], { stdio: 'inherit', cwd });
  // A terminal's Ctrl-C reaches the app by itself; a kill of this process does not.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(signal ? 130 : (code ?? 1)));
  });
}

const rootChecks = ['lint:root', 'check:arrows', 'check:packages', 'check:unused'];
const checks = ['build', 'typecheck', 'lint', ...rootChecks.map((task) => `//#${task}`)];

const jobs = {
  run: ([name, ...args]) => runApp(name, args),
  build: () => turbo(['build'], { quiet: false }),
  check: (args) => turbo([...checks, ...args], { quiet: false }),
  test: (args) =>
    turbo(['build', 'typecheck', '//#check:arrows', '//#test:root', 'test', ...args], { quiet: false }),
};

const [job, ...args] = process.argv.slice(2);
if (!Object.hasOwn(jobs, job))
  stopUnless(1, `unknown job '${job}'. Known jobs: ${Object.keys(jobs).join(', ')}.`);
installPnpm();
installDependencies();
process.exit(await jobs[job](args));
