/** Joins what is linked, directly or through others. */
export class Groups {
  readonly #above = new Map<string, string>();

  link(a: string, b: string): void {
    const [one, other] = [this.rootOf(a), this.rootOf(b)];
    if (one !== other) this.#above.set(one, other);
  }

  /** The same for all members of a group. */
  rootOf(member: string): string {
    let root = member;
    for (let above = this.#above.get(root); above !== undefined; above = this.#above.get(root)) root = above;
    // The way is shortened, so that long chains are walked once.
    for (let at = member; at !== root; ) {
      const next = this.#above.get(at)!;
      this.#above.set(at, root);
      at = next;
    }
    return root;
  }
}
