import type { LearnWords } from "../learn";
import { aDigit, decimal, number, signedPercentage, wholePercentage } from "./formats";

const term = (value: number) => `${value < 0 ? "−" : "+"} ${decimal.format(Math.abs(value))}`;
const steps = (n: number) => (n <= 1 ? `${n} pas` : `${number.format(n)} pas`);

export const learn: LearnWords = {
  heading: "Comment ça marche",
  introduction:
    "Tout ici, ce sont 23 860 nombres et une règle simple pour les changer. Cette page te laisse prendre chaque pièce en main.",
  number: (value) => decimal.format(value),
  again: "Recommencer",
  address: (title) => `Adresse du chapitre ${title}`,
  chapters: "Chapitres",
  lessonLink: "Pour les enseignants : une leçon de 45 minutes, à imprimer",
  wallLink: "Le mur : une page pour le projecteur d’une classe",
  predict: "Devine d’abord :",
  foreseen: "Oui.",
  otherwise: "Non.",
  computing: "On essaie…",
  questionsHeading: "Six questions, en bref",
  questions: [
    {
      question: "Que regarde le réseau ?",
      answer:
        "28 × 28 points, 784 nombres, et rien d’autre : ton dessin, découpé, redressé pour ne pencher d’aucun côté, centré et réduit. Il ne connaît ni l’ordre de tes traits ni ton nom.",
      chapter: "network",
    },
    {
      question: "Que font les trente neurones ?",
      answer:
        "Chacun cherche dans les 784 points une forme à lui, et s’éclaire d’autant plus qu’il en trouve. Aucun ne représente un chiffre : les dix sorties additionnent ce que disent les trente.",
      chapter: "carried",
    },
    {
      question: "Pourquoi la réponse a-t-elle changé après une correction ?",
      answer:
        "À cause de ta propre mémoire, pas du réseau. Elle est calculée à partir des dessins que tu as vérifiés, et change la réponse là où un nouveau dessin ressemble à l’un de ceux que le réseau a manqués, pour toi seul.",
      chapter: "twoMemories",
    },
    {
      question: "Pourquoi a-t-elle changé après dix chiffres ?",
      answer:
        "Parce que le réseau lui-même a appris. Tous les dix chiffres vérifiés, il s’entraîne avec la plupart d’entre eux et avec des anciens, et la nouvelle version prend le relais pour tous si elle réussit un examen : elle peut lire un peu moins que la meilleure jusqu’ici, pas beaucoup moins.",
      chapter: "gate",
    },
    {
      question: "Pourquoi oublierait-il sans réviser ?",
      answer:
        "Parce que les mêmes trente neurones servent aux dix chiffres. Ce qui déplace leurs poids pour dix nouveaux dessins les déplace pour tous les autres, sauf si on les remontre entre-temps.",
      chapter: "forgetting",
    },
    {
      question: "Que garde-t-il de moi ?",
      answer:
        "Chaque dessin que tu as vérifié, comment il a été fait, ce que tu as dit qu’il est, ce qui a été deviné, et quand ; et un cookie avec un nombre au hasard. Pas de nom. Les autres voient les dessins dans la galerie, sauf si elle est fermée. Tu peux tout télécharger ou tout faire oublier.",
      chapter: "kept",
    },
  ],
  figures: {
    neuron: "Un neurone, avec les entrées qu’il écoute.",
    network:
      "Le tout : à gauche des points (sept en représentent 784), des neurones cachés (cinq en représentent trente), dix sorties.",
    cost: "La sortie qui aurait dû dire 1.",
    descent: "Un seul poids, un sur 23 820.",
    backpropagation: "Des sorties vers l’arrière : la faute refait le chemin de la réponse.",
    forgetting:
      "Deux neurones cachés qu’écoutent à la fois le 4 et le 7 : qui déplace un chiffre déplace l’autre.",
    fromNothing: "Avant d’avoir rien appris, tous les poids sont petits et au hasard.",
    gate: "Dix chiffres déplacent les poids de tous les neurones du réseau commun.",
    twoMemories: "Ta propre mémoire se tient à côté du réseau et corrige ses sorties.",
    kept: "Le réseau garde 23 860 nombres. Les dessins sont gardés à côté, pas dedans.",
  },
  ownMemory: ["ta propre", "mémoire"],
  neuron: {
    title: "Un neurone",
    paragraphs: [
      "Un neurone prend des nombres et en donne un. Il multiplie chaque entrée par un poids, additionne le tout, ajoute un biais à lui, et serre la somme entre 0 et 1. C’est la sigmoïde qui serre, la courbe ci-dessous.",
      "Un poids positif dit : l’encre ici parle pour moi. Un négatif : contre. Le biais dit combien le neurone est facile à convaincre : plus il est grand, plus c’est facile.",
    ],
    plot: "La sigmoïde, avec la somme du neurone marquée dessus",
    xAxis: "la somme",
    yAxis: "ce que donne le neurone",
    input: "Entrée",
    weight: "Poids",
    bias: "Biais",
    result: (weight, input, bias, z, output) =>
      `${decimal.format(weight)} × ${decimal.format(input)} ${term(bias)} = ${decimal.format(z)}, serré à ${decimal.format(output)}`,
  },
  network: {
    title: "Quarante neurones, et ce qu’ils regardent",
    paragraphs: [
      "Ton dessin est découpé, redressé pour ne pencher d’aucun côté, centré et réduit à 28 × 28 points : 784 entrées. Le réseau ne regarde rien d’autre. Trente neurones cachés les regardent tous, chacun avec ses 784 poids. Dix neurones de sortie, un par chiffre, regardent les trente.",
      "Les dix sorties ne savent rien les unes des autres. Chacune répond à sa propre question : « est-ce que cela me ressemble ? »",
    ],
    predict: {
      question:
        "Tu gribouilles quelque chose qui n’est pas un chiffre. Que disent les dix sorties ensemble ?",
      options: [
        "Toujours 100 %, partagés entre les dix",
        "N’importe quoi, peut-être presque rien",
        "L’une d’elles toujours presque 100 %",
      ],
      right: 1,
      answer:
        "Leur somme n’a pas à faire 100 % : un chiffre flou peut faire dire oui à deux d’entre elles, et un gribouillis à aucune. Essaie sur la page Dedans.",
    },
  },
  carried: {
    title: "Un chiffre suivi jusqu’au bout",
    paragraphs: [
      "Voici les vrais nombres : les trente neurones pour un chiffre, les dix sorties, et l’une des 23 820 multiplications, suivie d’un point jusqu’à la réponse.",
    ],
    which: (isDrawn) =>
      isDrawn
        ? "Le chiffre est celui de ta feuille."
        : "Le chiffre est inventé. Dessines-en un sur la première page, et c’est lui qu’on suit.",
    units: "Les trente neurones cachés",
    outputs: "Les dix sorties",
    bar: (i, value, isOutput) =>
      `${isOutput ? `Sortie ${i}` : `Neurone ${i + 1}`} : ${wholePercentage.format(value)}`,
    more: (unit) => `Voir ce que cherche le neurone ${unit}`,
  },
  cost: {
    title: "Ce que coûte une erreur",
    paragraphs: [
      "Pour apprendre, le réseau a besoin d’un nombre qui dit à quel point il se trompe : le coût. Pour la sortie qui aurait dû dire 1, c’est moins le logarithme de ce qu’elle a dit. Une erreur sûre d’elle coûte cher ; avoir presque raison ne coûte presque rien.",
    ],
    plot: "Le coût d’une sortie qui devrait être 1 : élevé près de 0, nul à 1",
    xAxis: "ce qu’a dit la sortie",
    yAxis: "coût",
    output: "Sortie",
    result: (output, cost) =>
      `Une sortie de ${decimal.format(output)} là où 1 était juste coûte ${decimal.format(cost)}`,
  },
  descent: {
    title: "En descendant",
    paragraphs: [
      "Change un peu un poids, et le coût change un peu. De quel côté descend-on ? C’est la pente, et la règle pour apprendre est : fais un pas contre elle. Le taux d’apprentissage dit sa longueur : la part de la pente que prend un pas. Trop court, cela n’en finit pas ; trop long, on saute par-dessus la vallée.",
    ],
    plot: "Le coût d’un poids, une vallée, avec les pas marqués dessus",
    xAxis: "le poids",
    yAxis: "coût",
    rate: "Longueur du pas",
    step: "Un pas",
    result: (n, cost) => `${steps(n)} ; le coût est ${decimal.format(cost)}`,
  },
  backpropagation: {
    title: "Toutes les pentes à la fois",
    paragraphs: [
      "Il y a 23 820 poids et 40 biais, donc 23 860 pentes. La rétropropagation les trouve toutes d’un coup, en partant des sorties : chaque neurone passe la faute à ceux qu’il a écoutés, d’autant plus qu’il les a écoutés.",
      "Essaie sur ton propre chiffre. Le serveur copie le réseau qui lit, fait les pas dans la copie, te montre ce qui a bougé, et l’oublie. Le réseau des autres ne change pas. Dis-lui que ton dessin est autre chose que ce qu’il pense, et regarde-le changer d’avis.",
    ],
  },
  forgetting: {
    title: "Pourquoi il oublie, et comment réviser aide",
    paragraphs: [
      "Les mêmes trente neurones cachés servent aux dix chiffres. À force de les pousser à plaire à un seul dessin, ils ne plaisent plus aux autres. Cela s’appelle l’oubli catastrophique : appuie plus haut sur « Fais-le oublier », et regarde le mur rougir.",
      "Le remède est ce que font les élèves : réviser. Quand le réseau apprend tes dix chiffres, chaque pas lui montre aussi des chiffres qu’il connaît déjà. Active la révision plus haut, et presque tout le mur guérit, tandis que ton chiffre est quand même appris, plus lentement. Cela vaut pour des pas jusqu’à environ 0,30. Avec des pas de 1,00, réviser n’en sauve qu’une partie : un pas trop long saute par-dessus toutes les vallées.",
    ],
    predict: {
      question:
        "Une copie du réseau fait quarante pas de 0,30 sur un seul 1 bizarre dont on lui dit que c’est un 4, sans réviser. Combien des 400 autres chiffres lit-elle encore ?",
      options: ["Presque tous", "Plus de la moitié", "Moins de la moitié"],
      answer: (n, count) =>
        `On vient d’essayer sur le réseau qui lit : ${number.format(n)} sur ${number.format(count)}.`,
    },
  },
  fromNothing: {
    title: "À partir de rien",
    paragraphs: [
      "Un réseau neuf avec aussi trente neurones, dans cette page seulement : rien n’en est envoyé ni gardé. Dessine un chiffre, dis lequel c’est, dessines-en un autre ; puis fais-le apprendre, pas à pas, jusqu’à ce qu’il les lise tous. Ses poids sont dessous : du bruit d’abord, où apparaissent des formes.",
    ],
    drawFirst: "Dessine un chiffre, puis dis lequel c’est.",
    reads: (digit, output) => `Le réseau neuf dit ${digit}, avec une sortie de ${decimal.format(output)}.`,
    itIs: "C’est un",
    teach: (label) => `Apprends-lui ${aDigit(label)}`,
    lend: "Prête-moi dix chiffres, un de chaque",
    examples: (n) => (n === 1 ? "L’exemple jusqu’ici" : `Les ${number.format(n)} exemples jusqu’ici`),
    example: (label, guess) => (label === guess ? `${label} ✓` : `${label}, pas ${guess}`),
    one: "Un pas d’apprentissage",
    untilItReads: "Apprendre jusqu’à ce qu’il les lise",
    stop: "Arrêter",
    fromNothing: "Repartir de rien",
    nothingYet: "Il n’a encore rien appris.",
    result: (n, cost, nRead, count) =>
      `${steps(n)} ; coût ${decimal.format(cost)} ; il lit ${number.format(nRead)} exemples sur ${number.format(count)}.`,
    others: (n, count) =>
      `Sur ${number.format(count)} chiffres qu’on ne lui a jamais montrés, il en lit ${number.format(n)} : voilà ce qu’apprennent tes exemples ; le reste manque encore.`,
    weights: "Les poids des trente neurones neufs",
  },
  gate: {
    title: "Après dix chiffres : qui décide de la relève",
    paragraphs: [
      "Tous les dix chiffres vérifiés, le réseau s’entraîne : mille petits pas, de là où il est, sur tes chiffres, chaque fois un peu déformés, mêlés à beaucoup qu’il connaît. Cela prend quelques secondes, puis les réponses peuvent changer pour tous.",
      "Ce n’est pas l’entraînement qui décide, c’est une épreuve. Un chiffre sur dix est mis de côté avant l’entraînement et jamais appris. Un nombre secret et le dessin décident lequel, autant dire au hasard : une dizaine peut en avoir trois, ou aucun. Une nouvelle version prend le relais si elle lit au plus un demi-point de moins de plusieurs milliers de chiffres de test scellés que la meilleure jusqu’ici, d’aucun chiffre beaucoup moins, et si elle ne lit pas moins bien, hasard mis à part, les chiffres mis de côté. Une version qui échoue est refusée, et la raison est gardée. Si une dizaine contredit surtout le réseau, ses chiffres douteux attendent une personne.",
    ],
    link: "Voir chaque version et sa raison dans le suivi",
  },
  twoMemories: {
    title: "Deux mémoires : pourquoi une correction suffit",
    paragraphs: [
      "Une seule mémoire servirait deux maîtres. Pour apprendre ta main, elle devrait céder à quelques chiffres étranges ; pour rester sûre pour tous les autres, elle ne le doit pas. Et ce qui cède vite oublie vite, comme plus haut.",
      "Les cerveaux semblent avoir rencontré la même difficulté, et avoir pour elle deux mémoires. L’hippocampe garde aussitôt ce qui est arrivé une fois ; le néocortex apprend lentement ce que beaucoup de choses ont en commun, pendant qu’elles sont révisées. James McClelland, Bruce McNaughton et Randall O’Reilly ont soutenu en 1995 qu’une seule mémoire ne peut faire les deux : ce qu’un réseau prend vite recouvre ce qu’il savait.",
      "Il y en a donc deux ici aussi. La lente est le réseau commun : il apprend par dix, avec révision, et seulement s’il réussit l’examen. La rapide est la tienne : elle est calculée à partir de ce que tu as vérifié et de ce que le réseau y a manqué, et corrige les sorties du réseau là où un dessin ressemble à l’un de ceux-là. Voilà pourquoi une réponse peut changer après une seule correction, alors qu’aucun des 23 860 nombres n’a bougé. Elle peut céder aussitôt, puisqu’elle ne parle que pour toi : qui lui ment ne trompe personne d’autre. La lente peut donc être sévère.",
    ],
    odd: "Écrire un 1 bizarre",
    anotherOdd: "Encore un 1 bizarre",
    itIs: "Dis ce que c’est, à une mémoire de cette page seule :",
    tell: (label) => `Dire à cette mémoire que c’est ${aDigit(label)}`,
    told: (label) =>
      `La mémoire de cette page a maintenant un dessin, ${aDigit(label)} : les barres ont bougé aussitôt, et aucun poids. Elle corrige les dessins comme celui-là, d’autant plus qu’ils lui ressemblent : dessines-en un autre, ou fais-en écrire un. Elle finit avec cette page.`,
    forget: "Le lui faire oublier",
    switches: { network: "Le réseau commun", memory: "Ta propre mémoire" },
    outputs: "Les dix sorties",
    corrections: "Ce que ta propre mémoire ajoute à chaque sortie, ou lui enlève",
    output: (digit, output, isCorrection) =>
      isCorrection
        ? `${digit} : ${signedPercentage.format(output)}`
        : `${digit} : ${wholePercentage.format(output)}`,
    drawFirst: "Dessine un chiffre sur cette feuille, ou fais écrire un 1 bizarre.",
    guess: ({ network, memory }, best) => {
      if (!network && !memory) return "Sans l’un ni l’autre, il n’y a rien qui puisse lire.";
      if (network && best !== null)
        return memory
          ? `Ensemble, ils lisent ${aDigit(best)}.`
          : `Le réseau commun seul lit ${aDigit(best)}.`;
      return best === null
        ? "Ta propre mémoire n’a rien à corriger ici : le réseau commun lit tous tes dessins qui ressemblent à celui-ci. Il les a peut-être appris depuis ; essaie avec un autre chiffre."
        : `Ta propre mémoire seule ne lit pas. Elle corrige, ici surtout en faveur du ${best}.`;
    },
    noMemory:
      "Tu n’as pas encore de mémoire à toi, donc le second interrupteur ne change rien. Dis sous la feuille ce qu’est le dessin, comme sur la première page : cette page en calcule une mémoire, selon la même règle. Rien n’en est gardé.",
    tellMore:
      "Mal lu ? Dis sous la feuille ce que c’est. Cette page ajoute la correction à celles de ta propre mémoire, et ne garde rien.",
  },
  kept: {
    title: "Ce qu’il garde de toi",
    paragraphs: [
      "De chaque chiffre que tu vérifies : le dessin, le chemin et les temps du stylo, ce que tu as dit qu’il est, ce qui a été deviné, et quand. Un cookie avec un nombre au hasard tient tes chiffres ensemble ; il n’y a pas de nom, et personne n’en demande. Ce que tu dessines sans vérifier est lu et oublié. Ta propre mémoire n’est pas gardée : elle est calculée à partir de ces dessins chaque fois que tu dessines.",
      "Les autres peuvent voir les dessins dans la galerie, sauf si elle est fermée. Tu peux tout télécharger, reprendre des chiffres un par un, ou faire oublier toute la main. Un chiffre repris n’est plus montré et n’est plus appris ; ce que des versions en ont appris reste en elles. Si une main entière a été apprise, le réseau réapprend sans elle, ou une version plus ancienne, qui ne l’avait pas apprise, lit de nouveau. Les versions d’avant restent dans le suivi, où on peut les télécharger tant que leurs nombres sont gardés. Une version ne garde aucun dessin, seulement 23 860 nombres qu’ils ont déplacés.",
    ],
    link: "Ta main, et tout ce qui en est gardé",
  },
  sandbox: {
    label: "Dis à la copie que c’est un",
    rate: "Longueur du pas dans la copie",
    forget: "Fais-le oublier : 40 pas de 0,30",
    wall: (n, count) =>
      `${number.format(count)} autres chiffres sur un mur ; la copie en lit mal ${number.format(n)}, qui sont rouges`,
    wallNote: (n, mayHeal) =>
      `Les autres chiffres. La copie lit mal maintenant les rouges : ${number.format(n)}.${mayHeal ? " Réviser en guérit la plupart." : ""}`,
    rehearse: "Réviser neuf chiffres connus à chaque pas",
    steps: (n) => (n === 1 ? "Un pas" : `${n} pas`),
    taken: (n) => (n === 1 ? "1 pas fait dans une copie à part." : `${n} pas faits dans une copie à part.`),
    drawFirst: "Dessine d’abord un chiffre.",
    outputs: "Les dix sorties ; le trait est là où chacune était avant le premier pas",
    output: (digit, before, after) =>
      `${digit} : ${wholePercentage.format(before)} avant, ${wholePercentage.format(after)} maintenant`,
    costs: "Le coût de ton dessin, pas à pas",
    noCost: "Le coût de ton dessin sera tracé ici.",
    cost: (before, after) => `Coût de ton dessin : ${decimal.format(before)} → ${decimal.format(after)}`,
    others: (before, after, count) =>
      `De ${number.format(count)} autres chiffres, elle en lit ${number.format(after)} ; avant, ${number.format(before)}.`,
  },
  sources: {
    heading: "Sources",
    list: [
      [
        "Michael Nielsen, Neural Networks and Deep Learning (2015), chapitres 1 à 3",
        "http://neuralnetworksanddeeplearning.com/",
      ],
      [
        "J. McClelland, B. McNaughton, R. O’Reilly, Why there are complementary learning systems in the hippocampus and neocortex, Psychological Review 102 (1995)",
        "https://doi.org/10.1037/0033-295X.102.3.419",
      ],
      [
        "A. Robins, Catastrophic forgetting, rehearsal and pseudorehearsal, Connection Science 7 (1995)",
        "https://doi.org/10.1080/09540099550039318",
      ],
      [
        "S. Haufe et d’autres, On the interpretation of weight vectors of linear models in multivariate neuroimaging, NeuroImage 87 (2014)",
        "https://doi.org/10.1016/j.neuroimage.2013.10.067",
      ],
    ],
    code: "Les réseaux du programme sont dans son dossier nn, écrits avec NumPy seul. Le neuf de cette page apprend dans le navigateur.",
  },
};
