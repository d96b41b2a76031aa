import type { Texts } from "../index";
import { aDigit, capitalADigit, digits, number } from "./formats";

export const game: Texts["game"] = {
  heading: "Soixante secondes",
  link: "Un jeu de soixante secondes",
  introduction:
    "Dix chiffres sont demandés, chacun une fois. Écris-le, appuie sur Fini, et passe au suivant. Ce qui compte, c’est ce que lit le réseau commun, avec ta propre mémoire, quand tu appuies sur Fini. Rien n’est appris pendant ce temps, et rien n’est gardé, sauf si tu le dis à la fin.",
  best: (nRead, seconds) =>
    `Ton meilleur jusqu’ici : ${number.format(nRead)} sur 10 en ${number.format(seconds)} s. Seul ce navigateur le sait.`,
  noBest: "Tu n’as pas encore de meilleur.",
  start: "Commencer",
  again: "Rejouer",
  stop: "Arrêter",
  write: (digit) => `Écris ${aDigit(digit)}`,
  left: (seconds) => `encore ${number.format(seconds)} s`,
  nth: (n, count) => `${number.format(n)} sur ${number.format(count)}`,
  done: "Fini",
  sample: "Écris-moi un exemple",
  sampleNote: "Pour qui n’a pas de stylo ; un jeu avec des exemples n’est jamais ton meilleur.",
  soFar: "Lus jusqu’ici",
  over: (nRead, count) =>
    count === 0
      ? "Le temps est écoulé, et rien n’a été dessiné."
      : `${number.format(nRead)} de tes ${digits(count)} lus du premier coup.`,
  inTime: (seconds) => `Cela a pris ${number.format(seconds)} s.`,
  isBest: "C’est ton meilleur.",
  notFair:
    "Cela ne compte pas comme ton meilleur : il y avait un exemple, ou le serveur n’a pas répondu pour un dessin.",
  drawing: (label) => `${capitalADigit(label)} de toi`,
  reading: "en lecture",
  right: "lu",
  wrong: (digit) => (digit === null ? "lu comme aucun chiffre" : `lu comme ${aDigit(digit)}`),
  unread: "le serveur n’a pas répondu",
  keepHeading: "Doit-il en apprendre ?",
  keepNote:
    "Jusqu’ici aucun de ces dessins n’est gardé. Si tu les gardes, ils deviennent des chiffres vérifiés comme tous les autres : gardés, et appris. Décoche celui qui n’est pas ce qui était demandé.",
  keep: (n) => (n === 1 ? "Garder ce chiffre" : `Garder ces ${digits(n)}`),
  kept: (n) => `Gardé : ${digits(n)}. Merci.`,
  tick: (label) => `C’est ${aDigit(label)}`,
  sampled: "un exemple : il ne peut pas être gardé",
};
