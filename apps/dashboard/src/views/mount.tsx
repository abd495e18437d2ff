import { setImmediate } from 'node:timers/promises';
import { detectSurface } from '@hourglass/viz';
import { render } from 'ink';
import type { Control } from '../control.ts';
import type { Session } from '../session.ts';
import { hasFailed } from '../state/run-state.ts';
import type { RunStore } from '../state/store.ts';
import type { ViewName } from '../state/view-names.ts';
import { FrameStream } from '../terminal/frame-stream.ts';
import type { Keyboard } from '../terminal/keyboard.ts';
import type { Screen } from '../terminal/screen.ts';
import type { Suspension } from '../terminal/suspension.ts';
import { Dashboard } from './Dashboard.tsx';
import { SurfaceContext } from './surface.ts';

export interface MountOptions {
  readonly screen: Screen;
  /** Undefined where no keys can be read: stdin is a file. */
  readonly keyboard: Keyboard | undefined;
  readonly suspension: Suspension;
  readonly opening: Promise<Session>;
  readonly control: Control;
  readonly store: RunStore;
  readonly view: ViewName | undefined;
}

/** Draws a run on a screen until the person leaves. Draws from the start, before there is a run. */
export async function showDashboard(options: MountOptions): Promise<Session> {
  const { screen, keyboard, suspension, opening, control, store, view: beginning } = options;
  const stream = new FrameStream(process.stdout, screen);
  const view = (session: Session | undefined) => (
    <SurfaceContext value={detectSurface(process.stdout, process.env)}>
      <Dashboard
        store={store}
        control={control}
        terminal={process.stdout}
        session={session}
        keyboard={keyboard}
        suspend={suspension.suspend}
        view={beginning}
      />
    </SurfaceContext>
  );
  const app = render(view(undefined), {
    stdout: stream as unknown as NodeJS.WriteStream,
    exitOnCtrlC: false,
    patchConsole: false,
    // Whole frames, as they are: the screen itself finds out what changed.
    debug: true,
  });
  // Until now Ctrl-C and Ctrl-Z were the terminal's own, for nobody would have heard them.
  keyboard?.open();
  const show = async (): Promise<Session> => {
    const session = await opening;
    control.attach(session);
    app.rerender(view(session));
    for await (const event of session.events(control.signal)) store.dispatch(event);
    const state = store.current();
    // Else a wish to stop it may still be on its way.
    if (state.end) control.release();
    // Stay until the person has seen it, unless nothing was ever to be seen.
    if (keyboard && !(hasFailed(state) && !state.run)) await control.asked;
    return session;
  };
  try {
    const shown = show();
    // Rejects if a view throws: a bug should not leave an empty screen behind.
    return await Promise.race([shown, app.waitUntilExit().then(() => shown)]);
  } finally {
    // First, so that Ink's last frame, an empty one, is not seen.
    screen.close();
    app.unmount();
    await setImmediate();
    stream.destroy();
  }
}
