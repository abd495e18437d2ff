import { describe, expect, test, vi } from 'vitest';
import { createControl } from './control.ts';
import type { Order, Session } from './session.ts';

function session(owned: boolean, steer: (order: Order) => Promise<void> = async () => undefined) {
  return { directory: 'x', owned, events: vi.fn<Session['events']>(), steer: vi.fn(steer), kill: vi.fn() };
}

describe('control', () => {
  test('asks an own run to stop, once, and goes on listening', () => {
    const control = createControl(vi.fn());
    const run = session(true);
    control.attach(run);
    control.quit();
    control.quit();
    expect(run.steer.mock.calls).toEqual([['stop']]);
    expect(control.signal.aborted).toBe(false);
    expect(control.stopping).toBe(true);
  });

  test('leaves a watched run alone', () => {
    const control = createControl(vi.fn());
    const run = session(false);
    control.attach(run);
    control.interrupt();
    expect(run.steer).not.toHaveBeenCalled();
    expect(control.signal.aborted).toBe(true);
  });

  test('Ctrl-C stops, twice it ends everything at once', () => {
    const exitNow = vi.fn();
    const control = createControl(exitNow);
    const run = session(true);
    control.attach(run);
    control.interrupt();
    expect(run.steer.mock.calls).toEqual([['stop']]);
    expect(exitNow).not.toHaveBeenCalled();
    control.interrupt();
    expect(run.kill).toHaveBeenCalledOnce();
    expect(exitNow).toHaveBeenCalledOnce();
  });

  test('a wish from before the run was there reaches it', () => {
    const control = createControl(vi.fn());
    control.interrupt();
    const run = session(true);
    control.attach(run);
    expect(run.steer.mock.calls).toEqual([['stop']]);
  });

  test('a run that starts while everything should end is ended too', () => {
    const exitNow = vi.fn();
    const control = createControl(exitNow);
    control.interrupt();
    control.interrupt();
    expect(exitNow).not.toHaveBeenCalled();
    const run = session(true);
    control.attach(run);
    expect(run.kill).toHaveBeenCalledOnce();
    expect(exitNow).toHaveBeenCalledOnce();
  });

  test('a run that does not listen yet is asked again', async () => {
    const control = createControl(vi.fn());
    let asked = 0;
    const run = session(true, async () => {
      if (++asked < 3) throw new Error('nobody there');
    });
    control.attach(run);
    control.quit();
    await vi.waitFor(() => expect(asked).toBe(3));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(asked).toBe(3);
  });

  test('a run that has ended is told nothing, but the wish to leave is heard', async () => {
    const control = createControl(vi.fn());
    const run = session(true);
    control.attach(run);
    control.release();
    await control.quit();
    await control.asked;
    expect(run.steer).not.toHaveBeenCalled();
  });

  test('leaves a run alone, an own one too, and knows the first reason why', async () => {
    const control = createControl(vi.fn());
    const run = session(true);
    control.attach(run);
    control.leave({ why: 'hung up', exitCode: 129 });
    control.leave({ why: 'nobody reads it', exitCode: 1 });
    await control.asked;
    expect(run.steer).not.toHaveBeenCalled();
    expect([control.signal.aborted, control.stopping, control.left?.why]).toEqual([true, false, 'hung up']);
  });

  test('an order that nobody hears is no error', async () => {
    const control = createControl(vi.fn());
    control.attach(session(true, () => Promise.reject(new Error('over'))));
    control.pause();
    control.resume();
    await new Promise((resolve) => setImmediate(resolve));
  });
});
