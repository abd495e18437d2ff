import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { floats, openOnnx } from '@hourglass/engine/graph';
import { exportFormats } from '@hourglass/models/names';
import { expect, test } from 'vitest';
import { run } from './helpers/command.ts';
import { Home } from './helpers/home.ts';
import { writeRun } from './helpers/run-directory.ts';
import { short } from './helpers/small-training.ts';

test('a run is exported, and nothing is overwritten unasked', async () => {
  const home = new Home();
  const trained = await run(['train', ...short, ...home.flags, '--no-ui']);
  expect(trained.code, trained.stderr).toBe(0);
  const out = join(home.directory, 'exported');
  const to = (format: string, ...more: string[]) =>
    run(['export', ...home.flags, '--to', format, '--out', out, ...more]);

  const first = await to('onnx');
  expect(first.stdout).toBe(`${join(out, 'decoder.onnx')}\n${join(out, 'encoder.onnx')}\n`);
  expect(first.stderr).toMatch(/^hourglass: wrote 2 files, /);
  const encoder = await openOnnx(readFileSync(join(out, 'encoder.onnx')));
  const { code } = await encoder.run({ pixels: floats([3, 784], new Float32Array(3 * 784)) });
  expect(code!.dims).toEqual([3, 64]);
  await encoder.close();

  const again = await to('onnx');
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(again.stderr).toContain(
    'is there already. Choose another with --out, or overwrite it with --force.',
  );

  writeFileSync(join(out, 'notes.txt'), 'mine');
  expect(await to('npy', '--force')).toMatchObject({ code: 0 });
  expect(readdirSync(out)).toContain('notes.txt');
  expect(statSync(join(out, 'codes-test.npy')).size).toBe(128 + 200 * 64 * 4);
  expect(readdirSync(home.directory).filter((name) => name.startsWith('.exported'))).toEqual([]);
});

test('what cannot be exported is told in a line', async () => {
  const home = new Home();
  const unknown = await run(['export', ...home.flags, '--to', 'pickle']);
  expect(unknown).toMatchObject({ code: 2, stdout: '' });
  expect(unknown.stderr).toBe(
    `hourglass: unknown format 'pickle'. Known formats: ${exportFormats.join(', ')}.\n`,
  );
  writeRun(home.path, 'empty', []);
  const nothing = await run(['export', 'empty', ...home.flags, '--to', 'onnx']);
  expect(nothing.code).toBe(1);
  expect(nothing.stderr).toBe(
    "hourglass: run 'empty' has saved no weights yet. A run saves them when it ends.\n",
  );
});

test('damaged weights are never exported: the checkpoint before is, and without one none', async () => {
  const home = new Home();
  const small = ['--batch-size', '8'];
  const often = ['--set', 'checkpoints.everySteps=40', ...home.flags, '--no-ui'];
  expect(await run(['train', ...short, ...small, ...often])).toMatchObject({ code: 0 });
  const checkpoints = join(home.directory, 'checkpoints');
  const [older, newest] = readdirSync(checkpoints).sort((a, b) => Number(a) - Number(b)) as [string, string];
  const out = join(home.directory, 'exported');
  const exported = () => run(['export', ...home.flags, '--to', 'safetensors', '--out', out, '--force']);
  const weightsOf = (step: string) => join(checkpoints, step, 'weights.bin');
  const isExported = (step: string) => {
    const weights = readFileSync(weightsOf(step));
    return readFileSync(join(out, 'model.safetensors')).subarray(-weights.length).equals(weights);
  };

  expect(await exported()).toMatchObject({ code: 0 });
  expect(isExported(newest)).toBe(true);

  const bytes = readFileSync(weightsOf(newest));
  bytes[bytes.length >> 1]! ^= 0x40;
  writeFileSync(weightsOf(newest), bytes);
  const second = await exported();
  expect(second).toMatchObject({ code: 0 });
  expect(second.stderr).toContain(
    `hourglass: a checkpoint is damaged (checkpoints/${newest}: weights.bin is not what was written); that of step ${older} is taken instead.\n`,
  );
  expect(isExported(older)).toBe(true);

  const config = JSON.parse(readFileSync(join(home.directory, 'config.json'), 'utf8'));
  const wider = { ...config, train: { ...config.train, net: { ...config.train.net, codeSize: 65 } } };
  writeFileSync(join(home.directory, 'config.json'), JSON.stringify(wider));
  const other = await exported();
  expect(other).toMatchObject({ code: 1, stdout: '' });
  expect(other.stderr).toMatch(/\nhourglass: the checkpoint is of another net: [^\n]+\n$/);
  writeFileSync(join(home.directory, 'config.json'), JSON.stringify(config));

  truncateSync(weightsOf(older), 1000);
  const last = await exported();
  expect(last).toMatchObject({ code: 1, stdout: '' });
  expect(last.stderr).toMatch(/^hourglass: run '.*' has no whole checkpoint: [^\n]+\n$/);
});
