import { type LookupAddress, lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { isForbiddenAddress } from "./address-rules.ts";
import { HttpFault } from "./http-client.ts";

/** Name look-up with all addresses; replaced in tests. */
export type LookupAll = (hostname: string) => Promise<LookupAddress[]>;

/**
 * A look-up that hands out checked addresses only. Node connects to exactly what it answers, so a name cannot show one
 * address to the check and another to the connection (DNS rebinding).
 */
export function makeCheckedLookup(lookupAll: LookupAll = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookupAll(hostname).then(
      (found) => {
        const addresses = found.filter(({ address }) => !isForbiddenAddress(address));
        const [first] = addresses;
        if (first === undefined) {
          callback(new HttpFault("refused-address", `${hostname} has no public address`), "");
        } else if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (fault: unknown) => callback(fault instanceof Error ? fault : new Error("look-up failed"), ""),
    );
  };
}

function systemLookup(hostname: string): Promise<LookupAddress[]> {
  return new Promise((resolve, reject) => {
    lookup(hostname, { all: true }, (fault, addresses) => (fault === null ? resolve(addresses) : reject(fault)));
  });
}
