/** The words for the files that a network can be taken home as. */

export const takeHome = {
  heading: "Take it home",
  note: (version: number) => `Version ${version} as a file: it reads digits without this program.`,
  name: {
    html: "A page that reads",
    onnx: "ONNX",
    safetensors: "safetensors",
    zip: "All of it (ZIP)",
  },
  what: {
    html: "One HTML file: open it anywhere, also without the internet.",
    onnx: "For ONNX Runtime and most other programs.",
    safetensors: "For PyTorch and others: the bare numbers.",
    zip: "With its weights, its receipt, and what it was measured on.",
  },
  of: (version: number) => `Take it home: version ${version}`,
} as const;
