import assert from "node:assert/strict";
import { test } from "node:test";
import { isForbiddenAddress, isListedHost } from "../../src/http/address-rules.ts";

const FORBIDDEN = [
  ..."0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.255 168.63.129.16 169.254.169.254".split(
    " ",
  ),
  ..."172.16.0.1 172.31.255.255 192.0.0.192 192.168.1.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255".split(" "),
  ..."::1 :: ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1 2001:db8::1".split(
    " ",
  ),
  ..."2002:7f00:1:: 3fff::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1 fe80::1%eth0 2606:4700::1%eth0".split(" "),
  ..."localhost example.org 127.1 0x7f000001".split(" "),
  "",
];

for (const address of FORBIDDEN) {
  test(`refuses ${JSON.stringify(address)}`, () => assert.equal(isForbiddenAddress(address), true));
}

for (const address of "8.8.8.8 1.1.1.1 172.15.0.1 172.32.0.1 192.169.0.1 100.128.0.1 2606:4700::1111 2a00:1450::1".split(
  " ",
)) {
  test(`lets ${address} pass`, () => assert.equal(isForbiddenAddress(address), false));
}

test("compares listed hosts with and without port, default ports included", () => {
  const isListed = (url: string, ...list: string[]) => isListedHost(new URL(url), list);
  assert.equal(isListed("http://127.0.0.1:5000/x", "127.0.0.1:5000"), true);
  assert.equal(isListed("http://127.0.0.1:5001/x", "127.0.0.1:5000"), false);
  assert.equal(isListed("http://127.0.0.1:5001/x", "127.0.0.1"), true);
  assert.equal(isListed("https://Registry.Lab/x", "registry.LAB:443"), true);
  assert.equal(isListed("http://registry.lab/x", "registry.lab:443"), false);
  assert.equal(isListed("http://[::1]:5000/", "[::1]:5000"), true);
  assert.equal(isListed("https://evil-registry.lab/", "registry.lab"), false);
});
