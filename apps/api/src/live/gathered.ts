/**
 * What many ask for in one moment is done once for all of them. Who asks later, while it is being done, has it done again: it may have begun
 * before that of which they heard.
 */
export class Gathered<T> {
  private readonly asked = new Map<string, Promise<T>>();

  do(key: string, work: () => Promise<T>): Promise<T> {
    const known = this.asked.get(key);
    if (known) return known;
    const answer = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      this.asked.delete(key);
      return work();
    });
    this.asked.set(key, answer);
    return answer;
  }
}
