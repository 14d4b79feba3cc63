import type { HttpResponse, HttpStream } from "../../http/http-client.ts";
import { ACCEPT_MANIFESTS } from "../../oci/media-type.ts";
import type { RegistryPorts } from "../registry.ts";
import { type Level, makeAccess } from "./access.ts";

/** A question about one repository; `path` begins after `/v2/<repository>`. */
export interface Question {
  repository: string;
  path: string;
  method?: "GET" | "HEAD";
  accept?: string;
  /** Asks for an answer only if the thing is another than this ETag stands for. */
  ifNoneMatch?: string;
  capBytes?: number;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Asks a registry and answers its challenges: as anybody, then with credentials; what is refused then stays refused. */
export interface Asker {
  /** Base URL, without credentials: what an answer may be remembered under. */
  endpoint: string;
  ask(question: Question): Promise<HttpResponse>;
  stream(question: Question): Promise<HttpStream>;
}

/** Makes the asker of one endpoint. */
export function makeAsker(endpoint: string, ports: RegistryPorts): Asker {
  const access = makeAccess(endpoint, ports);
  const { origin } = new URL(endpoint);

  async function answerChallenges<T extends HttpResponse | HttpStream>(
    question: Question,
    send: (authorization: string | undefined) => Promise<T>,
  ): Promise<T> {
    const { repository } = question;
    const first = await access.first(repository);
    let used = first?.authorization;
    let answer = await send(used);
    for (const level of levelsAfter(first?.level)) {
      if (!isRefusal(answer, used, origin)) return answer;
      const next = await access.answer(repository, answer.headers.get("www-authenticate"), level, used);
      if (next === undefined) continue;
      await discard(answer);
      used = next;
      answer = await send(used);
    }
    return answer;
  }

  return {
    endpoint,
    ask: (question) => answerChallenges(question, (pass) => ports.http.fetch(requestOf(endpoint, question, pass))),
    stream: (question) => answerChallenges(question, (pass) => ports.http.stream(requestOf(endpoint, question, pass))),
  };
}

/** A pass that no longer does is renewed once; a token for anybody may have to give way to one of the operator. */
function levelsAfter(level: Level | undefined): readonly Level[] {
  return level === "credentials" ? ["credentials"] : ["anonymous", "credentials"];
}

/**
 * Whether to try on another level. Only the registry itself may ask for anything: behind a redirect to another origin
 * a challenge could ask for what is not for it.
 */
function isRefusal({ status, url }: HttpResponse | HttpStream, used: string | undefined, origin: string): boolean {
  const isRefused = status === 401 || (status === 403 && used !== undefined);
  return isRefused && URL.parse(url)?.origin === origin;
}

/** An unread stream would keep its place at the host. */
async function discard({ body }: HttpResponse | HttpStream): Promise<void> {
  if (!(body instanceof Uint8Array)) await body[Symbol.asyncIterator]().return?.();
}

function requestOf(endpoint: string, question: Question, authorization: string | undefined) {
  const { repository, path, method, ifNoneMatch, capBytes, timeoutMs, signal } = question;
  return {
    url: `${endpoint}/v2/${repository}${path}`,
    method: method ?? "GET",
    headers: {
      accept: question.accept ?? ACCEPT_MANIFESTS,
      ...(authorization === undefined ? {} : { authorization }),
      ...(ifNoneMatch === undefined ? {} : { "if-none-match": ifNoneMatch }),
    },
    ...(capBytes === undefined ? {} : { capBytes }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(signal === undefined ? {} : { signal }),
  };
}
