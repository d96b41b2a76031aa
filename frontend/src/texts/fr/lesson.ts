import type { LessonWords } from "../lesson";

export const lesson: LessonWords = {
  heading: "Une leçon de 45 minutes",
  introduction:
    "Pour des élèves d’environ douze ans et plus, seuls ou à deux, chacun avec un appareil où cette page est ouverte. Rien n’est installé, aucun nom n’est demandé. Imprime cette page : les réponses viennent sur une feuille à part, et restent cachées à l’écran jusqu’à ce que tu les demandes.",
  print: "Imprimer",
  back: "Retour à la page Cours",
  need: "Avant : ouvre le mur sur le projecteur. Il montre les derniers chiffres, le réseau qui les lit et l’adresse pour les élèves. Essaie toi-même un chiffre.",
  wall: (address) => `Le mur : ${address}`,
  planHeading: "Déroulement",
  columns: ["Minutes", "Sur quelle page", "Ce que font les élèves", "Ce qu’ils voient"],
  plan: [
    [
      "0–5",
      "Dessin",
      "Chacun dessine trois chiffres et dit lesquels.",
      "La réponse suit le stylo ; la plupart sont justes, et il dit quand il n’est pas sûr.",
    ],
    [
      "5–12",
      "Dedans",
      "Dessiner un 7 ; trouver le neurone qui dit le plus pour lui ; l’éteindre ; puis cinq au hasard, jusqu’à perdre le 7.",
      "Aucun neurone n’est le 7. Le réseau faiblit peu à peu, pas d’un coup.",
    ],
    [
      "12–20",
      "Cours : un chiffre suivi jusqu’au bout",
      "Suivre un nombre d’un point à la sortie, et vérifier un produit à la main.",
      "Une réponse, c’est multiplier, additionner et serrer, rien d’autre.",
    ],
    [
      "20–30",
      "Cours : à partir de rien",
      "Apprendre à un réseau neuf dix chiffres à soi ; puis en dessiner un onzième.",
      "Il lit ce qu’on lui a montré, et une partie du reste.",
    ],
    [
      "30–37",
      "Cours : toutes les pentes à la fois",
      "Appuyer sur « Fais-le oublier », compter les chiffres rouges ; activer la révision, et recompter.",
      "Apprendre une seule chose coûte les autres ; réviser les sauve.",
    ],
    [
      "37–42",
      "Dessin et Main",
      "Dessiner un chiffre bizarre, le corriger une fois, le redessiner. Ensemble, remplir les dix, et regarder naître une version.",
      "Une correction aide aussitôt soi-même ; dix chiffres changent le réseau pour tous.",
    ],
    [
      "42–45",
      "Main",
      "Regarder ce qui est gardé ; qui veut le fait oublier.",
      "Tout ce qui est gardé peut être vu, emporté et repris.",
    ],
  ],
  questionsHeading: "Six questions",
  questionsNote: "Chacune a sa réponse sur la page ; entre parenthèses, où.",
  places: [
    "Cours : quarante neurones",
    "Dedans",
    "Cours : deux mémoires",
    "Cours : après dix chiffres",
    "Cours : pourquoi il oublie",
    "Main",
  ],
  answersHeading: "Réponses",
  showAnswers: "Montrer les réponses",
  hideAnswers: "Cacher les réponses",
  furtherHeading: "Pour qui a fini plus tôt",
  further: [
    "Trouve un chiffre que le réseau et ta voisine ou ton voisin lisent différemment. Qui a raison, et comment le saurais-tu ?",
    "Apprends au réseau neuf seulement des 1 et des 7. Que dit-il d’un 4, et pourquoi est-il si sûr ?",
    "Pourquoi une nouvelle version peut-elle lire un demi-point de chiffres de test de moins que la meilleure, et prendre quand même le relais ?",
  ],
};
