import type { Texts } from "../index";

export const takeHome: Texts["takeHome"] = {
  heading: "Emporte-le",
  note: (version) => `La version ${version} en fichier : elle lit des chiffres sans ce programme.`,
  name: {
    html: "Une page qui lit",
    onnx: "ONNX",
    safetensors: "safetensors",
    zip: "Tout ensemble (ZIP)",
  },
  what: {
    html: "Un seul fichier HTML : ouvre-le partout, même sans internet.",
    onnx: "Pour ONNX Runtime et la plupart des autres programmes.",
    safetensors: "Pour PyTorch et d’autres : les nombres seuls.",
    zip: "Avec ses poids, son reçu, et sur quoi il a été mesuré.",
  },
  of: (version) => `Emporte-le: version ${version}`,
};
