import type { Texts } from "../index";

export const severalDigits: Texts["severalDigits"] = {
  boxes: "Die Ziffern der Zahl",
  mark: (place, n, label) => `Ziffer ${place} von ${n}, ${label}: berichtigen`,
  read: (number) => `${number}. Ist eine Ziffer falsch? Tippe auf ihren Kasten, und sag, was sie ist.`,
  unsure: (number) =>
    `Vielleicht ${number}. Unsicher sind die gestrichelten Kästen: Tippe auf einen, und sag, was er zeigt.`,
  yes: (number) => `Ja, es ist ${number}`,
  no: "Nein? Tippe auf den Kasten der falschen Ziffer:",
  correct: (place, n) => `Ziffer ${place} von ${n}: Wähle, was sie ist.`,
  seen: "Jede Ziffer einer Zahl wird ausgeschnitten und einzeln gesehen.",
  shown: (place, n, label) =>
    `Hier gezeigt: Ziffer ${place} von ${n}, die ${label}. Tippe auf den Kasten einer anderen, um die zu sehen.`,
};
