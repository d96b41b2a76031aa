import type { Texts } from "../index";
import { aDigit, capitalADigit, decimal, digits, number } from "./formats";

export const stage: Texts["stage"] = {
  learning: (n) => `${number.format(n)} chiffres : le réseau commun apprend`,
  ring: "Les dix derniers",
  waits: "Cela commence dans un instant.",
  cost: (first, last) => `Coût ${decimal.format(first)} → ${decimal.format(last)}`,
  learned: (version) => `La version ${version} a appris`,
  refused: (version) => `La version ${version} n’a pas été prise`,
  kept: "La version d’avant continue de lire.",
  broken: "Quelque chose s’est cassé pendant l’apprentissage. La version d’avant continue de lire.",
  better: (before, after, n) =>
    `De tes ${digits(n)} les plus récents, elle en lit ${number.format(after)} ; avant, ${number.format(before)}.`,
  same: (correct, n) =>
    `Elle lit ${number.format(correct)} de tes ${digits(n)} les plus récents, autant qu’avant.`,
  again: (label) => `Écris encore le ${label}`,
  goOn: "Continuer",
  writeAgain: (label) => `Écris encore ton ${label}`,
};

export const ghost: Texts["ghost"] = {
  nowYou: "À toi : écris un chiffre",
  words: "Une main écrit, et le réseau lit avec elle.",
};

export const proof: Texts["proof"] = {
  known: (label) => `Relu : ${aDigit(label)}. Celui-là, je le reconnaîtrai.`,
  drawing: (label, before) =>
    `${capitalADigit(label)} de toi : lu d’abord comme ${aDigit(before)}, et maintenant comme ${aDigit(label)}`,
};
