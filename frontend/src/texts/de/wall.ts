import type { Texts } from "../index";
import { aDigit, capitalADigit } from "./formats";

export const wall: Texts["wall"] = {
  title: "Die Wand · Ductus",
  heading: "Ductus",
  join: "Zeichne mit",
  code: (address) => `Die Adresse ${address} als QR-Code`,
  alone:
    "Nur dieser Rechner findet die Seite. Für eine Klasse starte sie so: „make run CLASS=1“ oder „ductus --class“.",
  versions: "Versionen",
  took: (version) => `Version ${version} hat übernommen`,
  kept: (version) => `Version ${version} wurde nicht genommen`,
  learning: "Es lernt …",
  paused: "Das Lernen ist angehalten",
  missing: (n) => (n === 1 ? "Noch 1 Ziffer, dann lernt das Netz" : `Noch ${n} Ziffern, dann lernt das Netz`),
  reads: (digit) => `Es liest ${aDigit(digit)}.`,
  hands: "Hände",
  hand: (n) => `Hand ${n}`,
  digit: (label) => capitalADigit(label),
  empty: "Wer eine Ziffer zeichnet und sagt, welche es ist, sieht sie hier.",
  hidden: "Zeichnungen werden hier nicht gezeigt. Sie zählen trotzdem.",
  frozen: "Die Wand steht still",
  loading: "Einen Moment …",
  away: "Der Server antwortet nicht. Sobald er es tut, geht es weiter.",
};
