import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  fallbackTag,
  type MadeImage,
  makeImage,
  makeIndex,
  makeReferrer,
  writeLayout,
} from "../test/parts/oci-images.ts";
import { type SigningIdentity, type SigstoreServices, startSigstore } from "../test/parts/sigstore.ts";

const INDEX = join(import.meta.dirname, "index-repository");
const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

/** One image of the example: who signs it, and what is special about it. */
interface Example {
  repository: string;
  tag: string;
  labels?: Record<string, string>;
  user?: string;
  toytiff?: string;
  python?: Record<string, string>;
  signer?: SigningIdentity;
}

const EXAMPLES: readonly Example[] = [
  {
    repository: "lab/segment",
    tag: "1.2.0",
    labels: {
      "org.opencontainers.image.title": "segment-nuclei",
      "org.opencontainers.image.version": "1.2.0",
      "org.opencontainers.image.source": "https://github.com/lab/plugins",
    },
    python: { numpy: "1.26.4", scikit_image: "0.22.0" },
    signer: { repository: "lab/plugins", ref: "refs/tags/v1.2.0" },
  },
  { repository: "lab/measure", tag: "0.4.1", toytiff: "1.4.2-1", python: { numpy: "1.26.4" } },
  { repository: "lab/workbench", tag: "3.1.0", user: "1000:1000", python: { jupyterlab: "4.1.0" } },
  { repository: "imaging/background", tag: "1.1.0", signer: { repository: "imaging/tools", ref: "refs/tags/v1.1.0" } },
  { repository: "imaging/stitch", tag: "2.0.0", signer: { repository: "stranger/fork", ref: "refs/tags/v2.0.0" } },
  { repository: "astro/photometry", tag: "1.0.3", signer: { repository: "astro/pipelines", ref: "refs/tags/v1.0.3" } },
  { repository: "astro/crossmatch", tag: "latest", user: "" },
  {
    repository: "neuro/brain-mask",
    tag: "0.9.2",
    labels: { "org.opencontainers.image.licenses": "MIT" },
    python: { nibabel: "5.2.0" },
  },
];

/** Makes the images of examples/index-repository as OCI layouts, signs some, and pins the root that they were signed under. */
async function main(): Promise<void> {
  const images = join(INDEX, "images");
  rmSync(images, { recursive: true, force: true });
  const sigstore = await startSigstore();
  try {
    mkdirSync(join(INDEX, "trust"), { recursive: true });
    const root = `${JSON.stringify(sigstore.trustedRootJson, undefined, 1)}\n`;
    writeFileSync(join(INDEX, "trust", "example.trusted_root.json"), root);
    for (const example of EXAMPLES) await writeExample(images, example, sigstore);
  } finally {
    await sigstore.stop();
  }
}

async function writeExample(folder: string, example: Example, sigstore: SigstoreServices): Promise<void> {
  const platforms = example.repository === "lab/segment" ? ["linux/amd64", "linux/arm64"] : ["linux/amd64"];
  const made = await Promise.all(platforms.map((platform) => makePlatform(example, platform)));
  const [first] = made;
  if (first === undefined) return;
  const image = made.length === 1 ? first : makeIndex(made);
  const tags: Record<string, MadeImage> = { [example.tag]: image };
  if (example.signer !== undefined) {
    const { digest } = image.descriptor;
    const bundle = await sigstore.signImage({ digest, statement: "signature", ...example.signer });
    const layers = [{ mediaType: BUNDLE, bytes: JSON.stringify(bundle) }];
    const referrer = makeReferrer(image.descriptor, { artifactType: BUNDLE, layers });
    tags[fallbackTag(digest)] = makeIndex([referrer]);
  }
  await writeLayout(join(folder, example.repository), tags);
}

function makePlatform(example: Example, platform: string): Promise<MadeImage> {
  const name = example.repository.split("/").at(-1) ?? "plugin";
  const system = {
    "etc/os-release": 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
    "etc/passwd": "root:x:0:0:root:/root:/bin/sh\nplugin:x:1000:1000::/home/plugin:/bin/sh\n",
    "var/lib/dpkg/status": dpkgStatus({ toylibc: "2.36-9", toytiff: example.toytiff ?? "1.4.2-3" }),
  };
  const program = {
    [`usr/local/bin/${name}`]: `#!/bin/sh\necho "${name} ${platform}"\n`,
    ...pythonPackages(example.python ?? {}),
  };
  return makeImage({
    platform,
    layers: [{ files: system }, { files: program }],
    config: {
      Labels: example.labels ?? {},
      Entrypoint: [`/usr/local/bin/${name}`],
      WorkingDir: "/work",
      Env: ["PATH=/usr/local/bin:/usr/bin:/bin"],
      ...(example.user === "" ? {} : { User: example.user ?? "1000" }),
    },
    created: "2026-01-01T00:00:00Z",
  });
}

/** A dpkg database of invented packages, in dpkg's form. */
function dpkgStatus(packages: Readonly<Record<string, string>>): string {
  const stanzas = Object.entries(packages).map(
    ([name, version]) =>
      `Package: ${name}\nStatus: install ok installed\nPriority: optional\nSection: libs\nArchitecture: amd64\nVersion: ${version}\nDescription: invented package of the example\n`,
  );
  return `${stanzas.join("\n")}\n`;
}

function pythonPackages(packages: Readonly<Record<string, string>>): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [name, version] of Object.entries(packages)) {
    const folder = `usr/local/lib/python3.11/site-packages/${name}-${version}.dist-info`;
    files[`${folder}/METADATA`] = `Metadata-Version: 2.1\nName: ${name.replaceAll("_", "-")}\nVersion: ${version}\n`;
  }
  return files;
}

await main();
