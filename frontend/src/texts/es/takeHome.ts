import type { Texts } from "../index";

export const takeHome: Texts["takeHome"] = {
  heading: "Llévatela",
  note: (version) => `La versión ${version} como archivo: lee cifras sin este programa.`,
  name: {
    html: "Una página que lee",
    onnx: "ONNX",
    safetensors: "safetensors",
    zip: "Todo junto (ZIP)",
  },
  what: {
    html: "Un solo archivo HTML: ábrelo donde quieras, también sin internet.",
    onnx: "Para ONNX Runtime y la mayoría de los demás programas.",
    safetensors: "Para PyTorch y otros: solo los números.",
    zip: "Con sus pesos, su recibo y con qué se midió.",
  },
  of: (version) => `Llévatela: versión ${version}`,
};
