import { type ImageSet, slice } from '@hourglass/datasets';
import { CheckpointError } from '../checkpoints/errors.ts';
import type { TrainingCheckpoint } from '../checkpoints/training-checkpoint.ts';
import type { TrainConfig } from '../config/train-config.ts';
import { fitDictionary } from '../dictionary/fit-dictionary.ts';
import { dictionaryRecipes } from '../dictionary/recipes.ts';
import { openOnnxEncoder } from '../encoders/onnx.ts';
import type { TeacherEvent } from '../events.ts';
import type { TeacherConfig } from '../options/teacher.ts';

/** The teacher's file in a checkpoint. It is fitted once; a run that goes on finds it there. */
const TEACHER = 'teacher.onnx';
/** Pictures that are encoded between two words of progress. */
const BLOCK = 2048;

/** What the pictures are to mean: a table of the training step, empty until the teacher has filled it. */
export interface Lessons {
  readonly teacher: TeacherConfig;
  /** Numbers a picture. */
  readonly size: number;
  /** A row of unit length for each training picture. */
  readonly codes: Float32Array;
}

/** What a teacher is busy with. */
export type TeacherProgress = Pick<TeacherEvent, 'phase' | 'done' | 'of'>;

export function createLessons({ teacher, net }: TrainConfig, train: ImageSet): Lessons | undefined {
  if (!teacher || net.kind !== 'meaning') return undefined;
  return { teacher, size: net.meaning, codes: new Float32Array(train.count * net.meaning) };
}

/** @throws {ConfigError} if no teacher can be fitted to these pictures. */
export async function fitTeacher(
  { teacher, size }: Lessons,
  train: ImageSet,
  seed: number,
  signal: AbortSignal,
  tell: (progress: TeacherProgress) => void,
): Promise<Uint8Array> {
  const { recipe, weight: _, ...stated } = teacher;
  const own = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
  const options = { ...dictionaryRecipes[recipe], ...own, codeSize: size, seed, signal, onProgress: tell };
  const encoder = await fitDictionary(train, options);
  const bytes = encoder.toOnnx();
  await encoder.dispose();
  return bytes;
}

/**
 * Fills the lessons with the teacher's codes, each at unit length. They are always made from the teacher's file,
 * so that a run that goes on learns from the same bits.
 */
export async function teach(
  { size, codes }: Lessons,
  bytes: Uint8Array,
  train: ImageSet,
  signal: AbortSignal,
  tell: (progress: TeacherProgress) => void,
): Promise<void> {
  const encoder = await openOnnxEncoder(bytes, { shape: train.shape, name: 'teacher', batchSize: 16 });
  try {
    for (let at = 0; at < train.count; at += BLOCK) {
      signal.throwIfAborted();
      tell({ phase: 'codes', done: at, of: train.count });
      const part = slice(train, at, Math.min(at + BLOCK, train.count));
      codes.set(unitRows(await encoder.encode(part), size), at * size);
    }
  } finally {
    await encoder.dispose();
  }
}

/** The teacher in a checkpoint of a run that has one. @throws {CheckpointError} if it is not there. */
export function teacherIn(
  files: TrainingCheckpoint['files'] | undefined,
  { teacher }: TrainConfig,
): Uint8Array | undefined {
  if (!files || !teacher) return undefined;
  const bytes = files[TEACHER];
  if (bytes) return bytes;
  throw new CheckpointError(`the checkpoint is damaged: its ${TEACHER} is not there.`);
}

export function teacherFiles(bytes: Uint8Array | undefined): TrainingCheckpoint['files'] {
  return bytes ? { [TEACHER]: bytes } : {};
}

/** A picture without meaning, such as a black one, keeps its zeros. */
function unitRows(rows: Float32Array, size: number): Float32Array {
  for (let at = 0; at < rows.length; at += size) {
    let squares = 0;
    for (let i = at; i < at + size; i++) squares += rows[i]! ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let i = at; i < at + size; i++) rows[i]! *= scale;
  }
  return rows;
}
