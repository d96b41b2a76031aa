import type { Photo } from "../ink";
import { canvasIsHonest } from "./canvasIsHonest";
import type { PhotoProblem } from "./readPhoto";
import { shrink } from "./shrink";

/** Return the photograph turned to the right by a quarter, or why it cannot be turned. */
export async function turnPhoto({ image }: Photo): Promise<Photo | PhotoProblem> {
  if (!(await canvasIsHonest())) return "falsified";
  const picture = new Image();
  picture.src = image;
  await picture.decode();
  const { naturalWidth, naturalHeight } = picture;
  const turned = shrink({ width: naturalHeight, height: naturalWidth }, ({ width, height }) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width, height];
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("wanted a 2D canvas context, got none");
    context.translate(width, 0);
    context.rotate(Math.PI / 2);
    context.drawImage(picture, 0, 0, height, width);
    return canvas.toDataURL("image/png");
  });
  return turned === null ? "tooLarge" : { image: turned };
}
