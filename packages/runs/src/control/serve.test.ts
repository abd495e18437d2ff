import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeHome } from '../../test/helpers/homes.ts';
import type { RunOrder } from './protocol.ts';
import { controlServer } from './serve.ts';

async function serve(): Promise<{ path: string; obeyed: RunOrder[] }> {
  const path = join(await makeHome(), 'control.sock');
  const obeyed: RunOrder[] = [];
  const server = controlServer((command) => {
    if (command === 'resume') throw new Error('no');
    obeyed.push(command);
  }).listen(path);
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return { path, obeyed };
}

/** All that the server says to these pieces, until it or we hang up. */
async function say(path: string, pieces: string[], replies: number): Promise<string[]> {
  const socket = connect(path).setEncoding('utf8');
  let heard = '';
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise(setImmediate);
  }
  while (heard.split('\n').length <= replies) heard += (await once(socket, 'data'))[0];
  socket.destroy();
  return heard.trim().split('\n');
}

it('answers each line in order, however they are cut', async () => {
  const { path, obeyed } = await serve();
  const pieces = ['{"command":', '"pause"}\n{"command":"resume"}\n{"com', 'mand":"stop"}\n'];
  expect(await say(path, pieces, 3)).toEqual(['{"ok":true}', '{"ok":false,"error":"no"}', '{"ok":true}']);
  expect(obeyed).toEqual(['pause', 'stop']);
});

it('says what a request is to who does not know', async () => {
  const { path, obeyed } = await serve();
  const rates = ['{"learningRate":0}', '{"learningRate":"fast"}', '{"command":"stop","learningRate":1}'];
  for (const line of ['hello', '{}', '[]', 'null', '{"command":"format disk"}', ...rates]) {
    expect((await say(path, [`${line}\n`], 1))[0]).toMatch(
      /^\{"ok":false,"error":"a request is one line of JSON/,
    );
  }
  expect(obeyed).toEqual([]);
});

it('takes a learning rate', async () => {
  const { path, obeyed } = await serve();
  expect(await say(path, ['{"learningRate":0.001}\n'], 1)).toEqual(['{"ok":true}']);
  expect(obeyed).toEqual([{ learningRate: 0.001 }]);
});

it('hangs up on a line without end', async () => {
  const { path } = await serve();
  const socket = connect(path);
  socket.on('error', () => {});
  socket.write('x'.repeat(100_000));
  await new Promise((resolve) => socket.on('close', resolve));
});
