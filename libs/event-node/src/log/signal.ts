/**
 * Wakes the one loop that waits for it.
 *
 * A race of promises would do the same, but each race leaves a reaction at the promise that lives longest; a subscription may wait a
 * thousand times a second for weeks.
 */
export class Signal {
  private raised = false;
  private wake: (() => void) | undefined;

  raise(): void {
    this.raised = true;
    this.wake?.();
  }

  /** To be called before the loop looks at what it waits for: what is raised from here on ends the next wait. */
  clear(): void {
    this.raised = false;
  }

  /**
   * @param ms gives up after this time, if given
   * @returns false if it gave up
   */
  async wait(ms?: number): Promise<boolean> {
    if (!this.raised) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        if (ms !== undefined) timer = setTimeout(resolve, ms).unref();
      });
      clearTimeout(timer);
      this.wake = undefined;
    }
    return this.raised;
  }
}
