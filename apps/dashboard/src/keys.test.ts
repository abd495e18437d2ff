import { describe, expect, test, vi } from 'vitest';
import { type KeyContext, runBindings } from './keys.ts';
import { viewNames } from './state/view-names.ts';
import { bindingsIn } from './views/bindings.ts';

const bindingFor = (key: string) => runBindings.find((one) => one.key === key);

function context(changes: Partial<KeyContext> = {}) {
  const control = {
    signal: new AbortController().signal,
    interrupted: false,
    left: undefined,
    stopping: false,
    asked: Promise.resolve(),
    attach: vi.fn(),
    release: vi.fn(),
    pause: vi.fn(),
    resume: vi.fn(),
    quit: vi.fn(async () => undefined),
    interrupt: vi.fn(),
    leave: vi.fn(),
  };
  return { control, ended: false, paused: false, owned: true, show: vi.fn(), suspend: vi.fn(), ...changes };
}

describe('keys', () => {
  test('each has one meaning', () => {
    for (const view of viewNames) {
      const keys = bindingsIn(view).map(({ key }) => key);
      expect(keys).toEqual([...new Set(keys)]);
    }
  });

  test('each has words that every terminal can show', () => {
    for (const { label, help, short } of viewNames.flatMap(bindingsIn)) {
      for (const words of [label, help(context()), short?.(context()) ?? ''])
        expect(words).toMatch(/^[\u0020-\u007E]*$/);
    }
  });

  test('q and Ctrl-C ask for the end', () => {
    const running = context();
    bindingFor('q')!.press(running);
    bindingFor('\u0003')!.press(running);
    expect(running.control.quit).toHaveBeenCalledOnce();
    expect(running.control.interrupt).toHaveBeenCalledOnce();
  });

  test('p pauses and resumes, and does nothing after the end', () => {
    const [running, paused, over] = [context(), context({ paused: true }), context({ ended: true })];
    for (const one of [running, paused, over]) bindingFor('p')!.press(one);
    expect(running.control.pause).toHaveBeenCalledOnce();
    expect(paused.control.resume).toHaveBeenCalledOnce();
    expect(over.control.pause).not.toHaveBeenCalled();
  });

  test('the words fit what a key does now', () => {
    expect(bindingFor('q')!.short!(context({ owned: false }))).toBe('detach, the run goes on');
    expect(bindingFor('p')!.short!(context({ paused: true }))).toBe('resume');
    expect(bindingFor('p')!.short!(context({ ended: true }))).toBeUndefined();
  });
});
