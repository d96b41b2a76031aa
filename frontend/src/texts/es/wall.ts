import type { Texts } from "../index";
import { aDigit, capitalADigit } from "./formats";

export const wall: Texts["wall"] = {
  title: "El muro · Ductus",
  heading: "Ductus",
  join: "Dibuja con nosotros",
  code: (address) => `La dirección ${address} como código QR`,
  alone:
    "Solo este equipo encuentra la página. Para una clase, arranca con «make run CLASS=1» o «ductus --class».",
  versions: "Versiones",
  took: (version) => `La versión ${version} tomó el relevo`,
  kept: (version) => `La versión ${version} no se tomó`,
  learning: "Está aprendiendo…",
  paused: "El aprendizaje está en pausa",
  missing: (n) => (n === 1 ? "Una cifra más, y la red aprende" : `${n} cifras más, y la red aprende`),
  reads: (digit) => `Lee ${aDigit(digit)}.`,
  hands: "Manos",
  hand: (n) => `Mano ${n}`,
  digit: (label) => capitalADigit(label),
  empty: "Quien dibuja una cifra y dice cuál es la ve aquí.",
  hidden: "Aquí no se muestran dibujos. Cuentan igualmente.",
  frozen: "El muro está quieto",
  loading: "Un momento…",
  away: "El servidor no responde. El muro sigue en cuanto lo haga.",
};
