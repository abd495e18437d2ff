import { createServer, type Server, type Socket } from 'node:net';
import { type ControlReply, longestLine, type RunCommand, requestSchema } from './protocol.ts';

/** A server for the control protocol, not yet listening. `obey` throws to refuse a command. */
export function controlServer(obey: (command: RunCommand) => void): Server {
  return createServer((socket) => answer(socket, obey));
}

function answer(socket: Socket, obey: (command: RunCommand) => void): void {
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

function reply(line: string, obey: (command: RunCommand) => void): ControlReply {
  try {
    obey(parseCommand(line));
    return { ok: true };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

function parseCommand(line: string): RunCommand {
  try {
    return requestSchema.parse(JSON.parse(line)).command;
  } catch {
    throw new Error('a request is one line of JSON: {"command":"pause"}, "resume" or "stop"');
  }
}
