import type { TeacherEvent } from '../events.ts';
import type { RunParts, RunState } from './run-parts.ts';
import { fitTeacher, type TeacherProgress, teach } from './teacher.ts';
import { told } from './told.ts';

/** A watcher's eye needs no more than this. */
const TEACHER_EVENT_SECONDS = 0.25;

/**
 * Fits the teacher of a run that has none yet, and lets it say what the pictures mean. A run that is told to stop
 * breaks it off.
 */
export async function* lessonsOf(
  { config, data: { train }, training: { lessons }, progress }: RunParts,
  state: RunState,
): AsyncGenerator<TeacherEvent> {
  if (!lessons) return;
  const { signal } = state.stop;
  const work = told<TeacherProgress, void>(async (tell) => {
    state.teacher ??= await fitTeacher(lessons, train, config.seed, signal, tell);
    await teach(lessons, state.teacher, train, signal, tell);
  });
  let phase = '';
  try {
    for await (const word of work) {
      if (word.phase === phase && !progress.due('teacher')) continue;
      phase = word.phase;
      yield { type: 'teacher', time: progress.now(), ...word };
      progress.postpone('teacher', TEACHER_EVENT_SECONDS);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
