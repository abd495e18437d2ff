import { createServer, type Server, type Socket } from 'node:net';
import { type ControlReply, longestLine, type RunOrder, requestSchema, runCommands } from './protocol.ts';

/** A server for the control protocol, not yet listening. `obey` throws to refuse a command. */
export function controlServer(obey: (order: RunOrder) => void): Server {
  return createServer((socket) => answer(socket, obey));
}

function answer(socket: Socket, obey: (order: RunOrder) => void): void {
  let waiting = '';
  socket.setEncoding('utf8');
  // A peer that hangs up in the middle is no concern of the run.
  socket.on('error', () => socket.destroy());
  socket.on('data', (text: string) => {
    const lines = (waiting + text).split('\n');
    waiting = lines.pop() ?? '';
    for (const line of lines) socket.write(`${JSON.stringify(reply(line, obey))}\n`);
    if (waiting.length > longestLine) socket.destroy();
  });
}

function reply(line: string, obey: (order: RunOrder) => void): ControlReply {
  try {
    obey(parseOrder(line));
    return { ok: true };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

function parseOrder(line: string): RunOrder {
  try {
    const request = requestSchema.parse(JSON.parse(line));
    return 'command' in request ? request.command : request;
  } catch {
    const commands = runCommands.join(', ');
    throw new Error(
      `a request is one line of JSON: {"command":"…"} with one of ${commands}; or {"learningRate":0.001}`,
    );
  }
}
