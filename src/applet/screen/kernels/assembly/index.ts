// The kernels, each a function over addresses in the memory that its caller brings and lays out.
export { COLOUR_TABLE_BYTES, countColours, indexColours, listColours } from './colours'
export { boundDifferences, markDiffering } from './differ'
export { findScroll, scrollBytes } from './find-scroll'
export { hashRows, WEIGHT_BYTES } from './hash-rows'
export { copyRows } from './move'
export { packIndices } from './pack-indices'
export { planes, planesBytes } from './planes'
export { shrinkToHalf, shrinkToQuarter } from './shrink'
