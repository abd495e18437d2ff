import type { TeacherEvent } from '@hourglass/models/config';

/** What a teacher does, for people. */
export const teacherWords: Readonly<Record<TeacherEvent['phase'], string>> = Object.freeze({
  dictionaries: 'learns a dictionary of patches',
  pictures: 'compares pictures',
  views: 'compares views of a picture',
  projection: 'keeps what views share',
  codes: 'says what pictures mean',
});
