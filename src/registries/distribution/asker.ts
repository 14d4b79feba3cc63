import type { HttpClient, HttpResponse, HttpStream } from "../../http/http-client.ts";
import { ACCEPT_MANIFESTS } from "../../oci/media-type.ts";
import { makeTokens, type Tokens } from "./tokens.ts";

/** A question about one repository; `path` begins after `/v2/<repository>`. */
export interface Question {
  repository: string;
  path: string;
  method?: "GET" | "HEAD";
  accept?: string;
  capBytes?: number;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Asks a registry and answers its bearer challenge once; a second 401 is given back as it is. */
export interface Asker {
  ask(question: Question): Promise<HttpResponse>;
  stream(question: Question): Promise<HttpStream>;
}

/** Makes the asker of one endpoint. Anonymous: it holds no credentials. */
export function makeAsker(endpoint: string, ports: { http: HttpClient; now: () => Date }): Asker {
  const tokens = makeTokens(ports);

  async function answerChallenge<T extends HttpResponse | HttpStream>(
    question: Question,
    send: (token: string | undefined) => Promise<T>,
  ): Promise<T> {
    const used = tokens.current(question.repository);
    const first = await send(used);
    if (first.status !== 401) return first;
    const token = await renew(tokens, question, first, used);
    return token === undefined ? first : send(token);
  }

  function request(question: Question, token: string | undefined) {
    const { repository, path, method, capBytes, timeoutMs, signal } = question;
    return {
      url: `${endpoint}/v2/${repository}${path}`,
      method: method ?? "GET",
      headers: {
        accept: question.accept ?? ACCEPT_MANIFESTS,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(capBytes === undefined ? {} : { capBytes }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(signal === undefined ? {} : { signal }),
    };
  }

  return {
    ask: (question) => answerChallenge(question, (token) => ports.http.fetch(request(question, token))),
    stream: (question) => answerChallenge(question, (token) => ports.http.stream(request(question, token))),
  };
}

async function renew(
  tokens: Tokens,
  question: Question,
  refusal: HttpResponse | HttpStream,
  used: string | undefined,
): Promise<string | undefined> {
  const { body } = refusal;
  // An unread stream would keep its place at the host.
  if (!(body instanceof Uint8Array)) await body[Symbol.asyncIterator]().return?.();
  return tokens.answer(question.repository, refusal.headers.get("www-authenticate"), used);
}
