import { fstatSync } from 'node:fs';
import { exitCodes, print, whenOutputIsLost } from '@hourglass/command-line';
import { type Control, createControl } from '../control.ts';
import type { ViewOptions } from '../options.ts';
import { complain } from '../output/complain.ts';
import type { Session } from '../session.ts';
import type { ViewName } from '../state/view-names.ts';

type Mode = 'json' | 'plain' | 'dashboard';

/** Shows a run in the way that the options and the terminal ask for. Returns the exit code. */
export async function view(open: () => Promise<Session>, options: ViewOptions): Promise<number> {
  const control = createControl(() => process.exit(exitCodes.interrupted));
  const forget = detachWhenUnseen(control);
  try {
    return await show(open, control, modeFor(options), options.view);
  } finally {
    forget();
  }
}

async function show(
  open: () => Promise<Session>,
  control: Control,
  mode: Mode,
  view: ViewName | undefined,
): Promise<number> {
  if (mode === 'dashboard') {
    // React's development half is slow, and nobody here wants its warnings.
    process.env.NODE_ENV ??= 'production';
    const { runDashboard } = await import('../output/dashboard.ts');
    return runDashboard(open, control, view);
  }
  const { follow } = await import('../output/follow.ts');
  return follow(open, control, await printerFor(mode), complain);
}

/**
 * Where nobody can see a run any more, its viewer ends and the run goes on: a closed terminal, a full disk, or a
 * reader that has had enough is no wish of anybody's to lose a training.
 */
function detachWhenUnseen(control: Control): () => void {
  const forget = whenOutputIsLost((why) => control.leave({ why, exitCode: exitCodes.failed }));
  const hangUp = (): void => {
    // A log outlives the terminal, and so does its writer. (`nohup` asks for that, but Node undoes it.)
    if (fstatSync(process.stdout.fd).isFile()) return;
    control.leave({ why: 'the terminal hung up', exitCode: exitCodes.hungUp });
  };
  process.on('SIGHUP', hangUp);
  return () => {
    forget();
    process.off('SIGHUP', hangUp);
  };
}

async function printerFor(mode: Exclude<Mode, 'dashboard'>) {
  if (mode === 'json') return (await import('../output/json.ts')).jsonPrinter(print);
  return (await import('../output/plain.ts')).plainPrinter(print, complain);
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
