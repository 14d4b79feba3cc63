cwlVersion: v1.2
class: CommandLineTool
label: Aperture photometry
doc: Measures the brightness of stars in calibrated FITS images by aperture photometry.
$namespaces:
  edam: http://edamontology.org/
  s: https://schema.org/
s:license: https://spdx.org/licenses/BSD-3-Clause
s:softwareVersion: 1.0.3
requirements:
  DockerRequirement:
    dockerPull: ghcr.io/astro/photometry:1.0.3
  ResourceRequirement:
    coresMin: 2
    ramMin: 4096
baseCommand: [photometry]
inputs:
  image:
    type: File
    label: Calibrated image
    inputBinding: { prefix: --image }
  aperture:
    type: float
    label: Aperture radius in pixels
    default: 4.5
    inputBinding: { prefix: --aperture }
outputs:
  catalog:
    type: File
    label: Table of stars
    outputBinding: { glob: "*.csv" }
