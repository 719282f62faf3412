import { BlockList, isIP } from 'node:net';

/** Where webhooks may go beside what is public and https: what the installation's configuration names. */
export class Destinations {
  private readonly names = new Set<string>();
  private readonly addresses = new BlockList();

  /** @param allowed names of hosts, addresses and CIDR ranges */
  constructor(allowed: readonly string[]) {
    for (const entry of allowed) {
      const [address = '', bits] = entry.split('/');
      const family = isIP(address);
      if (family === 0) this.names.add(entry.toLowerCase());
      else if (bits === undefined) this.addresses.addAddress(address, `ipv${family as 4 | 6}`);
      else this.addresses.addSubnet(address, Number(bits), `ipv${family as 4 | 6}`);
    }
  }

  /** Whether the configuration names the host of a URL, by its name or its address. */
  allowsHost(hostname: string): boolean {
    const host = hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
    return this.names.has(host) || this.allowsAddress(host);
  }

  /** Whether the configuration names an address. */
  allowsAddress(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.addresses.check(address, `ipv${family as 4 | 6}`);
  }
}
