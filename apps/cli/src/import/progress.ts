import { Presets, SingleBar } from 'cli-progress';

/** A bar over a whole, such as the bytes of all files, with what is counted on the way, its rate and the time left; only on a terminal. */
export class Progress {
  private readonly bar: SingleBar | undefined;
  private count = 0;
  private readonly started = performance.now();

  constructor(
    total: number,
    /** How much of the whole is done. */
    private readonly done: () => number,
    counted = 'rows',
    stream: NodeJS.WriteStream = process.stderr,
    /** How much of the whole was done before this run. */
    private readonly before = 0,
  ) {
    if (!stream.isTTY) return;
    const format = `{bar} {percentage} % | {count} ${counted} | {rate}/s | {left} left`;
    this.bar = new SingleBar(
      { format, stream, hideCursor: true, clearOnComplete: true, etaBuffer: 50, barsize: 30 },
      Presets.shades_classic,
    );
    this.bar.start(total, before, { count: 0, rate: 0, left: '…' });
  }

  add(count: number): void {
    this.count += count;
    const seconds = (performance.now() - this.started) / 1000;
    const done = this.done();
    const left = done <= this.before ? 0 : (seconds * ((this.bar?.getTotal() ?? done) - done)) / (done - this.before);
    this.bar?.update(done, {
      count: this.count.toLocaleString('en'),
      rate: Math.round(this.count / Math.max(seconds, 0.001)),
      left: duration(left),
    });
  }

  end(): void {
    this.bar?.stop();
  }
}

/** 42 s, 3 min, 2 h 05 min. */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
