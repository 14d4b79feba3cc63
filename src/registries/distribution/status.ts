import { RegistryFault, type RegistryReason } from "../registry-fault.ts";

/** Throws the fault that a status stands for; 2xx is none. */
export function checkStatus(status: number): void {
  if (status >= 200 && status < 300) return;
  throw new RegistryFault(reasonOfStatus(status), `registry answered ${status}`);
}

function reasonOfStatus(status: number): RegistryReason {
  if (status >= 500) return "registry-5xx";
  switch (status) {
    case 401:
    case 403:
      return "auth";
    case 404:
    case 410:
      return "not-found";
    case 408:
      return "timeout";
    case 429:
      return "rate-limited";
    default:
      return "malformed";
  }
}
