import type { Texts } from "../index";
import { aDigit, capitalADigit, decimal, digits, number } from "./formats";

export const stage: Texts["stage"] = {
  learning: (n) => `${number.format(n)} Ziffern: Das gemeinsame Netz lernt`,
  ring: "Die neuesten zehn",
  waits: "Gleich geht es los.",
  cost: (first, last) => `Kosten ${decimal.format(first)} → ${decimal.format(last)}`,
  learned: (version) => `Version ${version} hat gelernt`,
  refused: (version) => `Version ${version} wurde nicht übernommen`,
  kept: "Die Version davor liest weiter.",
  broken: "Beim Lernen ging etwas kaputt. Die Version davor liest weiter.",
  better: (before, after, n) =>
    `Von deinen neuesten ${digits(n)} liest sie ${number.format(after)}; vorher waren es ${number.format(before)}.`,
  same: (correct, n) =>
    `Sie liest ${number.format(correct)} von deinen neuesten ${digits(n)}, so viele wie vorher.`,
  again: (label) => `Schreib die ${label} noch einmal`,
  goOn: "Weiter",
  writeAgain: (label) => `Schreib deine ${label} noch einmal`,
};

export const ghost: Texts["ghost"] = {
  nowYou: "Jetzt du: Schreib eine Ziffer",
  words: "Eine Hand schreibt, und das Netz liest mit.",
};

export const proof: Texts["proof"] = {
  known: (label) => `Neu gelesen: ${aDigit(label)}. Die erkenne ich wieder.`,
  drawing: (label, before) =>
    `${capitalADigit(label)} von dir: zuerst als ${aDigit(before)} gelesen, jetzt als ${aDigit(label)}`,
};
