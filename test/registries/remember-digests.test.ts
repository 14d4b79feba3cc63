import assert from "node:assert/strict";
import { test } from "node:test";
import { rememberDigests } from "../../src/registries/remember-digests.ts";
import { digestOf, fakeRegistry, resolvedImage } from "../pipeline/make-run.ts";

test("a reference is asked for once a run, whoever asks first; other questions pass", async () => {
  const registry = fakeRegistry({ "h.example/a:1": resolvedImage("a"), "h.example/a:2": resolvedImage("b") });
  const opened: string[] = [];
  const registryOf = rememberDigests((host) => {
    opened.push(host);
    return registry;
  });
  const reference = (tag: string) => ({ host: "h.example", repository: "a", tag });
  const answers = await Promise.all(
    ["1", "1", "2", "1"].map((tag) => registryOf("h.example").digestOf(reference(tag))),
  );
  assert.deepEqual(
    answers.map((fact) => fact.outcome === "known" && fact.value),
    [digestOf("a"), digestOf("a"), digestOf("b"), digestOf("a")],
  );
  assert.deepEqual(registry.asked, ["digest h.example/a:1", "digest h.example/a:2"]);
  for (let turn = 0; turn < 2; turn++) await registryOf("h.example").resolve(reference("1"), digestOf("a"));
  assert.equal(registry.asked.length, 4);
  assert.deepEqual(opened, ["h.example"]);
});
