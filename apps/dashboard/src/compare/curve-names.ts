/** Which curve of runs is compared: the BCE of the test set by epoch, or the loss of the batches. Plain data: help names them. */
export const curveNames = ['test', 'train'] as const;
export type CurveName = (typeof curveNames)[number];
