import { expect, it } from 'vitest';
import { Controls } from './controls.ts';

it('wakes a paused run for all that is asked', async () => {
  const controls = new Controls();
  controls.obey('pause');
  controls.obey('pause');
  expect(controls.paused).toBe(true);
  for (const order of ['step', 'checkpoint', { learningRate: 0.1 }, 'resume', 'stop'] as const) {
    let awake = false;
    const waiting = controls.untilAsked().then(() => {
      awake = true;
    });
    await new Promise(setImmediate);
    expect(awake).toBe(false);
    controls.obey(order);
    await waiting;
  }
  expect(controls.paused).toBe(false);
});

it('grants each step and each wish once', () => {
  const controls = new Controls();
  expect(() => controls.obey('step')).toThrow('it is not paused');
  controls.obey('pause');
  controls.obey('step');
  controls.obey('checkpoint');
  controls.obey({ learningRate: 0.1 });
  controls.obey({ learningRate: 0.2 });
  expect([controls.takeStep(), controls.takeStep()]).toEqual([true, false]);
  expect(controls.takeWishes()).toEqual({ checkpoint: true, learningRate: 0.2 });
  expect(controls.takeWishes()).toEqual({ checkpoint: false, learningRate: undefined });
});

it('lets a paused run go on to its stop, and takes no more', () => {
  const controls = new Controls();
  controls.obey('pause');
  controls.obey('stop');
  expect([controls.paused, controls.stopped.aborted]).toEqual([false, true]);
  expect(() => controls.obey('pause')).toThrow('it is stopping already');
  controls.obey('stop');
  controls.end();
  expect(() => controls.obey('stop')).toThrow('it has ended');
});
