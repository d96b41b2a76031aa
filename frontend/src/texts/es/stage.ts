import type { Texts } from "../index";
import { aDigit, capitalADigit, decimal, digits, number } from "./formats";

export const stage: Texts["stage"] = {
  learning: (n) => `${number.format(n)} cifras: la red común aprende`,
  ring: "Las diez últimas",
  waits: "Empieza en un momento.",
  cost: (first, last) => `Coste ${decimal.format(first)} → ${decimal.format(last)}`,
  learned: (version) => `La versión ${version} ha aprendido`,
  refused: (version) => `La versión ${version} no se tomó`,
  kept: "La versión de antes sigue leyendo.",
  broken: "Algo se rompió mientras aprendía. La versión de antes sigue leyendo.",
  better: (before, after, n) =>
    `De tus ${digits(n)} más nuevas lee ${number.format(after)}; antes, ${number.format(before)}.`,
  same: (correct, n) => `Lee ${number.format(correct)} de tus ${digits(n)} más nuevas, igual que antes.`,
  again: (label) => `Escribe otra vez el ${label}`,
  goOn: "Seguir",
  writeAgain: (label) => `Escribe otra vez tu ${label}`,
};

export const ghost: Texts["ghost"] = {
  nowYou: "Ahora tú: escribe una cifra",
  words: "Una mano escribe, y la red va leyendo.",
};

export const proof: Texts["proof"] = {
  known: (label) => `Leído de nuevo: ${aDigit(label)}. Ese lo reconoceré.`,
  drawing: (label, before) =>
    `${capitalADigit(label)} tuyo: leído primero como ${aDigit(before)}, y ahora como ${aDigit(label)}`,
};
