import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A wire between node and database that can be cut at the worst moment. */
export class TestProxy {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private swallowing: { marker: string; swallowed: () => void } | undefined;

  private constructor(private readonly target: URL) {
    this.server = createServer((near) => this.join(near));
  }

  static async start(database: string): Promise<TestProxy> {
    const proxy = new TestProxy(new URL(database));
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The database's URL through this wire. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  /**
   * Lets the next message that contains `marker` through and nothing back from then on.
   *
   * @returns resolves when that message has passed
   */
  swallowAnswerTo(marker: string): Promise<void> {
    return new Promise((resolve) => (this.swallowing = { marker, swallowed: resolve }));
  }

  /** Cuts all connections. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: Socket): void {
    const far = connect(Number(this.target.port || 5432), this.target.hostname);
    let silent = false;
    near.on('data', (bytes) => {
      if (this.swallowing && bytes.includes(this.swallowing.marker)) {
        silent = true;
        this.swallowing.swallowed();
        this.swallowing = undefined;
      }
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (!silent) near.write(bytes);
    });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
  }
}
