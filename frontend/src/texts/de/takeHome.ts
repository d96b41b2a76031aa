import type { Texts } from "../index";

export const takeHome: Texts["takeHome"] = {
  heading: "Nimm es mit",
  note: (version) => `Version ${version} als Datei: Sie liest Ziffern auch ohne dieses Programm.`,
  name: {
    html: "Eine Seite, die liest",
    onnx: "ONNX",
    safetensors: "safetensors",
    zip: "Alles zusammen (ZIP)",
  },
  what: {
    html: "Eine HTML-Datei: Öffne sie, wo du willst, auch ohne Internet.",
    onnx: "Für ONNX Runtime und die meisten anderen Programme.",
    safetensors: "Für PyTorch und andere: die bloßen Zahlen.",
    zip: "Mit den Gewichten, dem Beleg, und woran es gemessen wurde.",
  },
  of: (version) => `Nimm es mit: Version ${version}`,
};
