import assert from "node:assert/strict";
import { test } from "node:test";
import { makeHostGate } from "../../src/http/host-gate.ts";

test("lets so many in per host, the others in the order they came", async () => {
  const gate = makeHostGate(2);
  const order: string[] = [];
  const enter = async (name: string, host = "a") => {
    const leave = await gate.enter(host);
    order.push(name);
    return leave;
  };
  const [first] = await Promise.all([enter("1"), enter("2"), enter("other host", "b")]);
  const third = enter("3");
  const fourth = enter("4");
  await new Promise(setImmediate);
  assert.deepEqual(order, ["1", "2", "other host"]);
  first();
  first();
  await third;
  await new Promise(setImmediate);
  assert.deepEqual(order.slice(3), ["3"], "a place that is given back twice counts once");
  (await third)();
  await fourth;
});

test("lets the impatient leave the line without taking a place", async () => {
  const gate = makeHostGate(1);
  const leave = await gate.enter("a");
  const controller = new AbortController();
  const waiting = gate.enter("a", controller.signal);
  controller.abort();
  await assert.rejects(waiting, { code: "aborted" });
  await assert.rejects(gate.enter("a", controller.signal), { code: "aborted" });
  leave();
  (await gate.enter("a"))();
});
