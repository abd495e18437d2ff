import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { onTestFinished } from 'vitest';

export const command = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** The environment of a person's terminal: no CI, whatever this test runs in. */
export function terminalEnvironment(): Record<string, string> {
  const { CI: _ci, NO_COLOR: _no, FORCE_COLOR: _force, NODE_ENV: _node, ...rest } = process.env;
  return {
    ...(rest as Record<string, string>),
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    LANG: 'C.UTF-8',
  };
}

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The built command, or a shell, in a real pseudo-terminal, and what such a terminal shows. */
export class PtySession {
  readonly columns: number;
  readonly rows: number;
  /** Milliseconds from the start to the first frame. */
  firstFrameMs: number | undefined;
  readonly exit: Promise<number>;
  #bytes = '';
  readonly #pty;
  /** Wider and higher than the program believes: what overflows can be seen. */
  readonly #terminal;

  /** A session that ends with its test. */
  static start(args: readonly string[], size: Size, env: Record<string, string> = {}): PtySession {
    return PtySession.#startProgram(process.execPath, [command, ...args], size, env);
  }

  /** A shell with job control, whose prompt is `$ `, and which knows `hourglass`. */
  static startShell(size: Size): PtySession {
    const session = PtySession.#startProgram('bash', ['--norc', '--noprofile', '-i'], size, { PS1: '$ ' });
    session.press(`hourglass() { "${process.execPath}" "${command}" "$@"; }; clear\n`);
    return session;
  }

  static #startProgram(file: string, args: readonly string[], size: Size, env: Record<string, string>) {
    const session = new PtySession(file, args, size, env);
    onTestFinished(() => session.kill());
    return session;
  }

  private constructor(
    file: string,
    args: readonly string[],
    { columns, rows }: Size,
    env: Record<string, string>,
  ) {
    this.columns = columns;
    this.rows = rows;
    this.#terminal = new xterm.Terminal({ cols: columns + 20, rows: rows + 5, allowProposedApi: true });
    const started = performance.now();
    this.#pty = spawn(file, [...args], {
      cols: columns,
      rows,
      env: { ...terminalEnvironment(), ...env },
    });
    this.#pty.onData((data) => {
      this.#bytes += data;
      this.#terminal.write(data);
      if (this.firstFrameMs === undefined && this.#bytes.includes('hourglass')) {
        this.firstFrameMs = performance.now() - started;
      }
    });
    // Once all that was written is on the screen.
    this.exit = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode }) =>
        setTimeout(() => this.#terminal.write('', () => resolve(exitCode)), 50),
      );
    });
  }

  press(keys: string | Uint8Array): void {
    // Its types know only text, but what it writes to is a socket.
    this.#pty.write(typeof keys === 'string' ? keys : (Buffer.from(keys) as unknown as string));
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns + 20, rows + 5);
    this.#pty.resize(columns, rows);
  }

  /** All rows as text, without blanks at their ends. */
  lines(): string[] {
    const { active } = this.#terminal.buffer;
    return Array.from({ length: this.#terminal.rows }, (_, row) =>
      active.getLine(active.baseY + row)!.translateToString(true),
    );
  }

  text(): string {
    return this.lines().join('\n');
  }

  /** `alternate` while the dashboard is shown. */
  get screen(): 'normal' | 'alternate' {
    return this.#terminal.buffer.active.type;
  }

  /** All that was ever written, with its escape sequences. */
  get written(): string {
    return this.#bytes;
  }

  get isCursorShown(): boolean {
    return this.#bytes.lastIndexOf('\u001B[?25h') > this.#bytes.lastIndexOf('\u001B[?25l');
  }

  /** Waits until the screen fulfils a condition; fails with what it shows instead. */
  async until(what: string, isSo: (screen: string) => boolean, limitMs = 30_000): Promise<void> {
    const end = performance.now() + limitMs;
    while (!isSo(this.text())) {
      if (performance.now() > end) throw new Error(`never saw ${what}; the screen shows:\n${this.text()}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** The program that a shell runs now. */
  get childPid(): number {
    return Number(execFileSync('pgrep', ['-P', String(this.#pty.pid)], { encoding: 'utf8' }));
  }

  /** As when its window is closed. */
  close(): void {
    this.#pty.kill('SIGHUP');
  }

  kill(): void {
    try {
      this.#pty.kill('SIGKILL');
    } catch {
      // It has ended.
    }
  }
}
