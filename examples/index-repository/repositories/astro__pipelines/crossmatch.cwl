cwlVersion: v1.2
class: CommandLineTool
label: Cross-match catalogs
doc: Joins two catalogs of astronomical sources by their positions on the sky.
hints:
  DockerRequirement:
    dockerPull: ghcr.io/astro/crossmatch:latest
baseCommand: [crossmatch]
inputs:
  left: { type: File, inputBinding: { position: 1 } }
  right: { type: File, inputBinding: { position: 2 } }
  radius:
    type: float?
    default: 1.0
    inputBinding: { prefix: --radius }
outputs:
  matches:
    type: File
    outputBinding: { glob: matches.csv }
