import { mostCounted } from "../hand";
import type { Texts } from "../index";
import { aDigit, capitalADigit, digits, list, number, percentage } from "./formats";

const newest = (count: number) => (count < mostCounted ? digits(count) : `${digits(count)} les plus récents`);

export const hand: Texts["hand"] = {
  heading: "Ta main",
  none: "Vérifie quelques chiffres, et vois ici à quel point il lit ta main, et ce qu’il apprend de toi.",
  firstSight: (ofHand, ofNetwork, count) =>
    ofHand === ofNetwork
      ? `${number.format(ofHand)} de tes ${newest(count)} lus du premier coup`
      : `${number.format(ofHand)} de tes ${newest(count)} lus du premier coup ; par le réseau commun seul, ${number.format(ofNetwork)}`,
  more: "Plus sur ta main",
  chart: "Tes chiffres que le réseau commun a lus du premier coup, par version",
  ofVersion: (version, correct, count) =>
    `Version ${version} : ${number.format(correct)} sur ${number.format(count)}`,
  learned: (version) => `Ce que la version ${version} a appris`,
  better: (before, after, count) =>
    `De tes ${digits(count)} les plus récents, elle en lit ${number.format(after)} ; avant, ${number.format(before)} étaient lus.`,
  changed: (label, before, after) =>
    `${capitalADigit(label)} de toi : lu avant comme ${aDigit(before)}, maintenant comme ${aDigit(after)}`,
  andMore: (n) => `et encore ${number.format(n)}`,

  news: {
    promoted: (version, gained) =>
      gained.length === 0
        ? `Le réseau commun a appris : la version ${version} lit maintenant. Essaie-la.`
        : `Le réseau commun a appris : la version ${version} lit maintenant, et elle lit aussi tes ${list.format(gained.map(String))}. Essaie-la.`,
    kept: (version) =>
      `Le réseau commun n’a pas pris les dix derniers : la version ${version} continue de lire.`,
    returned: (version, undone) =>
      `Les gens étaient moins bien lus : la version ${undone} a été retirée, et la version ${version} lit de nouveau.`,
    setAside: (n) =>
      n === 1
        ? "1 chiffre de toi est retenu jusqu’à la décision de l’administration."
        : `${digits(n)} de toi sont retenus jusqu’à la décision de l’administration.`,
    contradicted: (taken, nMore) => {
      const named = taken.map(({ label, readAs, n }) =>
        n === 1 ? `ce ${label} pour ${aDigit(readAs)}` : `ces ${label} pour des ${readAs}`,
      );
      const more = `${digits(nMore)} de plus pour autre chose que ce que tu as dit`;
      return `Le réseau commun prend ${list.format(nMore === 0 ? named : [...named, more])}.`;
    },
    ownReads: (labels) =>
      labels.length === 1
        ? `Ta propre mémoire continue de les lire comme des ${String(labels[0])}, pour toi.`
        : `Ta propre mémoire continue de lire tes ${list.format(labels.map(String))}, pour toi.`,
  },
  why: {
    contradicted: (label, readAs, n) =>
      n === 1
        ? `Pour le réseau commun, ce ${label} est ${aDigit(readAs)}.`
        : `Pour le réseau commun, ces ${label} sont des ${readAs}.`,
    repeated: () => "Le même dessin a déjà été envoyé.",
    disputed: () => "Le même dessin a été envoyé comme des chiffres différents.",
    flooded: () => "La plupart de ce qui est venu de toi dernièrement sortait de l’ordinaire.",
    administrator: () => "L’administration le retient.",
  },

  page: {
    introduction:
      "Deux mémoires te lisent. Le réseau commun apprend lentement, dix chiffres à la fois, et seulement ce qui le laisse à peu près aussi bon pour les autres. Ta propre mémoire sait aussitôt ce que tu as vérifié, et ne parle que pour toi. Seuls tes dessins sont gardés ; la mémoire en est calculée chaque fois que tu dessines, et finit donc avec eux.",
    loading: "On demande comment ta main est lue…",
    none: "Il n’y a encore rien ici. Dessine un chiffre et dis lequel c’est : à partir de là, cette page dit comment ta main est lue.",
    allTakenBack:
      "Tu as repris tous tes chiffres. Ils sont gardés jusqu’à ce que tu fasses oublier ta main, plus bas.",
    draw: "Dessiner un chiffre",
    firstSight: "Lus du premier coup",
    firstSightNote: (count) =>
      `De tes ${digits(count)} les plus récents, chacun comme il a été lu à son arrivée, avant que rien n’en soit appris.`,
    network: "Le réseau commun seul",
    withMemory: "Avec ta propre mémoire",
    share: (correct, count) => (count === 0 ? "–" : percentage.format(correct / count)),
    counts: (correct, count) => `${number.format(correct)} sur ${number.format(count)}`,
    interval: (low, high) =>
      `entre ${percentage.format(low)} et ${percentage.format(high)}, avec 95 % de confiance`,
    memory: (n, speaks) => {
      if (n === 0) return "Ta propre mémoire est vide.";
      return speaks
        ? `Ta propre mémoire a tes ${digits(n)} les plus récents, et elle parle.`
        : `Ta propre mémoire a tes ${digits(n)} les plus récents. Elle ne parle pas : jusqu’ici, elle lirait mal davantage de ta main.`;
    },
    byDigit: "Chiffre par chiffre",
    byDigitNote: "À droite, qui lit aujourd’hui tes plus récents.",
    digit: "Chiffre",
    drawn: "Dessinés",
    alone: "Seul",
    together: "Avec mémoire",
    now: "Aujourd’hui",
    nowWords: {
      everybody: "le réseau commun",
      own: "seulement ta propre mémoire",
      neither: "encore aucun des deux",
    },
    never: "pas dessiné",
    notLately: "pas récemment",
    tooFew: "un seul, c’est trop peu pour le dire",
    overTime: "Avec le temps",
    overTimeNote:
      "La part mal lue du premier coup : à gauche par le réseau commun seul, à droite avec ta propre mémoire. Moins, c’est mieux.",
    misread: (share) => percentage.format(share),
    span: (first, last) => (first === last ? `${first}` : `${first}–${last}`),
    spanWords: (first, last, network, own) => {
      const n = last - first + 1;
      return `Chiffres ${first} à ${last} : mal lus par le réseau commun seul ${n - network} sur ${n}, avec ta propre mémoire ${n - own}`;
    },
    setAside: "Retenus",
    setAsideNote: (n, shown) =>
      n === 0
        ? "Rien de toi n’est retenu."
        : `${n === 1 ? "1 chiffre attend" : `${digits(n)} attendent`} l’administration. Le réseau commun ne ${n === 1 ? "l’apprend" : "les apprend"} pas ; ta propre mémoire, si.${shown < n ? ` Les ${shown} plus récents :` : ""}`,
    held: (label) => `Ton ${label}`,
    yours: "C’est à toi",
    archive: "Tout télécharger",
    archiveNote:
      "Un fichier ZIP avec tes dessins et tes traits, ce que tu as dit qu’ils sont, les dates et les réponses.",
    forget: "Oublier ma main",
    forgetNote:
      "Reprend chacun de tes chiffres et supprime le cookie. Ce que le réseau commun en a appris est réappris sans eux.",
    forgetSure:
      "Vraiment ? On ne peut pas revenir en arrière. Télécharge d’abord tout, si tu peux en avoir besoin.",
    forgetYes: "Oui, tout oublier",
    forgetNo: "Non, garder",
    forgetting: "Oubli en cours…",
    forgotten: "Ta main est oubliée. Pour cette page, tu es quelqu’un de nouveau.",
    notForgotten:
      "Le serveur n’a pas répondu comme il faut, et ta main est peut-être encore là. Réessaie dans un instant.",
    carry: "Sur un autre appareil",
    carryNote:
      "Cette clé ouvre ta main : qui l’a peut dessiner à ta place, voir et télécharger ce qui est à toi, et le reprendre. Ne la montre à personne d’autre.",
    showKey: "Montrer ma clé",
    hideKey: "La cacher",
    key: "Ta clé",
    copy: "Copier",
    copied: "Copié.",
    notCopied: "Ce navigateur ne laisse pas la page copier. Sélectionne la clé et copie-la toi-même.",
    code: "Ta clé en code QR, qui ouvre cette page sur l’autre appareil",
    keyAway: "La clé n’a pas pu être obtenue. Réessaie dans un instant.",
    enter: "Entrer une clé d’un autre appareil",
    enterNote:
      "À partir de là, ce navigateur dessine pour la main de cette clé. La main d’avant garde ses chiffres. Sa clé reste dans ce navigateur, sauf s’il ne garde rien : copie-la d’abord pour être sûr.",
    use: "Utiliser cette clé",
    carried: "Ce navigateur dessine maintenant pour la main de cette clé.",
    noSuchKey:
      "Cette clé n’ouvre aucune main ici. Copie-la encore une fois, en entier, depuis l’autre appareil.",
  },
};
