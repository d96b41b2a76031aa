/** Les mots de la page en français. */

import { aDigit, capitalADigit, digits, number, percentage, readOf, wholePercentage } from "./fr/formats";
import { gallery } from "./fr/gallery";
import { game } from "./fr/game";
import { hand } from "./fr/hand";
import { handOn } from "./fr/handOn";
import { history } from "./fr/history";
import { inside } from "./fr/inside";
import { severalDigits } from "./fr/severalDigits";
import { takeHome } from "./fr/takeHome";
import { ghost, proof, stage } from "./fr/stage";
import { wall } from "./fr/wall";
import type { Texts } from "./index";

const firstYes = (whoSees: string) =>
  `Un « oui » ou une correction garde le dessin, comment il a été fait, ce que tu as dit qu’il est, ce qui a été deviné, et quand ; un cookie avec un nombre au hasard le marque comme le tien ; ${whoSees}, et tout ce qui est à toi peut être repris à tout moment sur la page`;

export { learn } from "./fr/learn";
export { lesson } from "./fr/lesson";
export { specimen } from "./fr/specimen";

export const texts: Texts = {
  number: (value) => number.format(value),
  header: {
    name: "Ductus",
    tagline: "Un petit réseau de neurones lit tes chiffres et apprend ta main.",
    navigation: "Pages",
    views: {
      draw: "Dessin",
      hand: "Main",
      inside: "Dedans",
      history: "Suivi",
      gallery: "Galerie",
      learn: "Cours",
    },
    title: {
      draw: "Ductus : dessine un chiffre",
      hand: "Ta main · Ductus",
      inside: "Dans le réseau · Ductus",
      history: "Comment il a appris · Ductus",
      gallery: "Ce qui a été dessiné · Ductus",
      learn: "Comment ça marche · Ductus",
      game: "Soixante secondes · Ductus",
    },
    skip: "Aller à la page elle-même",
    loading: "Un instant…",
  },
  footer: {
    about: "Pour qui dessine",
    kept: "Ce qui est gardé de toi",
    questions: "Six questions et leurs réponses",
    label: "Pour qui s’en occupe",
    language: "Langue",
    theme: "Couleurs",
    themes: { system: "comme l’appareil", light: "clair", dark: "sombre" },
    admin: "Administration",
    api: "API",
  },
  write: {
    heading: "Tu écris",
    invitation: "Écris un chiffre ici",
    canvas: (nStrokes) =>
      nStrokes === 0
        ? "Feuille pour dessiner un chiffre, vide"
        : `Feuille pour dessiner un chiffre, ${nStrokes === 1 ? "1 trait" : `${nStrokes} traits`}`,
    photographed: "Feuille avec la photo d’un chiffre",
    wanted: (digit) => `Dessine-moi ${aDigit(digit)}`,
    wantedWhy: {
      weak: (digit) =>
        `Dessine-moi ${aDigit(digit)}, si tu veux : c’est le tien qu’il lit le plus mal, et dont il apprendrait le plus.`,
      scarce: (digit) =>
        `Dessine-moi ${aDigit(digit)}, si tu veux : c’est de toi ce qu’il a le moins vu, et dont il apprendrait le plus.`,
    },
    undo: "Annuler",
    redo: "Refaire",
    clear: "Vider",
    photo: "Photo",
    turnPhoto: "Tourner",
    photoHint: "Ou colle une image, ou dépose-la ici",
    dropHere: "Dépose l’image ici",
    photoFailures: {
      noInk:
        "Il n’y a pas d’encre sur la photo. Photographie le chiffre de plus près, foncé sur papier clair, ou dessine-le.",
      notAPicture: "Ce fichier n’a pas d’image que ce navigateur sache lire. Choisis un PNG ou un JPEG.",
      falsified:
        "Ce navigateur fausse ce qu’une page lit d’un canevas ; l’image n’a donc pas été prise. Dessine le chiffre, ou permets à cette page de lire les canevas, ou choisis un PNG d’au plus 1024 × 1024 points et 187 ko : il est envoyé tel quel.",
      tooLarge: "Cette image n’a pas pu être rendue assez petite. Coupe-la autour du chiffre, et réessaie.",
    },
  },
  steps: {
    heading: "Ce qu’il voit",
    none: "Dessine, et vois ici ce que devient ton encre.",
    good: "De ton encre à ce que reçoit le réseau. « Calé » : cisaillé jusqu’à ce que l’encre, dans l’ensemble, ne penche d’aucun côté.",
    captions: {
      grey: "encre",
      grains: "encre",
      ink: "coupé",
      narrowed: "serré",
      straightened: "calé",
      picture: "28×28",
    },
    alt: (caption) => `Le dessin, ${caption}`,
    hints: {
      full: "On ne peut pas envoyer plus de traits. Annules-en quelques-uns, ou vide la feuille.",
      too_small: "Le chiffre est assez petit : photographie-le de plus près, ou coupe l’image autour de lui.",
      cut_off: "Une partie dépasse du bord : garde tout le chiffre sur la feuille.",
      too_thin: "La ligne est très fine : un stylo plus large est lu plus sûrement.",
      several_digits: "On dirait plusieurs chiffres : laisse de la place entre eux.",
      ruled:
        "Des lignes du papier semblent le traverser : prends du papier blanc, ou coupe l’image autour du chiffre.",
    },
  },
  read: {
    heading: "Il lit",
    blank: "Encore rien. Dessine un chiffre de 0 à 9 : il est lu pendant que tu écris.",
    reading: "Il lit…",
    certain: (digit) => `${capitalADigit(digit)}. Aucun autre n’en approche.`,
    certainBut: (digit, second, confidence) =>
      `${capitalADigit(digit)}. Ensuite vient ${aDigit(second)}, à ${wholePercentage.format(confidence)}.`,
    several: (n) =>
      `On dirait ${digits(n)}. Laisse de la place entre eux, et ils sont lus comme un nombre ; ou dis ce que cela doit être.`,
    network: "Le réseau au travail",
    lookInside: "Le réseau au travail : regarde dedans",
    unsure: (digit, second) =>
      second === null
        ? `Pas sûr. Peut-être ${aDigit(digit)}.`
        : `Pas sûr. Peut-être ${aDigit(digit)}, ou ${aDigit(second)}.`,
    unusual: (digit) =>
      `Peut-être ${aDigit(digit)}. Les réponses sont nettes, mais quelque chose dans le dessin est inhabituel pour ${aDigit(digit)}.`,
    none: "Je n’y reconnais pas de chiffre. Réessaie, ou dis lequel ce doit être.",
    byOwnMemory: (network, own) =>
      network === null
        ? `Les réponses sont des deux mémoires ensemble : le réseau commun seul n’y reconnaît pas de chiffre ; ta propre mémoire lit ton ${own}, comme dans :`
        : `Les réponses sont des deux mémoires ensemble : le réseau commun seul lit ${aDigit(network)} ; ta propre mémoire lit ton ${own}, comme dans :`,
    ownDrawing: (label) => `${capitalADigit(label)} de toi`,
    outputs: "Ses dix réponses",
    outputsNote:
      "Dix réponses indépendantes, pas des probabilités : chacune dit combien le dessin ressemble à son chiffre, et leur somme n’a pas à faire 100 %.",
    outputsOfBoth:
      "Dix réponses, pas des probabilités. Ce que tu as dit de tes chiffres est une seconde mémoire, la tienne, qui corrige le réseau commun pour toi : les barres ont en elles ses corrections, et un trait fin dit où finirait le réseau seul.",
    whyTwoMemories: "Pourquoi il y a deux mémoires",
    percent: (confidence) => wholePercentage.format(confidence).padStart(5, "\u2007"),
    failures: {
      away: "Le serveur ne répond pas. Ton dessin reste ici et sera lu dès qu’il revient ; tu peux dès maintenant dire quel chiffre c’est.",
      throttled: (wait_s) =>
        `C’était rapide : le serveur demande une courte pause. Ton dessin est lu dans ${Math.ceil(wait_s)} s.`,
      unavailable: "Le serveur n’est pas prêt à l’instant. Ton dessin reste ici et sera relu dans un moment.",
    },
  },
  teach: {
    heading: "Il apprend",
    tryOne: "Pas de stylo ? Essaie l’un de ceux-ci :",
    sample: (digit) => `Écris ${aDigit(digit)} en exemple`,
    ofSample: "Celui-ci, c’est la page qui l’a écrit. Un « oui » le compte quand même parmi tes chiffres.",
    yes: (digit) => `Oui, c’est ${aDigit(digit)}`,
    yesWithoutGuess: "Oui, c’est juste",
    either: (digit) => `C’est ${aDigit(digit)}`,
    no: "Non ? Alors choisis ce que c’est :",
    neither: "Aucun des deux ? Alors choisis :",
    takeBack: (label) => `Reprendre le ${label}`,
    takingBack: "Reprise…",
    takenBack: (label) => `Le ${label} est repris, et il est de nouveau sur ta feuille.`,
    takenBackOnly: (label) => `Le ${label} est repris : désormais, rien n’en est appris.`,
    notTakenBack: (label) => `Le ${label} n’a pas pu être repris à l’instant. Essaie dans la galerie.`,
    choose: (digit) => `C’est ${aDigit(digit)}`,
    drawFirst: "Dessine d’abord un chiffre : il n’y a encore rien sur la feuille.",
    unanswerable: "Aucune réponse ne peut être prise ici : dessine à nouveau, ou prends une autre image.",
    noGuess: "Il n’y a pas encore de réponse à confirmer. Choisis toi-même le chiffre.",
    thanks: (label) => `Merci pour le ${label}.`,
    thanksInMemory: (label) =>
      `Merci pour le ${label}. Ce navigateur ne laisse pas la page le garder : laisse la page ouverte jusqu’à l’envoi.`,
    known: "Ta propre mémoire l’a maintenant.",
    remembered:
      "Ta propre mémoire l’a, mais ne parle pas encore : jusqu’ici, elle lirait mal davantage de ta main.",
    learnedNext: (nMissing) => `Le réseau commun l’apprend après ${number.format(nMissing)} de plus.`,
    missing: (nMissing) => `Le réseau commun apprend à nouveau après ${number.format(nMissing)} de plus.`,
    forTesting: "Le réseau commun est testé avec lui, et ne l’apprend pas.",
    tenth: (n) => `Cela fait ${number.format(n)} : le réseau commun apprend maintenant.`,
    tenthForTesting: (n) =>
      `Cela fait ${number.format(n)} : le réseau commun apprend maintenant, et il est testé avec celui-ci.`,
    paused: "Il est gardé pour plus tard : l’administration a mis en pause l’apprentissage du réseau commun.",
    held: "Il est retenu jusqu’à la décision de l’administration, et le réseau commun ne l’apprend pas.",
    beforeTheFirst: {
      everyone: firstYes("tout le monde ici peut voir le dessin"),
      own: firstYes("seuls toi et ceux qui s’occupent de ce programme peuvent le voir"),
      none: firstYes("seuls toi et ceux qui s’occupent de ce programme peuvent le voir"),
    },
    notTaken: (label, reason) => `Le ${label} n’a pas été accepté. ${reason}`,
    waiting: (n) =>
      `${digits(n)} ${n <= 1 ? "attend" : "attendent"} d’être ${n <= 1 ? "envoyé" : "envoyés"}.`,
    waitingWhy: {
      away: "Le serveur ne répond pas.",
      throttled: "Le serveur demande une courte pause.",
      unavailable: "Le serveur n’est pas prêt à l’instant.",
    },
    waitingKept: "Gardé dans ce navigateur, et renvoyé sans que tu aies rien à faire.",
    waitingInMemory:
      "Ce navigateur ne laisse pas la page garder ce qui attend : laisse la page ouverte jusqu’à l’envoi.",
    sendNow: "Envoyer maintenant",
    close: "Fermer",
    onSheetAgain: "Il est de nouveau sur ta feuille.",
    layOut: "Le mettre sur la feuille",
  },
  refusals: {
    blank_drawing: "Il n’y a pas d’encre dans le dessin. Dessine le chiffre d’un ou deux traits nets.",
    too_large: "Le dessin est plus grand que ce que prend le serveur. Vide la feuille et redessine-le.",
    idempotency_conflict: "Un autre chiffre a déjà été envoyé sous son nom. Redessine-le.",
    gone: "Il a été repris entre-temps.",
    invalid_request: "Le serveur n’a pas compris ce que cette page a envoyé. Recharge la page et redessine.",
    invalid_image:
      "Le serveur n’a pas pu lire cette image. Choisis un PNG ou un JPEG, ou dessine le chiffre.",
    not_found: "Ce n’est pas ici, ou ce n’est pas à toi de le voir.",
    unsupported_media_type: "Le serveur n’accepte pas ce type de fichier. Choisis un PNG ou un JPEG.",
    unknown_host: ({ host = "", setting = "" }) =>
      `Ce programme ne se connaît pas sous le nom ${host}. Qui le fait tourner peut ajouter ce nom au réglage ${setting}.`,
    cross_site: ({ origin = "", setting = "" }) =>
      `Pour le serveur, cette page semble venir d’un autre site, ${origin}. Qui le fait tourner peut l’ajouter au réglage ${setting}.`,
  },
  model: {
    seal: (version, nNew, retrainAt) =>
      `Version ${version} ; ${nNew} chiffres sur ${retrainAt} avant que le réseau réapprenne`,
    sealPaused: (version) => `Version ${version} ; l’apprentissage est en pause`,
    version: "version",
    reading: (version) => `La version ${version} lit`,
    nowReading: (version) => `La version ${version} lit maintenant`,
    readsAgain: (version) => `La version ${version} lit de nouveau.`,
    tryIt: (version) => `Le réseau a appris : la version ${version} lit maintenant. Essaie-la.`,
    counting: (nNew, retrainAt) => `${nNew} sur ${retrainAt} avant que le réseau réapprenne`,
    awaited: (retrainAt) => `${retrainAt} chiffres sont réunis : le réseau va apprendre.`,
    training: (progress) =>
      progress === null ? "Le réseau apprend…" : `Le réseau apprend : ${wholePercentage.format(progress)}`,
    paused:
      "L’administration a mis l’apprentissage en pause. Les nouveaux chiffres sont gardés pour plus tard.",
    trainingLabel: "Apprentissage",
    kept: (version) => `Les dix derniers n’ont pas été pris : la version ${version} continue de lire.`,
    loading: "On demande quelle version lit…",
    away: "Le serveur ne répond pas : ceci peut être dépassé.",
    awayAtFirst: (interval_s) =>
      `Le serveur ne répond pas. Cette page redemande ${interval_s === 1 ? "chaque seconde" : `toutes les ${number.format(interval_s)} secondes`}.`,
    accuracy: "À quel point il lit bien",
    reference: "chiffres de test, les mêmes pour chaque version",
    ofThem: "dont",
    mnist: "chiffres de test de MNIST, une collection connue",
    people: "chiffres de personnes, mis de côté pour le test",
    share: (fraction) => percentage.format(fraction),
    readOf,
    counts: (correct, count) => `${number.format(correct)} sur ${number.format(count)}`,
    notMeasured: "pas mesuré",
    notForThis: "pas mesuré pour cette version",
  },
  hand,
  stage,
  ghost,
  proof,
  handOn,
  game,
  severalDigits,
  takeHome,
  arrivals: {
    heading: "Vérifiés dernièrement",
    note: {
      everyone:
        "Par tout le monde ici ; dessous, ce qu’on a dit que c’est. Les soulignés attendent d’être appris.",
      own: "Par toi ; dessous, ce que tu as dit que c’est.",
    },
    none: "Encore rien : le tien sera le premier.",
    alt: (label) => capitalADigit(label),
    waits: (label) => `${capitalADigit(label)}, attend d’être appris`,
    elsewhere: (label) => `Quelqu’un d’autre vient de vérifier ${aDigit(label)}.`,
    others: (n, isAtLeast) =>
      `D’autres ont vérifié ${isAtLeast ? "au moins " : ""}${digits(n)} depuis que tu as ouvert cette page.`,
  },
  inside,
  history,
  gallery,
  wall,
  keys: {
    switch: "Raccourcis clavier",
    explanation: "Entrée : oui · 0–9 : c’est ce chiffre · Ctrl Z, Ctrl Y : annuler, refaire · Échap : vider",
  },
  failures: {
    away: "Le serveur ne répond pas. Réessaie dans un instant.",
    again: "Réessayer",
  },
  broken: {
    title: "La page a trébuché",
    body: "Quelque chose a mal tourné dans la page elle-même. Les chiffres que tu as confirmés sont en sûreté. Recharge la page pour continuer.",
    reload: "Recharger",
  },
};
