import { Presets, SingleBar } from 'cli-progress';

/** A bar over the bytes of all files, with rows per second and the time left; only on a terminal. */
export class Progress {
  private readonly bar: SingleBar | undefined;
  private rows = 0;
  private readonly started = performance.now();

  constructor(
    totalBytes: number,
    private readonly bytes: () => number,
    stream: NodeJS.WriteStream = process.stderr,
  ) {
    if (!stream.isTTY) return;
    const format = '{bar} {percentage} % | {rows} rows | {rate}/s | {left} left';
    this.bar = new SingleBar(
      { format, stream, hideCursor: true, clearOnComplete: true, etaBuffer: 50, barsize: 30 },
      Presets.shades_classic,
    );
    this.bar.start(totalBytes, 0, { rows: 0, rate: 0, left: '…' });
  }

  add(rows: number): void {
    this.rows += rows;
    const seconds = (performance.now() - this.started) / 1000;
    const done = this.bytes();
    const left = done === 0 ? 0 : (seconds * ((this.bar?.getTotal() ?? done) - done)) / done;
    this.bar?.update(done, {
      rows: this.rows.toLocaleString('en'),
      rate: Math.round(this.rows / Math.max(seconds, 0.001)),
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
