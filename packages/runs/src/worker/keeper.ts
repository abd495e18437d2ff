import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkpointPath, type PendingCheckpoint, writeCheckpoint } from '../checkpoints/write-checkpoint.ts';
import { encodeConfig, type RunConfig } from '../config/run-config.ts';
import { RunError, reasonOf, systemCode } from '../errors.ts';
import { runFiles } from '../files/layout.ts';
import type { Place } from './place.ts';
import type { Session } from './session.ts';
import type { Story } from './story.ts';

const defaults = { everyMinutes: 1, everySteps: Number.POSITIVE_INFINITY, keep: 2 };

/** What is on disk when a run goes on: the step it goes on from, and the folders that count, oldest first. */
export interface KeptBefore {
  readonly step: number;
  readonly names: readonly string[];
}

/**
 * Writes a run's checkpoints when they are due, and keeps the newest few and the best. The best epoch is held
 * in memory until the next one is due, so that a run which gets better with each epoch does not write at each.
 */
export class CheckpointKeeper {
  readonly #place: Pick<Place, 'directory' | 'check'>;
  /** A copy of it lies in each checkpoint, so that this is all a run needs to go on. */
  readonly #config: Uint8Array;
  readonly #session: Session;
  readonly #story: Story;
  readonly #policy: typeof defaults;
  #written: string[];
  #held: PendingCheckpoint | undefined;
  #toldUntil = 0;
  #lastStep: number;
  #lastTime = performance.now();

  constructor(
    place: Pick<Place, 'directory' | 'check'>,
    config: RunConfig,
    session: Session,
    story: Story,
    before: KeptBefore = { step: 0, names: [] },
  ) {
    this.#place = place;
    this.#config = Buffer.from(encodeConfig(config));
    this.#session = session;
    this.#story = story;
    const stated = Object.entries(config.train.checkpoints ?? {}).filter(([, value]) => value !== undefined);
    this.#policy = { ...defaults, ...Object.fromEntries(stated) };
    this.#written = [...before.names];
    this.#lastStep = before.step;
  }

  /**
   * The training stands still and all about it has been told. Writes if that is due or asked for; a disk
   * that cannot be written is told as a warning, and the run goes on.
   */
  async atRest({ afterEpoch, asked }: { afterEpoch: boolean; asked: boolean }): Promise<void> {
    this.#toldUntil = this.#story.time;
    const { step } = this.#story.position();
    if (afterEpoch) this.#hold();
    if (!asked && !this.isDue(step)) return;
    await this.#write().catch(async (error) => {
      const { time } = this.#story.position();
      await this.#story.add({ type: 'warning', time, message: unwritten(step, error) });
    });
    this.#lastStep = step;
    this.#lastTime = performance.now();
  }

  /** The last one. @param whole whether all that was to be told at the end has been told. @throws if it cannot be written. */
  async atTheEnd(whole: boolean): Promise<void> {
    if (whole) this.#toldUntil = this.#story.time;
    await this.#write();
  }

  /** Whether the time has come, or a multiple of `everySteps` was passed since the last one. */
  isDue(step: number): boolean {
    const { everyMinutes, everySteps } = this.#policy;
    const hasPassed = Math.floor(step / everySteps) > Math.floor(this.#lastStep / everySteps);
    return hasPassed || performance.now() - this.#lastTime >= everyMinutes * 60_000;
  }

  #hold(): void {
    const { pending } = this.#take();
    if (pending.event.best) this.#held = pending;
  }

  #take(): { readonly pending: PendingCheckpoint; readonly best: string } {
    const { step, epoch, bestStep, files: trained } = this.#session.checkpoint();
    const files = { ...trained, [runFiles.config]: this.#config };
    const { time } = this.#story.position();
    const best = step === bestStep ? { best: true } : {};
    const event = { type: 'checkpoint' as const, time, step, epoch, path: checkpointPath(step), ...best };
    return { pending: { event, toldUntil: this.#toldUntil, files }, best: String(bestStep) };
  }

  async #write(): Promise<void> {
    const { pending: now, best } = this.#take();
    const held = this.#held;
    // The log first: a checkpoint must not know of events that a power cut takes.
    await this.#story.sync();
    if (held && held.event.step !== now.event.step) await this.#add(held);
    await this.#add(now);
    this.#held = undefined;
    await this.#prune(best);
  }

  async #add(pending: PendingCheckpoint): Promise<void> {
    const { event } = pending;
    await this.#place.check();
    await writeCheckpoint(this.#place.directory, pending);
    const name = String(event.step);
    this.#written = [...this.#written.filter((other) => other !== name), name];
    await this.#story.add({ ...event, time: this.#story.position().time });
  }

  /** Only now that the newer ones are whole. What the run neither wrote nor found stays. */
  async #prune(best: string): Promise<void> {
    const newest = this.#written.slice(-this.#policy.keep);
    const isKept = (name: string) => newest.includes(name) || name === best;
    const dropped = this.#written.filter((name) => !isKept(name));
    this.#written = this.#written.filter(isKept);
    for (const name of dropped) {
      await rm(join(this.#place.directory, runFiles.checkpoints, name), { recursive: true, force: true });
    }
  }
}

/** Errors of the system are told and outlived; others are the run's own. */
export function unwritten(step: number, error: unknown): string {
  if (systemCode(error) === undefined || error instanceof RunError) throw error;
  return `the checkpoint of step ${step} could not be written: ${reasonOf(error)}. The one before it stays.`;
}
