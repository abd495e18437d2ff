import { z } from 'zod';
import { viewNames } from './names.ts';

const count = z.int().positive();

/**
 * What says which numbers the meaning of a picture is to have: a dictionary of patches, fitted to the training
 * pictures before the first step, without labels. For nets of kind `meaning` alone, and these need one.
 */
export const teacherSchema = z.strictObject({
  /** Views and patches that work for a kind of picture: see `dictionaryRecipes`. */
  recipe: z.enum(viewNames),
  /** Times the squared distance of a meaning to what is taught, which is of unit length. */
  weight: z.number().positive(),
  /**
   * Epochs in which meanings are learned, at a rate that falls to zero. Then they stay as they are, and the rest of
   * the net learns on, in less time. Default: all.
   */
  epochs: count.optional(),
  /** Default: the recipe's. */
  patches: z
    .array(
      z.strictObject({
        size: count.min(2).max(64),
        count: count.max(4096),
        grid: count.max(16),
        stride: count.max(16).optional(),
        luminance: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(16)
    .optional(),
  /** Pictures that it is fitted to, and those of which it sees altered views. Default: the recipe's. */
  pictures: count.min(2).optional(),
  viewedPictures: count.optional(),
});
export type TeacherConfig = z.infer<typeof teacherSchema>;
