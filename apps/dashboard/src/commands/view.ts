import { whenStdoutCloses } from '../closed-stdout.ts';
import { createControl } from '../control.ts';
import { exitCodes } from '../errors.ts';
import type { ViewOptions } from '../options.ts';
import type { Session } from '../session.ts';

type Mode = 'json' | 'plain' | 'dashboard';

/** Shows a run in the way that the options and the terminal ask for. Returns the exit code. */
export async function view(open: () => Promise<Session>, options: ViewOptions): Promise<number> {
  const control = createControl(() => process.exit(exitCodes.interrupted));
  whenStdoutCloses(() => void control.quit().then(() => process.exit(exitCodes.ok)));
  const mode = modeFor(options);
  if (mode === 'dashboard') {
    // React's development half is slow, and nobody here wants its warnings.
    process.env.NODE_ENV ??= 'production';
    const { runDashboard } = await import('../output/dashboard.ts');
    return runDashboard(open, control);
  }
  const { follow } = await import('../output/follow.ts');
  return follow(open, control, await printerFor(mode), complain);
}

async function printerFor(mode: Exclude<Mode, 'dashboard'>) {
  const write = (text: string): void => void process.stdout.write(text);
  if (mode === 'json') return (await import('../output/json.ts')).jsonPrinter(write);
  return (await import('../output/plain.ts')).plainPrinter(write, complain);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

function modeFor({ json, ui }: ViewOptions): Mode {
  if (json) return 'json';
  const { TERM, CI } = process.env;
  const isTerminal = process.stdout.isTTY === true && TERM !== 'dumb' && !isSet(CI);
  return ui && isTerminal ? 'dashboard' : 'plain';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
