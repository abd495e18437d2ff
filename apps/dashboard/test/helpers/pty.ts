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

/** The built command in a real pseudo-terminal, and what such a terminal shows. */
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
  static start(
    args: readonly string[],
    size: { columns: number; rows: number },
    env: Record<string, string> = {},
  ): PtySession {
    const session = new PtySession(args, size, env);
    onTestFinished(() => session.kill());
    return session;
  }

  private constructor(
    args: readonly string[],
    { columns, rows }: { columns: number; rows: number },
    env: Record<string, string>,
  ) {
    this.columns = columns;
    this.rows = rows;
    this.#terminal = new xterm.Terminal({ cols: columns + 20, rows: rows + 5, allowProposedApi: true });
    const started = performance.now();
    this.#pty = spawn(process.execPath, [command, ...args], {
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

  press(keys: string): void {
    this.#pty.write(keys);
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
