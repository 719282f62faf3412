/** Lets a few tasks run at the same time and some more wait. */
export class FewAtOnce {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly most: number,
    private readonly mostWaiting: number,
  ) {}

  /** @returns the task's result; undefined if too many wait already, and the task is not run then */
  async run<T>(task: () => Promise<T>): Promise<T | undefined> {
    if (this.running >= this.most) {
      if (this.waiting.length >= this.mostWaiting) return undefined;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running++;
    }
    try {
      return await task();
    } finally {
      // The place goes straight to the next one, so that nobody slips in between.
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
