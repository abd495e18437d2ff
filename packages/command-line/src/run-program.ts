import { type Command, CommanderError } from 'commander';
import { exitCodeOf, exitCodes, lineOf } from './errors.ts';
import { exitOnceWritten, guardOutput } from './stdout.ts';

/** Ends the program with an exit code, once all that it wrote is written. */
export type Done = (exitCode: number) => void;

/**
 * Runs a command line, that of the process unless another is given, to the process's end. What is thrown is one line on stderr and
 * an exit code; `HOURGLASS_DEBUG` adds the stack. Output that cannot be written ends it with 1.
 *
 * @param create makes the commands, whose actions hand their exit code to `done`. They throw commander's own
 * errors (`exitOverride`).
 */
export async function runProgram(
  name: string,
  create: (done: Done) => Command,
  args: readonly string[] = process.argv.slice(2),
): Promise<void> {
  const complain = (error: unknown): void => void process.stderr.write(`${lineOf(name, error)}\n`);
  guardOutput((why) => {
    process.stderr.write(`${lineOf(name, why)}\n`, () => process.exit(exitCodes.failed));
  });
  try {
    await create(exitOnceWritten).parseAsync(args, { from: 'user' });
  } catch (error) {
    // Commander has said what was wrong; help and version are no mistakes.
    if (error instanceof CommanderError)
      exitOnceWritten(error.exitCode === 0 ? exitCodes.ok : exitCodes.usage);
    else {
      complain(error);
      if (process.env.HOURGLASS_DEBUG) console.error(error);
      exitOnceWritten(exitCodeOf(error));
    }
  }
}
