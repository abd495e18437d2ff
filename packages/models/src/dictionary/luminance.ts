/** How much each channel counts in the luminance: Rec. 601 for three channels, else all alike. */
export function luminanceWeights(channels: number): readonly number[] {
  return channels === 3 ? [0.299, 0.587, 0.114] : Array.from({ length: channels }, () => 1 / channels);
}
