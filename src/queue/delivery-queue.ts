/** One webhook POST to be kept; `payload` is its body as text. */
export interface Delivery {
  guid: string;
  event: string;
  payload: string;
  /** Deliveries of one repository are worked on one after the other. */
  repository: string;
  /** Waiting deliveries with the same key are done together, as the newest one. */
  mergeKey?: string;
}

/** A delivery that a worker holds for a while. */
export interface Lease {
  guid: string;
  event: string;
  payload: string;
  /** Payload of the oldest delivery that is done with this one; its own where there is no other. */
  oldestPayload: string;
  /** How many deliveries are done with this one, itself included: it is the newest of them. */
  together: number;
  /** 1 at the first try. */
  attempt: number;
  token: string;
}

/** How many deliveries are in which state. */
export interface QueueCounts {
  waiting: number;
  leased: number;
  done: number;
  dead: number;
}

/** A delivery that was given up, without its payload. */
export interface DeadLetter {
  guid: string;
  event: string;
  repository: string;
  attempts: number;
  error: string;
}

/** Deliveries kept durably before they are answered: on disk when `add` returns. */
export interface DeliveryQueue {
  /**
   * Keeps a delivery. A GUID that is known is a duplicate, unless it had been given up: then it is tried again, which is
   * what "Redeliver" is for. "full": not kept, the sender must try later.
   */
  add(delivery: Delivery): "stored" | "duplicate" | "revived" | "full";
  take(): Lease | undefined;
  /** Keeps a lease from ending; false when it has ended and another worker may hold the delivery. */
  renew(lease: Lease): boolean;
  /** Marks as done and forgets the payloads; false when the lease had ended. */
  finish(lease: Lease): boolean;
  /** Gives back to be tried later, not before `notBefore` (milliseconds since 1970), or gives up. */
  giveBack(lease: Lease, error: string, notBefore?: number): "waiting" | "dead" | "lost";
  /**
   * When the next delivery can be taken, in milliseconds since 1970, if no lease is finished or given back before;
   * undefined when nothing waits or is leased.
   */
  nextAt(): number | undefined;
  counts(): QueueCounts;
  deadLetters(): DeadLetter[];
  close(): void;
}
