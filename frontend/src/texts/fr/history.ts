import type { Figure } from "../history";
import type { Texts } from "../index";
import { aDigit, digits, moment, number } from "./formats";

const of = (n: Figure, part: string, whole: string) =>
  `${number.format(n(part))} sur ${number.format(n(whole))}`;
const testDigits = (n: Figure) =>
  `Elle lit ${of(n, "correct", "count")} chiffres de test ; elle devrait en lire au moins ${number.format(n("wanted"))}.`;
const ofPeople = (n: Figure) => {
  if (n("unseen") === 0) return "Aucun chiffre de personne n’était mis de côté pour la tester.";
  const all = `Sur ${digits(n("unseen"))} de personnes qu’on ne lui a pas ${n("unseen") === 1 ? "montré" : "montrés"}`;
  return n("won") === 0 && n("lost") === 0
    ? `${all}, elle en lit autant que la version précédente, et les mêmes.`
    : `${all}, elle en lit ${number.format(n("won"))} que la version précédente lisait mal, et en lit mal ${number.format(n("lost"))} qu’elle lisait.`;
};

export const history: Texts["history"] = {
  heading: "Comment il a appris",
  introduction:
    "Dix chiffres vérifiés font une version. Elle prend le relais si elle lit au plus un demi-point de chiffres de test de moins que la meilleure version jusqu’ici, d’aucun chiffre beaucoup moins, et si elle ne lit pas moins bien que la version d’avant les chiffres de personnes mis de côté, autant que le hasard permet d’en juger. Une version peut donc être un peu moins bonne que celle d’avant ; elle ne peut pas le devenir beaucoup, pas à pas. Une dizaine qui contredit surtout le réseau attend une personne.",
  chart: "Ce que chaque version lit des mêmes chiffres de test ; la liste des versions a les mêmes nombres",
  peopleHeading: "Comment il lit les chiffres de personnes",
  peopleNote: "Un chiffre sur dix est mis de côté pour le test, au hasard, et jamais appris.",
  peopleChart: "Ce que chaque version lit des chiffres de personnes mis de côté pour le test",
  reference: "chiffres de test, les mêmes pour chaque version",
  whisker: "intervalle à 95 % : par le seul hasard, une version pourrait être n’importe où dedans",
  point: (version, correct, count) =>
    `Version ${version} : ${number.format(correct)} sur ${number.format(count)}`,
  fewPeople: (correct, count) =>
    count === 0
      ? "La version qui lit maintenant n’a encore été mesurée sur aucun."
      : `La version qui lit maintenant en lit ${number.format(correct)} sur ${number.format(count)}. C’est trop peu pour un pourcentage ; à partir de 30, ils sont dessinés ici.`,
  confusion: "Ce qu’il prend pour quoi",
  matrix: (correct, count) =>
    `Les ${digits(count)} les plus récents, comme les lit la version actuelle : ${number.format(correct)} correctement. Une ligne est ce qui a été dessiné, une colonne ce qu’il lit.`,
  drawn: "Dessiné",
  readAs: "Lu comme",
  cell: (n, label, guess) =>
    label === guess ? `${n} × ${label}, lu correctement` : `${n} × ${label}, lu comme ${guess}`,
  openCell: "Choisis une case pour voir les dessins derrière.",
  drawingsShown: (n) =>
    n === 0
      ? "Aucun de leurs dessins n’est montré ici."
      : n === 1
        ? "1 de leurs dessins est montré ici."
        : `${number.format(n)} de leurs dessins sont montrés ici.`,
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
  broughtBack:
    "Une plus récente ne lit plus : l’administration en a décidé ainsi, ou quelqu’un a demandé à être oublié.",
  kind: {
    base: "livrée ainsi",
    ten: "de dix chiffres",
    manual: "à la main",
    imported: "importée",
  },
  why: {
    accepted: (n) => `${testDigits(n)} ${ofPeople(n)}`,
    forgot: testDigits,
    forgot_digit: (n) =>
      `${testDigits(n)} Parmi eux, elle lit ${of(n, "digit_correct", "digit_count")} des ${n("digit")} ; elle devrait en lire au moins ${number.format(n("digit_wanted"))}.`,
    worse_for_people: (n) => `${testDigits(n)} ${ofPeople(n)} C’est pire que ce que le hasard explique.`,
    contradicted: (n) =>
      `Sur ses ${digits(n("new"))}, le réseau était presque sûr que ${number.format(n("contradicted"))} en sont d’autres. Au-delà de ${number.format(n("most"))}, la version est refusée, et l’administration décide de ces chiffres.`,
    not_finite: () => "Ses nombres se sont emballés : certains sont infinis, ou ne sont pas des nombres.",
    weight_too_large: (n) =>
      `L’un de ses poids vaut ${number.format(n("largest"))} ; plus de ${number.format(n("most"))}, ce n’est pas sain.`,
    not_storable: () => "Elle ne peut pas être enregistrée sans dommage.",
    shipped: () => "Elle est venue avec le programme.",
    new_base: () => "Elle réapprend les chiffres enregistrés, à partir d’un nouveau début.",
    hand_taken_back: () => "Quelqu’un a repris tous ses chiffres ; elle réapprend sans eux.",
  },
  servedSince: (since) => `lit depuis le ${moment.format(since)}`,
  finished: (at) => `finie le ${moment.format(at)}`,
  queued: (at) => `en attente depuis le ${moment.format(at)}`,
  more: "Versions plus anciennes",
};
