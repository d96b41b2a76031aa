import type { Texts } from "../index";
import { aDigit, decimal, number, percentage, signed, signedDecimal, wholePercentage } from "./formats";

const neurons = (n: number) => (n <= 1 ? `${n} neurone` : `${number.format(n)} neurones`);

export const inside: Texts["inside"] = {
  heading: "Dans le réseau",
  introduction:
    "Dessine, et regarde-le penser. Ton dessin devient 28 × 28 points ; trente neurones cachés les regardent tous, chacun y cherche une forme à lui ; dix sorties écoutent les trente, et la plus forte est la réponse.",
  layers: ["28 × 28 points", "30 neurones", "10 sorties"],
  figure: (best) =>
    best === null
      ? "Le réseau : 28 × 28 points, trente neurones cachés, dix sorties"
      : `Le réseau : 28 × 28 points, trente neurones cachés éclairés par le dessin, dix sorties ; celle du ${best} est la plus grande`,
  hidden: "Les trente neurones cachés",
  units: "Les neurones cachés",
  outputs: "Sorties",
  choose: "La sortie à regarder",
  unit: (unit) => `Neurone ${unit}`,
  unitLit: (unit, lit, part, digit) =>
    `Neurone ${unit} : éclairé à ${wholePercentage.format(lit)}, dit ${signed.format(part)} pour le ${digit}`,
  unitOff: (unit) => `Neurone ${unit} : éteint`,
  off: "éteint",
  part: (part) => signed.format(part),
  output: (digit, output) =>
    output === null ? `Sortie ${digit}` : `Sortie ${digit} : ${wholePercentage.format(output)}`,
  sum: (digit, sum) =>
    `Pour ${aDigit(digit)} : le biais ${signed.format(sum.bias)}, tout ce qui parle pour lui ${signed.format(sum.for)}, tout ce qui parle contre ${signed.format(sum.against)}. Ensemble ${signed.format(sum.total)}, dont la sigmoïde fait ${percentage.format(sum.output)}.`,
  drawFirst: "Dessine un chiffre, et il s’éclaire.",
  reads: (guess, shown, nOff, how) => {
    if (nOff > 0) return `Sans ${neurons(nOff)}, il lit ${aDigit(guess)}.`;
    if (guess !== shown) return `Il lit ${aDigit(guess)} ; avec ta propre mémoire, c’est ${aDigit(shown)}.`;
    if (how === "unusual")
      return `Peut-être ${aDigit(guess)} ; quelque chose dans le dessin est inhabituel pour cela.`;
    return how === "certain" ? `Il lit ${aDigit(guess)}.` : `Il n’est pas sûr ; peut-être ${aDigit(guess)}.`;
  },
  show: "Montrer",
  looks: {
    patterns: "ce que cherche chaque neurone",
    weights: "les poids eux-mêmes",
    since: (version) => `ce qui a changé depuis la version ${version}`,
  },
  notes: {
    patterns:
      "En bleu, où l’encre va avec un neurone éclairé ; en rouge, où elle va avec un neurone sombre, sur 2 000 chiffres inventés. Plus une image est claire, plus ton dessin l’éclaire.",
    weights:
      "Les nombres eux-mêmes : le bleu est un poids positif, le rouge un négatif. Ils ressemblent à du bruit, et en sont en grande partie : à certains endroits les chiffres n’ont jamais d’encre, les poids n’y ont donc jamais été corrigés, et des points voisins ont presque toujours de l’encre ensemble, si bien que seule la somme de leurs poids compte.",
    since: (version) =>
      `Ce qui a été appris depuis la version ${version} : en bleu, où un poids a grandi ; en rouge, où il a diminué, à une échelle à part.`,
  },
  legends: {
    patterns:
      "Bleu : avec de l’encre ici, le neurone s’éclaire. Rouge : avec de l’encre ici, il est sombre. Blanc : ton dessin.",
    weights: "Bleu : un poids positif. Rouge : un négatif. Blanc : ton dessin.",
    since: (version) =>
      `Bleu : ce poids a grandi depuis la version ${version}. Rouge : il a diminué. Blanc : ton dessin.`,
  },
  note: (digit) =>
    `La barre dit combien un neurone est éclairé ; le nombre, ce qu’il ajoute pour le ${digit} : combien il est éclairé, fois son poids. Choisis une autre sortie pour voir ce qui parle pour elle.`,
  which: (digit, isChosen) =>
    isChosen
      ? "Un des trente : celui que tu as choisi."
      : `Un des trente : celui qui en dit le plus sur le ${digit} en ce moment. Appuie sur un autre pour le voir ici.`,
  looksFor: "Ce qu’il cherche",
  litBy: "Combien de cela a ton dessin",
  litNow: (lit) => `Ton dessin l’éclaire à ${wholePercentage.format(lit)}.`,
  switchOff: "Éteindre ce neurone",
  lights: "Ce qui l’éclaire le plus",
  drawings: "Parmi les dessins des gens",
  madeUp: (label) => `${aDigit(label)}, inventé`,
  says: "Ce qu’il dit aux dix sorties",
  saysNote:
    "Quand il est tout éclairé : le bleu parle pour un chiffre, le rouge contre. À moitié éclairé, il en dit la moitié.",
  breakIt: {
    heading: "Casse-le",
    note: "Aucun neurone n’est le 7, et aucun ne sert à lui seul : chacun aide pour plusieurs chiffres. Éteins-en quelques-uns : le réseau lit encore, le plus souvent moins de chiffres à mesure qu’il en manque, parfois pourtant un chiffre en particulier mieux qu’avant.",
    some: (n) => `En éteindre ${n} au hasard`,
    allOn: "Tout rallumer",
    reads: (nOff, n, count) =>
      `${nOff === 0 ? "Avec tous les neurones" : `Sans ${neurons(nOff)}`}, il lit ${number.format(n)} chiffres de test inventés sur ${number.format(count)}.`,
    perDigit: "Chiffres de test encore lus, chiffre par chiffre",
    ofDigit: (digit, n, count) => `${digit} : ${n} sur ${count}`,
  },
  follow: {
    heading: "Un nombre, suivi jusqu’au bout",
    drawFirst: "Dessine un chiffre, et suis un de ses nombres, d’un point jusqu’à la réponse.",
    where: (row, column) => `Ton dessin ; le point de la ligne ${row}, colonne ${column} est marqué`,
    another: "Un autre point",
    ink: (row, column, ink) =>
      `Le point de la ligne ${row}, colonne ${column} a ${decimal.format(ink)} d’encre (0, aucune ; 1, plein).`,
    product: (ink, weight, unit) =>
      `Le neurone ${unit} lui donne le poids ${signedDecimal.format(weight)} : ${decimal.format(ink)} × ${signedDecimal.format(weight)} = ${signedDecimal.format(ink * weight)}.`,
    inputs: (sum, bias) =>
      `Les 784 points ensemble disent ${signedDecimal.format(sum)} ; avec le biais du neurone ${signedDecimal.format(bias)}, cela fait ${signedDecimal.format(sum + bias)}.`,
    lit: (z, lit, unit) =>
      `La sigmoïde serre ${signedDecimal.format(z)} entre 0 et 1 : le neurone ${unit} est éclairé à ${decimal.format(lit)}.`,
    off: (z, lit, unit) =>
      `La sigmoïde ramène ${signedDecimal.format(z)} à ${decimal.format(lit)}, mais le neurone ${unit} est éteint : 0.`,
    says: (lit, weight, digit) =>
      `La sortie ${digit} donne au neurone le poids ${signedDecimal.format(weight)} : ${decimal.format(lit)} × ${signedDecimal.format(weight)} = ${signedDecimal.format(lit * weight)}.`,
    outputs: (inFavour, against, bias, total) =>
      `Trente nombres pareils : ${signedDecimal.format(inFavour)} pour, ${signedDecimal.format(against)} contre, le biais ${signedDecimal.format(bias)}. Ensemble ${signedDecimal.format(total)}.`,
    output: (total, output, digit) =>
      `Encore la sigmoïde : ${signedDecimal.format(total)} devient ${decimal.format(output)}. C’est avec cette force que le réseau dit « ${digit} ».`,
  },
  loading: "Les poids arrivent…",
  away: "Le serveur ne répond pas. Cette page redemande d’elle-même.",
  gone: "Les poids de cette version ne sont plus gardés. Choisis-en une autre.",
};
