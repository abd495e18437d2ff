/** How patient a download is. */
export interface DownloadLimits {
  /** Tries of one mirror that bring nothing new, before the next mirror's turn. */
  readonly tries: number;
  /** Wait after the first failed try, in ms; it doubles with each. */
  readonly backoffMs: number;
  /** In each window of so many ms at least `windowBytes` must come, or the try is given up. */
  readonly windowMs: number;
  readonly windowBytes: number;
  readonly redirects: number;
}

export const defaultLimits: DownloadLimits = {
  tries: 4,
  backoffMs: 500,
  windowMs: 30_000,
  windowBytes: 30 * 1024,
  redirects: 5,
};
