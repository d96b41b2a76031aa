import type { Texts } from "../index";
import { aDigit, capitalADigit } from "./formats";

export const wall: Texts["wall"] = {
  title: "Le mur · Ductus",
  heading: "Ductus",
  join: "Dessine avec nous",
  code: (address) => `L’adresse ${address} en code QR`,
  alone:
    "Seule cette machine trouve la page. Pour une classe, démarre avec « make run CLASS=1 » ou « ductus --class ».",
  versions: "Versions",
  took: (version) => `La version ${version} a pris le relais`,
  kept: (version) => `La version ${version} n’a pas été prise`,
  learning: "Il apprend…",
  paused: "L’apprentissage est en pause",
  missing: (n) =>
    n === 1 ? "Encore 1 chiffre, et le réseau apprend" : `Encore ${n} chiffres, et le réseau apprend`,
  reads: (digit) => `Il lit ${aDigit(digit)}.`,
  hands: "Mains",
  hand: (n) => `Main ${n}`,
  digit: (label) => capitalADigit(label),
  empty: "Qui dessine un chiffre et dit lequel c’est le voit ici.",
  hidden: "Les dessins ne sont pas montrés ici. Ils comptent quand même.",
  frozen: "Le mur est arrêté",
  loading: "Un instant…",
  away: "Le serveur ne répond pas. Le mur continue dès qu’il le fait.",
};
