import type { Texts } from "../index";
import { aDigit, digits, moment, number } from "./formats";

export const history: Texts["history"] = {
  heading: "Comment il a appris",
  introduction:
    "Dix chiffres vérifiés font une version. Elle prend le relais si elle lit au plus un demi-point de chiffres de test de moins que la meilleure version jusqu’ici, et si elle ne lit pas moins bien que la version d’avant les chiffres de personnes mis de côté, autant que le hasard permet d’en juger. Une version peut donc être un peu moins bonne que celle d’avant ; elle ne peut pas le devenir beaucoup, pas à pas.",
  chart: "Ce que chaque version lit des mêmes chiffres de test ; la liste des versions a les mêmes nombres",
  peopleChart: "Ce que chaque version lit des chiffres de personnes mis de côté pour le test",
  reference: "chiffres de test, les mêmes pour chaque version",
  whisker: "intervalle à 95 % : par le seul hasard, une version pourrait être n’importe où dedans",
  point: (version, correct, count) =>
    `Version ${version} : ${number.format(correct)} sur ${number.format(count)}`,
  fewPeople: (correct, count) =>
    count === 0
      ? "Aucun n’est encore mis de côté : c’est un chiffre sur dix, au hasard."
      : `La version qui lit maintenant en lit ${number.format(correct)} sur ${number.format(count)}. C’est trop peu pour un pourcentage ; à partir de 30, ils sont dessinés ici.`,
  confusion: "Ce qu’il prend pour quoi",
  matrix: (correct, count) =>
    `Les ${digits(count)} les plus récents, comme les lit la version actuelle : ${number.format(correct)} correctement. Une ligne est ce qui a été dessiné, une colonne ce qu’il lit.`,
  drawn: "Dessiné",
  readAs: "Lu comme",
  cell: (n, label, guess) =>
    label === guess ? `${n} × ${label}, lu correctement` : `${n} × ${label}, lu comme ${guess}`,
  openCell: "Choisis une case pour voir les dessins derrière.",
  drawing: (label, guess) => `${aDigit(label)}, lu comme ${aDigit(guess)}`,
  noDigits: "Personne n’a encore vérifié de chiffre. Les premiers seront comptés ici.",
  versions: "Versions",
  reading: "Lit maintenant",
  status: {
    queued: "Attend",
    training: "Apprend",
    promoted: "Prise",
    rejected: "Refusée",
    failed: "Échouée",
  },
  undone: "Retirée",
  kind: {
    base: "livrée ainsi",
    ten: "de dix chiffres",
    manual: "à la main",
    imported: "importée",
  },
  servedSince: (since) => `lit depuis le ${moment.format(since)}`,
  finished: (at) => `finie le ${moment.format(at)}`,
  queued: (at) => `en attente depuis le ${moment.format(at)}`,
  more: "Versions plus anciennes",
};
