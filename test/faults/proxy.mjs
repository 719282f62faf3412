// A wire that can be cut, or go silent, at the worst moment.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export class Proxy {
  wires = new Set();

  static async start(stage, port) {
    const proxy = new Proxy();
    proxy.server = createServer((near) => proxy.join(near, port));
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    proxy.port = proxy.server.address().port;
    stage.atEnd(() => {
      proxy.cut();
      proxy.server.close();
    });
    return proxy;
  }

  /**
   * Lets the next message with these bytes through and nothing back on its connection from then on.
   *
   * @returns resolves when it has passed
   */
  swallowAnswerTo(marker) {
    return new Promise((resolve) => (this.swallowing = { marker, swallowed: resolve }));
  }

  /** Cuts all connections on both sides. */
  cut() {
    for (const { near, far } of this.wires) {
      near.destroy();
      far.destroy();
    }
  }

  /** Forwards nothing any more and closes nothing, as if a cable were pulled. */
  pull() {
    for (const wire of this.wires) wire.pulled = true;
  }

  join(near, port) {
    const far = connect(port, '127.0.0.1');
    const wire = { near, far, pulled: false, mute: false, answered: false };
    this.wires.add(wire);
    near.on('data', (bytes) => {
      if (wire.pulled) return;
      if (this.swallowing && bytes.includes(this.swallowing.marker)) {
        wire.mute = true;
        this.swallowing.swallowed(wire);
        this.swallowing = undefined;
      }
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (wire.pulled) return;
      if (wire.mute) wire.answered = true;
      else near.write(bytes);
    });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        if (wire.pulled) return;
        this.wires.delete(wire);
        other.destroy();
      });
    }
    far.on('close', () => (wire.farClosed = true));
  }
}
