import type { Texts } from "../index";
import { capitalADigit, digits } from "./formats";

export const gallery: Texts["gallery"] = {
  heading: "Was gezeichnet wurde",
  introduction: {
    everyone:
      "Alle geprüften Ziffern, die neuesten zuerst. Die gerahmten wurden falsch gelesen, als sie kamen.",
    own: "Alle Ziffern, die du geprüft hast, die neuesten zuerst. Die gerahmten wurden falsch gelesen, als sie kamen. Nur du siehst sie hier.",
    none: "Dieses Programm zeigt hier keine Zeichnungen. Was es von deinen weiß, steht auf der Seite deiner Hand.",
  },
  label: "Welche Ziffer",
  every: "Alle Ziffern",
  everyShort: "Alle",
  only: (label) => `Nur ${label}`,
  mine: "nur meine",
  misread: "nur falsch gelesene",
  alt: (label) => capitalADigit(label),
  readAs: (guess) => `nicht ${guess}`,
  takeBack: "Zurücknehmen",
  takeBackOne: (label, id) => `Die ${label} mit der Nummer ${id} zurücknehmen`,
  none: "Noch nichts da. Zeichne eine Ziffer und sag, welche es ist: dann steht sie hier.",
  all: (n) => `Das sind alle: ${digits(n)}.`,
  more: "Mehr",
};
